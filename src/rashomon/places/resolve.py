"""Choose among the places of one name, by what stands beside the name and by the other places of the document.

Each candidate scores the logarithm of its population, what the document says of its country and first-level area, and
whether the name is its own. The most that a document can add is 3 for the country and 1.2 for the area, so that a town
of 10,000 in the country at hand wins over a town of 1 million elsewhere only where nothing else is said. Where the
two best differ by less than a factor of AMBIGUOUS_FACTOR in population and nothing in the text tells them apart, none
is chosen.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.places.gazetteer import Match
from rashomon.places.overlay import Entry
from rashomon.values import haversine_km

AMBIGUOUS_FACTOR = 5.0
SAME_PLACE_KM = 60.0  # two entries of one name this near are one place for a reader (a town and its district)
DISTRICT = 3  # where_prec of a second-level area
TOWN = 10_000
NAMESAKE, HAMLET, SMALL = 0.5, 2.5, 5_000  # what a town loses that is named like a country or a state, and a small one
# What a city loses to the area around it, which has its name ("the Moscow region"), or whose name is another one of its own ("Sulu"):
CITY_AREA = 6.0  # more than the city's own naming and its neighbours can give to its area
TOLD_APART = 0.25  # the difference in support by other names from which they decide
COUNTRY_WEIGHT, AREA_WEIGHT, NEAR_WEIGHT = 3.0, 1.2, 1.0
ELSEWHERE, ELSEWHERE_TOWN = 1.0, 150_000  # what a town as small loses where the text names countries and never its own
CUE, MOST_CUES = 0.5, 4  # a word of local life, and how many different ones count
PRIORITY_BONUS = 0.6
PREFERRED_BONUS = 1.2
_KIND_SCORE = {"country": 7.0, "sea": 7.5, "airfield": 4.5, "site": 6.0, "village": 4.0}


class Context(Struct):
    """What a document says of where it is: weights of countries and areas, who named them, and the points settled."""

    countries: Counter[str]
    areas: Counter[str]
    anchors: list[tuple[float, float]]
    priority: frozenset[str]
    named: dict[str, set[str]]
    cues: dict[str, set[str]]
    inside: dict[str, set[str]]  # the areas and towns by whose names a country is named
    filed: str | None = None  # the country whose capital the dateline names

    @classmethod
    def empty(cls, priority: Iterable[str]) -> "Context":
        """A context that says nothing."""
        return cls(Counter(), Counter(), [], frozenset(priority), {}, {}, {})

    def add(self, country: str, weight: int, name: str, area: str | None = None) -> None:
        """Count a country, and a first-level area of it, as named by ``name``."""
        self.countries[country] += weight
        self.named.setdefault(country, set()).add(name)
        if area:
            self.areas[area] += 1
            self.inside.setdefault(country, set()).add(name)

    def names_beside(self, country: str | None, name: str) -> bool:
        """Whether another name than this one speaks for a country."""
        return bool(self.named.get(country or "", set()) - {name})

    def names_inside(self, country: str | None, name: str) -> bool:
        """Whether an area or a town of a country is named beside this one."""
        return bool(self.inside.get(country or "", set()) - {name})

    def speaks_of_others(self, country: str | None) -> bool:
        """Whether the text names countries, and this one never."""
        return bool(self.countries) and not self.countries[country or ""]

    def add_cue(self, country: str, words: str) -> None:
        """Count a word of a country's local life."""
        self.cues.setdefault(country, set()).add(words)

    def cued(self, country: str | None) -> float:
        """The score that words of local life give a country."""
        return CUE * min(MOST_CUES, len(self.cues.get(country or "", ())))

    def is_elsewhere(self, country: str | None) -> bool:
        """Whether words of another country's local life stand in the text, and none of this one's."""
        most = max(map(len, self.cues.values()), default=0)
        return most >= 2 and country not in self.cues and not self.countries[country or ""]

    def share(self, country: str | None) -> float:
        """The country's part of all that is said, 0 to 1; small documents count less."""
        if country is None:
            return 0.0
        return self.countries[country] / (self.countries.total() + 1)

    def area_share(self, code: str | None) -> float:
        """The first-level area's part of all that is said of areas, 0 to 1."""
        if not code:
            return 0.0
        return self.areas[code] / (self.areas.total() + 0.5)


class Choice(Struct, frozen=True):
    """The match chosen, or the rivals between which nothing decided."""

    match: Match | None
    rivals: tuple[Match, ...] = ()


