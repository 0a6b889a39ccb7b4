"""Whole screens: what ``read`` prints, and the one screen of ``demo``."""

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.segment import SegmentLines

from rashomon.model import Event, Ledger
from rashomon.terminal.console import print_page, text
from rashomon.terminal.event import brief_page, event_page
from rashomon.terminal.tables import events_table, in_tree_order, issues_table, most_told_table
from rashomon.terminal.words import many

_SCREEN_LINES = 50
_DEMO_EVENTS = 10


def read_page(ledger: Ledger) -> RenderableType:
    """Every Event in full, each part after its whole, the table of all of them first where there are several."""
    parts: list[RenderableType] = [text(summary(ledger))]
    if len(ledger.events) > 1:
        parts += [text(""), events_table(ledger)]
    for _, event in in_tree_order(ledger.events):
        parts += [text(""), Rule(style="dim"), event_page(ledger, event)]
    if not ledger.events and ledger.issues:
        parts += [text(""), issues_table(ledger.issues, titles(ledger))]
    return Group(*parts)


def summary(ledger: Ledger) -> str:
    """How much was read and what it came to, in one sentence."""
    documents = many(len(ledger.documents), "report")
    if not ledger.events:
        return f"{documents} read: no attack and no statement about one was found."
    disputed = sum(finding.status == "disputed" for event in ledger.events for finding in event.findings)
    differ = f"; {many(disputed, 'figure')} disputed" if disputed else ""
    return f"{documents} → {many(len(ledger.events), 'event')}{differ}."


def print_demo(console: Console, ledger: Ledger, samples: str) -> None:
    """Print the demonstration, cut to one screen."""
    chosen = _most_disputed(ledger.events)
    head: list[RenderableType] = [
        text("Rashomon reads rival reports of an attack and keeps who says what.", "bold"),
        text(f"Bundled sample reports: {summary(ledger)}"),
        text(""),
        most_told_table(ledger, _DEMO_EVENTS),
    ]
    middle: list[RenderableType] = [] if chosen is None else [text(""), brief_page(ledger, chosen)]
    foot = [
        text(""),
        text("Next:", "bold"),
        text(f"  rashomon add {samples}"),
        text("  rashomon events"),
        text(f"  rashomon show {chosen.id if chosen else 'EVENT'}"),
        text("  rashomon read YOUR-REPORT.txt --publisher 'Its Name' --published 2024-12-11"),
    ]
    room = _SCREEN_LINES - _height(console, head) - _height(console, foot)
    print_page(console, Group(*head, *_cut(console, middle, room), *foot))


def _most_disputed(events: Iterable[Event]) -> Event | None:
    """The Event to show: one with rival culprits first, then by disputed Findings, origins and id; None where none is."""
    return min(
        events,
        key=lambda event: (
            -sum(finding.status == "disputed" and finding.question == "actor" for finding in event.findings),
            -sum(finding.status == "disputed" for finding in event.findings),
            -event.independent,
            event.id,
        ),
        default=None,
    )


def titles(ledger: Ledger) -> dict[str, str]:
    """What to call each Document: its title, its publisher, or its id."""
    return {one.id: one.title or one.publisher or one.id for one in ledger.documents}


def _height(console: Console, parts: Iterable[RenderableType]) -> int:
    return len(console.render_lines(Group(*parts), pad=False))


def _cut(console: Console, parts: list[RenderableType], room: int) -> list[RenderableType]:
    """``parts`` where they fit into ``room`` lines, as many lines of them as do where not."""
    lines = console.render_lines(Group(*parts), pad=False)
    if len(lines) <= room:
        return parts
    return [SegmentLines(lines[: max(0, room - 1)], new_lines=True), text("  …", "dim")]
