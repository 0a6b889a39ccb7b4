"""What a Report takes from its Event where it says less itself: a day for "this month", a town for "the north"."""

from collections.abc import Sequence

from rashomon.model import Claim, Event, Inferred, Report
from rashomon.reconcile.names import relate
from rashomon.reconcile.summary import best, said
from rashomon.relation import LexiconRelation
from rashomon.values import Place, Value, When

DAYS = frozenset({"minute", "hour", "day", "night"})
REGION = 4  # where_prec from which on a place is a region


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
