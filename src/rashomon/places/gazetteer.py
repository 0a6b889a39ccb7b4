"""Open the gazetteer and ask it: what a name can be, what lies near a point, whose people a word names."""

import math
import mmap
import struct
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.errors import GazetteerMissingError
from rashomon.places.capitals import countries_by_capital
from rashomon.places.fold import fold, loosen
from rashomon.places.format import (
    ALTERNATIVE,
    BUCKET,
    ENTRY,
    FILE_NAME,
    GAZETTEERS,
    KINDS,
    MAGIC,
    NONE,
    NUMBER,
    POSTING,
    STEM,
    bucket_of,
    cell_of,
)
from rashomon.places.geometry import bearing_of, destination
from rashomon.places.overlay import Base, Curated, Entry, curate, digest_of, overlay_bytes, parse_overlay
from rashomon.values import Place, haversine_km

# Whose territory a disputed place is given to: the position of the United Nations' organs, and where they said so.
UN_POSITION = {
    "Crimea and Sevastopol": ("UA", "A/RES/68/262"),
    "Donetsk, Kherson, Luhansk and Zaporizhzhia oblasts": ("UA", "A/RES/ES-11/4"),
    "Golan Heights": ("SY", "S/RES/497"),
    "West Bank, East Jerusalem and Gaza Strip": ("PS", "S/RES/2334, A/RES/67/19"),
    "Abkhazia and South Ossetia": ("GE", "A/RES/68/274"),
    "Northern Cyprus": ("CY", "S/RES/541"),
    "Nagorno-Karabakh": ("AZ", "A/RES/62/243"),
    "Transnistria": ("MD", "A/RES/72/282"),
    "Western Sahara": ("EH", "A/RES/3437(XXXIV)"),
}

# Two spellings of the first word of a name ("St. Osric", "Saint Osric"): where one leads to no place, the other may.
_SPELLED = {"st": "saint", "saint": "st", "mt": "mount", "mount": "mt", "ft": "fort", "fort": "ft"}
PRECISION = {"city": 1, "airfield": 1, "site": 1, "village": 1, "region": 4, "country": 6, "sea": 7}
DISTRICT_PRECISION = 3  # UCDP: second-order administrative area


class Head(Struct, frozen=True):
    """The tables at the head of the file; see ``rashomon.places.format``."""

    sections: dict[str, tuple[int, int]]
    countries: tuple[
        tuple[str, int, str, int, float, float, float, int], ...
    ]  # iso, id, name, people, lat, lon, km, zone
    areas: tuple[str, ...]
    zones: tuple[str, ...]
    regions: dict[str, int]
    built_from: dict[str, str]
    curated: Curated | None = None


NOTHING = Curated("", (), {}, {}, {}, (), {}, {})


class Match(Struct, frozen=True):
    """An entry and how the name led to it: by its own name, an alternative one, a stem, or a looser romanisation."""

    entry: Entry
    alternative: bool = False
    stem: bool = False
    loose: bool = False


