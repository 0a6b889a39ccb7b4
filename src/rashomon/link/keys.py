"""Which pairs of Reports are worth comparing: those that share a key.

``keys`` is a pure function of one Profile, so a Report's candidates are found by looking its keys up, and nothing about
other Reports changes them. There is no cap on a block, which would make the outcome depend on who came first; instead a
Report of which little is known has keys that join several things that it does say.

Windows make near things meet without a lookup of neighbours: a day stands in the window that begins with it and in the one
that ends with it, a point in four overlapping cells. Two days that adjoin, and two points up to ``CELL`` apart, share one.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from rashomon.link.profile import COUNTRY_WIDE, Profile, fold, vague

CELL = 0.5  # degrees of latitude: 55 km, as far as two places that are near each other (NEAR_KM)
CELL_LONGITUDE = 1.0  # 55 km at 60 degrees
LONGEST_DAYS = 45  # a longer time is blocked by its publication and its figures, as if it were missing
BEFORE_PUBLICATION_DAYS = 5  # an undated happening is taken to be at most this much older than its news
LEAST_FIGURE = 3  # smaller figures are equal by chance too often to be a key


def keys(profile: Profile) -> tuple[str, ...]:
    """The keys of one Report, each once: two Reports are candidates where they share at least one."""
    found = _speech(profile) if profile.speech else _total(profile) if profile.total else _single(profile)
    kind = profile.type
    return tuple(dict.fromkeys([f"{kind}|{key}" for key in found]))


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of positions that share a key, each once and in order; none of them in one Document."""
    index: dict[str, list[int]] = {}
    for position, profile in enumerate(profiles):
        for key in keys(profile):
            index.setdefault(key, []).append(position)
    return sorted(pairs(index, [profile.document for profile in profiles]))


def pairs(index: Mapping[str, Sequence[int]], documents: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs of an index from key to positions in ascending order."""
    found: set[tuple[int, int]] = set()
    for block in index.values():
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                if documents[one] != documents[other]:
                    found.add((one, other))
    return found


def _speech(profile: Profile) -> Iterator[str]:
    for window in _windows(profile):
        yield from (f"speaker|{window}|{speaker}" for speaker in profile.speakers)
    for day in profile.yearless:
        yield from (f"speaker|{day}|{speaker}" for speaker in profile.speakers)


def _total(profile: Profile) -> Iterator[str]:
    countries = sorted({place.country for place in profile.places if place.country}) or [""]
    for window in _windows(profile) or ["undated"]:
        yield from (f"total|{window}|{country}" for country in countries)


def _single(profile: Profile) -> list[str]:
    windows = _windows(profile)
    exact = [place for place in profile.places if not vague(place)]
    towns = {fold(place.name) for place in exact}
    figures = sorted({f"{asked}={q.exact}" for asked, _, q in profile.counts if q.exact and q.exact >= LEAST_FIGURE})
    things = [*(f"w:{name}" for name in profile.weapon), *(f"t:{name}" for name in profile.target)]
    countries = {place.country for place in profile.places if place.country}
    heard = profile.headline | profile.mentions
    near = [f"cell|{cell}" for place in exact for cell in _cells(place.latitude, place.longitude)]
    near += [f"name|{name}" for name in towns | heard]
    near += [f"figure|{figure}" for figure in figures]
    near += [f"region|{place.country or ''}|{place.admin1}" for place in profile.places if place.admin1]
    near += [
        f"thing|{country}|{weapon} {target}"
        for country in countries for weapon in profile.weapon for target in profile.target
    ]  # fmt: skip
    wide = any(vague(place) or place.latitude is None for place in profile.places)
    if not profile.places or wide:
        near += [f"vague|{thing}" for thing in things]
    if wide:
        near += [f"wide|{country}" for country in countries]
    found = [f"{window}|{said}" for window in windows for said in near]
    if not windows or profile.yearless:
        days = profile.yearless if profile.published else (*profile.yearless, "undated")
        days = days or ("undated",)
        found += [f"{day}|{name}" for day in days for name in (*towns, *heard, *things)]
    for span in profile.times:
        if profile.yearless or (span.end.date() - span.start.date()).days <= 1:
            found += [f"{span.start.month:02}-{span.start.day:02}|{name}" for name in towns]
    # Without a day: what hardly two happenings share. A quotation; a place and a name that nobody knows; a town and two figures.
    found += [f"quote|{quote}" for quote in profile.quotes]
    unmet = [word for word in profile.unmet if word.isalpha()]
    if unmet:
        spots = {fold(place.name) for place in profile.places if (place.precision or 1) < COUNTRY_WIDE}
        found += [f"told|{spot}|{word}" for spot in spots for word in unmet]
    found += [f"tolls|{town}|{one}|{other}" for one, other in combinations(figures, 2) for town in towns]
    return found


def _windows(profile: Profile) -> list[str]:
    """Each day's two windows of two days, by the first day's number."""
    spans = [(t.start.date(), t.end.date()) for t in profile.times if (t.end - t.start).days < LONGEST_DAYS]
    if not spans and profile.published and not profile.yearless:
        spans = [(profile.published - timedelta(days=BEFORE_PUBLICATION_DAYS), profile.published)]
    days = {number for first, last in spans for number in _numbers(first, last)}
    return [str(number) for number in sorted(days)]


def _numbers(first: date, last: date) -> Iterable[int]:
    return range(first.toordinal() - 1, last.toordinal() + 1)


def _cells(latitude: float | None, longitude: float | None) -> Iterator[str]:
    if latitude is None or longitude is None:
        return
    row, column = math.floor(latitude / CELL), math.floor(longitude / CELL_LONGITUDE)
    for i in (row - 1, row):
        yield from (f"{i},{j}" for j in (column - 1, column))
