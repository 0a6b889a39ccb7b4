"""What a Report takes from its Event where it says less itself: a day for "this month", a town for "the north"."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rashomon.model import COUNT_QUESTIONS, Claim, Document, Event, Inferred, Report
from rashomon.reconcile.names import relate
from rashomon.reconcile.summary import best, said
from rashomon.relation import LexiconRelation
from rashomon.values import Place, Value, When

DAYS = frozenset({"minute", "hour", "day", "night"})
REGION = 4  # where_prec from which on a place is a region


def news_day(reports: Sequence[Report], claims: Iterable[Claim], documents: Mapping[str, Document]) -> When | None:
    """The day on which the first text on a happening came out, or the day before, where none of its texts gives a day.

    News is of the day; "?" marks that nobody says so (ISO 8601-2, level 1), and ``said`` is empty. Nothing follows for what
    counts nothing, nor for a sum over several happenings.
    """
    tellers = [documents[report.document].published for report in reports]
    published = [day[:10] for day in tellers if day]
    counted = any(claim.question in COUNT_QUESTIONS for claim in claims)
    if not published or not counted or any(report.level == "aggregate" for report in reports):
        return None
    last = date.fromisoformat(min(published))
    first = last - timedelta(days=1)
    return When(edtf=f"{first}?/{last}?", start=first.isoformat(), end=last.isoformat(), precision="week")


def is_supposed(when: When) -> bool:
    """Whether a time is only concluded from when the news came out."""
    return "?" in when.edtf


def inherited(
    event: Event, reports: Sequence[Report], claims: Sequence[Claim], relation: LexiconRelation
) -> tuple[Inferred, ...]:
    """The Event's day and place for each of its Reports that gives none or a vaguer one that can be the same.

    Nothing follows from what is disputed, nor for a Report that counts over several happenings.
    """
    if len(reports) < 2:
        return ()
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.report, claim.question), []).append(claim)
    disputed = {finding.question for finding in event.findings if finding.status == "disputed"}
    found: list[Inferred] = []
    for question, value in (("when", event.when), ("where", event.where)):
        if value is None or not _is_exact(value) or question in disputed:
            continue
        sources = tuple(sorted(claim.id for claim in said(claims, question) if claim.value == value))
        for report in reports:
            own = best(told.get((report.id, question), ()), question, relation)
            if report.level == "event" and _is_open(question, own, value, relation):
                found.append(Inferred(report=report.id, question=question, value=value, claims=sources))
    return tuple(sorted(found, key=lambda one: (one.report, one.question)))


def _is_open(question: str, own: When | Place | None, value: Value, relation: LexiconRelation) -> bool:
    if own is None:
        return True
    return not _is_exact(own) and relate(question, own, value, relation) in ("equal", "compatible")


def _is_exact(value: When | Place) -> bool:
    if isinstance(value, When):
        return value.start is not None and value.precision in DAYS
    return value.latitude is not None and (value.precision or REGION) < REGION
