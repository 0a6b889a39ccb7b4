"""Every expression in a text that says how many, as an interval with the words that said it.

Text alone, no syntax: a phrase of lexicon/quantities.yaml or a numeral, with the bounds before it ("at least", "some")
and after it ("or more", "others") and the whole it is taken from ("of 56"). The longest match wins, left to right, and
no two overlap. What kind of expression it is::

    exact        a number, without more              bounded   a floor, a ceiling or both ("at least ten", "5 to 7")
    approximate  about a number                      vague     a word of the table ("dozens", "several")
    none         zero, no, none, nobody, neither     both      all of two
    all          the whole ("all", "all six")        all_but   the whole less ``except_`` ("all but one")
    each         one by one                          most      more than half
    share        a fraction of the whole             rest      what is left ("the others", "the other four")
    latter       the second thing just named

all, all_but, each, most, share, rest and latter depend on a whole; where the text does not say it their quantity is
0..None, and ``of_whole`` reckons it once the whole is known. A partitive ("three of the missiles") is marked on the
number alone; with a number for the whole ("three of the five", "53/58") both are inside ``start`` to ``end``.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.number_around import is_definite, stands_above, total_follows, whole_of
from rashomon.extract.number_cores import Core, is_difference, is_refused, numeral_core, word_core
from rashomon.extract.number_phrases import STATED, is_compound, number_at, phrase_at
from rashomon.extract.number_table import RULES, Bound, CountKind, NumberTable, number_table, plural_quantity
from rashomon.extract.number_tokens import Pieces
from rashomon.values import Quantity

_RISING = frozenset({"go", "goes", "gone", "going", "went"})  # "has gone up to seven": seven, and not at most seven
_CHAIN = 4  # bounds before one number: "a total of at least some 40" has three
_AFTER = 3  # and behind it: "30 or more others"
_OF_WHOLE = frozenset({"all", "all_but", "most", "share", "rest"})


class CountMention(Struct, frozen=True):
    """How many, at ``start`` to ``end`` (code points of the text, half-open), with the words that bound it.

    ``core_start`` to ``core_end`` is the numeral or the vague word alone. ``unit`` is the noun on a hyphen
    ("five-missile attack"), then inside the span. ``whole`` is the second number of "53 of 58", ``except_`` that of
    "all but one", ``share`` a fraction. ``total``: the sum of parts; ``additional``: on top of what was counted before;
    ``definite``: after the, these, its. ``quantity.said`` is ``text``.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    kind: CountKind
    core_start: int
    core_end: int
    unit: str | None = None
    partitive: bool = False
    whole: Quantity | None = None
    total: bool = False
    additional: bool = False
    definite: bool = False
    except_: Quantity | None = None
    share: tuple[int, int] | None = None


def find_counts(text: str, table: NumberTable | None = None) -> tuple[CountMention, ...]:
    """Every count in ``text``, in order, none overlapping; a, an and the are not counts by themselves.

    ``table`` is the packaged one where none is given. Time grows with the length of the text.
    """
    table = table or number_table()
    pieces = Pieces(text)
    found: list[CountMention] = []
    i = 0
    while i < pieces.count:
        low = pieces.low(i)
        if low not in table.starters and not low[0].isdigit() and ("-" not in low or not is_compound(low, table)):
            i += 1
            continue
        mention, after = _read(pieces, i, table)
        if mention is not None and not _repeats(text, found, mention):
            found.append(mention)
        i = max(after, i + 1)
    return tuple(found)


def vague_plural(noun: str) -> Quantity:
    """What a plural without a number says: 2..None, or 1..None for nouns such as "casualties"; always approximate."""
    return plural_quantity(noun, number_table())


def singular(said: str = "") -> Quantity:
    """What "a missile" says: exactly one."""
    return Quantity(low=1, high=1, said=said)


