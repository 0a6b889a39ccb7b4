"""From what a person types to a Decision: names found in the Ledger, answers read, and what means nothing refused."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from rashomon import __version__
from rashomon.answers import read_answer, speaker_named
from rashomon.errors import DecisionError
from rashomon.model import FORMAT, Claim, Correction, Decision, DecisionKind, Factuality, Ledger
from rashomon.people import as_reviewed
from rashomon.pipeline import find_event, find_report, only

HUBS = (
    5  # reports of a large event that stand for it in a merge: enough to hold it when some of them are split off later
)


class By(Struct, frozen=True, kw_only=True):
    """Who decides, when and why."""

    author: str
    time: str
    reason: str = ""


class Changes(Struct, frozen=True, kw_only=True):
    """What a person wants other than the Claim has it; None is left as it is."""

    question: str | None = None
    value: str | None = None
    item: str | None = None
    speaker: str | None = None
    factuality: Factuality | None = None


def merge(ledger: Ledger, left: str, right: str, by: By) -> Decision:
    """That two Events or Reports, by name, tell of one happening."""
    one, other = _reports(ledger, left), _reports(ledger, right)
    if set(one) == set(other):
        raise DecisionError(f"{left!r} and {right!r} are the same already. Name two events, or two reports.")
    hubs = one[:HUBS]
    others = {*one[HUBS:], *other} - set(hubs)
    return _judged("merge", hubs, others, by)


def split(ledger: Ledger, report: str, other: str, by: By) -> Decision:
    """That a Report does not tell of the same happening as another one, or as the others of an Event."""
    left = find_report(ledger, report)
    rest = set(_reports(ledger, other)) - {left}
    if not rest:
        raise DecisionError(
            f"{left} is the only report there. Name the report or event that it is to be kept apart from."
        )
    return _judged("split", (left,), rest, by)


def correct(ledger: Ledger, claim: str, changes: Changes, by: By) -> Decision:
    """What a Claim should have said, the rest as it or its last correction has it."""
    found = find_claim(ledger, claim)
    now = as_reviewed(found, next((one for one in ledger.reviews if one.claim == found.id), None))
    question = changes.question or now.question
    chain = now.speakers
    if changes.speaker is not None:
        said = speaker_named(changes.speaker, ledger)
        chain = (said, *chain[1:]) if len(chain) > 1 else tuple(dict.fromkeys((said, *chain)))
    right = Correction(
        question=question,
        value=now.value if changes.value is None else read_answer(question, changes.value, ledger),
        item=now.item if changes.item is None else changes.item or None,
        factuality=changes.factuality or now.factuality,
        speakers=chain,
    )
    if right == Correction(question=now.question, value=now.value, item=now.item, factuality=now.factuality,
                           speakers=now.speakers):  # fmt: skip
        raise DecisionError(f"{found.id} says that already. Give what it should say, such as --value.")
    return Decision.of("correct", claim=found.id, correction=right, **msgspec.structs.asdict(by))


def accept(ledger: Ledger, claim: str, by: By) -> Decision:
    """That a Claim was read right."""
    return Decision.of("accept", claim=find_claim(ledger, claim).id, **msgspec.structs.asdict(by))


def reject(ledger: Ledger, claim: str, by: By) -> Decision:
    """That the text says nothing of the kind that a Claim has it say."""
    return Decision.of("reject", claim=find_claim(ledger, claim).id, **msgspec.structs.asdict(by))


def undo(decisions: Iterable[Decision], row: str, by: By) -> Decision:
    """Take back a Decision; one that was taken back already cannot be again."""
    known = {decision.id: decision for decision in decisions}
    chosen = only(row, known, "decision", "See 'rashomon log'.")
    takers = undone_by(known.values())
    if chosen.id in takers:
        raise DecisionError(
            f"{chosen.id} was taken back already, by {takers[chosen.id]}. Undo that one to have it again."
        )
    return Decision.of("undo", undoes=chosen.id, **msgspec.structs.asdict(by))


def undone_by(decisions: Iterable[Decision]) -> dict[str, str]:
    """Each Decision that is taken back, with the undo in force that takes it back."""
    given = list(decisions)
    takers: dict[str, str] = {}
    for one in sorted(given, key=lambda one: (one.time, one.id), reverse=True):
        if one.undoes is not None and one.id not in takers:
            takers.setdefault(one.undoes, one.id)
    return takers


def find_claim(ledger: Ledger, name: str) -> Claim:
    """The one Claim of this id or beginning that was read in a text; raises DecisionError for one that was reckoned."""
    found = only(
        name, {claim.id: claim for claim in ledger.claims}, "claim", "See 'rashomon show EVENT --format json'."
    )
    if found.derived_from:
        sources = ", ".join(found.derived_from)
        raise DecisionError(f"{found.id} was not read but follows from {sources}. Review those.")
    return found


def moment(decisions: Iterable[Decision], now: datetime | None = None) -> str:
    """The time of the next Decision, in UTC: now, but later than any before it, so that the later one wins."""
    stamp = _stamp(now or datetime.now(UTC))
    last = max((one.time for one in decisions), default="")
    return stamp if stamp > last else _stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))


def log_tree(decisions: Iterable[Decision]) -> dict[str, Any]:
    """The Decisions as JSON has them, oldest first, each with the undo that takes it back."""
    given = list(decisions)
    takers = undone_by(given)
    rows = [{**msgspec.structs.asdict(one), "undone_by": takers.get(one.id)} for one in given]
    return {"format": FORMAT, "version": __version__, "decisions": rows}


def _judged(kind: DecisionKind, reports: Iterable[str], others: Iterable[str], by: By) -> Decision:
    return Decision.of(kind, reports=reports, others=others, **msgspec.structs.asdict(by))


def _reports(ledger: Ledger, name: str) -> tuple[str, ...]:
    """The Reports that a name of an Event or a Report means."""
    if name.startswith("rep-") or any(name in event.reports for event in ledger.events):
        return (find_report(ledger, name),)
    if name.startswith("evt-"):
        return find_event(ledger, name).reports
    reports = [
        report for event in ledger.events for report in event.reports if report.partition("-")[2].startswith(name)
    ]
    return (find_report(ledger, name),) if reports else find_event(ledger, name).reports


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
