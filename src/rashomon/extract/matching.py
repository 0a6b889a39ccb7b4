"""Which happening a trigger tells of: one told of before, or another."""

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract import sums
from rashomon.extract.anchors import Anchors
from rashomon.extract.attacks import (
    is_another_bomb,
    is_next,
    is_one_of_them,
    is_presupposed,
    is_told_anew,
)
from rashomon.extract.facts import Fact
from rashomon.extract.fits import REGION, is_narrow, same_day, same_place
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.levels import counted_salvo, is_harm_beside, is_level, is_salvo
from rashomon.extract.others import Others
from rashomon.extract.reckoning import LONG_AGO, TODAY
from rashomon.extract.roundups import opens_with_day
from rashomon.extract.scene import Scene
from rashomon.extract.scenery import opening_area
from rashomon.extract.sides import Sides
from rashomon.extract.staging import place_set_before
from rashomon.extract.syntax import sentence_of
from rashomon.extract.victims import is_anothers, told_of
from rashomon.places.settle import place_of
from rashomon.values import Place, When

_NEW = frozenset(
    {
        "another",
        "separate",
        "second",
        "subsequent",
        "later",
        "earlier",
        "previous",
        "other",
        "third",
        "different",
        "similar",
    }
)
_COARSE = frozenset({"week", "month", "year"})
_ELSEWHEN = frozenset({"subsequent", "later", "earlier", "previous", "once", "before"})
_OF_THESE = ("of these", "of them", "of those")


class Told(Struct, frozen=True, kw_only=True):
    """What one trigger tells of when and where: its own day and place, and how the text speaks of its time.

    ``indices`` are its facts; ``said`` a word of recency ("today") in a text without a date; ``earlier``: told as having been before;
    ``after``: as having come after the one told of last.
    """

    token: Token
    day: When | None
    where: Place | None
    indices: list[int]
    said: str | None = None
    earlier: bool = False
    after: bool = False

    @property
    def anchored(self) -> bool:
        """Whether it has a day or a place of its own."""
        return self.day is not None or self.where is not None

    @property
    def another(self) -> bool:
        """Whether its own words call it another one: "a second strike", "a separate attack"."""
        return self.token.pos_ == "NOUN" and any(
            child.lower_ in _NEW for child in self.token.children if child.dep_ in {"amod", "det"}
        )

    @property
    def indefinite(self) -> bool:
        """Whether its own words bring it in: "a similar attack", not "the second strike"."""
        return any(child.lower_ in {"a", "an", "another"} for child in self.token.children)


