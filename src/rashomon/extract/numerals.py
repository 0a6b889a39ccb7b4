"""One numeral, in digits or in words, and one range of two: what it is worth and where it stands."""

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.number_table import NumberTable
from rashomon.extract.number_tokens import Pieces

LARGEST = 10**12  # no count in a report is larger; longer digit strings are codes
_WIDTH = (
    12  # pieces that one spelled number can take: "one hundred and twenty-three thousand four hundred and five" is 9
)
_PLAIN = re.compile(r"[0-9]+\Z")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]+)?\Z")
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+\Z")
_DECIMAL = re.compile(r"([0-9]{1,12})[.,]([0-9]{1,6})\Z")
_SPAN = re.compile(r"([0-9][0-9,.]*)[-–‑]([0-9][0-9,.]*)\Z")
_PAIR = re.compile(r"([0-9]{1,6})/([0-9]{1,6})\Z")
_EACH = re.compile(r"([0-9]{1,4})[xх]\Z")  # Latin and Cyrillic x
_KILO = re.compile(r"([0-9]{1,4}(?:\.[0-9])?)k\Z")  # 4K is a format
_COMPOUND = re.compile(r"([0-9][0-9,.]*)-([^\W\d_][\w'-]*)\Z")
_SPACES = " \u00a0\u2009\u202f"
SUFFIX_RULES = {"plus": "at_least", "odd": "about", "ish": "about", "some": "about", "something": "about"}


class Numeral(Struct, frozen=True):
    """``low`` to ``high`` at pieces ``first`` to ``last`` (half-open), characters ``start`` to ``end``.

    ``scale`` is the multiplier said ("thousand"), ``unit`` the noun glued on, ``rule`` the bound glued on ("ten-plus"),
    ``whole`` the second number of "53/58". ``digits`` tells 12 from twelve. ``refused``: in the shape of a number, but
    not a count ("3-1", "2.5", "two-way").
    """

    low: int
    high: int
    first: int
    last: int
    start: int
    end: int
    digits: bool = False
    scale: int = 1
    unit: str | None = None
    rule: str | None = None
    whole: int | None = None
    refused: bool = False


def read_numeral(pieces: Pieces, i: int, table: NumberTable) -> Numeral | None:
    """The numeral that begins at piece ``i``, or None."""
    low = pieces.low(i)
    if low[:1].isdigit():
        return _digits(pieces, i, table)
    head = low.partition("-")[0]
    if low in table.number_words or head in table.number_words or low in {"a", "an"}:
        return _spelled(pieces, i, table)
    return None


def read_range(pieces: Pieces, first: Numeral, words: tuple[str, ...], table: NumberTable) -> Numeral:
    """``first``, stretched to a second numeral behind one of ``words`` ("five or six", "10 to 15 thousand")."""
    joint = pieces.low(first.last)
    if first.refused or first.unit or first.whole is not None or first.low != first.high or joint not in words:
        return first
    if joint in {"-", "–", "—"} and not first.digits:
        return first
    second = read_numeral(pieces, first.last + 1, table)
    if second is None or second.refused or second.low != second.high or second.whole is not None:
        return first
    low = first.low
    if first.scale == 1 and second.scale > 1 and low * second.scale < second.high:
        low *= second.scale
    if low >= second.high:
        return first
    return replace(
        first, low=low, high=second.high, last=second.last, end=second.end, unit=second.unit, rule=second.rule,
        digits=first.digits and second.digits,
    )  # fmt: skip


def _digits(pieces: Pieces, i: int, table: NumberTable) -> Numeral | None:
    piece = pieces[i]
    text, low = piece.text, piece.low
    number, decimal = _value(text)
    bare = Numeral(low=0, high=0, first=i, last=i + 1, start=piece.start, end=piece.end, digits=True, refused=True)
    if number is not None or decimal is not None:
        if number is not None and _PLAIN.match(text):
            number, bare = _spaced(pieces, number, bare)
        return _scaled(pieces, number, decimal, bare, table)
    if match := _SPAN.match(text):
        ends = [_value(part)[0] for part in match.groups()]
        if ends[0] is None or ends[1] is None or ends[0] >= ends[1] or _is_telephone(match[1], match[2]):
            return bare
        scaled = _scaled(pieces, ends[1], None, bare, table)
        return scaled if scaled.refused else replace(scaled, low=ends[0] * scaled.scale)
    if match := _PAIR.match(text):
        part, of = int(match[1]), int(match[2])
        if text in table.refusals["fixed_pairs"] or part > of or match[1][0] == "0":
            return bare
        return replace(bare, low=part, high=part, whole=of, end=piece.start + len(match[1]), refused=False)
    if match := _EACH.match(low):
        return replace(bare, low=int(match[1]), high=int(match[1]), end=piece.start + len(match[1]), refused=False)
    if match := _KILO.match(text):
        thousands = int(Fraction(match[1]) * 1000)
        return replace(bare, low=thousands, high=thousands, scale=1000, refused=False)
    if match := _COMPOUND.match(text):
        return _glued(bare, _value(match[1])[0], len(match[1]), match[2], table)
    return bare


