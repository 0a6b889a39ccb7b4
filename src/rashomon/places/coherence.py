"""How well each reading of a name agrees with the other names of the document.

A text about one place names its neighbours: of the Dublins of the world the one beside Columbus and Hilliard is meant. Each
name has a share for each of its readings (how likely it is on its own); a reading is supported by every other name as
far as that name's readings lie near it. Shares and support are settled against each other in a few rounds.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from rashomon.places.gazetteer import Match
from rashomon.places.overlay import Entry
from rashomon.values import haversine_km

ROUNDS = 3
REACH_KM = 50.0  # the distance over which the support of a neighbour falls to a third
FARTHEST_KM = 300.0
MOST = 60  # readings of one name that are weighed, the most populous ones
WEIGHT = 4.0  # the score that many neighbours are worth, on the scale of log10 of the population

BASE = 5.0  # how many times likelier a reading is for each point of score
SEAT = 20_000  # a town as large can give its name to a first-level area
SAME_AREA = 0.3  # what a first-level area and a place in it are worth to each other
HALF = 0.4  # the support that is worth half of WEIGHT


class Reading(Struct, frozen=True):
    """One name of the document: its readings with their scores so far, and how sure it is that it names a place."""

    name: str
    matches: tuple[Match, ...]
    scores: tuple[float, ...]
    weight: float


def support(readings: Sequence[Reading]) -> Mapping[tuple[str, str], float]:
    """What the other names add to the score of each reading, by name and entry id; 0 to WEIGHT."""
    kept = [_best(reading) for reading in readings]
    cells: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    inside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, reading in enumerate(kept):
        for number, match in enumerate(reading.matches):
            if _local(match.entry):
                cells[_cell(match.entry)].append((at, number))
                inside[match.entry.code or ""].append((at, number))
    links = [
        [_near(kept, cells, at, number) for number in range(len(reading.matches))] for at, reading in enumerate(kept)
    ]
    for at, reading in enumerate(kept):
        for number, match in enumerate(reading.matches):
            if match.entry.kind == "region" and match.entry.precision == 4 and match.entry.code:
                for other, which in inside[match.entry.code]:
                    if other != at and kept[other].matches[which].entry.id != match.entry.id:
                        links[at][number].append((other, which, SAME_AREA))
                        links[other][which].append((at, number, SAME_AREA))
    scores = [list(reading.scores) for reading in kept]
    added = [[0.0] * len(each) for each in scores]
    for _ in range(ROUNDS):
        shares = [_shares(each, reading.weight) for each, reading in zip(scores, kept, strict=True)]
        for at, reading in enumerate(kept):
            for number in range(len(reading.matches)):
                best: dict[int, float] = {}
                for other, which, near in links[at][number]:
                    value = shares[other][which] * near
                    if value > best.get(other, 0.0):
                        best[other] = value
                total = sum(best.values())
                added[at][number] = WEIGHT * total / (total + HALF)
                scores[at][number] = reading.scores[number] + added[at][number]
    found = {}
    for at, reading in enumerate(kept):
        # All the towns of an area speak for it, few for the town that it is named after: neither is likelier for that.
        towns: dict[str, float] = {}
        for number, match in enumerate(reading.matches):
            if _local(match.entry) and match.entry.population >= SEAT and match.entry.code:
                towns[match.entry.code] = max(towns.get(match.entry.code, 0.0), added[at][number])
        for number, match in enumerate(reading.matches):
            value = added[at][number]
            if match.entry.precision == 4 and match.entry.code in towns:
                value = towns[match.entry.code] if match.stem else max(value, towns[match.entry.code])
            found[reading.name, match.entry.id] = value
    return found


def _best(reading: Reading) -> Reading:
    """A name with at most MOST readings."""
    if len(reading.matches) <= MOST:
        return reading
    order = sorted(range(len(reading.matches)), key=lambda at: -reading.scores[at])[:MOST]
    return Reading(
        reading.name,
        tuple(reading.matches[at] for at in order),
        tuple(reading.scores[at] for at in order),
        reading.weight,
    )


def _local(entry: Entry) -> bool:
    """Whether an entry is small enough to have neighbours."""
    return entry.kind in ("city", "village", "airfield", "site") or (entry.kind == "region" and entry.precision == 3)


def _cell(entry: Entry) -> tuple[int, int]:
    return (math.floor(entry.latitude / 3), math.floor(entry.longitude / 3))


def _near(
    readings: Sequence[Reading], cells: Mapping[tuple[int, int], list[tuple[int, int]]], at: int, number: int
) -> list[tuple[int, int, float]]:
    """The readings of other names that lie near one reading, with how near: 1 beside it, a third at REACH_KM."""
    entry = readings[at].matches[number].entry
    if not _local(entry):
        return []
    row, column = _cell(entry)
    found = []
    for each in range(row - 1, row + 2):
        for every in range(column - 1, column + 2):
            for other, which in cells.get((each, every), ()):
                rival = readings[other].matches[which].entry
                if other == at or rival.id == entry.id or _is_one_name(readings[other].name, readings[at].name):
                    continue
                km = haversine_km(entry.latitude, entry.longitude, rival.latitude, rival.longitude)
                # A town inside a county is beside it.
                km -= sum(area.radius_km for area in (entry, rival) if area.kind == "region") * 0.7
                if km <= FARTHEST_KM:
                    found.append((other, which, math.exp(-max(0.0, km) / REACH_KM)))
    return found


def _is_one_name(first: str, second: str) -> bool:
    """Whether two names say the same ("Kane" and "Kane County"): neither speaks for the other."""
    shorter, longer = sorted((first.partition("|")[0], second.partition("|")[0]), key=len)
    return longer == shorter or longer.startswith(shorter + " ")


def _shares(scores: Sequence[float], weight: float) -> list[float]:
    """Each reading's part of the name, tenfold for each point of score; together ``weight``."""
    top = max(scores, default=0.0)
    odds = [BASE ** (score - top) for score in scores]
    total = sum(odds) or 1.0
    return [weight * each / total for each in odds]
