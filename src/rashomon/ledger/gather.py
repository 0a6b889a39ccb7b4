"""Every Extraction once and in order, before anything is folded."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from rashomon.ledger.happenings import UNDATED
from rashomon.model import Extraction, Issue


class Gathered(Struct, frozen=True):
    """One Extraction for each Document, by its id, and Issues where several differed."""

    extractions: dict[str, Extraction]
    issues: tuple[Issue, ...]


def gather(extractions: Iterable[Extraction]) -> Gathered:
    """Keep one reading of each Document: of different ones that with most Claims, and an Issue."""
    readings: dict[str, dict[bytes, Extraction]] = {}
    for extraction in extractions:
        digest = msgspec.json.encode(extraction, order="deterministic")
        readings.setdefault(extraction.document.id, {})[digest] = extraction
    kept, issues = [], []
    for name in sorted(readings):
        versions = readings[name]
        best_reading = max(versions, key=lambda digest: (len(versions[digest].claims), digest))
        kept.append(versions[best_reading])
        if len(versions) > 1:
            text = f"{len(versions)} different readings of one document were given; the one with most claims is kept."
            issues.append(Issue(code="document-conflict", message=text, document=name))
    kept.sort(key=lambda e: (e.document.published or UNDATED, e.document.id))
    return Gathered({extraction.document.id: extraction for extraction in kept}, tuple(issues))
