"""The number at the heart of a count: a word of the table, a numeral or a range, before bounds are applied to it."""

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.number_context import measured, not_counted
from rashomon.extract.number_phrases import STATED, VERBS, phrase_at
from rashomon.extract.number_table import Bound, CountKind, NumberTable, Phrase, Word
from rashomon.extract.number_tokens import Pieces, is_plural
from rashomon.extract.numerals import LARGEST, Numeral, read_numeral, read_range
from rashomon.values import Quantity

DETERMINERS = frozenset({
    "the", "these", "those", "its", "their", "his", "her", "our", "them", "which", "whom", "us", "all", "such", "my",
    "your", "it",
})  # fmt: skip
_DOUBTS = (
    (",", "maybe"), (",", "perhaps"), (",", "possibly"), (",", "if", "not"), ("if", "not"), ("or", "even"),
    ("or", "perhaps"), ("or", "possibly"), ("or",), ("to",),
)  # fmt: skip


class Core(Struct, frozen=True):
    """The numeral or word of a mention, before the bounds are applied; pieces ``first`` to ``last``, half-open."""

    kind: CountKind
    low: int
    high: int | None
    first: int
    last: int
    start: int
    end: int
    stop: int
    approx: bool = False
    additional: bool = False
    bounded: bool = False
    unit: str | None = None
    rule: str | None = None
    whole: Quantity | None = None
    except_: Quantity | None = None
    share: tuple[int, int] | None = None
    refused: bool = False


def word_core(pieces: Pieces, i: int, phrase: Phrase, table: NumberTable) -> Core | None:
    """The core of a word of the table, with the number or multiplier behind it."""
    word = phrase.entry
    if not isinstance(word, Word):
        return None
    core = _word(pieces, i, phrase, word)
    if word.kind == "vague":
        return _doubted(pieces, _multiplied(pieces, core, table), table)
    if word.kind == "all_but":
        spared = inner_core(pieces, core.last, table)
        if spared is None:
            return None
        return replace(core, last=spared.last, stop=spared.stop, except_=said_of(pieces, spared))
    if word.kind in {"all", "rest"}:
        return _with_number(pieces, core, table)
    return core


def _word(pieces: Pieces, i: int, phrase: Phrase, word: Word) -> Core:
    """The word alone."""
    last = i + len(phrase.words) - phrase.tail
    start, end = _core_span(pieces, i, last)
    return Core(
        kind=word.kind,
        low=word.low,
        high=word.high,
        first=i,
        last=last,
        start=start,
        end=end,
        stop=pieces[last - 1].end,
        approx=word.approx or word.kind == "vague",
        additional=word.additional,
        share=word.share,
    )


def _with_number(pieces: Pieces, core: Core, table: NumberTable) -> Core:
    """Read on: "all six", "all of the six", "the other four", and "the other" alone for one."""
    k = core.last
    if core.kind == "all":
        k += pieces.low(k) == "of"
        k += pieces.low(k) in DETERMINERS - {"them", "which", "whom", "us", "it"} and pieces.low(k) != "all"
    inner = inner_core(pieces, k, table)
    if inner is not None and inner.kind in STATED and not inner.additional:
        return replace(
            core,
            low=inner.low,
            high=inner.high,
            approx=inner.approx,
            last=inner.last,
            start=inner.start,
            end=inner.end,
            stop=inner.stop,
            unit=inner.unit,
        )
    if core.kind == "rest" and pieces.low(core.last - 1) == "other" and not _plural_ahead(pieces, core.last):
        return replace(core, low=1, high=1)
    return core


def _plural_ahead(pieces: Pieces, i: int) -> bool:
    """Whether a plural follows within two words: "the other missiles", "the other cruise missiles"."""
    return is_plural(pieces.low(i)) or (
        pieces[i].text[:1].isalpha() and pieces.low(i) not in VERBS and is_plural(pieces.low(i + 1))
    )


def inner_core(pieces: Pieces, i: int, table: NumberTable) -> Core | None:
    """A number inside another expression, with about-words before it."""
    k = i
    about = False
    for _ in range(2):
        phrase = phrase_at(pieces, k, table)
        if phrase is None or not isinstance(phrase.entry, Bound):
            break
        k, about = k + len(phrase.words), True
    phrase = phrase_at(pieces, k, table)
    core: Core | None = None
    if phrase is not None and phrase.role == "word" and isinstance(phrase.entry, Word) and phrase.entry.kind in STATED:
        core = word_core(pieces, k, phrase, table)
    elif phrase is None:
        core = numeral_core(pieces, k, table)
    if core is None or core.refused or is_refused(pieces, i, core, table):
        return None
    return replace(core, approx=core.approx or about)


def _multiplied(pieces: Pieces, core: Core, table: NumberTable) -> Core:
    """Multiply: "several dozen", "tens of thousands", "a couple of hundred"."""
    low, high, last = core.low, core.high, core.last
    for _ in range(2):
        k = last + (pieces.low(last) in {"of", "upon"})
        factor = table.multipliers.get(pieces.low(k))
        if factor is None or low * factor > LARGEST:
            break
        low, high, last = low * factor, None if high is None else high * factor, k + 1
    if last == core.last:
        return core
    return replace(core, low=low, high=high, last=last, end=pieces[last - 1].end, stop=pieces[last - 1].end)


