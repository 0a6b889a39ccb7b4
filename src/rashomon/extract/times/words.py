"""The vocabulary of times: lexicon/times.yaml, validated, and the regular expressions built from it."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.extract.times.mention import Shift, Unit

LEXICON_FILE = "lexicon/times.yaml"
CLOCK_OF_TABLE = re.compile(r"(?:[01]\d|2[0-4]):[0-5]\d")
# "may", "march", "mar" and "dec" in small letters are other words or too rare to trust.
CAPITALS_ONLY = frozenset({"May", "March", "Mar", "Dec", "Jan", "Jun", "Sat", "Sun", "Wed", "Mon"})


class Daypart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a day, ``start`` to ``end`` in minutes after local midnight, or a night; see the YAML for the rest."""

    from_: str = msgspec.field(name="from", default="00:00")
    to: str = "24:00"
    night: bool = False
    leads: bool = False
    deictic: bool = False
    loose: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Minutes after midnight at which it begins."""
        return _minutes(self.from_)

    @property
    def end(self) -> int:
        """Minutes after midnight at which it is over."""
        return _minutes(self.to)

    @property
    def whole_day(self) -> bool:
        """Whether it does not narrow the day."""
        return self.end - self.start == 24 * 60


class Relative(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases for a day or period at a distance from the day of publication or the time last spoken of."""

    anchor: Literal["published", "previous"]
    unit: Unit
    shift: int
    phrases: tuple[str, ...]
    daypart: str | None = None

    @property
    def distance(self) -> Shift:
        """The same as a Shift."""
        return Shift(anchor=self.anchor, unit=self.unit, least=self.shift, most=self.shift)


class TimeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file, as read."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    weekday_names_before: tuple[str, ...]
    weekday_names_after: tuple[str, ...]
    seasons: dict[str, int]
    holidays: dict[str, tuple[int, int]]
    dayparts: dict[str, Daypart]
    relative: tuple[Relative, ...]
    zones: dict[str, tuple[str, ...]]
    odd_offsets: dict[str, str]
    numbers: dict[str, int]
    vague_numbers: dict[str, tuple[int, int]]
    function_words: tuple[str, ...]


@cache
def time_words() -> TimeWords:
    """The packaged vocabulary; LexiconError where the file does not validate."""
    return parse_words(files("rashomon").joinpath(LEXICON_FILE).read_text(encoding="utf-8"), source=LEXICON_FILE)


def parse_words(content: str, *, source: str) -> TimeWords:
    """Validate a times file; LexiconError names ``source``, the entry and what to do."""
    try:
        words = msgspec.convert(yaml.safe_load(content), type=TimeWords)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise LexiconError(f"{source}: {error}. Correct that entry, or restore the packaged file.") from error
    if len(words.months) != 12 or len(words.weekdays) != 7:
        raise LexiconError(f"{source}: months needs 12 rows and weekdays 7, in calendar order. Add what is missing.")
    for key, part in words.dayparts.items():
        if not CLOCK_OF_TABLE.fullmatch(part.from_) or not CLOCK_OF_TABLE.fullmatch(part.to) or part.start >= part.end:
            raise LexiconError(f'{source}: dayparts.{key}: give "from" before "to", both as "HH:MM" in quotes.')
    for entry in words.relative:
        if entry.daypart is not None and entry.daypart not in words.dayparts:
            raise LexiconError(
                f"{source}: relative {entry.phrases[0]!r}: no daypart {entry.daypart!r}; add it or name another."
            )
    return words


def phrase_pattern(phrases: Iterable[str]) -> str:
    """One alternation, longest first, with any white space or hyphen between words and either apostrophe."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"(?:\s+|\s*-\s*)".join(map(re.escape, phrase.split())) for phrase in ordered).replace("'", "['’]")


def names_pattern(rows: Iterable[tuple[str, ...]], *, full: bool = True, short: bool = True) -> str:
    """Month or weekday names: capitalised, in capitals, or small where the small word is no other word.

    The first of a row is the ``full`` name, the others ``short`` ones, which may take a full stop with them.
    """
    forms: set[str] = set()
    for row in rows:
        for place, name in enumerate(row):
            if (place == 0 and not full) or (place > 0 and not short):
                continue
            stop = r"\.?" if place else ""
            spellings = {name, name.upper()} | (set() if name in CAPITALS_ONLY else {name.lower()})
            forms |= {form + stop for form in spellings}
    return "(?-i:" + "|".join(sorted(forms, key=lambda form: (-len(form), form))) + ")"


def canonical(phrase: str) -> str:
    """The form of a phrase that its table is keyed by."""
    return " ".join(phrase.replace("-", " ").replace("’", "'").lower().split())


def index_names(rows: tuple[tuple[str, ...], ...], *, first: int) -> dict[str, int]:
    """Lower-case name -> number, the first row being ``first``."""
    return {name.lower(): number for number, row in enumerate(rows, first) for name in row}


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
