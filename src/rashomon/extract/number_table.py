"""The vocabulary of counts: lexicon/quantities.yaml, validated, and the index that the reader looks words up in."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.extract.number_tokens import words_of
from rashomon.lexicon.loader import package_text, parse_yaml
from rashomon.values import Quantity

FILE = "quantities.yaml"

CountKind = Literal[
    "exact",
    "bounded",
    "approximate",
    "vague",
    "none",
    "both",
    "all",
    "all_but",
    "each",
    "most",
    "share",
    "rest",
    "latter",
]
WordKind = Literal["exact", "vague", "none", "both", "all", "all_but", "each", "most", "share", "rest", "latter"]
Rule = Literal["at_least", "more_than", "at_most", "less_than", "about"]
Role = Literal["idiom", "word", "bound", "total", "addition"]

RULES: dict[str, Callable[[int | None, int | None], tuple[int | None, int | None]]] = {
    "at_least": lambda low, high: (low, None),
    "more_than": lambda low, high: (None if low is None else low + 1, None),
    "at_most": lambda low, high: (0, high),
    "less_than": lambda low, high: (0, None if high is None else max(high - 1, 0)),
    "about": lambda low, high: (low, high),
}


class Numerals(Struct, frozen=True, forbid_unknown_fields=True):
    """Number words and their values; ``plurals`` multiply a vague word ("tens of thousands")."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    groups: dict[str, int]
    plurals: dict[str, int]


