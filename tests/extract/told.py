"""What the Reports of one short text hold, in plain values, and the cases of ``happenings.yaml`` and ``speech.yaml``."""

from pathlib import Path
from typing import Any

import yaml

from rashomon.extract import Extractor
from rashomon.model import Claim, Document, Extraction, Report
from rashomon.values import Name, Place, Quantity, When

from .cases import _Loader

CASES = Path(__file__).parents[1] / "cases"
SPEECH = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "MOBILIZE"}


def load() -> list[dict[str, Any]]:
    """All cases, in order."""
    cases: list[dict[str, Any]] = []
    for name in ("happenings.yaml", "speech.yaml"):
        cases += yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=_Loader)
    return cases


def read(extractor: Extractor, case: dict[str, Any]) -> Extraction:
    """The Extraction of a case's text."""
    document = Document.of(
        case["text"], publisher=case.get("publisher", "Example Daily"), published=case.get("published", "2024-11-26"),
        title=case.get("title"), id=f"case-{case['id']}",
    )  # fmt: skip
    return extractor.extract(document)


def of(extraction: Extraction, report: Report, question: str) -> list[Claim]:
    """The Claims of a Report on one question."""
    return [claim for claim in extraction.claims if claim.report == report.id and claim.question == question]


def attacks(extraction: Extraction) -> list[Report]:
    """The Reports that tell of attacks."""
    return [report for report in extraction.reports if report.type == "ASSAULT"]


def speech(extraction: Extraction) -> list[Report]:
    """The Reports that tell of something said."""
    return [report for report in extraction.reports if report.type in SPEECH]


def places(extraction: Extraction, report: Report) -> set[str]:
    """The names of the places of a Report."""
    return {claim.value.name for claim in of(extraction, report, "where") if isinstance(claim.value, Place)}


def days(extraction: Extraction, report: Report) -> list[tuple[str, str]]:
    """First and last calendar day of each time of a Report."""
    spans = [claim.value.days() for claim in of(extraction, report, "when") if isinstance(claim.value, When)]
    return [(first.isoformat(), last.isoformat()) for first, last in filter(None, spans)]


def lows(extraction: Extraction, report: Report, question: str) -> set[int | None]:
    """The lower bounds of the counts of a Report on one question."""
    return {claim.value.low for claim in of(extraction, report, question) if isinstance(claim.value, Quantity)}


def missing(extraction: Extraction, report: Report, wanted: dict[str, Any]) -> list[str]:
    """What a Report lacks of what is wanted of it; empty where it fits."""
    lacks: list[str] = []
    if report.level != wanted.get("level", "event"):
        lacks.append(f"level {report.level}")
    if len(report.covers) != wanted.get("covers", len(report.covers)):
        lacks.append(f"covers {len(report.covers)}")
    if "place" in wanted and wanted["place"] not in places(extraction, report):
        lacks.append(f"place {places(extraction, report)}")
    if "day" in wanted and not any(first <= wanted["day"] <= last for first, last in days(extraction, report)):
        lacks.append(f"day {days(extraction, report)}")
    if any(
        first > wanted.get("day", first) or last < wanted.get("day", last) for first, last in days(extraction, report)
    ):
        lacks.append(f"another day {days(extraction, report)}")
    for question, low in wanted.get("counts", {}).items():
        if low not in lows(extraction, report, question):
            lacks.append(f"{question} {lows(extraction, report, question)}")
    lacks += [f"has {question}" for question in wanted.get("without", []) if of(extraction, report, question)]
    for question, day in wanted.get("as_of", {}).items():
        if day not in {(claim.as_of or "")[:10] for claim in of(extraction, report, question)}:
            lacks.append(f"as_of {[claim.as_of for claim in of(extraction, report, question)]}")
    if wanted.get("certain") is False:
        firm = [c for q in ("when", "where") for c in of(extraction, report, q) if c.factuality == "PR+"]
        if not firm:
            lacks.append("nothing only concluded")
    return lacks


def names(extraction: Extraction, report: Report, question: str) -> list[Name]:
    """The named answers of a Report on one question."""
    return [claim.value for claim in of(extraction, report, question) if isinstance(claim.value, Name)]