def choose(
    matches: Sequence[Match],
    context: Context,
    preferred: str | None = None,
    *,
    qualified: bool = False,
    added: Mapping[str, float] | None = None,
) -> Choice:
    """The best of ``matches`` in ``context``; ``qualified`` says that the text itself narrowed them down already.

    ``added`` is what the other names of the document add to the score of an entry, by its id.
    """
    if not matches:
        return Choice(None)
    added = added or {}
    scored = [
        (score + added.get(match.entry.id, 0.0), match)
        for score, match in zip(scores(matches, context, preferred), matches, strict=True)
    ]
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].entry.id))
    best_score, best = ranked[0]
    rivals = tuple(
        match
        for score, match in ranked[1:]
        if best_score - score < math.log10(AMBIGUOUS_FACTOR) and not _one_place(best.entry, match.entry)
    )
    if (
        rivals
        and not qualified
        and best.entry.kind in ("city", "village", "region")
        and abs(added.get(best.entry.id, 0.0) - added.get(rivals[0].entry.id, 0.0)) < TOLD_APART
        and _undecided(best, rivals[0], context)
    ):
        return Choice(None, (best, *rivals))
    return Choice(best)


def scores(matches: Sequence[Match], context: Context, preferred: str | None = None) -> list[float]:
    """The score of each match on its own and in ``context``."""
    country = any(match.entry.kind == "country" and not match.alternative for match in matches)
    wide = any(is_wide_name(match) for match in matches)
    towns = {match.entry.country for match in matches if match.entry.population >= TOWN and match.entry.kind == "city"}
    areas = [
        match for match in matches if match.stem and match.entry.kind == "region" and match.entry.precision > DISTRICT
    ]
    around = {match.entry.country for match in areas if not _is_city(match)}
    named = {match.entry.country for match in matches if is_wide_name(match) and match.entry.kind == "region"}
    return [
        _score(match, context, preferred, named_country=country, named_wide=wide)
        - _behind(match, towns, around)
        - CITY_AREA * (match.alternative and match.entry.kind == "city" and match.entry.country in named)
        for match in matches
    ]


def is_wide_name(match: Match) -> bool:
    """Whether a name is the own name of a country, a sea, or an area that needs no noun behind it ("Kansas")."""
    entry = match.entry
    wide = entry.kind in ("country", "sea") or (entry.kind == "region" and entry.precision >= 4)
    return wide and not match.alternative and not match.stem


def _behind(match: Match, towns: set[str | None], around: set[str | None]) -> float:
    """What an area named by its stem alone loses to a town of that name in its country ("Nabatieh").

    An area that is a city itself loses to the one ``around`` it: "the Moscow region" is no city.
    """
    if not match.stem:
        return 0.0
    return 1.5 * (match.entry.country in towns) + CITY_AREA * (_is_city(match) and match.entry.country in around)


def _is_city(match: Match) -> bool:
    return match.entry.name.endswith(" City")


def _undecided(best: Match, rival: Match, context: Context) -> bool:
    """Whether the text prefers neither: same kind of name, and no word of either country or area, or the same words."""
    if (best.alternative, best.stem) != (rival.alternative, rival.stem):
        return False
    first, second = best.entry, rival.entry
    return (
        abs(context.share(first.country) - context.share(second.country)) < 0.1
        and abs(context.area_share(first.code) - context.area_share(second.code)) < 0.1
    )


def _score(match: Match, context: Context, preferred: str | None, *, named_country: bool, named_wide: bool) -> float:
    entry = match.entry
    score = _KIND_SCORE.get(entry.kind, 0.0)
    if entry.kind in ("city", "village"):
        score = math.log10(entry.population + 200)
    elif entry.kind == "region":
        score = 5.8 if entry.precision > 3 else 3.0
    score -= 0.9 * match.alternative + 1.0 * match.stem + 1.5 * match.loose
    score -= 2.0 * (match.alternative and named_country)
    if named_wide and entry.kind == "city":
        score -= NAMESAKE if entry.population >= SMALL else HAMLET
    score += COUNTRY_WEIGHT * context.share(entry.country) + context.cued(entry.country) * (entry.kind != "country")
    town = entry.kind in ("city", "village") and entry.population < ELSEWHERE_TOWN
    if town and context.speaks_of_others(entry.country):
        score -= ELSEWHERE
    score += AREA_WEIGHT * context.area_share(entry.code) * (entry.kind != "country")
    if entry.country in context.priority:
        score += PRIORITY_BONUS
    if preferred is not None and preferred in (
        entry.id,
        f"country:{entry.country}" if entry.kind == "country" else "",
        f"region:{entry.code}" if entry.kind == "region" else "",
        f"capital:{entry.country}" if entry.kind == "city" and not match.alternative else "",
    ):
        score += -PREFERRED_BONUS if context.is_elsewhere(entry.country) else PREFERRED_BONUS
    if context.anchors and entry.kind in ("city", "village", "airfield", "site", "region"):
        nearest = min(haversine_km(entry.latitude, entry.longitude, *anchor) for anchor in context.anchors)
        score += NEAR_WEIGHT * math.exp(-nearest / 150.0)
    return score


def _one_place(first: Entry, second: Entry) -> bool:
    if first.country == second.country and (first.kind == "region" or second.kind == "region"):
        km = max(SAME_PLACE_KM, first.radius_km + second.radius_km)
    else:
        km = SAME_PLACE_KM
    return haversine_km(first.latitude, first.longitude, second.latitude, second.longitude) <= km
