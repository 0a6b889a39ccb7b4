"""Settle one mention: which of its matches it means given what qualifies it, and the Place that comes of it."""

import math
from collections.abc import Sequence

import msgspec

from rashomon.places.accept import Mention
from rashomon.places.fold import fold
from rashomon.places.gazetteer import Gazetteer, Match
from rashomon.places.geometry import bearing_of, destination
from rashomon.places.overlay import Entry
from rashomon.places.points import NEAR_KM
from rashomon.places.resolve import Context
from rashomon.values import Place, haversine_km

TOWN_ELSEWHERE = 100_000
ENOUGH = 6  # the weight of other countries (three of them named) from which a place in none of them is not believed
SMALL_TOWN = 15_000  # smaller towns are not believed outside the only area that a document names


def narrow(matches: Sequence[Match], qualifiers: Sequence[Mention], gazetteer: Gazetteer) -> tuple[list[Match], bool]:
    """The matches that lie in what the qualifiers name; all of them where none does."""
    kept, narrowed = list(matches), False
    for qualifier in qualifiers:
        countries = (
            {qualifier.demonym}
            if qualifier.demonym
            else {match.entry.country for match in qualifier.matches if match.entry.kind == "country"}
        )
        areas = [match.entry for match in qualifier.matches if match.entry.kind == "region"]
        inside = [
            match
            for match in kept
            if match.entry.country in countries or any(_lies_in(match.entry, area) for area in areas)
        ]
        if inside:
            kept, narrowed = inside, True
    return kept, narrowed


def _lies_in(entry: Entry, area: Entry) -> bool:
    """Whether an entry lies in an area: by code, by district, or within the radius of an area that has no code."""
    if area.precision == 3 and area.gazetteer == "geonames":
        return entry.admin2 == area.name and entry.code == area.code
    if area.code and (entry.code or entry.country != area.country):
        return entry.code == area.code and entry.id != area.id
    return haversine_km(entry.latitude, entry.longitude, area.latitude, area.longitude) <= area.radius_km


def is_foreign(match: Match, mention: Mention, context: Context, gazetteer: Gazetteer) -> bool:
    """Whether a match is too far from all that the document names to be believed.

    That goes for small towns, for names that are not a place's own and for districts, in a document that names other
    countries three times or more and this one never; and for small towns far outside the only area that it names.
    """
    entry = match.entry
    if _is_far_from_home(match, mention, context):
        return True
    small = entry.kind in ("city", "village") and entry.population < SMALL_TOWN and entry.gazetteer != "rashomon"
    # "SAN SALVADOR, 1 Aug. -": where a capital's dispatch names one country only, no town elsewhere is meant by a bare name.
    filed = context.filed is not None and set(context.countries) == {context.filed}
    strange = small or (filed and entry.kind in ("city", "village") and entry.population < TOWN_ELSEWHERE)
    # "Kursk" is a weak name of Kursk Oblast; "the Kursk region" is its own, also in a text that names Ukraine alone.
    bare = match.stem and not mention.noun
    weak = strange or (match.alternative and entry.population < 20 * SMALL_TOWN) or bare or entry.precision == 3
    if entry.kind not in ("city", "village", "region") or not weak:
        return False
    if small and len(context.areas) == 1:
        area = gazetteer.region(next(iter(context.areas)))
        if area and entry.code != area.code:
            km = haversine_km(entry.latitude, entry.longitude, area.latitude, area.longitude)
            return km > 1.5 * area.radius_km + 50
    known = not match.alternative or entry.population >= SMALL_TOWN
    only = len(mention.matches) == 1 and known and entry.country in context.priority
    return (
        context.countries.total() >= ENOUGH and not context.names_beside(entry.country, fold(mention.name)) and not only
    )


def _is_far_from_home(match: Match, mention: Mention, context: Context) -> bool:
    """Whether a capital's dispatch on its own country names nothing in the country of a smaller town but that country.

    "SAN SALVADOR, 1 Aug. - … in Santa Clara … the U.S. ambassador": no town of California; nor is "Damas" Damascus.
    """
    entry = match.entry
    if context.filed in {None, entry.country} or 2 * context.countries[context.filed or ""] < context.countries.total():
        return False
    if entry.kind not in ("city", "village") or (entry.population >= TOWN_ELSEWHERE and not match.alternative):
        return False
    if match.alternative and not context.countries[entry.country or ""]:
        return True
    return entry.population < TOWN_ELSEWHERE and not context.names_inside(entry.country, fold(mention.name))


def place_of(entry: Entry, said: str, *, near: bool = False) -> Place:
    """An entry as a Place; "near" widens it to at most 25 km."""
    radius, precision = entry.radius_km, entry.precision
    if near:
        radius, precision = min(NEAR_KM, entry.radius_km + 15.0), 2
    return Place(
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        latitude=round(entry.latitude, 5),
        longitude=round(entry.longitude, 5),
        radius_km=radius,
        precision=precision,
        gazetteer=entry.gazetteer,
        gazetteer_id=entry.id,
        said=said,
    )


def part_of(entry: Entry, direction: str, said: str, gazetteer: Gazetteer) -> Place:
    """A compass part of a country or area, precision 5.

    Of a country: the middle of those of its first-level areas that lie in the outer two fifths on that side (areas are
    many where people are many), with a radius that reaches them all; where that leaves fewer than two, as of an area:
    half the radius from the middle, 0.6 of it wide.
    """
    place = place_of(entry, said)
    bearing = bearing_of(direction)
    if bearing is None:
        return place
    inside = _side(gazetteer.regions_of(entry.country), bearing) if entry.kind == "country" and entry.country else []
    if len(inside) >= 2:
        latitude = sum(area.latitude for area in inside) / len(inside)
        longitude = sum(area.longitude for area in inside) / len(inside)
        radius = max(haversine_km(latitude, longitude, area.latitude, area.longitude) for area in inside)
        radius = min(entry.radius_km, radius + min(area.radius_km for area in inside))
    else:
        latitude, longitude = destination(entry.latitude, entry.longitude, entry.radius_km / 2, bearing)
        radius = entry.radius_km * 0.6
    return msgspec.structs.replace(
        place,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        radius_km=round(radius, 1),
        precision=5,
        name=f"{direction} {entry.name}",
    )


def _side(areas: Sequence[Entry], bearing: float) -> list[Entry]:
    """The areas in the outer two fifths on the side of a bearing, by latitude and by longitude."""
    kept = list(areas)
    north, east = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    for weight, of in ((north, _latitude), (east, _longitude)):
        if abs(weight) < 0.3 or not areas:
            continue
        ordered = sorted(map(of, areas), reverse=weight > 0)
        limit = ordered[int(len(ordered) * 0.4)]
        kept = [area for area in kept if (of(area) >= limit if weight > 0 else of(area) <= limit)]
    return kept


def _latitude(entry: Entry) -> float:
    return entry.latitude


def _longitude(entry: Entry) -> float:
    return entry.longitude
