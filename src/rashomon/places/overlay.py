"""The curated overlay: what ``lexicon/places.yaml`` may hold, and what it comes to beside the compiled base."""

import hashlib
import math
from collections.abc import Callable, Iterable
from importlib.resources import files

import msgspec
from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.places.fold import fold, loosen
from rashomon.places.format import ALTERNATIVE, STEM
from rashomon.values import haversine_km

SOURCE = "places.yaml"
SAME_TOWN_KM = 15.0  # a curated town this near to one of the same name in the base is that town
AIRFIELD_RADIUS_KM = 3.0
SITE_RADIUS_KM = 3.0


class CountryItem(Struct, frozen=True, forbid_unknown_fields=True):
    """A country: its point, further names and the words for its people."""

    name: str
    at: tuple[float, float]
    also: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class RegionItem(Struct, frozen=True, forbid_unknown_fields=True):
    """A first-level area, under its GeoNames code; ``bare`` says that the name needs no "region" behind it."""

    name: str
    also: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    bare: bool = False
    at: tuple[float, float] | None = None
    demonyms: tuple[str, ...] = ()


class AreaItem(Struct, frozen=True, forbid_unknown_fields=True):
    """An area or a sea that is no administrative unit, with its radius in kilometres."""

    name: str
    at: tuple[float, float]
    radius: float
    also: tuple[str, ...] = ()
    country: str | None = None
    prec: int | None = None
    demonyms: tuple[str, ...] = ()


class PointItem(Struct, frozen=True, forbid_unknown_fields=True):
    """An airfield, a site or a settlement; ``admin1`` is a GeoNames code."""

    name: str
    at: tuple[float, float]
    also: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    radius: float | None = None
    population: int = 0


class PreferItem(Struct, frozen=True, forbid_unknown_fields=True):
    """The entry that a bare name means where nothing in the text decides."""

    key: str
    id: str