def _doubted(pieces: Pieces, core: Core, table: NumberTable) -> Core:
    """Stretch a number to a larger one that is held possible: "five, maybe six", "dozens, if not hundreds"."""
    for joint in _DOUBTS:
        k = core.last + len(joint)
        if not pieces.has(joint, core.last):
            continue
        more = _stated(pieces, k, table)
        if more is None or more.refused or more.kind != core.kind or more.unit is not None or more.low <= core.low:
            return core
        high = None if core.high is None or more.high is None else max(core.high, more.high)
        return replace(core, high=high, last=more.last, end=more.end, stop=more.stop, bounded=True)
    return core


def _stated(pieces: Pieces, i: int, table: NumberTable) -> Core | None:
    """The numeral, or the vague word, that stands at ``i``."""
    phrase = phrase_at(pieces, i, table)
    if phrase is not None and phrase.role == "word" and isinstance(phrase.entry, Word) and phrase.entry.kind == "vague":
        return _multiplied(pieces, _word(pieces, i, phrase, phrase.entry), table)
    numeral = read_numeral(pieces, i, table)
    return None if numeral is None else _core(pieces, numeral, i)


def numeral_core(pieces: Pieces, i: int, table: NumberTable) -> Core | None:
    """The core of a numeral or a range."""
    opener = pieces.low(i)
    joints = {"between": ("and",), "from": ("to", "-", "–")}.get(opener)
    if joints is not None:
        k = i + 1
        phrase = phrase_at(pieces, k, table)
        about = phrase is not None and isinstance(phrase.entry, Bound) and phrase.entry.rule == "about"
        k += len(phrase.words) if phrase is not None and about else 0
        first = read_numeral(pieces, k, table)
        if first is None or first.refused:
            return None
        if opener == "from" and _changed(pieces, i, table):
            # "rose from five to seven": five is no longer so; go on with what it rose to.
            return _core(pieces, first, i, refused=True)
        numeral = read_range(pieces, first, joints, table)
        if numeral is first and not (first.digits and first.high > first.low):
            return None
        return replace(_core(pieces, numeral, i), approx=about)
    numeral_ = read_numeral(pieces, i, table)
    if numeral_ is None:
        return None
    if pieces.low(i - 1) == "from" and pieces.low(i - 2) in {"up", "down"}:
        return _core(pieces, numeral_, i, refused=True)
    if is_difference(pieces, i, table):
        return _core(pieces, numeral_, i)
    core = _core(pieces, read_range(pieces, numeral_, ("to", "or", "-", "–", "—"), table), i)
    return core if core.refused or core.bounded or core.unit is not None else _doubted(pieces, core, table)


def _core(pieces: Pieces, numeral: Numeral, first: int, *, refused: bool = False) -> Core:
    return Core(
        kind="exact",
        low=numeral.low,
        high=numeral.high,
        first=first,
        last=numeral.last,
        start=numeral.start,
        end=_core_end(numeral),
        stop=numeral.end if numeral.whole is None else pieces[numeral.last - 1].end,
        bounded=numeral.low != numeral.high,
        unit=numeral.unit,
        rule=numeral.rule,
        whole=None
        if numeral.whole is None
        else Quantity(low=numeral.whole, high=numeral.whole, said=str(numeral.whole)),
        refused=refused or numeral.refused,
    )


def _core_end(numeral: Numeral) -> int:
    return numeral.end - len(numeral.unit) - 1 if numeral.unit is not None else numeral.end


def _core_span(pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    """The word of a phrase that counts: without its article ("rest" of "the rest")."""
    skip = first + (pieces.low(first) in {"a", "an", "the"} and last - first > 1)
    return pieces[skip].start, pieces[last - 1].end


def is_refused(pieces: Pieces, begin: int, core: Core, table: NumberTable) -> bool:
    """Whether the expression counts no things: hours, kilometres, years, names."""
    first = core.first + (pieces.low(core.first) in {"between", "from"})
    numeral = read_numeral(pieces, first, table) if core.kind == "exact" else None
    if numeral is None:
        return core.kind != "latter" and measured(pieces, core.last, table)
    full = Numeral(
        low=core.low,
        high=core.high if core.high is not None else core.low,
        first=first,
        last=core.last,
        start=core.start,
        end=core.end,
        digits=numeral.digits,
        scale=numeral.scale,
    )
    if core.unit is not None:
        return False
    if not_counted(pieces, begin, full, table):
        return True
    if core.whole is None:
        return False
    # "53/58" where nothing is counted behind it may be a date or a fraction.
    following = pieces[core.last]
    named = following.text[:1].isalpha() and following.low not in {"of", "and", "at", "in"}
    return not named and (core.whole.low or 0) <= 31 and pieces.low(first - 1) not in {":", "–", "—", "-"}


def _changed(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether a verb of change governs "from five to seven"."""
    for k in range(i - 1, i - 7, -1):
        low = pieces.low(k)
        if low in table.refusals["changes"]:
            return True
        if low in {".", ";", "!", "?", ""}:
            return False
    return False


def is_difference(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether the number at ``i`` is a difference: "rose by two to 14"."""
    return pieces.low(i - 1) == "by" and pieces.low(i - 2) in table.refusals["changes"]


def said_of(pieces: Pieces, core: Core) -> Quantity:
    """The quantity of a core alone, with its words."""
    return Quantity(low=core.low, high=core.high, approx=core.approx, said=pieces.text[core.start : core.stop])
