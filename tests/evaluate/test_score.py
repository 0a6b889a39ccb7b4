"""The scorer itself: a perfect reading scores 1, and each kind of error lowers its own measures and no other."""

from typing import Any

import pytest
from msgspec.structs import replace

from evaluate import made_gold as made
from rashomon.evaluate import Score
from rashomon.model import Ledger
from rashomon.values import Name, Place, When

COUNTS = {"counts", "counts_with_speaker", "counts_in_event"}
SHARES = ("counts", "counts_with_speaker", "counts_in_event", "events", "b_cubed", "speech")
ACCURACIES = ("dates", "exact_dates", "places", "statuses")
LATE = When(edtf="2024-12-14", start="2024-12-14", end="2024-12-14", precision="day")
NIGHT = When(edtf="2024-12-10/2024-12-11", start="2024-12-10", end="2024-12-11", precision="night")
FAR = Place(name="Mykolaiv", country="UA", latitude=46.966, longitude=31.997, radius_km=10.0, precision=1)
ELSEWHERE = Place(name="Lviv", country="UA", latitude=49.84, longitude=24.03, radius_km=10.0, precision=1)
EXTRA = made.report("a", "Two were shot")


def low(score: Score) -> set[str]:
    """The measures that are not perfect, and the kinds of things that are too much."""
    found = {name for name in SHARES if getattr(score, name).f1 != 1.0}
    found |= {name for name in ACCURACIES if getattr(score, name).share != 1.0}
    return found | {name for name in ("spurious_claims", "spurious_events") if getattr(score, name)}


def instead(old: Any, *new: Any) -> Ledger:
    """The right Ledger with one count replaced."""
    return made.ledger(counts=tuple(claim for claim in made.COUNTS if claim is not old) + new)


def answered(question: str, report: Any, value: Any) -> Ledger:
    """The right Ledger with one other answer replaced."""
    return made.ledger(others=tuple(
        replace(claim, value=value) if claim.question == question and claim.report == report.id else claim
        for claim in made.OTHERS
    ))  # fmt: skip


def plus_event(*counts: Any) -> Ledger:
    others = (*made.OTHERS, made.named(EXTRA, "when", LATE, "Two"), made.named(EXTRA, "where", ELSEWHERE, "Two"))
    return made.ledger(counts=(*made.COUNTS, *counts), others=others, reports=(*made.REPORTS, EXTRA))


def child(**more: Any) -> Any:
    return made.count(**{"report": made.ODESA, "question": "killed", "low": 1, "high": 1, "by": made.MAYOR,
                         "words": "one child", "item": "children", "subset_of": "people", **more})  # fmt: skip


def test_a_perfect_reading_scores_one() -> None:
    score = made.score()
    assert low(score) == set()
    assert score.misses == ()
    assert (score.counts.right, score.counts.found, score.counts.gold) == (6, 6, 6)


def test_an_empty_reading_scores_nothing() -> None:
    score = made.score(made.ledger(counts=(), others=(), reports=()))
    assert (score.counts.recall, score.counts.precision, score.counts.f1) == (0.0, None, 0.0)
    assert (score.events.recall, score.b_cubed.f1, score.speech.f1) == (0.0, 0.0, 0.0)
    assert score.dates.share is None


@pytest.mark.parametrize(
    ("ledger", "lowered"),
    [
        pytest.param(instead(made.CHILD), COUNTS, id="a part is missing"),
        pytest.param(instead(made.TWO), COUNTS | {"statuses"}, id="a count is missing, and so is its finding"),
        pytest.param(instead(made.CHILD, child(low=2, high=2)), COUNTS | {"spurious_claims"}, id="figure"),
        pytest.param(instead(made.CHILD, child(low=1, high=None)), COUNTS | {"spurious_claims"}, id="open figure"),
        pytest.param(instead(made.CHILD, child(item="women")), COUNTS | {"spurious_claims"}, id="item"),
        pytest.param(instead(made.CHILD, child(question="injured")), COUNTS | {"spurious_claims"}, id="question"),
        pytest.param(instead(made.CHILD, child(factuality="CT-")), COUNTS | {"spurious_claims"}, id="polarity"),
        pytest.param(instead(made.CHILD, child(by=made.OUTLETS["b"])), {"counts_with_speaker"}, id="speaker"),
        pytest.param(instead(made.CHILD, child(report=made.TAGANROG_B)), {"counts_in_event"}, id="event of a count"),
        pytest.param(instead(None, child(question="injured", low=5, high=5, item="people", subset_of=None)),
                     COUNTS | {"spurious_claims"}, id="a count too much"),
        pytest.param(plus_event(), {"events", "b_cubed", "spurious_events"}, id="an event too much"),
        pytest.param(answered("when", made.ODESA, LATE), {"dates", "exact_dates"}, id="date"),
        pytest.param(answered("when", made.ODESA, NIGHT), {"exact_dates"}, id="a night for a day"),
        pytest.param(answered("where", made.ODESA, FAR), {"places"}, id="place"),
        pytest.param(made.with_status(made.ledger(), "killed", "disputed"), {"statuses"}, id="status"),
        pytest.param(answered("actor", made.THREAT, Name(name="Pentagon", id="us-defence-department")), {"speech"},
                     id="speaker of a threat"),
    ],
)  # fmt: skip
def test_each_error_lowers_its_own_measures(ledger: Ledger, lowered: set[str]) -> None:
    score = made.score(ledger)
    assert low(score) == lowered
    assert score.misses


