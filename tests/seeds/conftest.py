"""The two reports that must come out right, read once with their dates and once without; skipped where absent."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import Struct

from rashomon.model import Claim, Document, Event, Extraction, Ledger, Report

if TYPE_CHECKING:
    from rashomon.extract import Extractor

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"
PUBLISHED = {"000": "2024-11-26", "004": "2024-12-11"}


class Told(Struct, frozen=True, kw_only=True):
    """Extractions and the Ledger that they come to, with the look-ups that the tests ask for."""

    extractions: tuple[Extraction, ...]
    ledger: Ledger

    @property
    def claims(self) -> list[Claim]:
        """All claims, those that the fold derives among them."""
        return list(self.ledger.claims)

    def reports(self, event: Event) -> list[Report]:
        """The reports that tell of ``event``."""
        return [r for extraction in self.extractions for r in extraction.reports if r.id in event.reports]

    def of(self, event: Event, question: str) -> list[Claim]:
        """The event-level claims of ``event`` on ``question``."""
        ids = {report.id for report in self.reports(event) if report.level == "event"}
        return [claim for claim in self.claims if claim.report in ids and claim.question == question]

    def attack(self, day: str) -> Event:
        """The one attack on ``day``; fails where there is none or more than one."""
        found = [
            event
            for event in self.ledger.events
            if event.type == "ASSAULT" and event.when is not None and (days := event.when.days()) is not None
            if days[0].isoformat() == days[1].isoformat() == day
            if any(report.level == "event" for report in self.reports(event))
        ]
        assert len(found) == 1, f"{len(found)} attacks on {day}: {[event.title for event in found]}"
        return found[0]

    def near(self, word: str) -> list[Report]:
        """The reports whose first mention stands in a sentence with ``word``."""
        found = []
        for extraction in self.extractions:
            text = extraction.document.text
            for hit in re.finditer(re.escape(word), text):
                ends = [m.end() for m in re.finditer(r"(?<![A-Z])[.?!][\"'”’]*\s+(?=[\"'“‘A-Z])|\n", text)]
                start = max((end for end in ends if end <= hit.start()), default=0)
                end = min((end for end in ends if end > hit.start()), default=len(text))
                found += [r for r in extraction.reports if start <= r.anchor.start < end and r not in found]
        return found


def _document(prefix: str, published: str | None) -> Document:
    paths = sorted(FOLDER.glob(f"{prefix}*.txt")) if FOLDER.is_dir() else []
    if not paths:
        pytest.skip(f"seed {prefix} is not in {FOLDER.name}/ beside the repository")
    return Document.of(paths[0].read_text(encoding="utf-8"), id=prefix, publisher="Example Daily", published=published)


def _told(extractor: "Extractor", *documents: Document) -> Told:
    from rashomon.ledger import fold

    extractions = tuple(extractor.extract(document) for document in documents)
    return Told(extractions=extractions, ledger=fold(extractions))


@pytest.fixture(scope="session")
def kursk(extractor: "Extractor") -> Told:
    """The report of the two November strikes."""
    return _told(extractor, _document("000", PUBLISHED["000"]))


@pytest.fixture(scope="session")
def taganrog(extractor: "Extractor") -> Told:
    """The report of the December strike."""
    return _told(extractor, _document("004", PUBLISHED["004"]))


@pytest.fixture(scope="session")
def both(extractor: "Extractor") -> Told:
    """Both reports in one ledger."""
    return _told(extractor, *(_document(prefix, day) for prefix, day in PUBLISHED.items()))


@pytest.fixture(scope="session")
def undated_kursk(extractor: "Extractor") -> Told:
    """The November report, its date of publication not known."""
    return _told(extractor, _document("000", None))


@pytest.fixture(scope="session")
def undated_taganrog(extractor: "Extractor") -> Told:
    """The December report, its date of publication not known."""
    return _told(extractor, _document("004", None))
