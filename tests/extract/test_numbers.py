"""Counts: the cases of tests/cases/counts.yaml, properties on any text, the table of words and its documentation."""

import re
import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.errors import LexiconError
from rashomon.extract.number_page import rows
from rashomon.extract.number_table import number_table, parse_table
from rashomon.extract.numbers import CountMention, find_counts, of_whole, singular, vague_plural
from rashomon.lexicon.loader import package_text, plain_yaml
from rashomon.values import Quantity

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/cases/counts.yaml").read_text(encoding="utf-8"))
SOURCE, TABLE = package_text("quantities.yaml")
FLAGS = ("partitive", "total", "additional", "definite")


def told(mention: CountMention) -> str:
    """A mention in the notation of the cases."""
    low, high = mention.quantity.low, mention.quantity.high
    reading = f"{low}" if low == high else f"{low}..{'' if high is None else high}"
    parts = [f"{mention.text} = {'~' * mention.quantity.approx}{reading} {mention.kind}"]
    parts += [flag for flag in FLAGS if getattr(mention, flag)]
    if mention.unit is not None:
        parts.append(f"unit={mention.unit}")
    if mention.whole is not None:
        parts.append(f"whole={mention.whole.exact}")
    if mention.except_ is not None:
        parts.append(f"except={mention.except_.exact}")
    if mention.share is not None:
        parts.append("share={}/{}".format(*mention.share))
    return " ".join(parts)


def normal(expected: str) -> tuple[str, str | None]:
    """An expected count with its flags in one order, and its core where the case gives one."""
    core = re.search(r" core=(.+?)(?= (?:unit|share|whole|except|partitive|definite)\b|$)", expected)
    text = expected.replace(core[0], "") if core else expected
    said, _, rest = text.partition(" = ")
    reading, kind, *flags = rest.split(" ")
    order = [*FLAGS, "unit", "whole", "except", "share"]
    flags.sort(key=lambda flag: order.index(flag.partition("=")[0]))
    return " ".join((f"{said} = {reading} {kind}", *flags)), core[1] if core else None


@pytest.mark.parametrize("case", CASES["counts"], ids=lambda case: case["text"][:50])
def test_case(case):
    mentions = find_counts(case["text"])
    expected = [normal(count) for count in case["counts"]]
    assert [told(mention) for mention in mentions] == [count for count, _ in expected]
    for mention, (_, core) in zip(mentions, expected, strict=True):
        if core is not None:
            assert case["text"][mention.core_start : mention.core_end] == core


@pytest.mark.parametrize("text", CASES["nothing"], ids=lambda text: text[:50])
def test_nothing_is_counted(text):
    assert [mention.text for mention in find_counts(text)] == []


def test_there_are_enough_cases():
    assert len(CASES["counts"]) + len(CASES["nothing"]) >= 120


# Any text ----------------------------------------------------------------------------------------------------------

_TABLE = number_table()
_LISTS = (_TABLE.source.words, _TABLE.source.bounds, _TABLE.source.totals, _TABLE.source.additions)
_WORDS = sorted({
    *(wording for entries in _LISTS for entry in entries for wording in entry.say),
    *_TABLE.number_words, *_TABLE.plurals,
    "a", "an", "the", "of", "out of", "and", "to", "or", "from", "between", "-", "–", "/", ",", ".", "(", ")", "7",
    "12", "2024", "1,200", "3.5", "0", "007", "5-7", "53/58", "10+", "Dec.", "S-400", "km", "hours", "missiles",
    "drones", "them", "than", "five-missile", "twenty-", "40-odd", "\n\n", "'s", "№", "one of the largest",
})  # fmt: skip


def check(text: str) -> None:
    end = 0
    for mention in find_counts(text):
        assert text[mention.start : mention.end] == mention.text == mention.quantity.said
        assert end <= mention.start <= mention.core_start < mention.core_end <= mention.end
        for quantity in (mention.quantity, mention.whole, mention.except_):
            if quantity is not None:
                assert quantity.low is not None
                assert quantity.low >= 0
                assert quantity.high is None or quantity.low <= quantity.high
        end = mention.end


@given(st.text(max_size=200))
@example("İ 5 missiles")
@example("²³ ①② 9" * 3 + "9" * 5000)
@example("\ud800 12 \x00 drones")
def test_any_text_reads_back(text):
    check(text)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
@example("all but all but all but one")
@example("fewer than zero of the other half of 12")
def test_any_mixture_of_number_words_reads_back(text):
    check(text)


@given(st.integers(0, 999_999))
def test_spelled_numbers_are_read_as_digits_are(number):
    mention = find_counts(f"They saw {spelled(number)} drones.")
    assert [found.quantity.exact for found in mention] == [number]
    assert [found.quantity.exact for found in find_counts(f"They saw {number:,} drones.")] == [number]


