"""Many things at once: the table of Events, the table of Issues."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashomon.model import Event, Issue, Ledger
from rashomon.terminal.console import text
from rashomon.terminal.words import moment, one_line, place

_SHORTEST = 6  # characters of an id's hash: unique among some thousand events more often than not


def events_table(ledger: Ledger) -> RenderableType:
    """One row an Event, parts under their whole."""
    if not ledger.events:
        return text("No events.")
    short = short_ids([event.id for event in ledger.events])
    table = _table()
    table.add_column("id", no_wrap=True, style="cyan")
    for heading in ("when", "where", "type", "what"):
        table.add_column(heading)
    table.add_column("reports", justify="right", no_wrap=True)
    table.add_column("disputed", justify="right", no_wrap=True)
    for depth, event in in_tree_order(ledger.events):
        table.add_row(
            text(short[event.id]),
            text(_when(event)),
            text(_where(event)),
            text(event.subtype or event.type),
            text(("└ " * min(depth, 3)) + one_line(event.title)),
            text(_reports(event)),
            _disputed(event),
        )
    return table


def most_told_table(ledger: Ledger, rows: int) -> RenderableType:
    """The Events that most Reports tell of, one line each, and how many more there are."""
    short = short_ids([event.id for event in ledger.events])
    chosen = {event.id for event in sorted(ledger.events, key=lambda one: (-len(one.reports), one.id))[:rows]}
    table = _table(expand=True)  # all the width there is, so that only "what" is cut
    table.add_column("id", no_wrap=True, style="cyan")
    table.add_column("what", no_wrap=True, ratio=1)
    for heading in ("reports", "origins", "disputed"):
        table.add_column(heading, justify="right", no_wrap=True)
    for _, event in in_tree_order(ledger.events):
        if event.id in chosen:
            what, reports = text(one_line(event.title)), text(_reports(event))
            table.add_row(text(short[event.id]), what, reports, text(str(event.independent)), _disputed(event))
    more = len(ledger.events) - len(chosen)
    return Group(table, text(f"… and {more} more", "dim")) if more else table


def _when(event: Event) -> str:
    return moment(event.when, zone=False) if event.when else "—"


def _disputed(event: Event) -> Text:
    count = sum(finding.status == "disputed" for finding in event.findings)
    return text(str(count), "bold red") if count else text("—", "dim")


def _where(event: Event) -> str:
    if event.where is None:
        return "—"
    country = f", {event.where.country}" if event.where.country else ""
    return f"{one_line(event.where.name)}{country}" if event.where.name else place(event.where)


def _reports(event: Event) -> str:
    """How many Reports, and in how many Documents where that is another number."""
    reports, documents = len(event.reports), len(event.documents)
    return str(reports) if reports == documents else f"{reports} in {documents}"


def issues_table(issues: Iterable[Issue], titles: dict[str, str]) -> RenderableType:
    """One row an Issue, with the document and the place in it that it is about."""
    rows = list(issues)
    if not rows:
        return text("No issues.")
    table = _table()
    table.add_column("code", style="yellow", no_wrap=True)
    table.add_column("message")
    table.add_column("document", max_width=30)
    table.add_column("at", justify="right", no_wrap=True)
    for issue in rows:
        place_in = "" if issue.start is None else f"{issue.start}–{issue.end}"
        document = titles.get(issue.document or "", issue.document or "")
        table.add_row(text(issue.code), text(one_line(issue.message)), text(one_line(document)), text(place_in))
    return table


def in_tree_order(events: Sequence[Event]) -> list[tuple[int, Event]]:
    """Every Event with its depth, each part after the whole that it belongs to."""
    ids = {event.id for event in events}
    parts: dict[str | None, list[Event]] = {}
    for event in events:
        parts.setdefault(event.part_of if event.part_of in ids else None, []).append(event)
    ordered: list[tuple[int, Event]] = []
    waiting = [(0, event) for event in reversed(parts.get(None, []))]
    while waiting:
        depth, event = waiting.pop()
        ordered.append((depth, event))
        waiting.extend((depth + 1, part) for part in reversed(parts.get(event.id, [])))
    return ordered


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """The shortest beginning of each id, the same length for all, that is still the only one."""
    longest = max(map(len, ids), default=0)
    prefix = max((len(one.partition("-")[0]) + 1 for one in ids), default=0)
    for length in range(min(prefix + _SHORTEST, longest), longest):
        if len({one[:length] for one in ids}) == len(set(ids)):
            return {one: one[:length] for one in ids}
    return {one: one for one in ids}


def _table(*, expand: bool = False) -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), expand=expand)