def test_a_miss_says_where_it_stands_and_what_was_found_instead() -> None:
    kinds = {miss.kind: miss for miss in made.score(instead(made.CHILD, child(low=2, high=2))).misses}
    assert kinds.keys() == {"count", "spurious-count"}
    missed, spurious = kinds["count"], kinds["spurious-count"]
    assert (missed.documents, missed.sentence) == (("b",), "Three people, among them one child,")
    assert missed.gold == "killed 1 children, part of people — mayor of Odesa (official)"
    assert missed.found == (
        "killed 3 people — mayor of Odesa (official): “Three people”",
        "killed 2 children, part of people — mayor of Odesa (official): “one child”",
    )
    assert spurious.sentence == "Three people, among them one child,"
    assert spurious.found == missed.found[1:]


def test_the_same_words_twice_are_one_claim() -> None:
    again = made.count(made.ODESA, "killed", 3, 3, by=made.MAYOR, words="the mayor", item="people")
    assert low(made.score(instead(None, again))) == set()


def test_what_follows_from_other_claims_is_not_held_against_a_reading() -> None:
    derived = child(question="injured", low=4, high=4, item="people", subset_of=None, derived_from=[made.DEAD.id])
    assert low(made.score(instead(None, derived))) == set()


def test_where_debris_fell_is_not_scored() -> None:
    fell = child(question="fell", low=1, high=1, item="missiles", subset_of=None)
    assert low(made.score(instead(None, fell))) == set()


def test_a_figure_in_two_documents_is_two_figures() -> None:
    event = {**made.GOLD["events"][0]}
    event["facts"] = [{**event["facts"][0], "documents": ["a", "b"]}]
    score = made.score(made.ledger(counts=(made.SIX,)), events=[event, made.GOLD["events"][1]], aggregates=[])
    assert score.by_question["launched"].gold == 2
    assert score.by_question["launched"].right == 1


def test_a_denial_without_a_number_is_answered_by_any_denial() -> None:
    fact = {**made.GOLD["events"][1]["facts"][1], "low": None, "high": None, "polarity": "-"}
    event = {**made.GOLD["events"][1], "facts": [made.GOLD["events"][1]["facts"][0], fact]}
    events = [made.GOLD["events"][0], event]
    assert low(made.score(instead(made.CHILD, child(factuality="CT-")), events=events)) == set()
    assert low(made.score(events=events)) >= COUNTS


@pytest.mark.parametrize(("found", "right"), [(40, True), (41, True), (39, False), (42, False)])
def test_more_than_forty_is_written_in_two_ways(found: int, right: bool) -> None:
    facts = made.GOLD["events"][1]["facts"]
    event = {**made.GOLD["events"][1], "facts": [facts[0], {**facts[1], "low": 40, "high": None}]}
    score = made.score(instead(made.CHILD, child(low=found, high=None)), events=[made.GOLD["events"][0], event])
    assert ("counts" not in low(score)) == right


def test_explosions_need_not_say_what_they_are_of() -> None:
    assert low(made.score(instead(made.BLASTS, replace(made.BLASTS, item=None)))) == set()
    assert low(made.score(instead(made.CHILD, child(item=None)))) >= COUNTS


@pytest.mark.parametrize(("subset_of", "right"), [(None, True), ("people", False)])
def test_a_doctor_is_people_unless_told_as_a_part(subset_of: str | None, right: bool) -> None:
    doctors = made.count(
        made.ODESA, "killed", 3, 3, by=made.MAYOR, words="Three people", item="medics", subset_of=subset_of
    )
    assert ("counts" not in low(made.score(instead(made.DEAD, doctors)))) == right


def test_what_the_gold_calls_said_is_looked_for_among_what_is_said() -> None:
    act = made.report("b", "threatened", type="MOBILIZE")
    others = (*made.OTHERS[:-1], made.named(act, "actor", Name(name="Kremlin"), "The Kremlin"))
    found = made.ledger(others=others, reports=(*made.REPORTS[:-1], act))
    assert low(made.score(found, speech=[{**made.GOLD["speech"][0], "type": "MOBILIZE"}])) == set()
    assert low(made.score(found)) == {"speech", "events", "b_cubed", "spurious_events"}


def test_the_place_may_be_as_far_off_as_the_gold_says() -> None:
    events = [made.GOLD["events"][0], {**made.GOLD["events"][1], "radius_km": 150}]
    assert low(made.score(answered("where", made.ODESA, FAR), events=events)) == set()


def test_the_most_disputed_item_stands_for_the_question() -> None:
    assert made.score().by_status_question["killed"].right == 1
    mixed = made.with_status(
        made.ledger(counts=(*made.COUNTS, child(item="soldiers", subset_of=None))), "killed", "agreed"
    )
    events = [made.GOLD["events"][0], {**made.GOLD["events"][1], "status": {"killed": "agreed"}}]
    assert made.score(mixed, events=events).statuses.share == 1.0
