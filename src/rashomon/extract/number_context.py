"""Whether a number counts things, or is a date, a time, an age, a measure, a name or a set phrase.

Each check looks at a few pieces on either side; the words are the lists of ``not_counted`` in quantities.yaml.
"""

from rashomon.extract.number_table import NumberTable
from rashomon.extract.number_tokens import Pieces, is_plural
from rashomon.extract.numerals import Numeral

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_REACH = 4  # fillers between a number and its unit: "three more hours", "two and a half years"
_CODES = 4  # bare numbers in a row, with commas and no nouns, that are codes and not counts
_POINTING = frozenset({"last", "past", "next", "previous", "preceding"})  # "injured 64 last month": 64 people
_LISTED = frozenset({"and", "or", "to", "-", "–", "&", "through"})
_CLOCK_WORDS = frozenset({"at", "around", "about", "by", "until", "till", "from", "since", "before", "after"})
_DAY_WORDS = frozenset(
    {"on", "yesterday", "today", "tonight", "tomorrow", "this", "last", "when", ",", ".", "and", "to"}
)
_HARMED = frozenset({"were", "are", "have", "had", "dead", "killed", "wounded", "injured", "missing"})
_SYMBOLS = frozenset("°º′″'\"’%‰٪")
_ARTICLES = frozenset({"a", "an", "his", "her", "another"})
_FIGURES = frozenset({"number", "figure", "count", "tally", "toll", "total", "estimate", "version"})
_OWNERS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those", "all", "such"})


def not_counted(pieces: Pieces, begin: int, numeral: Numeral, table: NumberTable) -> bool:
    """Whether ``numeral``, with the words that bound it from piece ``begin`` on, is no count."""
    if measured(pieces, numeral.last, table, digits=numeral.digits):
        return True
    one = numeral.low == numeral.high == 1 and not numeral.digits
    # "one of the largest" is a rank; "a central one" stands for a noun and counts nothing.
    if one and (
        ranks(pieces, numeral.last, table) or (begin == numeral.first and pieces.low(begin - 2) in {"a", "an"})
    ):
        return True
    return (
        _dated(pieces, numeral, table)
        or _labelled(pieces, numeral, table)
        or _aged(pieces, begin, numeral, table)
        or (numeral.digits and _coded(pieces, numeral, table))
    )


def measured(pieces: Pieces, i: int, table: NumberTable, *, digits: bool = False) -> bool:
    """Whether a unit, length of time, price or share stands at ``i`` or behind a few fillers."""
    units, fillers = table.after_number, table.refusals["fillers"]
    if digits and pieces[i].text in table.refusals["short_measures"]:
        return True
    pointed = False
    for step in range(_REACH + 1):
        low = pieces.low(i + step)
        if low in units:
            return not (step == 0 and low == "h" and not digits) and (not pointed or low.endswith("s"))
        pointed = pointed or low in _POINTING
        if low == "per" and pieces.low(i + step + 1) == "cent":
            return True
        if low in {"in", "at"} and step == 0:
            return pieces.low(i + 1) == "the" and pieces.low(i + 2) in {"morning", "afternoon", "evening"}
        if low not in fillers:
            # "12-hour", cut at the hyphen after a range: "two to three-hour".
            return "-" in low and low.partition("-")[0] in units
    return False