def of_whole(mention: CountMention, whole: Quantity) -> Quantity | None:
    """How many ``mention`` is of ``whole``: all, all but n, most, a share; None where the words do not settle it.

    "Most" is more than half and may be all. A share is rounded both ways and approximate.
    """
    low, high = whole.low or 0, whole.high
    approx = whole.approx or mention.quantity.approx
    match mention.kind:
        case "all" | "each":
            return Quantity(low=low, high=high, approx=approx, said=mention.text)
        case "all_but" if mention.except_ is not None:
            left = whole.remainder(mention.except_)
            return None if left is None else replace(left, said=mention.text)
        case "most":
            return Quantity(low=low // 2 + 1, high=high, approx=approx, said=mention.text)
        case "share" if mention.share is not None:
            part = Fraction(*mention.share)
            return Quantity(
                low=floor(low * part), high=None if high is None else ceil(high * part), approx=True, said=mention.text
            )
    return None


def _read(pieces: Pieces, begin: int, table: NumberTable) -> tuple[CountMention | None, int]:
    """The mention that begins at piece ``begin``, or None, and the piece to go on from."""
    bounds: list[Bound] = []
    total = additional = False
    i = begin
    core = None
    for _ in range(_CHAIN + 1):
        phrase = phrase_at(pieces, i, table)
        if phrase is not None and phrase.role in {"idiom", "word"}:
            core = word_core(pieces, i, phrase, table) if phrase.role == "word" else None
            if phrase.role == "idiom":
                return None, i + len(phrase.words)
            # "another" before a number only adds it: the number is read below.
            if not (core is not None and core.additional and number_at(pieces, core.last, table)):
                break
            i, additional, core = core.last, True, None
        elif phrase is not None:
            i += len(phrase.words)
            if isinstance(phrase.entry, Bound):
                bounds.append(phrase.entry)
            total |= phrase.role == "total"
            additional |= phrase.role == "addition"
        else:
            break
    if core is None:
        core = numeral_core(pieces, i, table)
    if core is None or core.refused:
        return None, (core.last if core is not None else begin + 1)
    if core.first == i and is_refused(pieces, begin, core, table):
        return None, core.last
    if (
        bounds
        and bounds[0].rule == "more_than"
        and pieces.low(begin) == "over"
        and stands_above(pieces, begin, core, table)
    ):
        begin, bounds = core.first, bounds[1:]
    if bounds and pieces.has(("up", "to"), begin) and pieces.low(begin - 1) in _RISING:
        begin, bounds = core.first, bounds[1:]
    return _finish(pieces, begin, core, bounds, total=total, additional=additional, table=table)


def _finish(
    pieces: Pieces, begin: int, core: Core, bounds: list[Bound], *, total: bool, additional: bool, table: NumberTable
) -> tuple[CountMention, int]:
    """Apply what stands before and behind the core."""
    rules = [bound.rule for bound in bounds]
    last, end = core.last, core.stop
    for _ in range(_AFTER if core.unit is None else 0):
        phrase = phrase_at(pieces, last, table, after=True)
        if phrase is None or (phrase.role != "bound" and pieces.low(last + len(phrase.words)) == "than"):
            break
        last += len(phrase.words)
        end = pieces[last - 1].end
        if isinstance(phrase.entry, Bound):
            rules.append(phrase.entry.rule)
        total |= phrase.role == "total"
        additional |= phrase.role == "addition"
    if core.rule is not None:
        rules.append(core.rule)  # type: ignore[arg-type]
    low, high = _bounded(core.low, core.high, rules)
    approx = core.approx or "about" in rules
    whole, partitive = core.whole, core.whole is not None
    if whole is None:
        whole, past, partitive = whole_of(pieces, last, core, table)
        if whole is not None:
            last, end = past, pieces[past - 1].end
    if core.kind in _OF_WHOLE and whole is not None and core.kind != "rest":
        low, high, approx = _part(core, whole, approx, rules)
    total |= total_follows(pieces, last, table)
    start = pieces[begin].start
    text = pieces.text[start:end]
    mention = CountMention(
        start=start,
        end=end,
        text=text,
        quantity=Quantity(low=low, high=high, approx=approx, said=text),
        kind=_kind(core, rules, low, high),
        core_start=core.start,
        core_end=core.end,
        unit=core.unit,
        partitive=partitive,
        whole=whole,
        total=total,
        additional=additional or core.additional or is_difference(pieces, begin, table),
        definite=is_definite(pieces, begin, core),
        except_=core.except_,
        share=core.share,
    )
    return mention, last


def _kind(core: Core, rules: Sequence[str], low: int, high: int | None) -> CountKind:
    if core.kind not in STATED:
        return core.kind
    if low == high == 0:
        return "none"
    if any(rule != "about" for rule in rules):
        return "bounded"
    if core.kind == "vague":
        return "vague"
    if core.bounded:
        return "bounded"
    return "approximate" if rules else "exact"


def _bounded(low: int, high: int | None, rules: Sequence[str]) -> tuple[int, int | None]:
    """Apply the rules; of two bounds of one side the first said wins ("at least more than 30")."""
    applied: set[str] = set()
    for rule in rules:
        side = {"at_least": "floor", "more_than": "floor", "at_most": "ceiling", "less_than": "ceiling"}.get(rule)
        if side is None or applied:
            continue
        applied.add(side)
        floor_, high = RULES[rule](low, high)
        low = floor_ or 0
    return low, high


def _part(core: Core, whole: Quantity, approx: bool, rules: Sequence[str]) -> tuple[int, int | None, bool]:
    """What a relative word comes to where the whole is told beside it ("all but one of the 12", "half of the 20")."""
    mention = CountMention(
        start=0, end=0, text="", quantity=Quantity(low=core.low, high=core.high, approx=approx), kind=core.kind,
        core_start=0, core_end=0, except_=core.except_, share=core.share,
    )  # fmt: skip
    part = of_whole(mention, whole)
    if part is None:
        return core.low, core.high, approx
    low, high = _bounded(part.low or 0, part.high, rules if core.kind == "share" else [])
    return low, whole.high if high is None else high, part.approx


def _repeats(text: str, found: list[CountMention], mention: CountMention) -> bool:
    """Whether the number is only written again in brackets: "twelve (12)"."""
    if not found or mention.quantity.exact is None or found[-1].quantity.exact != mention.quantity.exact:
        return False
    return text[found[-1].end : mention.start].strip() == "(" and text[mention.end : mention.end + 1] == ")"
