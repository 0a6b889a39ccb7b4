"""Toponyms of GeoWebNews and LGL: how many are resolved to a point within 161 km (100 miles) of the right one.

Judged are the annotated toponyms that have a point; of GeoWebNews the literal, mixed, coerced and metonymic ones, without
words of nationality. Ours is any naming of a place in the product's own Scene that overlaps the toponym and has a point;
where the Scene leaves it open between rivals, the one that it calls likeliest; the nearest where several overlap. The
corpora have no parts: "southern Ohio" is right where Ohio is. GeoWebNews has other points for two wide areas than LGL and
we: there Canada and the European Union take GeoWebNews' own. A toponym without such a mention counts as wrong. Beside it
stand the share of resolved ones that are right and, as a measure of too much, the resolved mentions that overlap no
annotated span, those that stand for a place and those that only name one (role ``name``): upper bounds, as not every
toponym is annotated, and LGL has no streets and buildings.
"""

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from pathlib import Path

from misses import Misses
from msgspec import Struct
from reading import Reader
from table import Row

from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.model import Document
from rashomon.places import Gazetteer
from rashomon.values import Place, haversine_km

FILES = ("geo/GWN.xml", "geo/lgl.xml")
WITHIN_KM = 161.0
# The middle of Canada lies where one gazetteer puts it; GeoWebNews follows GeoNames of 2018, LGL that of 2009, as we do.
WIDE_POINTS = {"GeoWebNews": {"Canada": (60.10867, -113.64258), "European Union": (48.69096, 9.14062)}}
GWN_KINDS = {"Literal", "Mixed", "Coercion", "Embedded_Literal", "Metonymic", "Literal_Modifier"}


class Gold(Struct, frozen=True):
    """One annotated toponym; the point is None where it has none or is not judged."""

    start: int
    end: int
    point: tuple[float, float] | None


class Text(Struct, frozen=True):
    """One text with its toponyms."""

    id: str
    text: str
    toponyms: tuple[Gold, ...]


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Rows for both corpora."""
    rows: list[Row] = []
    for name, read, file, goal, peer in (
        ("GeoWebNews", _gwn, FILES[0], 0.95, "Mordecai3 94.1"),
        ("LGL", _lgl, FILES[1], 0.85, "Mordecai3 82.7"),
    ):
        rows += _rows(name, read(data / file), reader, misses, goal, peer)
    return rows


def _rows(name: str, texts: list[Text], reader: Reader, misses: Misses, goal: float, peer: str) -> list[Row]:
    tools = reader.extractor.tools
    wide = WIDE_POINTS.get(name, {})
    gold = found = resolved = within = 0
    ours, extra, named = 0, 0, 0
    docs = reader.docs([text.text for text in texts])
    for text, doc in zip(texts, docs, strict=True):
        scene = Scene(Document(id=text.id, text=text.text, publisher=""), doc, tools)
        places = [place for place in scene.toponyms if place.kind != "point"]
        for toponym in text.toponyms:
            if toponym.point is None:
                continue
            gold += 1
            over = [place for place in places if place.start < toponym.end and toponym.start < place.end]
            words, around = text.text[toponym.start : toponym.end], _around(text.text, toponym.start, toponym.end)
            km = min((_km(place, toponym.point, tools.gazetteer, wide) for place in over), default=math.inf)
            found += bool(over)
            resolved += km < math.inf
            within += km <= WITHIN_KM
            if km > WITHIN_KM:
                kind = "far" if km < math.inf else "unresolved" if over else "not found"
                answer = "; ".join(_shown(place) for place in over) or None
                misses.add(f"{name} {kind}", text.id, f"{words} {toponym.point}", answer, around)
        for place in places:
            if place.demonym or place.place is None or place.place.latitude is None:
                continue
            stands = place.role != "name"
            ours += stands
            if not any(place.start < each.end and each.start < place.end for each in text.toponyms):
                extra += stands
                named += not stands
                misses.add(f"{name} extra", text.id, None, _shown(place), _around(text.text, place.start, place.end))
    return [
        Row(set=name, measure="toponyms within 161 km", ours=within / gold, n=gold, goal=goal, peer=peer),
        Row(set=name, measure="toponyms found", ours=found / gold, n=gold),
        Row(set=name, measure="within 161 km, of those resolved", ours=within / resolved, n=resolved),
        Row(set=name, measure="mentions that overlap no toponym", ours=extra / ours, n=ours),
        Row(set=name, measure="mentions that overlap no toponym", ours=extra / len(texts), n=len(texts), unit="a text"),
        Row(set=name, measure="names that overlap no toponym", ours=named / len(texts), n=len(texts), unit="a text"),
    ]


def _gwn(path: Path) -> list[Text]:
    """The texts of GeoWebNews."""

    def point(item: ElementTree.Element) -> tuple[float, float] | None:
        latitude, longitude = item.findtext("latitude"), item.findtext("longitude")
        judged = item.findtext("type") in GWN_KINDS and item.findtext("modifierType") != "Adjective"
        return (float(latitude), float(longitude)) if judged and latitude and longitude else None

    return _texts(path, "file", point)


def _lgl(path: Path) -> list[Text]:
    """The texts of LGL."""

    def point(item: ElementTree.Element) -> tuple[float, float] | None:
        latitude, longitude = item.findtext(".//lat"), item.findtext(".//lon")
        return (float(latitude), float(longitude)) if latitude and longitude else None

    return _texts(path, "docid", point)


def _texts(path: Path, key: str, point: Callable[[ElementTree.Element], tuple[float, float] | None]) -> list[Text]:
    texts = []
    for article in ElementTree.parse(path).getroot():
        toponyms = tuple(
            Gold(int(item.findtext("start") or 0), int(item.findtext("end") or 0), point(item))
            for item in article.iter("toponym")
        )
        texts.append(Text(f"{path.stem} {article.get(key)}", article.findtext("text") or "", toponyms))
    return texts


def _km(
    mention: PlaceMention, point: tuple[float, float], gazetteer: Gazetteer, wide: Mapping[str, tuple[float, float]]
) -> float:
    place = mention.place or mention.likeliest
    if place is not None and place.name in wide:
        return haversine_km(*point, *wide[place.name])
    if place is None or place.latitude is None or place.longitude is None:
        return math.inf
    whole = _whole(place, gazetteer)
    return min(
        haversine_km(*point, latitude, longitude)
        for latitude, longitude in ((place.latitude, place.longitude), *([whole] if whole else []))
    )


def _whole(place: Place, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The point of the whole area of which a place is a compass part: the corpora have no parts."""
    _, space, name = place.name.partition(" ")
    if place.precision != 5 or not space:
        return None
    whole = next((entry for entry in gazetteer.lookup(name) if entry.id == place.gazetteer_id), None)
    return (whole.latitude, whole.longitude) if whole else None


def _shown(mention: PlaceMention) -> str:
    place = mention.place
    said = f"{mention.text!r}{' (demonym)' if mention.demonym else ''}"
    return f"{said} -> " + (f"{place.name}, {place.admin1}, {place.country}" if place else "nothing")


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 60]}"