def _is_telephone(first: str, second: str) -> bool:
    """Whether the two are a telephone number: three digits and four, not both round."""
    return (
        len(first) >= 3
        and len(second) > len(first)
        and first.isdigit()
        and (int(first) % 10 or not second.endswith("0")) > 0
    )


def _value(text: str) -> tuple[int | None, Fraction | None]:
    """A digit string as a whole number and, where a scale follows, as a decimal."""
    if len(text) > 15:
        return None, None
    if _PLAIN.match(text):
        return (None, None) if (len(text) > 1 and text[0] == "0") or int(text) > LARGEST else (int(text), None)
    if match := _GROUPED.match(text):
        number = Fraction(text.replace(",", ""))
        return (None if match[1] else int(number)), number
    if _DOTTED.match(text):
        decimal = Fraction(text) if text.count(".") == 1 else None
        return int(text.replace(".", "")), decimal
    if match := _DECIMAL.match(text):
        return None, Fraction(f"{match[1]}.{match[2]}")
    return None, None


def _spaced(pieces: Pieces, value: int, bare: Numeral) -> tuple[int, Numeral]:
    """Digits grouped by spaces ("1 200"): groups of three after the first; any other run of digits is a code."""
    last, run = bare.last, 1
    text = pieces[bare.first].text
    grouped = len(text) <= 3
    while (
        run < 6
        and _PLAIN.match(pieces[last].text)
        and pieces.text[pieces[last - 1].end : pieces[last].start] in _SPACES
    ):
        grouped = grouped and len(pieces[last].text) == 3
        text += pieces[last].text
        last, run = last + 1, run + 1
    if run == 1 or len(text) > 12 or (not grouped and run == 2):
        return value, bare
    spread = replace(bare, last=last, end=pieces[last - 1].end)
    return (int(text) if grouped else -1), spread


def _scaled(pieces: Pieces, whole: int | None, decimal: Fraction | None, bare: Numeral, table: NumberTable) -> Numeral:
    """Apply the scale words that follow: "1.5 million", "3,7 thousand", "2 dozen"."""
    if whole == -1:
        return bare
    scale, last, end = 1, bare.last, bare.end
    following = pieces.low(last)
    while following in table.scales or following in table.groups:
        scale *= table.scales.get(following) or table.groups[following]
        end, last = pieces[last].end, last + 1
        following = pieces.low(last)
        if scale > LARGEST:
            return replace(bare, last=last, end=end)
    number = decimal if decimal is not None and scale > 1 else whole
    if number is None or number * scale > LARGEST:
        return replace(bare, last=last, end=end)
    value = int(number * scale)
    return replace(bare, low=value, high=value, last=last, end=end, scale=scale, refused=False)


def _glued(bare: Numeral, value: int | None, width: int, unit: str, table: NumberTable) -> Numeral:
    """A number and a word on a hyphen: a bound ("40-odd"), a counted noun ("five-missile") or no count ("two-way")."""
    low = unit.lower()
    if not value:
        return bare
    counted = replace(bare, low=value, high=value, refused=False)
    if low in SUFFIX_RULES:
        return replace(counted, rule=SUFFIX_RULES[low])
    if low == "strong":
        return replace(counted, end=bare.start + width)
    head, tail = low.partition("-")[0], low.rpartition("-")[2]
    blocked = table.refusals["compounds"]
    if (
        len(low) < 3 or low in blocked or head in blocked or low.endswith(("ed", "ly"))
        or low.capitalize() in table.refusals["months"] or low in table.refusals["weekdays"]
        or head in table.after_number or tail in table.after_number or any(c.isdigit() for c in low)
        or (unit[1:] != unit[1:].lower() and len(unit) < 3)
    ):  # fmt: skip
        return bare
    return replace(counted, unit=unit)