class Overlay(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    priority: tuple[str, ...]
    countries: dict[str, CountryItem]
    regions: dict[str, RegionItem]
    areas: tuple[AreaItem, ...]
    seas: tuple[AreaItem, ...]
    cues: dict[str, tuple[str, ...]]
    seats: tuple[PointItem, ...]
    airfields: tuple[PointItem, ...]
    sites: tuple[PointItem, ...]
    villages: tuple[PointItem, ...]
    prefer: tuple[PreferItem, ...]
    words: dict[str, tuple[str, ...]]


class Entry(Struct, frozen=True, kw_only=True):
    """One place; ``radius_km`` covers it, ``precision`` is its UCDP where_prec when it is named alone."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    zone: str | None
    id: str
    gazetteer: str
    radius_km: float
    precision: int
    code: str | None = None
    admin2: str | None = None


class Curated(Struct, frozen=True):
    """The overlay in the form that lookups use: entries, postings by key, and the tables of words."""

    digest: str
    entries: tuple[Entry, ...]
    keys: dict[str, tuple[int, ...]]
    short: dict[str, int]
    demonyms: dict[str, str]
    priority: tuple[str, ...]
    prefer: dict[str, str]
    words: dict[str, frozenset[str]]
    peoples: dict[str, int] = {}
    seats: dict[str, int] = {}
    cues: dict[str, str] = {}


class Base(Struct, frozen=True):
    """What the overlay needs to know of the base: by name, by area code and by country."""

    named: Callable[[str], Iterable[Entry]]
    region: Callable[[str], Entry | None]
    country: Callable[[str], Entry | None]
    zone: Callable[[float, float, str | None], str | None]


def overlay_bytes() -> bytes:
    """The bytes of the overlay file that is installed."""
    try:
        return files("rashomon.lexicon").joinpath(SOURCE).read_bytes()
    except OSError as error:
        raise LexiconError(f"{SOURCE}: cannot be read ({error}). Reinstall rashomon.") from error


def digest_of(data: bytes) -> str:
    """The SHA-256 that tells whether a compiled overlay is of these bytes."""
    return hashlib.sha256(data).hexdigest()


def parse_overlay(data: bytes) -> Overlay:
    """Read and validate the overlay; raises LexiconError with the file, the entry and what to do."""
    from rashomon.lexicon.loader import parse_yaml

    overlay = parse_yaml(data.decode("utf-8"), Overlay, source=SOURCE)
    located = (
        *overlay.countries.items(),
        *overlay.regions.items(),
        *(
            (item.name, item)
            for group in (
                overlay.areas,
                overlay.seas,
                overlay.seats,
                overlay.airfields,
                overlay.sites,
                overlay.villages,
            )
            for item in group
        ),
    )
    for label, item in located:
        at = getattr(item, "at", None)
        if at is not None and not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise LexiconError(f"{SOURCE}: {label}: at {list(at)} is no [latitude, longitude]; swap or correct them.")
    return overlay


def stem_of(name: str, nouns: Iterable[str]) -> str | None:
    """A folded name without the noun that ends or begins it ("kursk oblast", "republic of dagestan"), or None."""
    for noun in sorted(nouns, key=len, reverse=True):
        if name.endswith(" " + noun):
            return name[: -len(noun) - 1]
        if name.startswith(f"{noun} of "):
            return name[len(noun) + 4 :]
    return None


def city_radius_km(population: int) -> float:
    """The radius that covers a town: 1.5 km, and 1 km more per 150 on the square root of its population.

    2.2 km at 10,000 people, 5 km at 280,000, 13 km at 3 million; measured against nothing, a rule of thumb from the
    built-up areas of Idlib, Taganrog and Kyiv.
    """
    return round(1.5 + math.sqrt(population) / 150, 1)


class _Collector:
    """Gathers entries and their keys while the overlay is read."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.keys: dict[str, list[int]] = {}
        self.ids: set[str] = set()

    def add(self, entry: Entry, names: Iterable[str], flag: int = 0) -> int:
        number = len(self.entries)
        if entry.id in self.ids and entry.gazetteer == "rashomon":
            # Two villages of one name in one country.
            entry = msgspec.structs.replace(entry, id=f"{entry.id}-{(entry.code or str(number)).lower()}")
        self.ids.add(entry.id)
        self.entries.append(entry)
        self.key(number, names, flag)
        return number

    def key(self, number: int, names: Iterable[str], flag: int) -> None:
        for name in names:
            postings = self.keys.setdefault(fold(name), [])
            if all(posting & (STEM - 1) != number for posting in postings):
                postings.append(number | flag)


def curate(overlay: Overlay, base: Base, digest: str) -> Curated:
    """Join the overlay to the base: regions take their size from it, towns that it has take its id."""
    found = _Collector()
    short: dict[str, int] = {}
    demonyms: dict[str, str] = {}
    peoples: dict[str, int] = {}
    seats: dict[str, int] = {}
    region_nouns = [fold(noun) for noun in overlay.words["region_nouns"]]
    state_forms = [fold(form) for form in overlay.words["state_forms"]]
    named = {fold(name) for country in overlay.countries.values() for name in (country.name, *country.also)}
    for iso, country in sorted(overlay.countries.items()):
        known = base.country(iso)
        entry = Entry(
            name=country.name,
            kind="country",
            country=iso,
            admin1=None,
            latitude=country.at[0],
            longitude=country.at[1],
            population=known.population if known else 0,
            zone=known.zone if known else None,
            id=known.id if known else f"country:{iso}",
            gazetteer="geonames" if known else "rashomon",
            radius_km=known.radius_km if known else 300.0,
            precision=6,
            code=iso,
        )
        number = found.add(entry, (country.name, *country.also))
        long = (f"{form} of {the}{fold(country.name)}" for form in state_forms for the in ("", "the "))
        found.key(number, [name for name in long if name not in named], 0)
        demonyms.update(dict.fromkeys(map(fold, country.demonyms), iso))
    for code, region in sorted(overlay.regions.items()):
        area = base.region(code)
        if area is None:
            raise LexiconError(f"{SOURCE}: regions.{code}: the gazetteer has no area of this code; correct the code.")
        latitude, longitude = region.at or (area.latitude, area.longitude)
        entry = msgspec.structs.replace(
            area, name=region.name, latitude=latitude, longitude=longitude, code=code, admin1=region.name
        )
        names = (region.name, *region.also)
        stems = [stem for name in names if (stem := stem_of(fold(name), region_nouns))]
        weak = {fold(name) for name in region.stems} if not region.bare else set()
        number = found.add(entry, [name for name in names if fold(name) not in weak])
        found.key(number, (*region.stems, *stems), 0 if region.bare else STEM)
        short.update((fold(word), number) for word in region.short)
        peoples.update((fold(word), number) for word in region.demonyms)
    for kind, areas in (("region", overlay.areas), ("sea", overlay.seas)):
        for area_item in areas:
            entry = Entry(
                name=area_item.name,
                kind=kind,
                country=area_item.country,
                admin1=None,
                latitude=area_item.at[0],
                longitude=area_item.at[1],
                population=0,
                zone=base.zone(*area_item.at, area_item.country) if area_item.country else None,
                id=f"{kind}:{fold(area_item.name).replace(' ', '-')}",
                gazetteer="rashomon",
                radius_km=area_item.radius,
                precision=area_item.prec or (7 if kind == "sea" else 5 if area_item.radius > 100 else 4),
            )
            number = found.add(entry, (area_item.name, *area_item.also))
            peoples.update((fold(word), number) for word in area_item.demonyms)
    for item in overlay.seats:
        number = found.add(_point(item, "site", base, overlay.regions), ())
        seats.update((fold(name), number) for name in (item.name, *item.also))
    airfield_nouns = [fold(noun) for noun in overlay.words["airfield_nouns"]]
    for kind, items in (("airfield", overlay.airfields), ("site", overlay.sites), ("village", overlay.villages)):
        for item in items:
            found_entry = _point(item, kind, base, overlay.regions)
            number = found.add(found_entry, (item.name, *item.bare))
            found.key(number, item.also, 0)
            if kind == "airfield":
                stems = [stem for name in (item.name, *item.also) if (stem := stem_of(fold(name), airfield_nouns))]
                found.key(number, stems, STEM)
            elif kind == "village":
                loose = {"~" + loosen(fold(name)) for name in (item.name, *item.also) if loosen(fold(name))}
                for key in sorted(loose):
                    found.keys.setdefault(key, []).append(number | ALTERNATIVE)
    return Curated(
        digest=digest,
        entries=tuple(found.entries),
        keys={key: tuple(value) for key, value in sorted(found.keys.items())},
        short=short,
        demonyms=demonyms,
        priority=overlay.priority,
        prefer={fold(item.key): item.id for item in overlay.prefer},
        words={name: frozenset(map(fold, words)) for name, words in sorted(overlay.words.items())},
        peoples=peoples,
        seats=seats,
        cues={fold(cue): iso for iso, cues in overlay.cues.items() for cue in cues},
    )


def _point(item: PointItem, kind: str, base: Base, regions: dict[str, RegionItem]) -> Entry:
    """The entry of an airfield, site or settlement; a settlement that the base has takes its id and population."""
    latitude, longitude = item.at
    known = None
    if kind == "village":
        near = [
            entry
            for name in (item.name, *item.also)
            for entry in base.named(name)
            if entry.kind == "city"
            and entry.country == item.country
            and haversine_km(latitude, longitude, entry.latitude, entry.longitude) <= SAME_TOWN_KM
        ]
        known = max(near, key=lambda entry: entry.population, default=None)
    population = max(item.population, known.population if known else 0)
    region = base.region(item.admin1) if item.admin1 else None
    if item.admin1 and region is None:
        raise LexiconError(f"{SOURCE}: {item.name}: the gazetteer has no area of code {item.admin1}; correct the code.")
    default = {"airfield": AIRFIELD_RADIUS_KM, "site": SITE_RADIUS_KM}.get(kind, city_radius_km(population))
    return Entry(
        name=item.name,
        kind="city" if known else kind,
        country=item.country,
        admin1=(regions[item.admin1].name if item.admin1 in regions else region.name) if region else None,
        latitude=latitude,
        longitude=longitude,
        population=population,
        zone=base.zone(latitude, longitude, item.country),
        id=known.id
        if known
        else f"{kind}:{fold(item.name).replace(' ', '-')}"
        + (f"-{item.country.lower()}" if item.country and kind == "village" else ""),
        gazetteer=known.gazetteer if known else "rashomon",
        radius_km=item.radius or default,
        precision=1,
        code=item.admin1,
    )
