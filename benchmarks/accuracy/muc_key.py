"""The messages of MUC-4 and the templates of its answer keys, as records."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d+)(?: \([^)\n]*\))?[ \t]*$", re.MULTILINE)
DATELINE = re.compile(
    r"\s*(?P<place>[^\n]*?), (?P<date>\d{1,2} [A-Z]{3}(?: \d\d)?|NO DATE)(?:\s*\((?P<source>[^)]*)\))?\s*--"
)
SLOT = re.compile(r"^ *(\d+)\. +[A-Z ]+: ")
FILLERS = 35  # the column at which a slot's fillers begin
DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* ?(\d\d)?", re.IGNORECASE)

Days = tuple[date | None, date | None]


class Message(Struct, frozen=True):
    """One text: from its dateline on, with the day and the source that the dateline gives."""

    id: str
    text: str
    day: date | None
    source: str | None


class Fill(Struct, frozen=True):
    """One filler: its ``values`` are alternatives, ``refs`` the alternative strings of what it is said of."""

    values: tuple[str, ...]
    refs: tuple[str, ...] = ()
    optional: bool = False


class Template(Struct, frozen=True):
    """One incident of a key. ``dates`` and ``places`` are alternatives; a place is its country and its named parts."""

    message: str
    number: str
    optional: bool
    kind: str
    dates: tuple[Days, ...]
    places: tuple[tuple[str, ...], ...]
    numbers: tuple[Fill, ...]
    effects: tuple[Fill, ...]
    organisations: tuple[Fill, ...]
    strings: tuple[str, ...]
    perpetrators: tuple[str, ...]


def messages(path: Path) -> Iterator[Message]:
    """The messages of one file, in order."""
    parts = MESSAGE.split(path.read_text(encoding="latin-1"))
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        head = DATELINE.match(body)
        day = _day(head["date"]) if head else None
        source = " ".join(head["source"].split()) if head and head["source"] else None
        yield Message(name, body.strip("\n"), day, source)


def templates(path: Path) -> Iterator[Template]:
    """The templates of one key file; a message without an incident has none."""
    lines = [line for line in path.read_text(encoding="latin-1").splitlines() if not line.lstrip().startswith(";")]
    slots: dict[int, list[str]] = {}
    current = -1
    for line in [*lines, "0.  MESSAGE: "]:
        begun = SLOT.match(line)
        if begun:
            current = int(begun[1])
            if current == 0:
                if slots:
                    yield from _template(slots)
                slots = {}
            slots[current] = [line[FILLERS:].strip()]
        elif line.strip() and current >= 0:
            slots[current].append(line.strip())


def _template(slots: dict[int, list[str]]) -> Iterator[Template]:
    number = slots.get(1, ["*"])[0]
    if number.startswith("*"):
        return
    strings = [ref for slot in (6, 12, 18, 19) for line in slots.get(slot, ()) for ref in _quoted(line)]
    perpetrators = [ref for slot in (9, 10) for line in slots.get(slot, ()) for ref in _quoted(line)]
    yield Template(
        message=slots[0][0].split()[0], number=number, optional="OPTIONAL" in number, kind=slots[4][0],
        dates=_dates(slots[2][0]), places=_places(slots[3][0]),
        numbers=_fills(slots[21]), effects=_fills(slots[23]), organisations=_fills(slots[11]),
        strings=tuple(strings), perpetrators=tuple(perpetrators),
    )  # fmt: skip


def _quoted(line: str) -> list[str]:
    return [found.replace('\\"', '"') for found in re.findall(r'"((?:\\"|[^"])*)"', line)]


def _fills(lines: list[str]) -> tuple[Fill, ...]:
    """The fillers of a set slot: ``DEATH / INJURY: "A" / "B"``."""
    fills = []
    for line in lines:
        optional = line.startswith("?")
        head = re.split(r':\s*"', line.lstrip("? "), maxsplit=1)[0]
        values = tuple(
            re.sub(r"\s*-\s*", "-", each.strip()) for each in head.split("/") if each.strip() not in ("", "*")
        )
        if values and values != ("-",):
            fills.append(Fill(values, tuple(_quoted(line)), optional))
    return tuple(fills)


def _dates(line: str) -> tuple[Days, ...]:
    found: list[Days] = []
    for each in line.split("/"):
        days = [_day(match.group()) for match in DAY.finditer(each)]
        if not days or None in days:
            continue
        first: date | None = None if each.strip("( ?").startswith("-") else days[0]
        found.append((first, days[-1]))
    return tuple(found)


def _day(words: str) -> date | None:
    match = DAY.fullmatch(words)
    if match is None or match[2].upper() not in MONTHS or match[3] is None:
        return None
    try:
        return date(1900 + int(match[3]), MONTHS.index(match[2].upper()) + 1, int(match[1]))
    except ValueError:
        return None  # a key of the training messages has a 31st of September


def _places(line: str) -> tuple[tuple[str, ...], ...]:
    """``PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)`` is (PERU, LIMA, MIRAFLORES); slashes part alternatives."""
    line = re.sub(r"\((?:[A-Z ]+(?: / )?)+\)", lambda kind: "" if ":" not in kind.group() else kind.group(), line)
    found = []
    for each in line.split("/"):
        parts = tuple(part.strip(" ()?*") for part in re.split(r":| - ", each))
        parts = tuple(part for part in parts if part not in ("", "-"))
        if parts:
            found.append(parts)
    return tuple(found)
