"""Sorts what a document tells into separate happenings, and sets aggregates apart from their parts.

The reading goes sentence by sentence. A trigger brings its day and its place; a day or a place that cannot be the
current happening's starts another one, and words without either ("two reached their target") stay with the current one.
"""

from dataclasses import dataclass, field

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors, PlaceAnchor, TimeAnchor
from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.calendar import Calendar
from rashomon.extract.facts import Fact
from rashomon.extract.frames import other_world
from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.names import NameFact, equipment_facts, name_facts
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, subject
from rashomon.values import Name, Place, When

_SAME_PLACE_KM = 30.0  # a city and its airfield, a village and the town it is named by
_NEW = frozenset({"another", "separate", "second", "subsequent", "later", "earlier", "previous", "other", "third", "different"})
_ANAPHORIC = frozenset({"the", "this", "that", "its", "their"})
_PLURAL = frozenset({"these", "those", "both", "two", "three", "all", "such"})


@dataclass
class Dated:
    """A time or place that a happening was told with, and the words for it."""

    value: When | Place
    token: int
    start: int
    end: int


@dataclass
class Happening:
    """One happening of a document as it is being put together."""

    first: int
    day: When | None = None
    place: Place | None = None
    whens: list[Dated] = field(default_factory=list)
    wheres: list[Dated] = field(default_factory=list)
    launch_places: list[Dated] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)
    names: list[NameFact] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    aggregate: bool = False
    strikes: int | None = None
    covers: list["Happening"] = field(default_factory=list)
    denied_only: bool = True
    rejected: bool = False


