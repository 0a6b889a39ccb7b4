"""Reports of election violence, each coded from one source, and which of them coders put together as one event.

Every row becomes a Document (its source), a Report and Claims, as an extractor would have made them; the label is read
for scoring alone. Conventions translated here: the set's precision of places, actors that it calls unknown (no claim), and
its wider kinds of actors (the kinship that a lexicon would give). Two sources that agree on nothing but the words
"Unknown actor" agree on nothing.
"""

import csv
import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import peer
from measures import Options, b_cubed, blocking
from table import Row as Result

from rashomon.link import default_table, link, profiles_of
from rashomon.link.learn import learn
from rashomon.model import Claim, Document, Extraction, Report, Span, Speaker, derived_id
from rashomon.values import Name, Place, Quantity, Value, When

FILES = ("maverick/maverick_event_report.csv",)
COUNTRIES = {"Kenya": "KE", "Ivory Coast": "CI"}
ACTORS = range(1, 7)
# The set's precision, 6 (exact) to 1 (country), as where_prec with a radius in kilometres.
PRECISION: dict[int, tuple[int, float]] = {
    6: (1, 1.0),
    5: (1, 2.0),
    4: (2, 3.0),
    3: (2, 10.0),
    2: (3, 30.0),
    1: (6, 700.0),
}
UNKNOWN = re.compile(r"^unknown\b|^other\b", re.IGNORECASE)
_SOURCE = re.compile(r"^(.*?)\s*\((\d{4}-\d\d-\d\d)\)\s*(.*)$")

B_CUBED_GOAL = 0.95

Row = dict[str, str]
T = TypeVar("T")


class Kinds:
    """The set's own kinds of actors, as a lexicon would know them: who is a policeman, who a party's supporter."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.kind: dict[str, str] = {}
        for row in rows:
            for number in ACTORS:
                name = row[f"actor{number}"].casefold()
                if name and row[f"actor{number}_type"]:
                    self.kind[name] = row[f"actor{number}_type"]

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether both are the same word, or actors of one kind."""
        one, other = self.kind.get(a.casefold()), self.kind.get(b.casefold())
        return a.casefold() == b.casefold() or (one is not None and one == other)


