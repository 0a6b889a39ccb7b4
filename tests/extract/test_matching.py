"""The matcher of the sentence cases, on hand-made claims: a matcher that passes everything would measure nothing."""

from typing import Any

import pytest

from rashomon.model import Claim, Document, Extraction, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

from .cases import Case, Expected, load_cases
from .matching import candidates, compare, describe, score
from .oracle import perfect

DOCUMENT = Document.of("Five drones were shot down.", id="d", publisher="Example Daily", published="2024-11-26")
SPAN = Span(start=0, end=11, text="Five drones")
REPORT = Report(id="r", document="d", type="ASSAULT", anchor=SPAN)
DAILY = Speaker(id="example-daily", name="Example Daily", kind="media")
MINISTRY = Speaker(id="ru-mod", name="Ministry of Defence of Russia", kind="military", side="RU")


def claim(question: str = "intercepted", value: Any = None, report: Report = REPORT, **changes: Any) -> Claim:
    fields = {"item": "drones", "speakers": (MINISTRY, DAILY), "evidence": (SPAN,)} | changes
    return Claim.of(report=report, question=question, value=value or Quantity(low=5, high=5), **fields)


def case(**changes: Any) -> Case:
    return Case(**({"id": "c", "text": DOCUMENT.text} | changes))


def extraction(*claims: Claim, reports: tuple[Report, ...] = (REPORT,)) -> Extraction:
    return Extraction(document=DOCUMENT, reports=reports, claims=claims)


@pytest.mark.parametrize(
    "keys",
    [
        {"question": "intercepted"},
        {"question": ["hit", "intercepted"], "low": 5, "high": 5},
        {"question": "intercepted", "item": "UAVs"},
        {"question": "intercepted", "speaker": "Russian defense ministry", "kind": "military", "side": "RU"},
        {"question": "intercepted", "through": ["example daily"], "subset_of": None, "by": None, "derived": False},
    ],
)
def test_matches(keys: dict[str, Any]) -> None:
    assert candidates(Expected(**keys), extraction(claim()))


@pytest.mark.parametrize(
    "keys",
    [
        {"question": "hit"},
        {"question": "intercepted", "low": 4},
        {"question": "intercepted", "high": None},
        {"question": "intercepted", "item": "missiles"},
        {"question": "intercepted", "item": None},
        {"question": "intercepted", "speaker": "Ukrainian ministry of defence"},
        {"question": "intercepted", "kind": "official"},
        {"question": "intercepted", "through": ["shot"]},
        {"question": "intercepted", "factuality": ["PR+", "CT-"]},
        {"question": "intercepted", "attribution": "explicit"},
        {"question": "intercepted", "by": "Pantsir"},
        {"question": "intercepted", "subset_of": "drones"},
        {"question": "intercepted", "derived": True},
        {"question": "intercepted", "denies": "hit"},
        {"question": "intercepted", "level": "aggregate"},
    ],
)
def test_does_not_match(keys: dict[str, Any]) -> None:
    assert not candidates(Expected(**keys), extraction(claim()))


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("missiles", "cruise missile", True),
        ("missiles", "missile launchers", False),
        ("ATACMS", "atacms", True),
        ("ATACMS", "missiles", False),
        ("servicemen", "soldiers", True),
        ("children", "people", False),
        ("people", "residents", True),
        ("cruise missiles", "missiles", False),
    ],
)
def test_items(wanted: str, got: str, same: bool) -> None:
    assert bool(candidates(Expected(question="intercepted", item=wanted), extraction(claim(item=got)))) is same


def test_other_values() -> None:
    when = claim("when", When(edtf="2024-11-23", start="2024-11-23", end="2024-11-23", precision="day"), item=None)
    clock = claim(
        "when", When(edtf="2024-11-26T04:15:00Z", start="2024-11-26T04:15:00Z", end="2024-11-26T04:15:59Z",
                     precision="minute", zone="Europe/Kyiv"), item=None,
    )  # fmt: skip
    where = claim("where", Place(name="Taganrog", country="RU", precision=1), item=None)
    target = claim("target", Name(name="S-400 division", said="the S-400 anti-aircraft division"), item=None)
    read = extraction(when, clock, where, target)
    assert candidates(Expected(question="when", first="2024-11-23", last="2024-11-23"), read)
    assert candidates(Expected(question="when", start="2024-11-26T04:15Z", precision="minute"), read)
    assert candidates(Expected(question="where", name="Taganrog", country="RU", precision=1), read)
    assert candidates(Expected(question="target", name="S-400"), read)
    assert not candidates(Expected(question="when", first="2024-11-24"), read)
    assert not candidates(Expected(question="where", name="Taganrog", country="UA"), read)
    assert not candidates(Expected(question="target", name="S-300"), read)
    assert candidates(Expected(question="type", name="ASSAULT"), read)
    assert not candidates(Expected(question="type", name="THREATEN"), read)


def test_a_count_with_no_speaker_named_is_the_publishers() -> None:
    wanted = [Expected(question="intercepted", low=5, high=5)]
    assert compare(case(claims=wanted), extraction(claim(speakers=(DAILY,)))).right
    assert compare(case(claims=wanted), extraction(claim())).missed == tuple(wanted)


def test_a_denied_figure_is_not_found_unless_asked_for() -> None:
    denied = claim(speakers=(DAILY,), factuality="CT-", denies="intercepted")
    assert compare(case(claims=[Expected(question="intercepted")]), extraction(denied)).missed
    asked = Expected(question="intercepted", factuality="CT-", denies="intercepted")
    assert compare(case(claims=[asked]), extraction(denied)).right


def test_what_must_not_be_there() -> None:
    assert compare(case(absent=[Expected(question="intercepted")]), extraction(claim())).unwanted
    assert compare(case(none=True), extraction()).unwanted
    assert compare(case(none=True), extraction(reports=())).right


def test_two_happenings_in_one_report() -> None:
    wanted = [
        Expected(question="intercepted", low=5, speaker="any", event="a"),
        Expected(question="intercepted", low=6, speaker="any", event="b"),
    ]
    six = Quantity(low=6, high=6)
    other = Report(id="other", document="d", type="ASSAULT", anchor=SPAN)
    assert not compare(case(claims=wanted), extraction(claim(), claim(value=six))).right
    assert compare(
        case(claims=wanted), extraction(claim(), claim(value=six, report=other), reports=(REPORT, other))
    ).right


def test_score_counts_false_missed_and_tolerated() -> None:
    wanted = case(
        claims=[Expected(question="intercepted", low=5, speaker="ministry"), Expected(question="killed", low=1)],
        may=[Expected(question="hit")],
    )
    read = extraction(claim(), claim("injured"), claim("hit"), claim("launched", derived_from=("clm-1",)))
    got = score([(wanted, read)], speaker=True)
    assert (got.expected, got.produced, got.precision, got.recall) == (2, 2, 0.5, 0.5)


def test_score_with_and_without_speaker() -> None:
    pair = (case(claims=[Expected(question="intercepted", low=5, speaker="governor")]), extraction(claim()))
    assert score([pair], speaker=True).f1 == 0.0
    assert score([pair], speaker=False).f1 == 1.0


@pytest.mark.parametrize("each", [pytest.param(each, id=each.id) for each in load_cases()])
def test_a_perfect_reading_passes(each: Case) -> None:
    read = perfect(each)
    outcome = compare(each, read)
    assert outcome.right, (outcome, [describe(claim) for claim in read.claims])
    figures = score([(each, read)], speaker=True)
    assert figures.expected == 0 or figures.f1 == 1.0
