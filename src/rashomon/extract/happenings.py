"""Sorts what a document tells into separate happenings, and sets aggregates apart from their parts.

The reading goes sentence by sentence. A trigger brings its day and its place; a day or a place that cannot be the
current happening's starts another one, and words without either ("two reached their target") stay with the current one.
A time that only dates a count ("by Monday morning", "said on Thursday") moves nothing: it becomes the count's ``as_of``.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from rashomon.extract import sums
from rashomon.extract.anchors import Anchors, PlaceAnchor, TimeAnchor, distance
from rashomon.extract.attacks import (
    dates_another,
    is_accident,
    is_attack,
    is_compared,
    is_habit,
    is_plural,
    is_presupposed,
    is_remembered,
    is_violent,
)
from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.calendar import Calendar
from rashomon.extract.copular import copular_names
from rashomon.extract.facts import Fact
from rashomon.extract.fits import finer, later_days, same_day, same_place, shares_name
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.knowledge import cues
from rashomon.extract.listed import joined_districts, share_of
from rashomon.extract.matching import Matcher, Told, compatible
from rashomon.extract.name_fact import NameFact
from rashomon.extract.names import equipment_facts, name_facts
from rashomon.extract.others import HARM, Others
from rashomon.extract.reckoning import following, is_soon_after, is_told_after, is_told_before, recency, reckoned
from rashomon.extract.roundups import attacks_of
from rashomon.extract.scene import Scene
from rashomon.extract.scenery import opening_area, sets_scene
from rashomon.extract.seats import seat_for, town_of_officials
from rashomon.extract.settle import find_attackers, settle, share_equipment
from rashomon.extract.sides import Sides
from rashomon.extract.spoken_times import SpokenTimes
from rashomon.extract.staging import place_before_there, place_set_before, scene_set_before
from rashomon.extract.syntax import is_verb, sentence_of
from rashomon.extract.victims import victims_of
from rashomon.values import Place, When

_ARRIVALS = frozenset({"launched", "hit", "fell", "explosions"})
_APART = 5  # how many times larger a sum is that is over other attacks
_STILL_COUNTING = 30  # days after an attack that its dead are still counted
_CLAUSE = 3  # steps in the tree: a verb, its preposition, the time


class Grouping:
    """All happenings of one document."""

    def __init__(self, scene: Scene, facts: list[Fact], attribution: Attribution, calendar: Calendar) -> None:
        self.scene = scene
        self.facts = facts
        self.attribution = attribution
        self.anchors = Anchors(scene, attribution, frozenset(fact.at for fact in facts if fact.at is not None))
        self.sides = Sides(scene, facts, attribution, self.anchors)
        self.calendar = calendar
        self.happenings: list[Happening] = []
        self.generic: list[NameFact] = []
        self.current: Happening | None = None
        self._late_counts: dict[int, str] = {}
        self._times = SpokenTimes(self.anchors, calendar)
        self._followed: dict[int, Happening] = {}  # the attack that came "two days after", by where that is said
        self._free: list[int] = []
        self._fact_at: dict[int, list[int]] = {}
        for index, fact in enumerate(facts):
            self._fact_at.setdefault(fact.trigger, []).append(index)
        self.others = Others(scene, facts, self._fact_at, self.anchors, calendar)
        self._matcher = Matcher(scene, facts, self.anchors, self.sides, self.others, self.happenings, self._free)
        for number in range(len(scene.sentences)):
            self._sentence(number)
        self.happenings = settle(scene, self.anchors, calendar, facts, self.happenings, self.generic)

    # One sentence -------------------------------------------------------------------------------------------------------

    def _sentence(self, number: int) -> None:
        sentence = self.scene.sentences[number]
        if self.scene.other_world or number in self.scene.page_sentences:
            return
        if number in self.scene.strange or is_accident(sentence):
            return
        plural = False
        here: list[Happening] = []
        for token in sentence:
            indices = self._fact_at.get(token.i, [])
            if not indices and not is_attack(token):
                continue
            voice = self.attribution.voice(token)
            if (voice.factuality == "Uu" and not self._is_known(token)) or (
                not indices
                and (
                    is_remembered(token)
                    or is_compared(token)
                    or dates_another(token)
                    or is_habit(token, dated=self._is_dated(token))
                )
            ):
                continue
            if indices and self.others.is_of_habit(token, indices):
                continue
            if not indices and (is_plural(token) or self._in_window(token)):
                plural = True
                self._generic(token)
                continue
            happening = self._place_trigger(token, indices, here)
            self._tell(happening, token, indices, voice)
            if happening not in here:
                here.append(happening)
        if here:
            share_equipment(self.scene, sentence.start, sentence.end, here)
            find_attackers(self.scene, self.anchors, number, here)
        elif plural:
            self.generic.extend(equipment_facts(self.scene, sentence.start, sentence.end))
        elif self.current is not None:
            self._go_back(number)
            self.current.names.extend(copular_names(self.scene, sentence))
        if not here:
            self._free.append(number)
        self._times.remember(number, self.current)

    def _go_back(self, number: int) -> None:
        """ "In Kunduz, fighters tried to overrun a post.": the next sentences are on what was told of that place before."""
        for anchor in self.anchors.places_told(number):
            where = anchor.mention.place
            told = [h for h in self.happenings if h.facts and not h.aggregate and h.place is not None
                    and where is not None and shares_name(h.place, where)]  # fmt: skip
            if told and sets_scene(anchor.token):
                self.current = told[-1]

    def _is_dated(self, token: Token) -> bool:
        time = self.anchors.time_for(token)
        return time is not None and distance(token, time.token) <= _CLAUSE

    def _is_known(self, token: Token) -> bool:
        """Spoken of as known, with a time or place in its own phrase: it anchors, whatever is said of it."""
        if not is_presupposed(token):
            return False
        time, place = self.anchors.time_for(token), self.anchors.place_for(token)
        return any(each is not None and token in set(each.token.ancestors) for each in (time, place)) and not (
            time is not None and time.mention.future
        )

    def _tell(self, happening: Happening, token: Token, indices: list[int], voice: Voice) -> None:
        happening.tokens.append(token.i)
        happening.several = happening.several or (attacks_of(token) if indices else 0)
        happening.victims.extend(victims_of(token))
        happening.facts.extend(index for index in indices if index not in happening.facts)
        if not voice.factuality.endswith("-"):
            happening.denied_only = False
        elif voice.cue is not None and cues().verbs.get(self.scene.doc[voice.cue].lemma_.lower(), "").endswith("-"):
            happening.rejected = True
        happening.names.extend(name_facts(self.scene, token))
        time = self.anchors.count_time_for(token) if indices else None
        if time is not None:
            self._date_counts(happening, indices, time)

    def _date_counts(self, happening: Happening, indices: list[int], time: TimeAnchor) -> None:
        when = self.calendar.resolve(time.mention, happening.place, self._times.before(time, self.current))
        if when is None or when.end is None or when.precision not in {"minute", "hour", "day", "night"}:
            return
        stood = when.start if when.precision == "minute" and when.start else when.end
        for index in indices:
            happening.as_of.setdefault(index, stood)

    def _in_window(self, token: Token) -> bool:
        """Told only of a stretch of time: no single happening."""
        time = self.anchors.time_for(token)
        return time is not None and sums.is_long_window(time, self._resolved(time))

    def _generic(self, token: Token) -> None:
        """Names told of several attacks at once hold for each of those told of so far, or for all."""
        if any(is_habit(node, dated=False) for node in token.ancestors):
            return  # "as forces backed by foreign airstrikes are battling militants"
        names = list(name_facts(self.scene, token))
        for node in token.ancestors:
            if is_verb(node):
                # "The attacks, which rebels carried out": not who did something else that the sentence tells of.
                names.extend(name_facts(self.scene, node) if is_attack(node) or token.head.i == node.i else ())
                break
        self.generic.extend(name for name in names if name not in self.generic)

    # Where a trigger belongs --------------------------------------------------------------------------------------------

    def _place_trigger(self, token: Token, indices: list[int], here: list[Happening]) -> Happening:
        listed = next((self.facts[i] for i in indices if self.facts[i].at is not None), None)
        if listed is not None:
            return share_of(self.scene, self.anchors, self.happenings, token, listed)
        time, place = self.anchors.time_for(token), self._place(token, indices)
        if time is not None and is_told_after(time.mention):
            return self._after(token, time, place, indices, here)
        strikes = sums.strikes_of(self.scene, self.facts, token, indices)
        if strikes is not None or (indices and self._is_sum(token, indices, time, place)):
            return self._aggregate(token, indices, time, place, strikes)
        day = self._day(time, place)
        if place is None:
            set_time, place = scene_set_before(self.scene, self.anchors, self._free, token)
            time = time or set_time
            if place is None:
                place = self._seat(token)
            day = self._day(time, place)
        where = place.mention.place if place is not None else None
        if time is not None and self._only_counts(token, indices, day, where):
            self._late(indices, day)
            time = day = None
        said = recency(time.mention, day) if time is not None else None
        anew = _strikes_anew(token, [self.facts[i].question for i in indices])
        earlier = time is not None and is_told_before(time.mention) and anew
        told = Told(token=token, day=day, where=where, indices=indices, said=said, earlier=earlier)
        happening = self._matcher.match(told, self.current, here)
        if said is not None and happening.recency is None:
            happening.recency = said
        if time is not None and day is not None:
            self._keep_time(happening, time, day, token)
            if happening.beside is not None and happening.beside.day is None:
                self._keep_time(happening.beside, time, day, token)
        if place is not None and where is not None:
            self._keep_place(happening, place, where, token)
            happening.area = happening.area or opening_area(sentence_of(place.token))
        self._launch_place(happening, token)
        if indices or not here or happening in here or (not happening.tokens and happening.day is not None):
            self.current = happening
        for index in indices:
            if index in self._late_counts:
                happening.as_of[index] = self._late_counts[index]
        return happening

    def _late(self, indices: list[int], day: When | None) -> None:
        if day is not None and day.end is not None:
            self._late_counts.update(dict.fromkeys(indices, day.end))

    def _only_counts(self, token: Token, indices: list[int], day: When | None, where: Place | None) -> bool:
        """Whether a later time dates a count of harm and no second attack: "on Sunday a third man died"."""
        current = self.current
        if current is None or current.aggregate or not indices or is_violent(token) or same_day(current.day, day):
            return False
        if any(self.facts[index].question not in HARM for index in indices) or not same_place(current.place, where):
            return False
        gap = later_days(current.day, day)
        return gap is not None and 0 < gap <= _STILL_COUNTING

    def _launch_place(self, happening: Happening, token: Token) -> None:
        launch = self.anchors.launch_place_for(token)
        if launch is None or launch.mention.place is None:
            return
        kept = Dated(launch.mention.place, token.i, launch.mention.start, launch.mention.end)
        if all(old.start != kept.start for old in happening.launch_places):
            happening.launch_places.append(kept)

    def _place(self, token: Token, indices: list[int]) -> PlaceAnchor | None:
        if (
            indices
            and all(self.facts[i].question == "fell" and self.facts[i].group != "munition" for i in indices)
            and self.current
        ):
            return None  # where fragments came down is not where it was aimed
        anchor = place_before_there(self.scene, self.anchors, token) or self.anchors.place_for(token)
        if anchor is None and any(word.lower_ == "there" and word.dep_ != "expl" for word in sentence_of(token)):
            anchor = self._seat(token) or place_set_before(self.scene, self.anchors, self._free, token, free=False)
        for index in indices:
            if anchor is None:
                anchor = self.anchors.place_for(self.scene.doc[self.facts[index].head])
        if anchor is not None and self.sides.is_own(token, indices, anchor.mention.place):
            return None
        return anchor

    def _seat(self, token: Token) -> PlaceAnchor | None:
        at = self.current.place if self.current else None
        return seat_for(self.scene, self.attribution, token, at) or town_of_officials(self.anchors, token, at)

    def _day(self, time: TimeAnchor | None, place: PlaceAnchor | None) -> When | None:
        if time is None:
            return None
        where = place.mention.place if place is not None else (self.current.place if self.current else None)
        return self.calendar.resolve(time.mention, where, self._times.before(time, self.current))

    def _resolved(self, time: TimeAnchor) -> When | None:
        return self.calendar.resolve(time.mention, None, self._times.before(time, self.current))

    # "Two days after the strike" ----------------------------------------------------------------------------------------

    def _after(
        self, token: Token, time: TimeAnchor, place: PlaceAnchor | None, indices: list[int], here: list[Happening]
    ) -> Happening:
        """What stands behind "two days after", with its day reckoned back; and the attack that came two days after it."""
        where = place.mention.place if place is not None else None
        last = self.scene.doc[self.scene.tokens(time.mention)[-1]]
        told = set(last.subtree) if last.dep_ == "prep" else set(last.head.subtree) if last.dep_ == "mark" else set()
        dated = self.current is not None and self.current.day is not None  # then "the blast" is most likely that one
        day = reckoned(self.anchors, self.calendar, time, known=dated) if token in told else None
        anew = not is_soon_after(time.mention) and token not in told
        anew = anew and _strikes_anew(token, [self.facts[i].question for i in indices])
        known = self._followed.get(time.mention.start)
        if anew and known is not None:
            return known
        if anew and day is None and self.current is not None and self.current.day is not None:
            day = following(self.current.day, time)
        happening = self._matcher.match(
            Told(token=token, day=day, where=where, indices=indices, after=anew), self.current, here
        )
        if anew:
            self._followed[time.mention.start] = happening
        if day is not None:
            self._keep_time(happening, time, day, token)
        if place is not None and where is not None:
            self._keep_place(happening, place, where, token)
        self.current = happening
        return happening

    # Sums ---------------------------------------------------------------------------------------------------------------

    def _is_sum(self, token: Token, indices: list[int], time: TimeAnchor | None, place: PlaceAnchor | None) -> bool:
        facts = [self.facts[i] for i in indices]
        asked = {fact.question for fact in facts}
        asked |= HARM if asked & HARM else set()  # "in all, one was killed and six were hurt"
        singles = [h for h in self.happenings if not h.aggregate]
        told = sum(1 for h in singles if asked & {self.facts[i].question for i in h.facts})
        when = self._resolved(time) if time is not None else None
        known = any(h.day is not None and same_day(h.day, when) for h in singles)
        return sums.is_sum(token, facts, time, when, place, told=told, known=known)

    def _aggregate(
        self, token: Token, indices: list[int], time: TimeAnchor | None, place: PlaceAnchor | None, strikes: int | None
    ) -> Happening:
        found = Happening(first=token.i, aggregate=True, strikes=strikes)
        where = place.mention.place if place is not None else None
        if time is not None:
            when = self.calendar.resolve(time.mention, where, None)
            if when is not None:
                found.day = when
                self._keep_time(found, time, when, token)
                if time.mention.kind == "set" and strikes is not None:
                    self._parts(token, time, where)
        if place is not None and where is not None:
            found.place = where
            self._keep_place(found, place, where, token)
        for old in self.happenings:
            if self._is_of_longer(old, indices):
                continue
            if old.aggregate and compatible(old, found.day, found.place) and old.strikes in {None, strikes}:
                old.strikes = old.strikes or strikes
                return old
        self.happenings.append(found)
        return found

    def _is_of_longer(self, whole: Happening, indices: list[int]) -> bool:
        """ "13 died … the number killed since 2019 is 1,013": sums that are as far apart are over other attacks."""
        tolls = {
            self.facts[i].question: self.facts[i].quantity.low or 0 for i in indices if self.facts[i].question in HARM
        }
        return any(
            not 1 / _APART <= ((self.facts[i].quantity.low or 0) + 1) / (tolls[self.facts[i].question] + 1) <= _APART
            for i in whole.facts if self.facts[i].question in tolls and not self.facts[i].subset_of
        )  # fmt: skip

    def _parts(self, token: Token, time: TimeAnchor, where: Place | None) -> None:
        """ "In the two strikes, on 19 November and on 11 December": each day is a happening, should more be told of it."""
        mention = time.mention
        for stated in (mention.stated, *mention.others, *((mention.until,) if mention.until is not None else ())):
            when = self.calendar.single(mention, stated, where)
            if when is None or any(
                same_day(h.day, when) for h in self.happenings if h.day is not None and not h.aggregate
            ):
                continue
            part = Happening(first=token.i, day=when)
            part.add_when(Dated(when, token.i, mention.start, mention.end))
            self.happenings.append(part)

    # What is kept of it -----------------------------------------------------------------------------------------------

    def _keep_time(self, happening: Happening, time: TimeAnchor, when: When, token: Token) -> None:
        mention = time.mention
        if happening.day is None or finer(when, happening.day):
            happening.day = when
        known = is_presupposed(token) and self.attribution.voice(token).factuality == "Uu"
        happening.add_when(Dated(when, token.i, mention.start, mention.end, "CT+" if known else None))

    def _keep_place(self, happening: Happening, place: PlaceAnchor, where: Place, token: Token) -> None:
        mention = place.mention
        if happening.place is None or (where.precision or 9) < (happening.place.precision or 9):
            happening.place = where
        happening.also.extend(each for each in joined_districts(self.scene, mention) if each not in happening.also)
        known = is_presupposed(token) and self.attribution.voice(token).factuality == "Uu"
        concluded = place.role != "event"
        happening.add_where(
            Dated(where, token.i, mention.start, mention.end, "PR+" if concluded else "CT+" if known else None)
        )


def _strikes_anew(token: Token, questions: Iterable[str]) -> bool:
    """Whether a trigger tells of harm being done, and not only of what came of it."""
    return is_violent(token) or is_attack(token) or any(question in _ARRIVALS for question in questions)
