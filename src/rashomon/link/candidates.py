"""Which pairs of Reports are worth comparing: those of one day and coarse place, or a fallback where one is missing.

Blocking keeps linking near-linear in the number of Reports. Each Report stands in an index under every day that it
touches and the cell, country and names that it has; it looks itself up a day to either side and in the cells around,
among the days without a year, and among the Reports without a day.
In a block of more than ``WINDOW`` it meets only its nearest neighbours in order of time and place, which a chain of
agreeing pairs still joins.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from rashomon.link.profile import Profile, fold, vague

CELL_DEGREES = 2  # 222 km by at least 111 km up to 60 degrees: wider than NEAR_KM and two towns' radii
WINDOW = 40  # neighbours on either side that a Report meets in one block
LONGEST_DAYS = 10  # a longer time is blocked by its publication, as if it were missing
BEFORE_PUBLICATION_DAYS = 3  # an undated happening is taken to be at most this much older than its news
DAY_SLACK = 1

Key = tuple[Any, ...]


def candidate_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of positions in ``profiles`` to compare, each once and in order; none of them in one Document."""
    order = sorted(range(len(profiles)), key=lambda position: _sort_key(profiles[position]))
    rank = {position: place for place, position in enumerate(order)}
    index: dict[Key, list[int]] = {}
    for place, position in enumerate(order):
        for key in set(_own_keys(profiles[position])):
            index.setdefault(key, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for position, profile in enumerate(profiles):
        mine = rank[position]
        for key in set(_lookup_keys(profile)):
            block = index.get(key)
            if block is None:
                continue
            here = bisect.bisect_left(block, mine)
            for place in block[max(0, here - WINDOW) : here + WINDOW + 1]:
                other = order[place]
                if other != position and profiles[other].document != profile.document:
                    pairs.add((min(position, other), max(position, other)))
    return sorted(pairs)


def _sort_key(profile: Profile) -> tuple[Any, ...]:
    days = _days(profile)
    place = next((p for p in profile.places if p.latitude is not None), None)
    where = (place.latitude, place.longitude) if place else (99.0, 0.0)
    return (days[0] if days else date.max, where, profile.id)


def _days(profile: Profile) -> list[date]:
    spans = [(t.start.date(), t.end.date()) for t in profile.times if (t.end - t.start).days < LONGEST_DAYS]
    if not spans and profile.published:
        spans = [(profile.published - timedelta(days=BEFORE_PUBLICATION_DAYS), profile.published)]
    return sorted({first + timedelta(days=step) for first, last in spans for step in range((last - first).days + 1)})


def _kind(profile: Profile) -> Key:
    return (profile.type, profile.total)


def _cells(profile: Profile) -> set[tuple[int, int]]:
    return {
        (int(place.latitude // CELL_DEGREES), int(place.longitude // CELL_DEGREES))
        for place in profile.places
        if place.latitude is not None and place.longitude is not None and not vague(place)
    }


def _tokens(profile: Profile) -> Iterator[Key]:
    for question in ("weapon", "target", "about"):
        yield from ((question, name) for name in getattr(profile, question))
    yield from (("place", fold(place.name)) for place in profile.places)
    yield from (("count", question, quantity.exact) for question, _, quantity in profile.counts if quantity.exact)


def _own_keys(profile: Profile) -> Iterator[Key]:
    kind = _kind(profile)
    days: Iterable[date | str | None] = [*_days(profile), *profile.yearless] or (None,)
    countries = {place.country for place in profile.places if place.country}
    is_vague = any(vague(place) or place.latitude is None for place in profile.places)
    for day in days:
        if profile.speech:
            yield from (("speaker", kind, day, speaker) for speaker in profile.speakers)
            continue
        yield from (("cell", kind, day, cell) for cell in _cells(profile))
        yield from (("token", kind, day, token) for token in _tokens(profile))
        if is_vague:
            yield from (("country", kind, day, country) for country in countries)


def _lookup_keys(profile: Profile) -> Iterator[Key]:
    kind = _kind(profile)
    around = {day + timedelta(days=step) for day in _days(profile) for step in range(-DAY_SLACK, DAY_SLACK + 1)}
    # A day without a year may be that day of any year, a Report without a day one of any.
    days: Iterable[date | str | None] = [*around, *{f"{day:%m-%d}" for day in around}, *profile.yearless, None]
    cells = {(row + i, column + j) for row, column in _cells(profile) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    countries = {place.country for place in profile.places if place.country}
    for day in days:
        if profile.speech:
            yield from (("speaker", kind, day, speaker) for speaker in profile.speakers)
            continue
        yield from (("cell", kind, day, cell) for cell in cells)
        yield from (("country", kind, day, country) for country in countries)
        if not cells or profile.total:
            yield from (("token", kind, day, token) for token in _tokens(profile))
            yield from (("token", kind, day, ("place", name)) for name in profile.headline | profile.mentions)


def keys(profile: Profile) -> tuple[list[str], list[str]]:
    """Under what a Report stands, and what it asks for: two meet where one stands under what the other asks for."""
    return sorted(map(repr, set(_own_keys(profile)))), sorted(map(repr, set(_lookup_keys(profile))))
