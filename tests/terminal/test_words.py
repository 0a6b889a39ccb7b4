"""Values as short phrases."""

import pytest
from msgspec import structs

import made
from rashomon.terminal.words import extent, interval, moment, place, printable, quantity, statement
from rashomon.values import Place, Quantity, When


@pytest.mark.parametrize(
    ("low", "high", "approx", "said"),
    [
        (6, 6, False, "6"),
        (0, 0, False, "none"),
        (10, None, False, "at least 10"),
        (0, 6, False, "up to 6"),
        (None, 6, False, "up to 6"),
        (5, 7, False, "5 to 7"),
        (40, 40, True, "about 40"),
        (24, None, True, "at least about 24"),
        (None, None, False, "some number"),
        (0, None, False, "some number"),
        (1200, 1200, False, "1,200"),
    ],
)
def test_intervals(low: int | None, high: int | None, approx: bool, said: str) -> None:
    assert interval(low, high, approx=approx) == said


@pytest.mark.parametrize(
    ("low", "high", "said"), [(6, 6, "6"), (0, 2, "0 to 2"), (None, 2, "0 to 2"), (10, None, "10 or more"), (0, 0, "0")]
)
def test_extents(low: int | None, high: int | None, said: str) -> None:
    assert extent(low, high) == said


@pytest.mark.parametrize(
    ("low", "high", "said", "expected"),
    [
        (6, 6, "six", "6"),
        (6, 6, "all six", "all six → 6"),
        (10, None, "at least ten", "at least 10"),
        (1200, 1200, "1200", "1,200"),
        (6, 6, "", "6"),
        (1, 1, "a\n very" + " long" * 20, "a very long long long long long long long long… → 1"),
    ],
)
def test_quantities_say_their_words_where_those_are_other_words(
    low: int, high: int | None, said: str, expected: str
) -> None:
    assert quantity(Quantity(low=low, high=high, said=said)) == expected


@pytest.mark.parametrize(
    ("edtf", "start", "end", "precision", "zone", "said"),
    [
        ("2024-12-11", "2024-12-11", "2024-12-11", "day", None, "11 Dec 2024"),
        ("", "2024-12-11T01:20:00Z", "2024-12-11T01:20:00Z", "minute", "Europe/Moscow",
         "11 Dec 2024, 04:20 (Europe/Moscow)"),
        ("", "2024-12-10T21:00:00Z", "2024-12-11T03:00:00Z", "hour", "Europe/Moscow",
         "11 Dec 2024, 00:00 to 06:00 (Europe/Moscow)"),
        ("", "2024-12-11T01:20:00Z", "2024-12-11T01:20:00Z", "minute", None, "11 Dec 2024, 01:20 (UTC)"),
        ("", "2024-11-25", "2024-11-26", "night", None, "night of 25 to 26 Nov 2024"),
        ("", "2024-11-30", "2024-12-01", "night", None, "night of 30 Nov to 1 Dec 2024"),
        ("", "2023-12-31", "2024-01-01", "night", None, "night of 31 Dec 2023 to 1 Jan 2024"),
        ("", "2024-11-18", "2024-11-24", "week", None, "18 to 24 Nov 2024"),
        ("2024-12-11?/2024-12-12?", "2024-12-11", "2024-12-12", "week", None,
         "11 to 12 Dec 2024 (by the day of publication)"),
        ("2024-09", "2024-09-01", "2024-09-30", "month", None, "Sep 2024"),
        ("2014", "2014-01-01", "2014-12-31", "year", None, "2014"),
        ("XXXX-11-23", None, None, "day", None, "23 Nov, year unknown"),
        ("XXXX", None, None, "year", None, "XXXX"),
    ],
)  # fmt: skip
def test_moments(edtf: str, start: str | None, end: str | None, precision: str, zone: str | None, said: str) -> None:
    assert moment(When(edtf=edtf, start=start, end=end, precision=precision, zone=zone)) == said  # type: ignore[arg-type]


def test_places_that_have_no_point_say_so() -> None:
    assert place(Place(name="Taganrog", country="RU", admin1="Rostov", latitude=1.0, longitude=2.0)) == (
        "Taganrog, Rostov, RU"
    )
    assert place(Place(name="Lower Town", said="lower town")) == "Lower Town (not located)"


def test_control_characters_and_overrides_are_not_printed() -> None:
    assert printable("a\x1b[31mb\x9b\x07\u202ec\td\r\ne") == "a\ufffd[31mb\ufffd\ufffd\ufffdc\td\ne"


@pytest.mark.parametrize(("said", "shown"), [("Between 100 and 300", "probably between 100 and 300 → 100 to 300")])
def test_what_opened_a_sentence_is_small_behind_a_word(said: str, shown: str) -> None:
    claim = made.extraction("d1").claims[0]
    likely = structs.replace(claim, value=Quantity(low=100, high=300, said=said), factuality="PR+", item=None, by=None)
    assert statement(likely).startswith(shown)
