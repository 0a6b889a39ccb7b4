"""What people decided, as a table and as words beside a claim."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table

from rashomon.model import Claim, Correction, Decision, Review
from rashomon.terminal.console import text
from rashomon.terminal.words import one_line, value

_MOST_REPORTS = 3  # of a judgement's reports that are named; the rest are counted


def log_table(decisions: Sequence[Decision], undone: Mapping[str, str]) -> RenderableType:
    """One row a Decision, oldest first; what was taken back says by what."""
    if not decisions:
        return text("Nothing was decided yet.")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True, style="cyan")
    table.add_column("time (UTC)", no_wrap=True)
    for heading in ("author", "what", "reason"):
        table.add_column(heading)
    for decision in decisions:
        taken = f"\ntaken back by {undone[decision.id]}" if decision.id in undone else ""
        table.add_row(
            text(decision.id), text(decision.time[:19].replace("T", " ")), text(one_line(decision.author)),
            text(f"{deed(decision)}{taken}", "dim" if taken else ""), text(one_line(decision.reason)),
        )  # fmt: skip
    return table


def deed(decision: Decision) -> str:
    """What a Decision did, in a line."""
    if decision.undoes is not None:
        return f"undo {decision.undoes}"
    if decision.claim is not None:
        to = f" to {corrected(decision.correction)}" if decision.correction else ""
        return f"{decision.kind} {decision.claim}{to}"
    joint = "with" if decision.kind == "merge" else "from"
    return f"{decision.kind} {_listed(decision.reports)} {joint} {_listed(decision.others)}"


def corrected(right: Correction, wrong: Claim | None = None) -> str:
    """A Correction in a line; beside the Claim that it corrects, only what differs from that."""
    parts = []
    if wrong is None or (right.question, right.item, right.value) != (wrong.question, wrong.item, wrong.value):
        item = f" {one_line(right.item)}" if right.item else ""
        parts.append(f"{right.question.replace('_', ' ')}{item}: {value(right.value, said=False)}")
    if right.factuality != ("CT+" if wrong is None else wrong.factuality):
        parts.append(right.factuality)
    if right.speakers and (wrong is None or right.speakers != wrong.speakers):
        parts.append(f"said by {one_line(right.speakers[0].name)}")
    return ", ".join(parts)


def reviewed(review: Review, claim: Claim) -> str:
    """What a Review makes of its Claim, in a clause."""
    by = f" by {one_line(review.author)}" + (f": {one_line(review.reason)}" if review.reason else "")
    if review.correction is not None:
        return f"corrected to {corrected(review.correction, claim)}{by}"
    return ("accepted" if review.verdict == "ACCEPTED" else "rejected") + by


def _listed(reports: Sequence[str]) -> str:
    more = len(reports) - _MOST_REPORTS
    return ", ".join(reports[:_MOST_REPORTS]) + (f" and {more} more" if more > 0 else "")
