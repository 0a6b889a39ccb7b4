"""Days and places for happenings that were told without: concluded from other words of the document, as PR+.

A wrong day is worse than none, so each step asks for more than the last one was missing. A day comes from a sentence
that sets the scene, from the happening told just before in the same country, from a statement of that day or the day
before, or from the dateline. A place comes from the words around, those that the title repeats first, or the
dateline; without any it is the country that the text tells of, in which a place that no list knows lies too.
"""

import re
from collections import Counter
from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.extract.anchors import Anchors, PlaceAnchor, TimeAnchor
from rashomon.extract.attacks import is_presupposed
from rashomon.extract.calendar import Calendar
from rashomon.extract.fits import COUNTRY, is_narrow, same_place
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.reckoning import is_told_after, reckoned
from rashomon.extract.scene import Scene
from rashomon.values import Place, When

_NEAR_SENTENCES = 3  # a scene is set for as many sentences
_POINTING = 120  # code points before the sentence in which "this airfield" still points back
_BACK = re.compile(
    r"\b(?:this|that|the same) (?:\w+ )?(?:airfield|air base|base|town|city|village|port|camp|depot|plant|hospital)\b|\battack on it\b",
    re.IGNORECASE,
)
_OVER_AND_OVER = 4  # namings of another country for each of the dateline's
_AT_HOME = 3  # namings of a country at least: what the text tells of
_OTHERS = 1.5  # namings for each of the next country's
_DAY = timedelta(days=1)
_FILED = 2  # what the dateline's country counts
_SHARP = frozenset({"minute", "hour", "day", "night"})


def fill(scene: Scene, anchors: Anchors, calendar: Calendar, happenings: list[Happening]) -> None:
    """Give each happening without a day or a place what the document lets conclude."""
    filler = _Filler(scene, anchors, calendar, happenings)
    for number, happening in enumerate(happenings):
        if happening.place is None:
            filler.place(happening)
        if happening.day is None:
            filler.day(happening, happenings[number - 1] if number else None)
    for happening in happenings:
        if happening.place is None:
            filler.only_place(happening, happenings)
    nowhere = all(happening.place is None for happening in happenings)
    for happening in happenings:
        filler.country(happening, nowhere=nowhere)


