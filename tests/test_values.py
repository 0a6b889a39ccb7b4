"""Intervals, times and places: the arithmetic, against whole numbers and against known distances."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.values import Place, Quantity, When, haversine_km
from strategies import quantities

SMALL = st.integers(min_value=0, max_value=6)


def members(quantity: Quantity, most: int) -> set[int]:
    low, high = quantity.bounds
    return {number for number in range(most + 1) if low <= number <= high}


def interval(low: int, width: int | None) -> Quantity:
    return Quantity(low=low, high=None if width is None else low + width)


INTERVALS = st.builds(interval, SMALL, st.none() | SMALL)


@pytest.mark.parametrize(
    ("low", "high", "exact", "bounds"),
    [(6, 6, 6, (6, 6)), (10, None, None, (10, math.inf)), (0, 6, None, (0, 6)), (None, 6, None, (0, 6)),
     (0, 0, 0, (0, 0))],
)  # fmt: skip
def test_bounds(low: int | None, high: int | None, exact: int | None, bounds: tuple[float, float]) -> None:
    quantity = Quantity(low=low, high=high)
    assert quantity.exact == exact
    assert quantity.bounds == bounds


@given(one=INTERVALS, other=INTERVALS)
def test_overlap_is_a_number_in_both(one: Quantity, other: Quantity) -> None:
    assert one.overlaps(other) == bool(members(one, 20) & members(other, 20))


@given(one=INTERVALS, other=INTERVALS)
def test_a_sum_is_every_sum_of_members(one: Quantity, other: Quantity) -> None:
    sums = {a + b for a in members(one, 30) for b in members(other, 30) if a + b <= 30}
    assert members(one + other, 30) == sums


@given(whole=INTERVALS, parts=st.lists(INTERVALS, max_size=2))
def test_a_remainder_is_every_difference_that_is_not_negative(whole: Quantity, parts: list[Quantity]) -> None:
    taken = {0}
    for part in parts:
        taken = {one + other for one in taken for other in members(part, 60)}
    left = {a - b for a in members(whole, 60) for b in taken if a >= b and a - b <= 20}
    remainder = whole.remainder(*parts)
    if remainder is None:
        assert left == set()
    else:
        assert members(remainder, 20) == left


@given(one=quantities(), other=quantities())
def test_overlap_and_sum_do_not_mind_the_order(one: Quantity, other: Quantity) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one + other == other + one


@pytest.mark.parametrize(
    ("start", "end", "zone", "days"),
    [
        ("2024-12-11", "2024-12-12", None, (date(2024, 12, 11), date(2024, 12, 12))),
        ("2024-12-10T21:30:00Z", "2024-12-10T21:30:00Z", "Europe/Moscow", (date(2024, 12, 11), date(2024, 12, 11))),
        ("2024-12-10T21:30:00Z", "2024-12-10T22:30:00Z", None, (date(2024, 12, 10), date(2024, 12, 10))),
        ("2024-12-11T01:00:00Z", "2024-12-11T01:00:00Z", "America/New_York", (date(2024, 12, 10), date(2024, 12, 10))),
    ],
)
def test_days_are_those_of_the_zone(start: str, end: str, zone: str | None, days: tuple[date, date]) -> None:
    when = When(edtf="2024-12-11", start=start, end=end, precision="minute", zone=zone)
    assert when.days() == days


def test_an_unknown_year_has_no_days() -> None:
    assert When(edtf="XXXX-11-23", start=None, end=None, precision="day").days() is None


def test_distances() -> None:
    # One degree of a great circle of the mean radius, and a quarter of one.
    assert haversine_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.001)
    assert haversine_km(90, 0, 0, 77) == pytest.approx(10007.557, abs=0.001)
    assert haversine_km(0, 0, 0, 180) == pytest.approx(20015.115, abs=0.001)


def test_a_distance_needs_two_points() -> None:
    here, there = Place(name="a", latitude=0.0, longitude=0.0), Place(name="b", latitude=0.0, longitude=1.0)
    assert here.distance_km(there) == there.distance_km(here) == pytest.approx(111.195, abs=0.001)
    assert here.distance_km(Place(name="nowhere")) is None
    assert Place(name="nowhere").distance_km(here) is None