class Grouping:
    """All happenings of one document."""

    def __init__(self, scene: Scene, facts: list[Fact], attribution: Attribution, calendar: Calendar) -> None:
        self.scene = scene
        self.facts = facts
        self.attribution = attribution
        self.anchors = Anchors(scene, attribution)
        self.calendar = calendar
        self.happenings: list[Happening] = []
        self.generic: list[NameFact] = []
        self.current: Happening | None = None
        self._fact_at: dict[int, list[int]] = {}
        for index, fact in enumerate(facts):
            self._fact_at.setdefault(fact.trigger, []).append(index)
        for number in range(len(scene.sentences)):
            self._sentence(number)
        self._settle()

    # One sentence -------------------------------------------------------------------------------------------------------

    def _sentence(self, number: int) -> None:
        sentence = self.scene.sentences[number]
        if other_world(sentence):
            return
        plural = False
        here: list[Happening] = []
        for token in sentence:
            indices = self._fact_at.get(token.i, [])
            if not indices and not self._is_attack(token):
                continue
            voice = self.attribution.voice(token)
            if voice.factuality == "Uu" or self._is_habit(token):
                continue
            if not indices and (self._is_plural(token) or self._in_window(token)):
                plural = True
                self._generic(token, here)
                continue
            happening = self._place_trigger(token, indices, voice, here)
            if happening is None:
                continue
            happening.tokens.append(token.i)
            happening.facts.extend(index for index in indices if index not in happening.facts)
            if not voice.factuality.endswith("-"):
                happening.denied_only = False
            elif voice.cue is not None and cues().verbs.get(self.scene.doc[voice.cue].lemma_.lower(), "").endswith("-"):
                happening.rejected = True
            happening.names.extend(name_facts(self.scene, token))
            if happening not in here:
                here.append(happening)
        if here:
            self._equipment(sentence.start, sentence.end, here)
            self._attackers(number, here)
        elif plural:
            self.generic.extend(equipment_facts(self.scene, sentence.start, sentence.end))
        elif self.current is not None:
            self._loose(number)

    def _is_attack(self, token: Token) -> bool:
        attacks = triggers().file.attacks
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in attacks.nouns:
            return token.dep_ not in {"compound", "nmod"} or token.head.lemma_.lower() not in attacks.nouns | {
                "system", "drone", "aircraft", "capability", "force", "group", "mission", "defense", "defence", "weapon", "site",
                "unit", "helicopter", "jet", "warning", "alert", "siren", "plane", "package", "rate", "range"}  # fmt: skip
        if is_verb(token) and lemma in attacks.verbs and token.dep_ not in {"amod", "compound"}:
            if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"} and token.tag_ == "VBG":
                return False
            return any(child.dep_ in {"dobj", "nsubj", "nsubjpass", "prep", "agent", "prt"} for child in token.children)
        return False

    def _is_habit(self, token: Token) -> bool:
        """ "Has been targeting", "have repeatedly struck": no single happening, unless it is counted or dated."""
        if not is_verb(token) or self._fact_at.get(token.i):
            return False
        if any(child.lower_ in cues().file.habits for child in token.children):
            return True
        progressive = token.tag_ == "VBG" and any(c.lower_ in {"been", "is", "are", "'s", "keeps"} for c in token.children)
        present = token.tag_ in {"VBP", "VBZ"} and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)
        dated = self.anchors.time_for(token) is not None
        return (progressive or present) and not dated

    def _is_plural(self, token: Token) -> bool:
        """A plural attack noun, or a verb that has one as its subject: several happenings, or attacks in general."""
        if is_verb(token):
            about = subject(token)
            return about is not None and about.pos_ == "NOUN" and about.i != token.i and self._is_plural(about)
        if token.tag_ != "NNS" or token.lemma_.lower() not in triggers().file.attacks.nouns - {"explosion", "blast"}:
            return False
        return token.pos_ == "NOUN"

    def _in_window(self, token: Token) -> bool:
        """Told only of a stretch of time: no single happening."""
        time = self.anchors.time_for(token)
        return time is not None and time.mention.kind == "window" and self._is_long(time)

    def _generic(self, token: Token, here: list[Happening]) -> None:
        """Names told of several attacks at once hold for each of those told of so far, or for all."""
        names = list(name_facts(self.scene, token))
        for node in token.ancestors:
            if is_verb(node):
                names.extend(name_facts(self.scene, node))
                break
        self.generic.extend(name for name in names if name not in self.generic)

    # Where a trigger belongs --------------------------------------------------------------------------------------------

    def _place_trigger(self, token: Token, indices: list[int], voice: Voice, here: list[Happening]) -> Happening | None:
        time, place = self.anchors.time_for(token), self._place(token, indices)
        strikes = self._strikes(token, indices)
        if strikes is not None or indices and time is not None and self._is_long(time):
            return self._aggregate(token, time, place, strikes)
        day = self._day(time, place)
        where = place.mention.place if place is not None else None
        happening = self._match(token, day, where, indices, here)
        if happening is None:
            return None
        if time is not None and day is not None:
            self._keep_time(happening, time, day, token)
        if place is not None and where is not None:
            self._keep_place(happening, place, where, token)
        launch = self.anchors.launch_place_for(token)
        if launch is not None and launch.mention.place is not None:
            mention = launch.mention
            kept = Dated(mention.place, token.i, mention.start, mention.end)  # type: ignore[arg-type]
            if all(old.start != kept.start for old in happening.launch_places):
                happening.launch_places.append(kept)
        self.current = happening
        return happening

    def _place(self, token: Token, indices: list[int]) -> PlaceAnchor | None:
        anchor = self.anchors.place_for(token)
        for index in indices:
            if anchor is None:
                anchor = self.anchors.place_for(self.scene.doc[self.facts[index].head])
        return anchor

    def _day(self, time: TimeAnchor | None, place: PlaceAnchor | None) -> When | None:
        if time is None:
            return None
        where = place.mention.place if place is not None else (self.current.place if self.current else None)
        return self.calendar.resolve(time.mention, where, self.current.day if self.current else None)

    def _is_long(self, time: TimeAnchor) -> bool:
        """A window of more than two days: what is counted in it is a sum over happenings."""
        mention = time.mention
        if mention.is_clock_only:
            return False
        when = self.calendar.resolve(mention, None, self.current.day if self.current else None)
        if mention.kind == "window":
            days = when.days() if when is not None else None
            return days is None or (days[1] - days[0]).days > 2
        return when is not None and when.precision in {"month", "year", "week"}

    def _strikes(self, token: Token, indices: list[int]) -> int | None:
        """How many happenings a count is summed over: "13 missiles in two separate strikes"."""
        if not indices:
            return None
        nouns = triggers().file.attacks.nouns
        for i in range(token.sent.start, token.sent.end):
            word = self.scene.doc[i]
            if word.tag_ != "NNS" or word.lemma_.lower() not in nouns or word.lemma_.lower() in {"explosion", "blast"}:
                continue
            count = self.scene.count_at.get(word.left_edge.i) or next(
                (self.scene.count_at[t.i] for t in word.lefts if t.i in self.scene.count_at), None
            )
            if count is None or (count.quantity.low or 0) < 2 or count.unit is not None:
                continue
            if word.i == token.i or any(self.facts[index].head == word.i for index in indices):
                continue
            near = [node.i for node in word.ancestors]
            if token.i in near or token.head.i in near:
                return count.quantity.low
        return None

    def _aggregate(
        self, token: Token, time: TimeAnchor | None, place: PlaceAnchor | None, strikes: int | None
    ) -> Happening:
        found = Happening(first=token.i, aggregate=True, strikes=strikes)
        if time is not None:
            when = self.calendar.resolve(time.mention, place.mention.place if place else None, None)
            if when is not None:
                found.day = when
                self._keep_time(found, time, when, token)
        if place is not None and place.mention.place is not None:
            found.place = place.mention.place
            self._keep_place(found, place, place.mention.place, token)
        for old in self.happenings:
            if old.aggregate and _compatible(old, found.day, found.place) and old.strikes in {None, strikes}:
                old.strikes = old.strikes or strikes
                return old
        self.happenings.append(found)
        return found

    def _match(
        self, token: Token, day: When | None, where: Place | None, indices: list[int], here: list[Happening]
    ) -> Happening | None:
        singles = [h for h in self.happenings if not h.aggregate]
        current = self.current if self.current in singles else (singles[-1] if singles else None)
        another = any(child.lower_ in _NEW for child in token.children if child.dep_ in {"amod", "det"})
        if day is None and where is None:
            if current is not None and not (another and here):
                return current
            return self._new(token, day, where)
        order = [current, *reversed(here), *reversed(singles)] if current is not None else list(reversed(singles))
        for happening in order:
            if happening is None or not _compatible(happening, day, where):
                continue
            if another and token.pos_ == "NOUN" and happening.tokens and happening.tokens[-1] != token.i and day is not None and (
                happening.day is None
            ):
                continue
            if day is not None and happening.day is None and where is None and happening is not current:
                continue
            if where is not None and happening.place is None and day is None and happening is not current:
                continue
            return happening
        return self._new(token, day, where)

    def _new(self, token: Token, day: When | None, where: Place | None) -> Happening:
        found = Happening(first=token.i, day=day, place=where)
        self.happenings.append(found)
        return found

    def _keep_time(self, happening: Happening, time: TimeAnchor, when: When, token: Token) -> None:
        mention = time.mention
        if happening.day is None or _finer(when, happening.day):
            happening.day = when
        if all(old.start != mention.start for old in happening.whens):
            happening.whens.append(Dated(when, token.i, mention.start, mention.end))

    def _keep_place(self, happening: Happening, place: PlaceAnchor, where: Place, token: Token) -> None:
        mention = place.mention
        if happening.place is None or (where.precision or 9) < (happening.place.precision or 9):
            happening.place = where
        if all(old.start != mention.start for old in happening.wheres):
            happening.wheres.append(Dated(where, token.i, mention.start, mention.end))

    def _equipment(self, first: int, last: int, here: list[Happening]) -> None:
        """Weapons and defences named in a sentence go to the happening whose trigger stands nearest."""
        for fact in equipment_facts(self.scene, first, last):
            owner = min(here, key=lambda h: min(abs(fact.token - t) for t in h.tokens if first <= t < last))
            owner.names.append(fact)

    def _attackers(self, number: int, here: list[Happening]) -> None:
        """ "An escalation out of Ukraine", "by Israel": the country is who did it, where nobody else is named."""
        sides = self.scene.tools.lexicon.sides
        for anchor in self.anchors.places.get(number, ()):
            place = anchor.mention.place
            if anchor.role != "actor" or anchor.token.dep_ != "pobj" or place is None or place.country not in sides:
                continue
            happening = here[0]
            if all(name.question != "actor" for name in happening.names):
                said = self.scene.text[anchor.mention.start : anchor.mention.end]
                happening.names.append(NameFact(
                    question="actor", value=Name(name=sides[place.country].name, id=place.country, said=said),
                    token=anchor.token.i, start=anchor.mention.start, end=anchor.mention.end,
                ))  # fmt: skip

    def _loose(self, number: int) -> None:
        """ "The target might have been an airfield": a sentence about the current happening that has no attack word."""
        from rashomon.extract.copular import copular_names

        if self.current is not None:
            self.current.names.extend(copular_names(self.scene, self.scene.sentences[number]))

    # The whole document -------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        singles = [h for h in self.happenings if not h.aggregate and self._is_real(h)]
        sums = [h for h in self.happenings if h.aggregate and h.facts]
        for each in sums:
            each.covers = self._covered(each, singles)
        for happening in (*singles, *sums):
            have = {name.question for name in happening.names}
            weapons = {name.value.id for name in happening.names if name.question == "weapon"}
            for name in self.generic + [n for s in sums if happening in s.covers for n in s.names]:
                if name.question in {"actor", "recipient"} and name.question not in have:
                    happening.names.append(name)
                if name.question == "weapon" and name.value.id not in weapons and self._lacks_weapon(happening):
                    happening.names.append(name)
        self.happenings = sorted((*singles, *sums), key=lambda h: h.first)

    def _lacks_weapon(self, happening: Happening) -> bool:
        classes = self.scene.tools
        named = [n for n in happening.names if n.question == "weapon" and n.value.id and not classes.is_class(n.value.id)]
        return not named

    def _is_real(self, happening: Happening) -> bool:
        """Worth a Report: it counts something, or says what was struck, with a day or a place."""
        if happening.facts:
            return True
        if happening.denied_only and not happening.rejected:
            return False
        anchored = happening.day is not None or (happening.place is not None and (happening.place.precision or 9) < 6)
        told = {name.question for name in happening.names} & {"target", "weapon", "actor"}
        known = any(name.question in {"target", "weapon"} and name.value.id is not None for name in happening.names)
        return known and (anchored or happening.denied_only) or anchored and bool(told and happening.wheres)

    def _covered(self, whole: Happening, singles: list[Happening]) -> list[Happening]:
        """The happenings that a sum is over: those in its window and region; as many as it says, if it says."""
        found = [
            single for single in singles
            if single.facts and single.day is not None
            and (whole.place is None or single.place is None or _near(whole.place, single.place))
            and self._within(whole, single)
        ]  # fmt: skip
        if whole.strikes is not None and len(found) > whole.strikes:
            questions = {self.facts[i].question for i in whole.facts}
            telling = [s for s in found if questions & {self.facts[i].question for i in s.facts}]
            found = telling[: whole.strikes] if len(telling) >= whole.strikes else found[: whole.strikes]
        return found if len(found) > 1 else []

    def _within(self, whole: Happening, single: Happening) -> bool:
        outer = whole.day.days() if whole.day is not None else None
        inner = single.day.days() if single.day is not None else None
        if outer is None or inner is None or whole.strikes is not None:
            return True
        return outer[0] <= inner[1] and inner[0] <= outer[1]


