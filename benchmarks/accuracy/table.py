"""One line of the table of measures, the table as text and as Markdown, and the file and the page that keep it."""

import datetime
import subprocess
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

BEGIN, END = "<!-- measures: begin -->", "<!-- measures: end -->"


class Row(Struct, frozen=True, kw_only=True):
    """One measure on one data set.

    ``ours`` is a share (0 to 1), a rate a document where ``unit`` says so, or None where nothing could be measured; ``n``
    is how many were judged. ``goal`` is what we set out to reach, ``peer`` what a simple rule or others reach, as they
    published it. ``date`` and ``commit`` say when it was measured and on what.
    """

    set: str
    measure: str
    ours: float | None
    n: int
    goal: float | None = None
    at_most: bool = False
    unit: str = "%"
    peer: str = ""
    date: str = ""
    commit: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None or self.ours is None:
            return None
        return self.ours <= self.goal if self.at_most else self.ours >= self.goal

    def shown(self, value: float | None) -> str:
        """A figure of this measure as it is printed."""
        if value is None:
            return ""
        return f"{100 * value:.1f}" if self.unit == "%" else f"{value:.3f}"

    @property
    def goal_shown(self) -> str:
        """The goal with its direction."""
        return "" if self.goal is None else ("≤ " if self.at_most else "≥ ") + self.shown(self.goal)


HEADERS = ("set", "measure", "goal", "floor or peer", "ours", "n", "date", "commit")


def cells(row: Row) -> tuple[str, ...]:
    """The cells of one line; a goal that is reached is marked."""
    mark = " ✓" if row.reached else ""
    unit = "" if row.unit == "%" else f" ({row.unit})"
    return (
        row.set, row.measure + unit, row.goal_shown, row.peer, row.shown(row.ours) + mark, str(row.n), row.date, row.commit,
    )  # fmt: skip


def as_text(rows: Iterable[Row]) -> str:
    """The table in aligned columns."""
    lines = [HEADERS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADERS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def as_markdown(rows: Iterable[Row]) -> str:
    """The table in Markdown."""
    lines = [HEADERS, ("---",) * len(HEADERS), *(cells(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def dated(rows: Iterable[Row]) -> list[Row]:
    """The rows with today's date and the commit that was measured."""
    commit = subprocess.run(
        ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"],
        capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return [msgspec.structs.replace(row, date=today, commit=commit or "unknown") for row in rows]


def keep(rows: Iterable[Row], figures: Path, page: Path, sets: Iterable[str] = ()) -> None:
    """Put the rows into ``figures`` and the table of ``page``, beside those of the sets that were not measured.

    Sets stand in the order of ``sets``, the others in that in which they were first written.
    """
    rows = list(rows)
    old = msgspec.json.decode(figures.read_bytes(), type=list[Row]) if figures.exists() else []
    measured = {row.set for row in rows}
    order = {name: number for number, name in enumerate(dict.fromkeys((*sets, *(row.set for row in (*old, *rows)))))}
    merged = sorted([row for row in old if row.set not in measured] + rows, key=lambda row: order[row.set])
    figures.write_bytes(msgspec.json.format(msgspec.json.encode(merged), indent=1) + b"\n")
    head, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    page.write_text(f"{head}{BEGIN}\n{as_markdown(merged)}\n{END}{tail}", encoding="utf-8")