def load(path: Path) -> list[Row]:
    """Every row of the set."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def extractions(rows: Iterable[Row]) -> list[Extraction]:
    """One Extraction for each source, with a Report for each of its rows."""
    documents: dict[str, Document] = {}
    reports: dict[str, list[Report]] = {}
    claims: dict[str, list[Claim]] = {}
    for row in rows:
        document = _document(row["source"])
        documents[document.id] = document
        report = Report(
            id=row["id"], document=document.id, type="ASSAULT", subtype=_known(row["event_context"]),
            anchor=Span(start=0, end=1, text=document.text[:1]),
        )  # fmt: skip
        reports.setdefault(document.id, []).append(report)
        claims.setdefault(document.id, []).extend(_claims(row, report, document))
    return [
        Extraction(document=documents[name], reports=tuple(reports[name]), claims=tuple(claims[name]))
        for name in documents
    ]


def _document(source: str) -> Document:
    found = _SOURCE.match(source)
    publisher, published, title = found.groups() if found else (source, None, None)
    return Document(
        id=derived_id("doc", source), text=source or "?", publisher=publisher or None, published=published, title=title
    )


def _claims(row: Row, report: Report, document: Document) -> Iterable[Claim]:
    speaker = Speaker(id=document.id, name=document.publisher or "?", kind="media")
    evidence = [report.anchor]

    def claim(question: str, value: Value, **more: Any) -> Claim:
        return Claim.of(report=report, question=question, value=value, speakers=[speaker], evidence=evidence, **more)

    yield claim("when", _when(row["date_start"], row["date_end"]))
    yield claim("where", _where(row))
    for number in ACTORS:
        name = _known(row[f"actor{number}"])
        if name is not None:
            victim = _flag(row[f"actor{number}_victim"]) and not _flag(row[f"actor{number}_perpetrator"])
            yield claim("recipient" if victim else "actor", Name(name=name))
        for deed in row[f"actor{number}_violence"].split(";"):
            if _known(deed.strip()):
                yield claim("weapon", Name(name=deed.strip()))
    target = _known(row["target"])
    if target is not None:
        yield claim("target", Name(name=target))
    for question, word in (("killed", "deaths"), ("injured", "injuries")):
        low, high = int(row[f"{word}_low"]), int(row[f"{word}_high"])
        yield claim(question, Quantity(low=min(low, high), high=max(low, high)), item="people")


def _when(start: str, end: str) -> When:
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    precision = "day" if days <= 3 else "week" if days <= 7 else "month" if days <= 31 else "year"
    return When(edtf=start if days == 0 else f"{start}/{end}", start=start, end=end, precision=precision)


def _where(row: Row) -> Place:
    precision, radius = PRECISION[int(float(row["geo_precision"] or 1))]
    point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else (None, None)
    return Place(
        name=row["location"] or row["city"] or row["country"], country=COUNTRIES[row["country"]], precision=precision,
        radius_km=radius, latitude=point[0], longitude=point[1],
    )  # fmt: skip


def _known(name: str) -> str | None:
    return name if name and not UNKNOWN.match(name) else None


def _flag(cell: str) -> bool:
    return float(cell or 0) > 0


# Measures -----------------------------------------------------------------------------------------------------------


def measure(data: Path, options: Options) -> list[Result]:
    """Linking by the shipped weights, by weights learned on the reports alone, and by Splink; conflicting tolls."""
    rows = load(data / FILES[0])
    gold = {row["id"]: row["event_id"] for row in rows}
    begun = time.perf_counter()
    read = extractions(rows)
    profiles = profiles_of(
        [e.document for e in read], [r for e in read for r in e.reports], [c for e in read for c in e.claims]
    )
    made = time.perf_counter() - begun
    kinds = Kinds(rows)
    links = {"": _timed(lambda: link(profiles, kinds).clusters)}
    learned = _timed(lambda: learn(profiles, default_table(), kinds))
    links[", weights learned without labels"] = _timed(lambda: link(profiles, kinds, table=learned[0]).clusters)
    documents = {profile.id: profile.document for profile in profiles}
    found = []
    alone = b_cubed([(name,) for name in gold], gold)[2]
    places = groups(rows, lambda row: (row["city"], row["location"], row["date_start"], row["date_end"]))
    floor = f"singletons {100 * alone:.1f}, city, place and date {100 * b_cubed(places, gold)[2]:.1f}"
    n = len(gold)
    for name, (clusters, seconds) in links.items():
        precision, recall, f1 = b_cubed(clusters, gold)
        flag, whole = conflicts(clusters, rows), made + seconds + (learned[1] if name else 0.0)
        found += [
            Result(set="maverick", measure=f"B-cubed F1{name}", ours=f1, n=n, goal=B_CUBED_GOAL, peer=floor),
            Result(set="maverick", measure=f"B-cubed precision{name}", ours=precision, n=n),
            Result(set="maverick", measure=f"B-cubed recall{name}", ours=recall, n=n),
            Result(set="maverick", measure=f"conflicting deaths, F1 over reports{name}", ours=flag, n=n, goal=B_CUBED_GOAL),
            Result(set="maverick", measure=f"time{name}", ours=whole, n=n, unit="s"),
        ]  # fmt: skip
    found += blocking("maverick", profiles, gold, documents, kinds)
    if options.peer and peer.installed():
        groups_by, seconds = _timed(lambda: peer.clusters(profiles))
        chosen, best = max(((p, b_cubed(c, gold)[2]) for p, c in groups_by.items()), key=lambda pair: pair[1])
        found += [
            Result(set="maverick", measure="B-cubed F1, Splink at even odds", ours=b_cubed(groups_by[0.5], gold)[2], n=n),
            Result(set="maverick", measure=f"B-cubed F1, Splink at the best threshold by the labels ({chosen})", ours=best, n=n),
            Result(set="maverick", measure="time, Splink", ours=made + seconds, n=n, unit="s"),
        ]  # fmt: skip
    return found


def groups(rows: Iterable[Row], key: Callable[[Row], Any]) -> list[tuple[str, ...]]:
    """Report ids by what their rows have in common."""
    found: dict[Any, list[str]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row["id"])
    return [tuple(members) for members in found.values()]


def conflicts(clusters: Iterable[Sequence[str]], rows: Iterable[Row]) -> float:
    """F1 over reports of the flag that no one number of dead fits every report of the event."""
    ranges = {row["id"]: sorted((int(row["deaths_low"]), int(row["deaths_high"]))) for row in rows}
    gold = groups(rows, lambda row: row["event_id"])

    def flagged(events: Iterable[Sequence[str]]) -> set[str]:
        return {
            report
            for members in events
            if max(ranges[one][0] for one in members) > min(ranges[one][1] for one in members)
            for report in members
        }

    true, said = flagged(gold), flagged(clusters)
    return 2 * len(true & said) / (len(true) + len(said))


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    done = work()
    return done, time.perf_counter() - begun