def _compatible(happening: Happening, day: When | None, where: Place | None) -> bool:
    """Whether a day and a place can be the happening's: unknown ones can."""
    return _same_day(happening.day, day) and (happening.place is None or where is None or _near(happening.place, where))


def _same_day(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    first, second = one.days(), other.days()
    if first is None or second is None:
        return one.edtf[:10] == other.edtf[:10]
    return first[0] <= second[1] and second[0] <= first[1]


def _finer(one: When, other: When) -> bool:
    order = ("minute", "hour", "night", "day", "week", "month", "year")
    return order.index(one.precision) < order.index(other.precision)


def _near(one: Place, other: Place) -> bool:
    """Whether two places can be one: within 30 km, or one lies in the other's region or country."""
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    if (one.precision or 9) == 6 or (other.precision or 9) == 6:
        return True
    wide = max(one.precision or 1, other.precision or 1)
    if one.name.casefold() == other.name.casefold():
        return True
    if wide in {3, 4} and one.admin1 is not None and other.admin1 is not None:
        return one.admin1 == other.admin1
    distance = one.distance_km(other)
    if distance is None:
        return one.admin1 is not None and one.admin1 == other.admin1
    reach = max(one.radius_km or 0.0, other.radius_km or 0.0) if wide >= 4 else _SAME_PLACE_KM
    return distance <= max(reach, _SAME_PLACE_KM)