class Matcher:
    """Matches triggers with the happenings of one document, to which it adds those that are new.

    ``happenings`` and ``free`` (the sentences that tell of no attack) are the grouping's own lists and grow with it.
    """

    def __init__(
        self, scene: Scene, facts: list[Fact], anchors: Anchors, sides: Sides, others: Others,
        happenings: list[Happening], free: list[int],
    ) -> None:  # fmt: skip
        self.scene = scene
        self.facts = facts
        self.anchors = anchors
        self.sides = sides
        self.others = others
        self.happenings = happenings
        self._free = free

    def match(self, told: Told, current: Happening | None, here: list[Happening]) -> Happening:
        """The happening told of, ``current`` being the last and ``here`` those of its own sentence; a new one is appended."""
        singles = [h for h in self.happenings if not h.aggregate]
        current = current if current in singles else None
        if current is None:
            current = next((h for h in reversed(singles) if h.tokens), None)
        token = told.token
        if current is not None and (told.after or self._is_another(told, current, here)):
            return self._new(told)
        if is_one_of_them(token):
            found = self._new(told)
            found.aside = True
            return found
        if current is not None and not told.anchored and not here:
            current = self.others.main(current, token, singles)
        known = told_of(token, singles)
        if known is not None and known is not current and compatible(known, told.day, told.where):
            return known
        singles = [h for h in singles if not is_anothers(token, h, anchored=told.anchored)]
        if current is not None and current not in singles:
            if not told.anchored:
                return self._new(told)
            current = None
        whole = told.indices and told.where is None and not here and sums.is_whole_town(token)
        if whole and current is not None and current.facts:
            return self._new(told)
        elsewhere = self._over_another_country(told, current, singles)
        if elsewhere is not None:
            return elsewhere
        if not told.anchored:
            return self._unanchored(told, current, singles, here)
        opened = self.sides.opened(token, told.where)
        area = opening_area(sentence_of(token)) if told.where is not None else None
        order = [current, *reversed(here), *reversed(singles)] if current is not None else list(reversed(singles))
        for happening in order:
            wide = happening.place is not None and happening.place.precision == REGION
            other = (
                (opened and happening.facts and wide)
                or (area is not None and _is_other_area(happening.area, area))
                or (told.earlier and happening is current and happening not in here)
                or self._is_other(told, happening, is_current=happening is current)
            )
            if not other:
                return happening
        return self._new(told)

    def _is_another(self, told: Told, current: Happening, here: list[Happening]) -> bool:
        """Whether the words themselves set a trigger apart from the current happening, whatever its day and place."""
        if not here and current.facts and is_next(told.token, counted=bool(told.indices)):
            return True
        if not here and (
            self.others.has_other_toll(current, told.token) or self.others.is_brought_in(current, told.token)
        ):
            return True
        return bool(current.tokens) and is_another_bomb(told.token)

    def _over_another_country(
        self, told: Told, current: Happening | None, singles: list[Happening]
    ) -> Happening | None:
        """Where whose munitions they are says that the current place is not where they flew or fell."""
        if told.where is not None:
            nations, shooter = False, None
        else:
            nations = self.sides.is_nations(told.token, told.indices, current)
            shooter = self.sides.shooter(told.token, told.indices)
        at = current.place if current is not None and (current.facts or nations) else None
        if (nations or shooter is not None) and at is not None and (is_narrow(at) or at.country == shooter):
            salvos = [
                h
                for h in singles
                if not is_narrow(h.place) and is_salvo(self.facts, h) and compatible(h, told.day, None)
            ]
            salvos = [h for h in salvos if h.place is None or h.place.country != shooter]
            return salvos[-1] if salvos else self._salvo(told, current, shooter)
        if (
            current is not None
            and current.prey is not None
            and sentence_of(told.token).text.lower().startswith(_OF_THESE)
        ):
            return current
        prey = self.sides.prey(told.indices) if told.where is None else None
        if prey is not None and at is not None and at.country == prey:
            return self._over_there(told, prey, singles)
        return None

    def _unanchored(
        self, told: Told, current: Happening | None, singles: list[Happening], here: list[Happening]
    ) -> Happening:
        """The happening of a trigger with no day and no place: the current one, or the salvo beside it."""
        before = self.sides.told_before(told.indices, singles)
        if before is not None:
            return before
        if current is not None and is_harm_beside(self.facts, current, told.indices):
            return current.beside or current
        wide = counted_salvo(self.facts, current, told.indices, singles)
        if wide is not None:
            return wide
        if current is not None and not (told.another and here) and not _another_time(current, told.token, told.said):
            return current
        return self._new(told)

    def _is_other(self, told: Told, happening: Happening, *, is_current: bool) -> bool:
        """Whether a trigger with a day or a place cannot tell of a happening."""
        if happening.aggregate or not compatible(happening, told.day, told.where):
            return True
        if self.others.is_old(happening, told.token, told.day) or _another_time(happening, told.token, told.said):
            return True
        if is_level(self.scene.doc, self.facts, happening, told.where, told.indices):
            return True
        if told.token.i not in happening.tokens and self.others.is_brought_in(happening, told.token):
            return True
        placed_anew = told.where is not None and happening.place is None
        if placed_anew and happening.facts and is_told_anew(told.token):
            return True
        dated_anew = told.day is not None and happening.day is None
        if told.another and happening.tokens and happening.tokens[-1] != told.token.i and dated_anew:
            return True
        if happening.facts and told.token.i not in happening.tokens:
            if self._is_coarse_of(told, happening) or (told.another and told.indefinite):
                return True
            if dated_anew and self.others.is_of_another_toll(happening, told.token) and opens_with_day(told.token):
                return True
            if dated_anew and self.others.is_of_another_day(happening, told.token, told.day, self.happenings):
                return True
        if is_current:
            return False
        return (dated_anew and told.where is None) or (placed_anew and told.day is None)

    def _is_coarse_of(self, told: Told, happening: Happening) -> bool:
        """Whether one is told of a day and another, brought in, of a month: "earlier this month an attack hit a petrol station"."""
        if told.day is None:
            return False
        sharp = happening.day is None or happening.day.precision not in _COARSE
        return (told.day.precision in _COARSE) == sharp and (
            told.another or self.others.is_of_another_toll(happening, told.token)
        )

    def _over_there(self, told: Told, prey: str, singles: list[Happening]) -> Happening:
        """Munitions of the country in which the current happening is were stopped somewhere else, by the other side."""
        known = [h for h in singles if h.prey == prey and same_day(h.day, told.day)]
        if known:
            return known[-1]
        found = self._new(told)
        found.salvo, found.prey = True, prey
        return found

    def _salvo(self, told: Told, current: Happening | None, shooter: str | None) -> Happening:
        """A night's salvo over the country in which a town was hit that was told of just before."""
        found = self._new(told)
        found.salvo = True
        found.beside = current
        if current is None or current.place is None or current.place.country in {None, shooter} or not current.wheres:
            return found
        source = current.wheres[0]
        country = self.scene.tools.gazetteer.country(current.place.country)
        if country is not None:
            found.place = place_of(country, self.scene.text[source.start : source.end])
            found.wheres = [Dated(found.place, told.token.i, source.start, source.end, "PR+")]
        return found

    def _new(self, told: Told) -> Happening:
        token, where = told.token, told.where
        fresh = any(child.lower_ in _ELSEWHEN and child.dep_ in {"amod", "advmod"} for child in token.children)
        fresh = fresh or told.said == LONG_AGO
        found = Happening(first=token.i, day=told.day, place=where, fresh=fresh)
        self.happenings.append(found)
        scene = place_set_before(self.scene, self.anchors, self._free, token, free=True) if where is None else None
        if scene is not None and scene.mention.place is not None:
            found.place = scene.mention.place
            found.add_where(Dated(scene.mention.place, token.i, scene.mention.start, scene.mention.end, "PR+"))
        return found


def _is_other_area(one: tuple[str, str] | None, other: tuple[str, str]) -> bool:
    """ "In the Orsa district …", "in the Belin district …": two of a kind and two names."""
    return one is not None and one[0] == other[0] and one[1] != other[1]


def _another_time(happening: Happening, token: Token, said: str | None) -> bool:
    """Whether what an undated text says of a trigger's time cannot be the happening's: another weekday, long ago."""
    if said is None or is_presupposed(token):
        return False
    if happening.recency is None:
        return said == LONG_AGO and bool(happening.facts)
    return said != happening.recency and (
        TODAY not in {said, happening.recency} or LONG_AGO in {said, happening.recency}
    )


def compatible(happening: Happening, day: When | None, where: Place | None) -> bool:
    """Whether a day and a place can be the happening's: unknown ones can."""
    return same_day(happening.day, day) and (
        same_place(happening.place, where) or any(same_place(place, where) for place in happening.also)
    )