class Word(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that is a count by itself; the fields are described at the top of the YAML."""

    say: tuple[str, ...]
    kind: WordKind
    low: int
    high: int | None
    why: str
    approx: bool = False
    additional: bool = False
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    share: tuple[int, int] | None = None


class Bound(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that bound or blur the number beside them."""

    say: tuple[str, ...]
    rule: Rule
    why: str
    after: bool = False


class Marker(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say what a number is for: a total, or an addition."""

    say: tuple[str, ...]
    why: str
    after: bool = False


class Plural(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The least that a plural without a number says; ``*`` is any other plural."""

    say: tuple[str, ...]
    low: int
    why: str


class Refusal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words beside which a number counts nothing."""

    say: tuple[str, ...]
    why: str


class Refusals(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The lists of ``not_counted``, by name; numbers_context.py says how each is used."""

    months: Refusal
    weekdays: Refusal
    year_words: Refusal
    durations: Refusal
    clock: Refusal
    percentages: Refusal
    measures: Refusal
    short_measures: Refusal
    currency: Refusal
    frequencies: Refusal
    labels: Refusal
    lower_labels: Refusal
    formations: Refusal
    models: Refusal
    compounds: Refusal
    idioms: Refusal
    fixed_pairs: Refusal
    superlatives: Refusal
    superlative_look_alikes: Refusal
    people: Refusal
    ages: Refusal
    areas: Refusal
    bounded_areas: Refusal
    changes: Refusal
    whole_things: Refusal
    fillers: Refusal


class QuantityWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """quantities.yaml as it stands in the file."""

    numerals: Numerals
    words: tuple[Word, ...]
    bounds: tuple[Bound, ...]
    totals: tuple[Marker, ...]
    additions: tuple[Marker, ...]
    plurals: tuple[Plural, ...]
    not_counted: Refusals


class Phrase(Struct, frozen=True):
    """One wording of an entry, as tokens; a closing "of" must follow but is not marked (``tail``)."""

    words: tuple[str, ...]
    role: Role
    entry: Word | Bound | Marker | None = None
    tail: bool = False


Index = dict[str, dict[str, tuple[Phrase, ...]]]


class NumberTable:
    """quantities.yaml, indexed. Sets of the ``not_counted`` lists are attributes under their own names."""

    def __init__(self, source: QuantityWords) -> None:
        numerals, refusals = source.numerals, source.not_counted
        self.source = source
        self.units, self.tens, self.scales = numerals.units, numerals.tens, numerals.scales
        self.groups, self.plurals = numerals.groups, numerals.plurals
        self.multipliers = {**numerals.scales, **numerals.groups, **numerals.plurals}
        self.number_words = frozenset((*self.units, *self.tens, *self.scales, *self.groups))
        self.refusals = {name: frozenset(getattr(refusals, name).say) for name in refusals.__struct_fields__}
        months = self.refusals["months"]
        # Wire texts are in capitals; in small letters "may" and "march" are verbs.
        small = {month.lower() for month in months if len(month) > 3 and month not in {"May", "March"}}
        self.months = months | {month.upper() for month in months} | small
        self.after_number = frozenset().union(
            *(
                self.refusals[name]
                for name in ("durations", "percentages", "measures", "currency", "frequencies", "clock")
            )
        )
        self.least_of = {noun: plural.low for plural in source.plurals for noun in plural.say}
        self.before = _index((
            *((wording, "idiom", None) for wording in refusals.idioms.say),
            *((wording, "word", word) for word in source.words for wording in word.say),
            *((wording, "bound", bound) for bound in source.bounds if not bound.after for wording in bound.say),
            *((wording, "total", total) for total in source.totals if not total.after for wording in total.say),
            *((wording, "addition", more) for more in source.additions if not more.after for wording in more.say),
        ))  # fmt: skip
        self.after = _index((
            *((wording, "bound", bound) for bound in source.bounds if bound.after for wording in bound.say),
            *((wording, "total", total) for total in source.totals if total.after for wording in total.say),
            *((wording, "addition", more) for more in source.additions if more.after for wording in more.say),
        ))  # fmt: skip
        self.starters = frozenset((*self.before, *self.units, *self.tens, "a", "an", "from", "between"))

    def phrases(self, first: str, second: str, *, after: bool = False) -> tuple[Phrase, ...]:
        """The wordings that begin with these two words, then those of the first alone, longest first."""
        seconds = (self.after if after else self.before).get(first)
        return () if seconds is None else (*seconds.get(second, ()), *seconds.get("", ()))


@cache
def number_table() -> NumberTable:
    """The packaged table; LexiconError where the file does not validate."""
    source, text = package_text(FILE)
    return parse_table(text, source=source)


def parse_table(text: str, *, source: str) -> NumberTable:
    """Read YAML ``text``; ``source`` names it in errors.

    Raises LexiconError naming the file and the entry where a field is missing or of the wrong kind, where low exceeds
    high, where nothing is said, or where one wording stands twice in the same place.
    """
    words = parse_yaml(text, QuantityWords, source=source)
    for number, word in enumerate(words.words, 1):
        _check_word(word, f"{source}, words, entry {number} ({_first(word)})")
    for name in ("bounds", "totals", "additions", "plurals"):
        for number, entry in enumerate(getattr(words, name), 1):
            _check_say(entry, f"{source}, {name}, entry {number} ({_first(entry)})")
    for name in words.not_counted.__struct_fields__:
        _check_say(getattr(words.not_counted, name), f"{source}, not_counted, entry {name!r}")
    _check_once(words, source)
    if not any("*" in plural.say for plural in words.plurals):
        raise LexiconError(f'{source}, plurals: no entry says "*". Add one, for plurals that are not listed.')
    return NumberTable(words)


def plural_quantity(noun: str, table: NumberTable) -> Quantity:
    """What ``noun`` as a bare plural says: the table's least number of its last word, approximate."""
    last = words_of(noun)[-1:] or ("*",)
    low = table.least_of.get(last[0], table.least_of["*"])
    return Quantity(low=low, high=None, approx=True, said=noun)


def _index(phrases: Iterable[tuple[str, Role, Word | Bound | Marker | None]]) -> Index:
    """Phrases by their first and second word (empty for a single word), longest first."""
    index: dict[str, dict[str, list[Phrase]]] = {}
    for wording, role, entry in phrases:
        words = words_of(wording)
        tail = role == "word" and len(words) > 1 and words[-1] == "of"
        second = words[1] if len(words) > 1 else ""
        phrase = Phrase(words=words, role=role, entry=entry, tail=tail)
        index.setdefault(words[0], {}).setdefault(second, []).append(phrase)
    return {
        first: {
            second: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for second, found in seconds.items()
        }
        for first, seconds in index.items()
    }


def _check_word(word: Word, where: str) -> None:
    _check_say(word, where)
    if word.low < 0 or (word.high is not None and word.high < word.low):
        raise LexiconError(f"{where}: low {word.low} and high {word.high} are no interval. Make 0 <= low <= high.")
    if word.share is not None and not 0 < word.share[0] <= word.share[1]:
        raise LexiconError(f"{where}: share {word.share} is no part of a whole. Write it as [1, 3].")


def _check_say(entry: Any, where: str) -> None:
    if not entry.say or not all(words_of(wording) for wording in entry.say):
        raise LexiconError(f"{where}: says nothing. Give at least one wording under 'say', none of them empty.")
    if not entry.why.strip():
        raise LexiconError(f"{where}: has no reason. Give one sentence under 'why'.")


def _check_once(words: QuantityWords, source: str) -> None:
    """One wording, one reading; a word and an addition may share one ("another"), as one stands before a number."""
    for name, entries in (
        ("words", words.words),
        ("bounds", [bound for bound in words.bounds if not bound.after]),
        ("bounds", [bound for bound in words.bounds if bound.after]),
        ("plurals", words.plurals),
    ):
        seen: set[str] = set()
        for entry in entries:
            for wording in entry.say:
                if wording in seen:
                    raise LexiconError(f"{source}, {name}: {wording!r} is given twice. Keep one of the two.")
                seen.add(wording)


def _first(entry: Any) -> str:
    return entry.say[0] if entry.say else "empty"
