"""``merge split correct accept reject undo log``: what people decide, appended to the ledger."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from rashomon.commands.options import (
    author_option,
    author_or_user,
    format_option,
    ledger_name,
    ledger_option,
    open_for_change,
    print_rich,
    say,
    write_json,
)

if TYPE_CHECKING:
    from rashomon.deciding import By
    from rashomon.model import Decision, Event, Factuality, Ledger

Command = TypeVar("Command", bound=Callable[..., Any])

FACTUALITIES = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu")


def _decides(command: Command) -> Command:
    """The options of every command that appends a decision."""
    reason = click.option("--reason", metavar="TEXT", default="", help="Why.")
    return author_option(reason(ledger_option(command)))


@click.command(epilog="Example: rashomon merge evt-3f9a evt-77c0 --reason 'One raid, told twice'")
@click.argument("left", metavar="EVENT|REPORT")
@click.argument("right", metavar="EVENT|REPORT")
@_decides
def merge(left: str, right: str, ledger: str | None, author: str | None, reason: str) -> None:
    """Say that two events or reports tell of one happening.

    Of two events every report is joined with every other. Ids may be cut to what no other begins with.
    """
    from rashomon import deciding

    _judge(ledger, author, reason, lambda found, by: deciding.merge(found, left, right, by))


@click.command(epilog="Example: rashomon split rep-81c2 evt-3f9a --reason 'Another night'")
@click.argument("report", metavar="REPORT")
@click.argument("other", metavar="EVENT|REPORT")
@_decides
def split(report: str, other: str, ledger: str | None, author: str | None, reason: str) -> None:
    """Say that a report tells of another happening than an event's other reports, or than one other report."""
    from rashomon import deciding

    _judge(ledger, author, reason, lambda found, by: deciding.split(found, report, other, by))


@click.command(epilog="Example: rashomon correct clm-90ab --value 3..5 --reason 'The text says three to five'")
@click.argument("claim", metavar="CLAIM")
@click.option("--value", metavar="ANSWER", help="What it should say: 6, 6.., 3..5, a day, a place, a name.")
@click.option("--question", metavar="QUESTION", help="The question that it should answer.")
@click.option("--item", metavar="ITEM", help="What it should count; an empty one is none.")
@click.option("--speaker", metavar="SPEAKER", help="Who should be its origin: an id or a name.")
@click.option("--factuality", type=click.Choice(FACTUALITIES), help="How sure it should be.")
@_decides
def correct(
    claim: str, value: str | None, question: str | None, item: str | None, speaker: str | None,
    factuality: str | None, ledger: str | None, author: str | None, reason: str,
) -> None:  # fmt: skip
    """Say what a claim should have said. It stays as it was read, and counts as corrected."""
    from rashomon import deciding

    changes = deciding.Changes(value=value, question=question, item=item, speaker=speaker,
                               factuality=cast("Factuality | None", factuality))  # fmt: skip
    _review(ledger, author, reason, lambda found, by: deciding.correct(found, claim, changes, by))


@click.command(epilog="Example: rashomon accept clm-90ab --author ada")
@click.argument("claim", metavar="CLAIM")
@_decides
def accept(claim: str, ledger: str | None, author: str | None, reason: str) -> None:
    """Say that a claim was read right."""
    from rashomon import deciding

    _review(ledger, author, reason, lambda found, by: deciding.accept(found, claim, by))


@click.command(epilog="Example: rashomon reject clm-90ab --reason 'He speaks of last year'")
@click.argument("claim", metavar="CLAIM")
@_decides
def reject(claim: str, ledger: str | None, author: str | None, reason: str) -> None:
    """Say that the text does not say what a claim has it say. It stays in the ledger and leaves the findings."""
    from rashomon import deciding

    _review(ledger, author, reason, lambda found, by: deciding.reject(found, claim, by))


@click.command(epilog="Example: rashomon undo dec-51d0 --reason 'Wrong event'")
@click.argument("row", metavar="ROW")
@_decides
def undo(row: str, ledger: str | None, author: str | None, reason: str) -> None:
    """Take back a decision, by another row that names it; ROW is an id that 'rashomon log' lists."""
    from rashomon import deciding, pipeline

    with open_for_change(ledger) as store:
        before = list(store.decisions())
        decision = deciding.undo(before, row, _by(before, author, reason))
        store.decide(decision)
        pipeline.derive(store)
    say(f"{decision.id}: {decision.undoes} is taken back.")


@click.command(epilog="Example: rashomon log --ledger attacks.db")
@ledger_option
@format_option
def log(ledger: str | None, form: str) -> None:
    """List what people decided, oldest first, and what of it is in force."""
    from rashomon import deciding
    from rashomon.store import open_ledger

    with open_ledger(ledger_name(ledger)) as store:
        decisions = list(store.decisions())
    if form == "json":
        write_json(deciding.log_tree(decisions))
    else:
        from rashomon.terminal.decisions import log_table

        print_rich(log_table(decisions, deciding.undone_by(decisions)))


def _judge(ledger: str | None, author: str | None, reason: str, make: "Callable[[Ledger, By], Decision]") -> None:
    """Append a judgement, and say what became of the events that it is about."""
    decision, after = _append(ledger, author, reason, make)
    reports = {*decision.reports, *decision.others}
    say(f"{decision.id}: {decision.kind}. Take it back with: rashomon undo {decision.id}")
    for event in _told_by(after, reports):
        say(f"{event.id}: {event.title}, {len(event.reports)} report{'' if len(event.reports) == 1 else 's'}")


def _review(ledger: str | None, author: str | None, reason: str, make: "Callable[[Ledger, By], Decision]") -> None:
    """Append a review, and say where it shows."""
    decision, after = _append(ledger, author, reason, make)
    report = next(claim.report for claim in after.claims if claim.id == decision.claim)
    say(f"{decision.id}: {decision.kind} {decision.claim}. Take it back with: rashomon undo {decision.id}")
    for event in _told_by(after, {report}):
        say(f"See it with: rashomon show {event.id}")


def _append(
    ledger: str | None, author: str | None, reason: str, make: "Callable[[Ledger, By], Decision]"
) -> "tuple[Decision, Ledger]":
    from rashomon import pipeline

    with open_for_change(ledger) as store:
        decision = make(pipeline.look(store), _by(store.decisions(), author, reason))
        store.decide(decision)
        pipeline.derive(store)
        return decision, pipeline.look(store)


def _by(before: "Iterable[Decision]", author: str | None, reason: str) -> "By":
    from rashomon import deciding

    return deciding.By(author=author_or_user(author), time=deciding.moment(before), reason=reason.strip())


def _told_by(ledger: "Ledger", reports: set[str]) -> "list[Event]":
    return [event for event in ledger.events if reports.intersection(event.reports)]


COMMANDS = (merge, split, correct, accept, reject, undo, log)
