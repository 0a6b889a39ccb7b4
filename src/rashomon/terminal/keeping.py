"""What ``check`` and ``release`` print."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding

from rashomon.checking import Checked
from rashomon.model import Release, ReleasedEvent
from rashomon.terminal.console import text
from rashomon.terminal.words import many, one_line

_MOST_SHOWN = 40  # problems, notes or changed events; the rest are counted, and --format json or delta.json has them
_CHANGE_STYLE = {"added": "green", "changed": "yellow", "withdrawn": "red"}


def check_page(name: str, found: Checked) -> RenderableType:
    """What was looked at, each problem and note, and the verdict."""
    seen = ", ".join((
        many(found.documents, "document"), many(found.readings, "reading"), many(found.claims, "claim"),
        many(found.decisions, "decision"), many(found.releases, "release"),
    ))  # fmt: skip
    verdict = text("sound", "green") if not found.problems else text(many(len(found.problems), "problem"), "bold red")
    lines: list[RenderableType] = [text(f"{one_line(name)}: {seen}."), *_some(found.problems, "problem: ", "red")]
    lines += _some(found.notes, "note: ", "yellow")
    return Group(*lines, verdict)


def release_page(release: Release, events: Sequence[ReleasedEvent], folder: str) -> RenderableType:
    """What a Release is called, what it changed and why, and where its files are."""
    counts = ", ".join(
        f"{sum(event.change == change for event in events)} {change}" for change in ("added", "changed", "withdrawn")
    )
    lines: list[RenderableType] = [text(f"{release.name} ({release.id}): events {counts}.")]
    for event in events[:_MOST_SHOWN]:
        why = " ".join(one_line(reason.text) for reason in event.why)
        lines.append(text(f"{event.change} {event.event}: {one_line(event.title)}", _CHANGE_STYLE[event.change]))
        lines.append(Padding(text(why, "dim"), (0, 0, 0, 2)))
    if len(events) > _MOST_SHOWN:
        lines.append(text(f"… and {many(len(events) - _MOST_SHOWN, 'event')} more in delta.json", "dim"))
    lines.append(text(f"sha256 of ledger.json: {release.sha256}"))
    lines.append(text(f"Files: {folder}"))
    return Group(*lines)


def _some(messages: Sequence[str], label: str, style: str) -> list[RenderableType]:
    lines: list[RenderableType] = [text(f"{label}{one_line(message)}", style) for message in messages[:_MOST_SHOWN]]
    more = len(messages) - _MOST_SHOWN
    return [*lines, text(f"{label}… and {more} more", style)] if more > 0 else lines