class _Filler:
    def __init__(self, scene: Scene, anchors: Anchors, calendar: Calendar, happenings: list[Happening]) -> None:
        self.scene = scene
        self.anchors = anchors
        self.calendar = calendar
        self.alone = len(happenings) == 1
        self.told = {scene.sentence_number(scene.doc[t]) for h in happenings for t in h.tokens}
        self.used = {dated.start for h in happenings for dated in (*h.whens, *h.wheres)}
        self.named: Counter[str] = (
            Counter()
        )  # how often a country and what lies in it is named: the dateline's counts twice
        self.filed: list[str] = []
        for anchor in (each for found in anchors.places.values() for each in found):
            place = anchor.mention.place
            if place is not None and place.country is not None:
                self.named[place.country] += _FILED if anchor.role == "dateline" else 1
                self.filed += [place.country] if anchor.role == "dateline" else []
        self.home = self._home()

    # Places -------------------------------------------------------------------------------------------------------------

    def place(self, happening: Happening) -> None:
        """The best place that no other happening has, where there is one."""
        at = self.scene.sentence_number(self.scene.doc[happening.first])
        title = (self.scene.document.title or "").casefold()
        ranked = []
        for number, found in self.anchors.places.items():
            for anchor in found:
                value = anchor.mention.place
                if value is None or not is_narrow(value) or anchor.mention.start in self.used:
                    continue
                rank = self._rank(anchor, number, at, title)
                if rank is not None and (rank[0] == 0 or not self._is_abroad(value)):
                    ranked.append((rank, anchor.mention.start, anchor, value))
        if not ranked:
            return
        _, _, anchor, value = min(ranked, key=lambda each: each[:2])
        happening.place = value
        happening.add_where(Dated(value, happening.first, anchor.mention.start, anchor.mention.end, "PR+"))

    def _is_abroad(self, place: Place) -> bool:
        """Whether a dispatch that tells of its own country names another place in passing: where a minister will travel to."""
        own = next(iter(self.filed), None)
        if own is None or place.country in {own, None} or self.named[own] <= _FILED:
            return False
        return self.named[place.country or ""] < self.named[own]

    def only_place(self, happening: Happening, happenings: list[Happening]) -> None:
        """ "It was the second attack on this airfield": the one place of all that the text tells of, where it points back to it."""
        sentence = self.scene.sentences[self.scene.sentence_number(self.scene.doc[happening.first])]
        around = self.scene.text[max(0, sentence.start_char - _POINTING) : sentence.end_char]
        placed = [h for h in happenings if h.place is not None and h.wheres]
        if not placed or not _BACK.search(around):
            return
        value = placed[0].place
        if value is None or not is_narrow(value) or not all(same_place(value, h.place) for h in placed):
            return
        source = placed[0].wheres[0]
        happening.place = value
        happening.add_where(Dated(value, happening.first, source.start, source.end, "PR+"))

    def country(self, happening: Happening, *, nowhere: bool) -> None:
        """The country that the text tells of, for a happening without a place and for a place that no list knows."""
        home = self.home.mention.place if self.home is not None else None
        if self.home is None or home is None:
            return
        if nowhere and not happening.wheres and home.precision == COUNTRY:
            happening.place = home
            happening.add_where(Dated(home, happening.first, self.home.mention.start, self.home.mention.end, "PR+"))
        elif happening.place is not None and happening.place.country is None:
            happening.place = replace(happening.place, country=home.country)
            for where in happening.wheres:
                if isinstance(where.value, Place) and where.value.country is None:
                    where.value = replace(where.value, country=home.country)

    def _home(self) -> PlaceAnchor | None:
        """A naming of the country that the text tells of."""
        namings: dict[str, list[tuple[bool, int, PlaceAnchor]]] = {}
        for anchor in (each for found in self.anchors.places.values() for each in found):
            place = anchor.mention.place
            if place is not None and place.country is not None:
                namings.setdefault(place.country, []).append((place.precision != COUNTRY, anchor.mention.start, anchor))
        (country, times), (_, others) = [*self.named.most_common(2), ("", 0), ("", 0)][:2]
        if times < max(_AT_HOME, _OTHERS * others):
            return None
        return min(namings[country], key=lambda each: each[:2])[2]

    def _rank(self, anchor: PlaceAnchor, number: int, at: int, title: str) -> tuple[int, int] | None:
        titled = anchor.mention.text.casefold() in title or bool(
            anchor.mention.place and anchor.mention.place.name.casefold() in title
        )
        if anchor.role == "event" and anchor.token.dep_ != "nsubj":
            if titled and self.alone:
                return 0, abs(number - at)
            if 0 <= at - number <= _NEAR_SENTENCES:
                return 1, at - number
            return (2, abs(number - at)) if self.alone and number not in self.told else None
        if anchor.role == "dateline":
            return (3, number) if self._is_home(anchor) else None
        return (4, abs(number - at)) if titled and self.alone and anchor.role == "name" else None

    def _is_home(self, anchor: PlaceAnchor) -> bool:
        """Whether the dateline is of a country that the text tells of: "WASHINGTON - Three died in Gaza"."""
        told = {each.mention.place.country for found in self.anchors.places.values() for each in found
                if each.role == "event" and each.mention.place is not None and is_narrow(each.mention.place)}  # fmt: skip
        here = anchor.mention.place.country if anchor.mention.place is not None else None
        return here in told if told else not self._is_of_another(here)

    def _is_of_another(self, here: str | None) -> bool:
        """Whether a dispatch names another country and its people over and over: "SAN JOSE - The Guatemalan army …"."""
        named = Counter(
            each.mention.place.country for found in self.anchors.places.values() for each in found
            if each.role != "dateline" and each.mention.place is not None
        )  # fmt: skip
        most = max((times for country, times in named.items() if country != here), default=0)
        return most >= _OVER_AND_OVER * max(1, named[here])

    # Days ---------------------------------------------------------------------------------------------------------------

    def day(self, happening: Happening, before: Happening | None) -> None:
        """The first day that a step finds."""
        found = self._scene_day(happening) or self._inherited(happening, before) or self._stated_day(happening)
        if found is not None:
            happening.day = found.value if isinstance(found.value, When) else None
            happening.add_when(found)

    def _scene_day(self, happening: Happening) -> Dated | None:
        """A day in a sentence that tells of no attack: just before, or anywhere where there is one happening."""
        first = self.scene.doc[happening.first]
        at = self.scene.sentence_number(first)
        alone = self.alone and not is_presupposed(first)  # "the killing of the six", spoken of on any day
        best: tuple[int, Dated] | None = None
        for number, found in self.anchors.times.items():
            gap = at - number
            if (number in self.told and not (alone and number != at)) or not (alone or 0 < gap <= _NEAR_SENTENCES):
                continue
            for anchor in found:
                dated = self._sharp(happening, anchor, "event")
                if dated is not None and (best is None or abs(gap) < best[0]):
                    best = abs(gap), dated
        return best[1] if best is not None else None

    def _sharp(self, happening: Happening, anchor: TimeAnchor, role: str) -> Dated | None:
        mention = anchor.mention
        if anchor.role == role and is_told_after(mention):
            told = reckoned(self.anchors, self.calendar, anchor)
            return Dated(told, happening.first, mention.start, mention.end, "PR+") if told is not None else None
        if (
            anchor.role != role
            or mention.kind != "point"
            or mention.is_clock_only
            or mention.future
            or mention.start in self.used
        ):
            return None
        when = self.calendar.resolve(mention, happening.place, None)
        if when is None or when.precision not in _SHARP or self._is_ahead(when):
            return None
        return Dated(when, happening.first, mention.start, mention.end, "PR+")

    def _is_ahead(self, when: When) -> bool:
        days = when.days()
        return days is not None and self.calendar.published is not None and days[0] > self.calendar.published

    def _inherited(self, happening: Happening, before: Happening | None) -> Dated | None:
        """The day of the happening told just before, in the same country, where nothing says that it is another."""
        if (
            before is None
            or before.day is None
            or not before.whens
            or happening.fresh
            or before.day.precision not in _SHARP
        ):
            return None
        if self._stamp(happening.first) != self._stamp(before.tokens[-1]):
            return None  # told in another post of a live page
        one, other = happening.place, before.place
        if one is not None and other is not None and one.country != other.country:
            return None
        apart = self.scene.sentence_number(self.scene.doc[happening.first]) - self.scene.sentence_number(
            self.scene.doc[before.tokens[-1]]
        )
        if apart > 2 * _NEAR_SENTENCES:
            return None
        source = before.whens[0]
        return Dated(before.day, happening.first, source.start, source.end, "PR+")

    def _stated_day(self, happening: Happening) -> Dated | None:
        """A statement tells of its own day or the day before; so does a dateline."""
        first = self.scene.doc[happening.first]
        if is_presupposed(first):
            return None
        stamp = self._stamp(happening.first)
        if stamp is not None and self.calendar.published is not None and not happening.aggregate:
            return self._within(self.calendar.published - _DAY, self.calendar.published, happening.first, stamp)
        at = self.scene.sentence_number(first)
        told = [
            number for number in range(max(at - 1, 0), len(self.scene.sentences)) if not self.scene.is_dateline(number)
        ]
        for number in told[: at + _NEAR_SENTENCES - max(at - 1, 0)]:
            anchor = self.anchors.speech_time_for(self.scene.sentences[number].root)
            if anchor is not None:
                dated = self._sharp(happening, anchor, "speech")
                return self._day_or_before(dated) if dated is not None else None
        above = [a for number in range(at + 1) for a in self.anchors.times.get(number, ()) if a.role == "dateline"]
        for anchor in reversed(above):
            dated = self._sharp(happening, anchor, "dateline")
            if dated is not None:
                return self._day_or_before(dated)
        return None

    def _day_or_before(self, dated: Dated) -> Dated | None:
        days = dated.value.days() if isinstance(dated.value, When) else None
        return (
            self._within(days[0] - _DAY, days[1], dated.token, (dated.start, dated.end)) if days is not None else None
        )

    def _stamp(self, token: int) -> tuple[int, int] | None:
        """The hour that opens the post of a live page in which a token stands."""
        above = [m for m in self.scene.times if m.start in self.scene.stamps and m.start <= self.scene.doc[token].idx]
        return (above[-1].start, above[-1].end) if above else None

    def _within(self, first: date, last: date, token: int, words: tuple[int, int]) -> Dated:
        said = self.scene.text[slice(*words)]
        when = When(edtf=f"{first}/{last}", start=first.isoformat(), end=last.isoformat(), precision="day", said=said)
        return Dated(when, token, *words, "PR+")