def spelled(number: int) -> str:
    ones = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"
    ]  # fmt: skip
    tens = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ones[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    rest = number % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{spelled(number // 1000)} thousand" + (f"{joint}{spelled(rest)}" if rest else "")


def test_offsets_are_code_points():
    text = "🚀 é Київ\r\nfired 12 drones"
    (mention,) = find_counts(text)
    assert text[mention.start : mention.end] == "12"


def test_paragraphs_keep_numbers_apart():
    assert [mention.text for mention in find_counts("Page two of\n\n11 drones fell in May\n\n12 burned")] == [
        "two",
        "11",
        "12",
    ]


@pytest.mark.parametrize(
    "unit",
    ["about ", "1, ", "one hundred and ", "all but ", "neither ", "1 of 2 ", "(1) ", "the other ", "no ", "dozens or ",
     "5, maybe ", "half of "],
)  # fmt: skip
def test_time_grows_with_length_alone(unit):
    find_counts(unit)
    short, long = (min(seconds(unit * times) for _ in range(3)) for times in (400, 4000))  # others use the machine
    assert long < 40 * max(short, 1e-3)


def test_a_page_is_read_in_milliseconds():
    page = (
        "Air defence crews destroyed 50 of 56 drones over six regions overnight, the air force said on Tuesday. "
        "At least three people were killed and dozens injured when debris fell on a nine-storey building in the city. "
    ) * 20
    find_counts(page)
    best = min(seconds(page) for _ in range(5))
    # 2 ms per 1,000 characters is the target (1.0 measured on a shared core); four times that fails here.
    assert best * 1e3 < 8 * len(page) / 1000


def seconds(text: str) -> float:
    began = time.process_time()
    find_counts(text)
    return time.process_time() - began


# Helpers -----------------------------------------------------------------------------------------------------------


def test_plurals_and_articles():
    assert vague_plural("buildings") == Quantity(low=2, high=None, approx=True, said="buildings")
    assert vague_plural("civilian casualties") == Quantity(low=1, high=None, approx=True, said="civilian casualties")
    assert vague_plural("") == Quantity(low=2, high=None, approx=True)
    assert singular("a missile") == Quantity(low=1, high=1, said="a missile")


@pytest.mark.parametrize(
    ("text", "whole", "low", "high"),
    [("all were downed", 6, 6, 6), ("all but one fell", 6, 5, 5), ("most of them", 12, 7, 12),
     ("half of them", 7, 3, 4), ("a third of them", 12, 4, 4)],
)  # fmt: skip
def test_a_part_of_a_whole(text, whole, low, high):
    (mention,) = find_counts(text)
    part = of_whole(mention, Quantity(low=whole, high=whole))
    assert part is not None
    assert (part.low, part.high) == (low, high)


def test_a_part_that_the_whole_does_not_settle():
    (rest,) = find_counts("the others fell")
    assert of_whole(rest, Quantity(low=6, high=6)) is None
    (spared,) = find_counts("all but nine fell")
    assert of_whole(spared, Quantity(low=6, high=6)) is None


# The table and its page --------------------------------------------------------------------------------------------


def broken(change) -> str:
    data = plain_yaml(TABLE, source=SOURCE)
    change(data)
    return yaml.safe_dump(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["words"][0].update(low=5, high=1), r"words, entry 1 .a single.*low 5 and high 1"),
        (lambda data: data["words"][0].update(say=[]), r"words, entry 1 .*says nothing"),
        (lambda data: data["bounds"][0].update(why=" "), r"bounds, entry 1 .*has no reason"),
        (lambda data: data["bounds"][0].update(rule="perhaps"), r"quantities\.yaml.*perhaps"),
        (lambda data: data["words"].append(dict(data["words"][0])), r"'a single' is given twice"),
        (lambda data: data["not_counted"].pop("months"), r"quantities\.yaml.*months"),
        (lambda data: data["not_counted"]["months"].update(sya=[]), r"quantities\.yaml.*sya"),
        (lambda data: data["plurals"].pop(), r"no entry says"),
        (lambda data: data["words"][0].update(share=[3, 1]), r"no part of a whole"),
    ],
)
def test_a_broken_table_says_what_to_correct(change, message):
    with pytest.raises(LexiconError, match=message):
        parse_table(broken(change), source=SOURCE)


def test_an_analyst_may_add_words():
    def add(data):
        data["words"].append({"say": ["a clutch of"], "kind": "vague", "low": 3, "high": None, "why": "A small group."})

    table = parse_table(broken(add), source=SOURCE)
    assert [mention.text for mention in find_counts("a clutch of drones", table)] == ["a clutch"]
    assert find_counts("a clutch of drones") == ()


@pytest.mark.parametrize(
    "wording", [wording for word in _TABLE.source.words if word.kind == "vague" for wording in word.say]
)
def test_every_vague_word_is_approximate(wording):
    after = next(word.before for word in _TABLE.source.words if wording in word.say)
    found = find_counts(f"{wording} {after[0] if after and not wording.endswith(after[0]) else ''} drones fell")
    assert found
    assert found[0].quantity.approx
    assert found[0].kind == "vague"


def test_every_entry_stands_in_the_documentation():
    page = (ROOT / "docs/how-numbers-are-decided.md").read_text(encoding="utf-8")
    documented = {tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in page.splitlines()
                  if line.startswith("| ")}  # fmt: skip
    for row in rows(_TABLE.source):
        cells = tuple(cell.replace("|", "\\|").strip() for cell in row)
        assert cells in documented, f"not in the page as it stands in the table: {row[:3]}"


def test_mentions_are_plain_data():
    mentions = find_counts("at least five of the 12 drones")
    assert msgspec.json.decode(msgspec.json.encode(mentions), type=tuple[CountMention, ...]) == mentions