def ranks(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether "of the largest" stands at ``i``: "one" in front of it names a rank."""
    if pieces.low(i) != "of":
        return False
    for step in range(1, 6):
        piece = pieces[i + step]
        low = piece.low
        if low in table.refusals["superlatives"]:
            return True
        if low.endswith("est") and len(low) > 4 and low not in table.refusals["superlative_look_alikes"]:
            return True
        if "est-" in low:  # "worst-hit" is in the list by its first half, "hardest-hit" here
            return True
        if low.partition("-")[0] in table.refusals["superlatives"]:
            return True
        owner = low in _OWNERS or low.endswith(("'s", "s'")) or piece.text[:1].isupper() or low in {"country", "world"}
        if not owner and low not in table.number_words and low != "'":
            return False
    return False


def _dated(pieces: Pieces, numeral: Numeral, table: NumberTable) -> bool:
    """Days of months, marked weekdays, and years."""
    months = table.months
    first, last = numeral.first, numeral.last
    if pieces[last].text in months or (pieces.low(last) == "of" and pieces[last + 1].text in months):
        return numeral.high <= 31
    # "5 and 6 March", "5 to 6 March": the first of two.
    if pieces.low(last) in _LISTED | {","} and pieces.low(last + 1)[:1].isdigit() and pieces[last + 2].text in months:
        return numeral.high <= 31
    before = _anchor(pieces, first)
    if pieces.low(before) == "." and pieces[before - 1].text in months and pieces.glued(before - 1):
        before -= 1
    if pieces[first - 1].text in months and pieces.low(first - 2).isdigit() and numeral.digits:
        return not _counted_noun(pieces, last) or pieces[first].end - pieces[first].start == 4  # "12 NOV 89"
    if pieces[before].text in months and numeral.digits and numeral.high <= 31:
        # "in March 12 people died" has no day: nobody writes "in March 12".
        return not (pieces.low(before - 1) == "in" and _counted_noun(pieces, last))
    if pieces.low(before).rstrip(".") in table.refusals["weekdays"] and numeral.digits and numeral.high <= 31:
        return not pieces[last].text[:1].isalpha() or pieces.low(last) in {"and", "in", "at", "on"}
    if pieces.low(first - 1) == "(" and pieces.low(first - 2) in table.refusals["weekdays"]:
        return pieces.low(last) == ")"
    return _is_hour(pieces, numeral) or _is_year(pieces, numeral, table)


def _is_hour(pieces: Pieces, numeral: Numeral) -> bool:
    """Whether four digits are a military time of day: "at 1830 on Thursday"."""
    text, following = pieces[numeral.first].text, pieces.low(numeral.last)
    if len(text) != 4 or not text.isdigit() or numeral.low >= 2400 or numeral.low % 100 >= 60:
        return False
    return pieces.low(numeral.first - 1) in _CLOCK_WORDS and following in _DAY_WORDS


def _is_year(pieces: Pieces, numeral: Numeral, table: NumberTable) -> bool:
    first, last = numeral.first, numeral.last
    bare = numeral.digits and numeral.scale == 1 and all(
        _FIRST_YEAR <= end <= _LAST_YEAR for end in (numeral.low, numeral.high)
    )  # fmt: skip
    if not bare or "," in pieces[first].text or last - first > (1 if numeral.low == numeral.high else 3):
        return False
    if pieces[first].end - pieces[first].start not in {4, 9}:
        return False
    before = pieces.low(first - 1)
    if not _counted_noun(pieces, last):
        # "2000 were killed" counts, "in 2022 were killed" and "2022 was bloody" do not.
        harmed = pieces.low(last) in _HARMED and numeral.low % 50 == 0
        return not harmed or before in table.refusals["year_words"]
    if pieces[first - 1].text in table.months or (before == "," and pieces.low(first - 2).isdigit()):
        return True
    round_number = numeral.low % 50 == 0 and before != "in"
    return (before in table.refusals["year_words"] or before.endswith("'s")) and not round_number


def _labelled(pieces: Pieces, numeral: Numeral, table: NumberTable) -> bool:
    """Numbers that name: "Brigade 47", "No. 5", "Shahed 136", "47 Brigade"."""
    first = numeral.first
    before = _anchor(pieces, first)
    if pieces.low(before) == "." and pieces.low(before - 1) in {
        "no",
        "nos",
        "art",
        "res",
        "mk",
        "pp",
        "p",
        "vol",
        "sec",
    }:
        return numeral.digits
    label, low = pieces[before], pieces.low(before)
    if low == ":" and pieces.low(before - 1) in {"tel", "phone", "telephone", "hotline"}:
        return True
    singular = low.removesuffix("s") if low.removesuffix("s") in table.refusals["labels"] else low
    if singular in table.refusals["labels"] or low.rpartition("-")[2] in table.refusals["labels"]:
        capital = label.text[:1].isupper() or not label.text[:1].isalpha()
        if numeral.digits and (
            capital or (singular in table.refusals["lower_labels"] and not _counted_noun(pieces, numeral.last))
        ):
            # "The school. 12 people" and "Day, 12 people" are two phrases: the label must touch.
            return True
        if not numeral.digits and capital and (pieces[first].text[:1].isupper() or singular == "day"):
            return True
    if numeral.digits and label.text in table.refusals["models"]:
        return before == first - 1
    after = pieces[numeral.last]
    return (
        numeral.digits and numeral.low == numeral.high > 1
        and after.low in table.refusals["formations"] and after.text[:1].isupper()
    )  # fmt: skip


_PLURALS = ("s", "people", "men", "children")  # many have no age: "as many people, 35, are missing"


def _aged(pieces: Pieces, begin: int, numeral: Numeral, table: NumberTable) -> bool:
    """Ages: "aged 12", "children under five", "Olena, 34,"."""
    before = pieces.low(begin - 1)
    ages, people = table.refusals["ages"], table.refusals["people"]
    if before in ages or (before in {"of", "between", "from"} and pieces.low(begin - 2) in ages):
        return True
    if pieces.low(_anchor(pieces, begin)) in ages:
        return True
    if pieces.low(begin) in {"under", "over", "above", "below"} and before in people:
        return not _counted_noun(pieces, numeral.last)
    if numeral.high > 110 or not numeral.digits or begin != numeral.first:
        return False
    person = pieces[begin - 2]
    if before == "of":
        return person.low in people and _is_one(pieces, begin - 2)  # "a man of 50 and two women"
    if before != ",":
        return False
    if pieces.low(numeral.last) in {",", ".", "and", ";"} and _is_one(pieces, begin - 2):
        return True  # "a truck driver, 43, and a passer-by, 61."
    return (
        pieces.low(numeral.last) == ","
        and pieces.low(numeral.last + 1) not in {"including", "of", "among", "all", "most"}
        and (person.text[:1].isupper() or (person.low in people and not person.low.endswith(_PLURALS)))
    )


def _is_one(pieces: Pieces, i: int) -> bool:
    """Whether the noun at ``i`` ends a phrase that "a" or a possessive opens, and is no plural."""
    if not pieces.low(i).replace("-", "").isalpha() or pieces.low(i).endswith(_PLURALS):
        return False
    if pieces.low(i) in _FIGURES:
        return False  # "had a different number, 13."
    for step in range(1, _REACH + 1):
        low = pieces.low(i - step)
        if low in _ARTICLES:
            return True
        if not low.replace("-", "x").isalpha():
            return False
    return False


def _coded(pieces: Pieces, numeral: Numeral, table: NumberTable) -> bool:
    """Money, telephone numbers, coordinates, footnotes, numbered lists, sums."""
    first, last = numeral.first, numeral.last
    before, sign = pieces.low(first - 1), pieces.low(last)
    if before in table.refusals["currency"]:
        return True
    if pieces.glued(first - 1) and (before in _SYMBOLS - {'"', "'", "’"} or before in {"+", "@", "_", "\\"}):
        return True
    if pieces.glued(last - 1):
        if sign in {"+", "/", "@", "_", "*", "×"} and pieces.glued(last) and pieces.low(last + 1)[:1].isalnum():
            return sign != "×"
        if sign in {"′", "″"} or (sign in {"'", '"'} and before in {"°", "′", "'"}):
            return True
    if sign == ")" and before == "(" and pieces.low(last + 1)[:1].isdigit():
        return True
    if before == "[" and sign == "]":
        return True
    if _run(pieces, first, -2) + _run(pieces, last - 1, 2) >= _CODES - 1:
        return True
    return (
        sign in {")", "."} and _opens_line(pieces, first) and pieces[last + 1].text[:1].isupper() and numeral.high <= 50
    )


def _run(pieces: Pieces, i: int, step: int) -> int:
    """How many bare numbers stand one comma away from each other on one side of ``i``: "1511, 1533, 1574" are codes."""
    found = 0
    while found < _CODES and pieces.low(i + step // 2) == "," and pieces.low(i + step).isdigit():
        i, found = i + step, found + 1
    return found


def _opens_line(pieces: Pieces, first: int) -> bool:
    start = pieces[first].start
    if pieces.low(first - 1) == "(" and pieces.glued(first - 1):
        start -= 1
    line = pieces.text.rfind("\n", max(0, start - 8), start) + 1
    if line == 0 and start > 8:
        return False
    return not pieces.text[line:start].strip()


def _anchor(pieces: Pieces, first: int) -> int:
    """The piece before a list of numbers: "December" of "December 11 and 12"."""
    before = first - 1
    for _ in range(3):
        if pieces.low(before) in _LISTED and pieces.low(before - 1)[:1].isdigit():
            before -= 2
        else:
            break
    return before


def _counted_noun(pieces: Pieces, i: int) -> bool:
    """Whether a small-letter plural stands at ``i`` or one word further: "soldiers", "Russian soldiers"."""
    piece, following = pieces[i], pieces[i + 1]
    if _is_common(piece.text) and is_plural(piece.low):
        return True
    return (
        piece.text[:1].isalpha()
        and _is_common(following.text)
        and is_plural(following.low)
        and piece.low not in _JOINTS
    )


def _is_common(text: str) -> bool:
    """Whether a word is written as common nouns are: small letters, or all capitals in an old wire text."""
    return text.islower() or (len(text) > 3 and text.isupper())


_JOINTS = frozenset({
    "and", "or", "in", "on", "at", "to", "of", "the", "with", "for", "from", "by", "after", "when", "as", "is", "was",
    "were", "that", "a", "but", "than", "while", "until", "has", "had", "have",
})  # fmt: skip