class Gazetteer:
    """Names to places, memory-mapped: opening reads the head only, lookups touch a few pages."""

    def __init__(self, data: Any, curated: Curated | None = None) -> None:
        if bytes(data[: len(MAGIC)]) != MAGIC:
            raise GazetteerMissingError("The gazetteer file is damaged or of another version. Reinstall rashomon.")
        (length,) = struct.unpack_from("<I", data, len(MAGIC))
        start = len(MAGIC) + 4
        self._data = data
        self._head = msgspec.msgpack.decode(data[start : start + length], type=Head)
        base = start + length
        self._at = {name: base + offset for name, (offset, _) in self._head.sections.items()}
        self._buckets = self._head.sections["buckets"][1] // POSTING.size - 1
        self._iso = {row[0]: row for row in self._head.countries}
        self._cached = lru_cache(maxsize=8192)(self._matches)
        self._zones = lru_cache(maxsize=8192)(self._nearest_zone)  # the nearest place takes 5 ms, and towns come back
        self._curated = curated or self._head.curated or NOTHING
        entries = self._curated.entries
        self._shadowed = {entry.id: entry for entry in entries if entry.gazetteer == "geonames"}
        self.curated_ids = frozenset(entry.id for entry in entries)
        self._countries = {entry.country: entry for entry in entries if entry.kind == "country"}
        self._regions = {entry.code: entry for entry in entries if entry.kind == "region" and entry.code}

    @classmethod
    def open(cls, path: Path | None = None, *, as_built: bool = False) -> "Gazetteer":
        """Open the built-in gazetteer, or the one at ``path``.

        Raises GazetteerMissingError where the file is missing or of another version. Where ``places.yaml`` has been
        edited since the file was built, the edited text is read instead of the compiled one (0.2 s more), but for
        ``as_built``.
        """
        file = path or Path(str(files("rashomon.places").joinpath(FILE_NAME)))
        try:
            with file.open("rb") as stream:
                data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerMissingError(
                f"The gazetteer {file.name} is missing or empty: a build of the package makes it. Reinstall rashomon."
            ) from error
        gazetteer = cls(data)
        if as_built:
            return gazetteer
        source = overlay_bytes()
        digest = digest_of(source)
        if gazetteer._curated.digest != digest:
            curated = curate(parse_overlay(source), cls(data, NOTHING).base, digest)
            return cls(data, curated)
        return gazetteer

    @property
    def base(self) -> Base:
        """The view of the compiled part that the overlay is joined to."""
        return Base(
            named=lambda name: (match.entry for match in self._postings(fold(name))),
            region=self.region,
            country=self._country,
            zone=self.zone_at,
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of the overlay that is in force."""
        return self._curated.digest

    @property
    def built_from(self) -> dict[str, str]:
        """What it was built from: the data packages' versions, and the digest of the code that built it."""
        return dict(self._head.built_from)

    def words(self, group: str) -> frozenset[str]:
        """One list of words from the overlay ("stop", "titles", …), folded."""
        return self._curated.words.get(group, frozenset())

    @property
    def priority(self) -> tuple[str, ...]:
        """The countries whose places are preferred where nothing else decides."""
        return self._curated.priority

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places of this name or alternative name, the most populous first; stems ("Kursk" for the oblast) not."""
        return tuple(match.entry for match in self.matches(name) if not match.stem)

    def matches(self, name: str) -> tuple[Match, ...]:
        """All that a name can be, stems too, and how; by population, then by id."""
        return self._cached(fold(name))

    def loose_matches(self, name: str) -> tuple[Match, ...]:
        """Settlements of the priority countries whose name differs from this one in romanisation only."""
        key = loosen(fold(name))
        return tuple(
            Match(match.entry, alternative=True, loose=True) for match in (self._cached("~" + key) if key else ())
        )

    def short(self, word: str) -> Entry | None:
        """The first-level area that an abbreviation behind a comma names ("Ala.", "TX")."""
        number = self._curated.short.get(fold(word))
        return None if number is None else self._curated.entries[number]

    def area_of_demonym(self, word: str) -> Entry | None:
        """The area below or above a country whose people a word names ("Texans", "Europeans")."""
        number = self._curated.peoples.get(fold(word))
        return None if number is None else self._curated.entries[number]

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The folded first words of all cues, peoples of areas and seats: where none stands, none need be looked up."""
        curated = self._curated
        return frozenset(
            key.split(" ", 1)[0] for table in (curated.cues, curated.peoples, curated.seats) for key in table
        )

    def country_of_cue(self, words: str) -> str | None:
        """The country whose local life a folded word or phrase belongs to ("county commission"), or None."""
        return self._curated.cues.get(words)

    def seat(self, name: str) -> Entry | None:
        """The place that an institution or building is named for ("the White House")."""
        number = self._curated.seats.get(fold(name))
        return None if number is None else self._curated.entries[number]

    def preferred(self, name: str) -> str | None:
        """The id of the entry that a name means by default, from the overlay; "capital:PE" for the name of a capital."""
        key = fold(name)
        if (preferred := self._curated.prefer.get(key)) is not None:
            return preferred
        iso = self.capital_of(name)
        return None if iso is None else f"capital:{iso}"

    def capital_of(self, name: str) -> str | None:
        """The ISO code of the country whose capital has this name, or None."""
        return countries_by_capital().get(fold(name))

    def country_of_demonym(self, word: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of the country whose people a word names ("Ukrainians"), or None."""
        return self._curated.demonyms.get(fold(word))

    def country(self, iso: str) -> Entry | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        return self._countries.get(iso) or self._country(iso)

    def region(self, code: str) -> Entry | None:
        """The first-level area of a GeoNames code ("RU.41")."""
        if (curated := self._regions.get(code)) is not None:
            return curated
        number = self._head.regions.get(code)
        return None if number is None else self._entry(number)

    def regions_of(self, country: str) -> tuple[Entry, ...]:
        """The first-level areas of a country, by code."""
        codes = sorted(code for code in self._head.regions if code.startswith(f"{country}."))
        return tuple(area for code in codes if (area := self.region(code)) is not None)

    def nearest(self, latitude: float, longitude: float, country: str | None = None) -> Entry | None:
        """The inhabited place nearest to a point, of one country if given; None where none lies within 300 km or so."""
        best: tuple[float, int] | None = None
        for ring in range(4):
            for number in self._ring(latitude, longitude, ring):
                record = self._record(number)
                if country is not None and self._head.countries[record[6]][0] != country:
                    continue
                km = haversine_km(latitude, longitude, record[2] / 1e5, record[3] / 1e5)
                if best is None or (km, number) < best:
                    best = (km, number)
            if best is not None and best[0] <= ring * 111.0 * max(
                0.05, math.cos(math.radians(min(89.0, abs(latitude) + 1)))
            ):
                break
        return None if best is None else self._entry(best[1])

    def zone_at(self, latitude: float, longitude: float, country: str | None = None) -> str | None:
        """The IANA zone of the inhabited place nearest to a point."""
        return self._zones(latitude, longitude, country)

    def _nearest_zone(self, latitude: float, longitude: float, country: str | None) -> str | None:
        entry = self.nearest(latitude, longitude, country)
        return entry.zone if entry else None

    def zone_of(self, place: Place) -> str | None:
        """The IANA zone of a place: of its point, else of its country where that has one zone for most people."""
        if place.latitude is not None and place.longitude is not None and (place.precision or 1) < 6:
            zone = self.zone_at(place.latitude, place.longitude, place.country) or self.zone_at(
                place.latitude, place.longitude
            )
            if zone:
                return zone
        known = self._country(place.country) if place.country else None
        return known.zone if known else None

    def offset(self, place: Place, km: float, bearing: str) -> tuple[float, float] | None:
        """The point ``km`` from a place in a direction given in words ("north-west"); None where either is unknown."""
        degrees = bearing_of(bearing)
        if degrees is None or place.latitude is None or place.longitude is None:
            return None
        return destination(place.latitude, place.longitude, km, degrees)

    # What follows reads the file.

    def _matches(self, key: str) -> tuple[Match, ...]:
        found = [self._curated_match(posting) for posting in self._curated.keys.get(key, ())]
        head, space, rest = key.partition(" ")
        if space and head in _SPELLED and not found and next(self._postings(key), None) is None:
            key = f"{_SPELLED[head]} {rest}"
            found = [self._curated_match(posting) for posting in self._curated.keys.get(key, ())]
        known = {match.entry.id for match in found}
        airfields = [match.entry for match in found if match.entry.kind == "airfield"]
        for match in self._postings(key):
            entry = match.entry
            if entry.id in known or (
                entry.kind == "airfield" and any(_same_airfield(entry, each) for each in airfields)
            ):
                continue
            curated = self._shadowed.get(entry.id) if entry.gazetteer == "geonames" else None
            known.add(entry.id)
            found.append(match if curated is None else Match(curated, match.alternative, match.stem))
        found.sort(key=lambda match: (match.stem, -match.entry.population, match.entry.id))
        return tuple(found)

    def _curated_match(self, posting: int) -> Match:
        entry = self._curated.entries[posting & NUMBER]
        return Match(entry, alternative=bool(posting & ALTERNATIVE), stem=bool(posting & STEM))

    def _postings(self, key: str) -> Iterator[Match]:
        encoded = key.encode("utf-8", "surrogatepass")
        data, keys = self._data, self._at["keys"]
        at, end = BUCKET.unpack_from(data, self._at["buckets"] + POSTING.size * bucket_of(encoded, self._buckets))
        at, end = at + keys, end + keys
        while at < end:
            length, count = data[at], data[at + 1]
            at += 2
            if length == len(encoded) and data[at : at + length] == encoded:
                for (posting,) in POSTING.iter_unpack(data[at + length : at + length + count * POSTING.size]):
                    yield Match(self._entry(posting & NUMBER), bool(posting & ALTERNATIVE), bool(posting & STEM))
                return
            at += length + count * POSTING.size

    def _record(self, number: int) -> tuple[int, ...]:
        return ENTRY.unpack_from(self._data, self._at["entries"] + number * ENTRY.size)

    def _name(self, record: tuple[int, ...]) -> str:
        start = self._at["names"] + record[0]
        return bytes(self._data[start : start + record[10]]).decode("utf-8")

    def _entry(self, number: int) -> Entry:
        record = self._record(number)
        kind = KINDS[record[11]]
        district = self._name(self._record(record[5])) if record[5] not in (NONE, number) else None
        area = self._head.areas[record[7]]
        code, _, area_name = area.partition("\t")
        precision = DISTRICT_PRECISION if kind == "region" and record[5] == number else PRECISION[kind]
        return Entry(
            name=self._name(record),
            kind=kind,
            country=self._head.countries[record[6]][0] or None,
            admin1=curated.name if (curated := self._regions.get(code)) else area_name or None,
            latitude=record[2] / 1e5,
            longitude=record[3] / 1e5,
            population=record[4],
            zone=self._head.zones[record[8]] or None,
            id=str(record[1]),
            gazetteer=GAZETTEERS[record[12]],
            radius_km=record[9] / 10,
            precision=precision,
            code=code or None,
            admin2=district,
        )

    def _country(self, iso: str) -> Entry | None:
        row = self._iso.get(iso)
        if row is None or not row[0]:
            return None
        return Entry(
            name=row[2],
            kind="country",
            country=iso,
            admin1=None,
            latitude=row[4],
            longitude=row[5],
            population=row[3],
            zone=self._head.zones[row[7]] or None,
            id=str(row[1]),
            gazetteer="geonames",
            radius_km=row[6],
            precision=6,
            code=iso,
        )

    def _ring(self, latitude: float, longitude: float, ring: int) -> Iterable[int]:
        for row in range(-ring, ring + 1):
            if not -90 <= latitude + row < 90:
                continue
            for column in range(-ring, ring + 1):
                if max(abs(row), abs(column)) != ring:
                    continue
                cell = cell_of(latitude + row, longitude + column)
                at, end = BUCKET.unpack_from(self._data, self._at["cells"] + cell * POSTING.size)
                members = self._at["members"]
                for (number,) in POSTING.iter_unpack(
                    self._data[members + at * POSTING.size : members + end * POSTING.size]
                ):
                    yield number


def _same_airfield(entry: Entry, curated: Entry) -> bool:
    """Whether two airfields of one name are one: their points lie within 10 km."""
    return haversine_km(entry.latitude, entry.longitude, curated.latitude, curated.longitude) <= 10.0
