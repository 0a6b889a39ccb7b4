"""One line of the table of measures, and the table as text and as Markdown."""

from collections.abc import Iterable

from msgspec import Struct


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