def _spelled(pieces: Pieces, i: int, table: NumberTable) -> Numeral | None:
    """The longest spelled number that begins at piece ``i``."""
    words: list[str] = []
    read: list[tuple[int, int]] = []
    for j in range(i, min(i + _WIDTH, pieces.count)):
        parts = pieces.low(j).split("-")
        known = [part in table.number_words or part == "and" for part in parts]
        if j == i and parts[0] in {"a", "an"} and len(parts) == 1:
            known = [True]
        if not all(known) or (len(parts) > 1 and parts[-1] == "and"):
            if not read or read[-1][1] == j:
                compound = _spelled_compound(pieces, i, j, words, known, table)
                if compound is not None:
                    return compound
            break
        words += parts
        value = spelled_value(words, table)
        if value is not None and value <= LARGEST:
            read.append((value, j + 1))
        elif len(parts) == 2 and j == i:
            return _spelled_span(pieces, i, parts, table)
    # "between one hundred and two hundred": a scale left over shows that the last words begin another number.
    while len(read) > 1 and pieces.low(read[-1][1]) in table.scales:
        read.pop()
    if not read:
        return None
    value, last = read[-1]
    numeral = Numeral(low=value, high=value, first=i, last=last, start=pieces[i].start, end=pieces[last - 1].end)
    said = pieces.low(last - 1)
    scale = table.scales.get(said) or table.groups.get(said) or 1
    numeral = replace(numeral, scale=scale)
    if pieces.has(("and", "a", "half"), last):
        scale = table.scales.get(pieces.low(last + 3)) or table.groups.get(pieces.low(last + 3)) or 0
        half = replace(numeral, last=last + 3 + bool(scale), end=pieces[last + 2 + bool(scale)].end)
        # "two and a half thousand", "a million and a half"; "two and a half" alone counts no whole things.
        value = value * scale + scale // 2 if scale else value + numeral.scale // 2
        if scale + numeral.scale == 1 or value > LARGEST:
            return replace(half, refused=True)
        return replace(half, low=value, high=value, scale=scale or numeral.scale)
    return numeral


def _spelled_compound(
    pieces: Pieces, i: int, j: int, words: list[str], known: list[bool], table: NumberTable
) -> Numeral | None:
    """A spelled number that ends inside a hyphenated piece: "twenty-five-missile", "one hundred-strong"."""
    parts = pieces[j].text.split("-") if "-" in pieces.low(j) else []
    leading = known.index(False) if False in known else len(known)
    if leading == 0 or leading >= len(parts):
        return None
    value = spelled_value([*words, *(part.lower() for part in parts[:leading])], table)
    if value is None or value > LARGEST:
        return None
    width = pieces[j].start - pieces[i].start + len("-".join(parts[:leading]))
    bare = Numeral(
        low=0, high=0, first=i, last=j + 1, start=pieces[i].start, end=pieces[j].end, refused=True,
    )  # fmt: skip
    return _glued(bare, value, width, "-".join(parts[leading:]), table)


def _spelled_span(pieces: Pieces, i: int, parts: list[str], table: NumberTable) -> Numeral | None:
    """Two number words on one hyphen, as a range: "five-six drones"."""
    ends = [spelled_value([part], table) for part in parts]
    if ends[0] is None or ends[1] is None:
        return None
    piece = pieces[i]
    numeral = Numeral(low=ends[0], high=ends[1], first=i, last=i + 1, start=piece.start, end=piece.end)
    return replace(numeral, refused=ends[0] >= ends[1])


def spelled_value(words: list[str], table: NumberTable) -> int | None:
    """The value of a whole list of number words, None where they are not one number."""
    total, group, last_scale = 0, -1, LARGEST * 1000
    previous = ""
    for position, word in enumerate(words):
        if word in {"a", "an"}:
            if position or len(words) == 1:
                return None
            group = 1
        elif word == "and":
            if previous not in table.scales:
                return None
        elif word in table.units:
            value = table.units[word]
            if group < 0 and (value or not total):
                group = value
            elif value and group > 0 and (group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and value < 10)):
                group += value
            else:
                return None
        elif word in table.tens:
            if group > 0 and group % 100:
                return None
            group = table.tens[word] + max(group, 0)
        elif word in table.groups:
            if group < 1 or total or position != len(words) - 1:
                return None
            group *= table.groups[word]
        elif table.scales[word] == 100:
            if not 0 < group < 100:
                return None
            group *= 100
        else:
            if group < 1 or table.scales[word] >= last_scale:
                return None
            last_scale = table.scales[word]
            total, group = total + group * last_scale, -1
        previous = word
    if previous == "and" or (
        words and words[0] in {"a", "an"} and (len(words) < 2 or words[1] in table.units | table.tens)
    ):
        return None
    return total + max(group, 0) if group >= 0 or total else None
