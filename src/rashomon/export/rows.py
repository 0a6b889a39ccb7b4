"""Rows of text as CSV that no spreadsheet can run, and what exporters of events share: dates, places, sources, notes."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from rashomon.lexicon import load
from rashomon.model import DocumentEntry, Event, Ledger
from rashomon.reconcile.policies import Sources
from rashomon.reconcile.reasons import figure
from rashomon.relation import LexiconRelation
from rashomon.values import Place, When

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by spreadsheets
Cell = str | int | float | None


class Placed(Struct, frozen=True):
    """An Event with a date and a point, as tables of events want one."""

    event: Event
    when: When
    first: date
    last: date
    where: Place
    latitude: float
    longitude: float


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """A header and one line a row, UTF-8; a key that is no column is an error, a missing one an empty cell."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return stream.getvalue().encode("utf-8")


def _cell(value: Cell) -> Cell:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def sources_of(ledger: Ledger) -> Sources:
    """What the policies ask of a Ledger beside its Events."""
    return Sources(
        claims={claim.id: claim for claim in ledger.claims},
        published={document.id: document.published for document in ledger.documents},
        relation=LexiconRelation(load()),
    )


def left_out(reasons: Mapping[str, int]) -> tuple[str, ...]:
    """One sentence for each reason for which Events are not in an export."""
    return tuple(f"{count} event{'s' if count > 1 else ''} left out: {why}." for why, count in reasons.items() if count)


def totals(ledger: Ledger) -> frozenset[str]:
    """The ids of Events that others are part of: their parts are exported in their place."""
    return frozenset(event.part_of for event in ledger.events if event.part_of)


def placed(event: Event) -> Placed | None:
    """The Event with its days and its point; None where it has not both."""
    when, where = event.when, event.where
    span = when.days() if when is not None else None
    if when is None or span is None or where is None or where.latitude is None or where.longitude is None:
        return None
    return Placed(event, when, *span, where, where.latitude, where.longitude)


def documents_of(event: Event, ledger: Ledger) -> list[DocumentEntry]:
    """The Documents that tell of an Event, the earliest first."""
    found = [document for document in ledger.documents if document.id in event.documents]
    return sorted(found, key=lambda document: (document.published or "9999", document.id))


def who_says(event: Event, questions: Sequence[str]) -> str:
    """Who gives which figure, in one line: what a table of one number cannot hold."""
    parts = []
    for finding in event.findings:
        if finding.question in questions and not finding.by and not finding.subset_of and finding.accounts:
            said = "; ".join(
                f"{one.speaker.name} {'denies ' if one.factuality.endswith('-') else ''}{figure(one.low, one.high)}"
                for one in finding.accounts
            )
            parts.append(f"{finding.item or ''} {finding.question} ({finding.status}): {said}.".strip())
    return " ".join(parts)


def joined(words: Iterable[str | None]) -> str:
    """Words as a list in one cell, each once."""
    return "; ".join(dict.fromkeys(word for word in words if word))


def country_name(code: str | None) -> str:
    """A country's name in the lexicon, else its code."""
    side = load().sides.get(code or "")
    return side.name if side is not None else code or ""
