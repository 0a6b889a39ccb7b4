"""Pairing: the best one-to-one pairing, B-cubed by hand, and which event is which."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluate import made_gold as made
from rashomon.evaluate.assign import best_pairs
from rashomon.evaluate.gold import GoldEvent
from rashomon.evaluate.match import b_cubed, match_events, place_verdict
from rashomon.model import Event
from rashomon.values import Place, When

MATRICES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 9), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def greatest(weights: list[list[int]]) -> int:
    """The oracle: try them all."""
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    choices = permutations(range(len(weights[0])), len(weights))
    return max(sum(weights[row][column] for row, column in enumerate(columns)) for columns in choices)


@given(MATRICES)
def test_no_pairing_is_heavier(weights: list[list[int]]) -> None:
    pairs = best_pairs(weights)
    assert sum(weights[row][column] for row, column in pairs) == greatest(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)


def test_nothing_pairs_with_nothing() -> None:
    assert best_pairs([]) == best_pairs([[]]) == best_pairs([[0.0]]) == []


def ids(**documents: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(events) for name, events in documents.items()}


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        pytest.param(ids(a="x", b="x", c="y"), 1.0, 1.0, id="the same under other names"),
        pytest.param(ids(a="x", b="y", c="z"), 1.0, 2 / 3, id="one event torn in two: a and b recall half"),
        pytest.param(ids(a="x", b="x", c="x"), 5 / 9, 1.0, id="all in one: (2/3 + 2/3 + 1/3) / 3"),
        pytest.param(ids(a="xy", b="x", c="z"), 11 / 12, 1.0, id="an event too much in a: its own pair is half right"),
        pytest.param(ids(a="x", b="x"), 1.0, 2 / 3, id="nothing found in c"),
    ],
)
def test_b_cubed_by_hand(found: dict[str, frozenset[str]], precision: float, recall: float) -> None:
    gold = ids(a="1", b="1", c="2")
    right, recalled, found_documents, gold_documents = b_cubed(gold, found)
    assert right / found_documents == pytest.approx(precision)
    assert recalled / gold_documents == pytest.approx(recall)


def test_a_document_without_an_event_costs_precision_where_one_is_found() -> None:
    right, recalled, found_documents, gold_documents = b_cubed(ids(a="1"), ids(a="x", b="y"))
    assert (right, found_documents, recalled, gold_documents) == (1.0, 2, 1.0, 1)


def happening(name: str, day: str | None = "2024-12-11", **more: object) -> GoldEvent:
    return GoldEvent(
        id=name, date_start=day, latitude=47.22, longitude=38.91, radius_km=10, documents=("a", "b"), **more
    )


def event(name: str, *documents: str, day: str | None = "2024-12-11", where: object = made.TAGANROG) -> Event:
    when = When(edtf=day, start=day, end=day, precision="day") if day else None
    return Event(id=name, type="ASSAULT", title=name, documents=documents, when=when, where=where)  # type: ignore[arg-type]


def no_figures(_: GoldEvent, __: Event) -> float:
    return 0.0


def test_documents_shared_come_first() -> None:
    found = [event("both", "a", "b", day=None), event("one", "a")]
    assert match_events([happening("g")], found, no_figures) == {"g": "both"}


def test_date_and_place_decide_among_events_of_the_same_documents() -> None:
    found = [
        event("elsewhere", "a", "b", where=made.ODESA_PLACE), event("late", "a", "b", day="2024-12-20"),
        event("right", "a", "b"),
    ]  # fmt: skip
    assert match_events([happening("g")], found, no_figures) == {"g": "right"}


def test_the_best_pairing_is_over_all() -> None:
    found = [event("exact", "a", "b"), event("late", "a", "b", day="2024-12-20")]
    gold = [happening("open", day=None), happening("dated")]
    assert match_events(gold, found, no_figures) == {"open": "late", "dated": "exact"}


def test_figures_decide_what_is_left() -> None:
    found = [event("x", "a", "b"), event("y", "a", "b")]
    assert match_events([happening("g")], found, lambda _, other: float(other.id == "y")) == {"g": "y"}


def test_no_match_without_a_document_or_with_all_wrong() -> None:
    found = [event("other", "c"), event("wrong", "a", "b", day="2024-12-20", where=made.ODESA_PLACE)]
    assert match_events([happening("g")], found, no_figures) == {}


@pytest.mark.parametrize(
    ("radius", "name", "right"),
    [(800, "Russia", True), (800, "Belarus", False), (50, "Russia", False)],
)
def test_a_wide_area_is_known_by_its_name(radius: float, name: str, right: bool) -> None:
    event = GoldEvent(id="e", place="Russia", country="RU", latitude=52.0, longitude=38.0, radius_km=radius)
    place = Place(name=name, said=name, country="RU", latitude=60.0, longitude=100.0)
    assert place_verdict(event, place).right is right
