"""Time expressions: the cases of tests/cases/times.yaml, and what must hold for any text and any day."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import LexiconError
from rashomon.extract.times import Anchor, TimeMention, combine, document_anchor, document_year, find_times, resolve
from rashomon.extract.times.words import LEXICON_FILE, parse_words
from rashomon.values import When

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "times.yaml").read_text(encoding="utf-8"))
UNCHECKED = object()

DAY = r"(?:\d{4}|XXXX)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
DATE = rf"(?:{DAY}|(?:\d{{4}}|XXXX)(?:-(?:0[1-9]|1[0-2]|2[1-4]))?)"
MEMBER = rf"{DATE}(?:\.\.{DATE})?"
EDTF = re.compile(
    rf"(?:{DATE}~?"  # levels 0, 1 (~, seasons) and 2 (XXXX before a month)
    r"|\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-][01]\d:[0-5]\d)?"  # level 0
    rf"|{DATE}/(?:{DATE}|\.\.)"  # levels 0 and 1 (open end)
    rf"|[{{\[]{MEMBER}(?:,{MEMBER})+[}}\]])"  # level 2: all of, one of
)
STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")


def when_of(said: str | date | None) -> When | None:
    """A told time for a case: a date, a night or an instant."""
    if said is None:
        return None
    first, _, last = str(said).partition("/")
    precision = "night" if last else "minute" if "T" in first else "day"
    return When(edtf=str(said), start=first, end=last or first, precision=precision, said="before")


def check_when(when: When) -> None:
    assert EDTF.fullmatch(when.edtf), when
    for written in (when.start, when.end):
        assert written is None or STAMP.fullmatch(written), when
    if when.start is not None and when.end is not None:
        assert when.start <= when.end, when
        first, last = when.days() or (None, None)
        assert first is not None
        assert first <= last
    for part in re.findall(r"\d{4}-\d\d-\d\d", when.edtf):
        date.fromisoformat(part)


@pytest.mark.parametrize("case", CASES["resolve"], ids=lambda case: f"{case['text']} [{case.get('published')}]")
def test_expression_resolves_as_the_case_says(case: dict[str, Any]) -> None:
    mentions = find_times(case["text"])
    assert [mention.text for mention in mentions] == case["found"]
    if not mentions:
        return
    mention = mentions[-1]
    assert mention.kind == case.get("kind", mention.kind)
    anchor = Anchor(
        published=case.get("published"),
        year=case.get("year"),
        zone=case.get("zone"),
        previous=when_of(case.get("previous")),
    )
    when, issue = resolve(mention, anchor)
    if case.get("when", UNCHECKED) is None:
        assert when is None
    else:
        assert when is not None
        check_when(when)
        assert when.said == mention.text
        expected = {name: case[name] for name in ("edtf", "start", "end", "precision") if name in case}
        assert {name: getattr(when, name) for name in expected} == expected
    if "issue" in case:
        assert (issue.code if issue else None) == case["issue"]
    if issue is not None:
        assert (issue.start, issue.end) == (mention.start, mention.end)
        assert repr(mention.text) in issue.message


@pytest.mark.parametrize("case", CASES["document"], ids=lambda case: case["text"])
def test_document_dates_itself(case: dict[str, Any]) -> None:
    mentions = find_times(case["text"])
    year, issue = document_year(mentions, case.get("published"))
    assert (year, issue.code if issue else None) == (case["year"], case["issue"])
    anchor, _ = document_anchor(mentions, case.get("published"))
    assert (anchor.published, anchor.dated) == (case.get("published"), case["dated"])
    if issue is not None:
        assert "--published" in issue.message


@pytest.mark.parametrize("case", CASES["filed"], ids=lambda case: case["text"])
def test_document_is_dated_by_its_head(case: dict[str, Any]) -> None:
    mentions = find_times(case["text"])
    anchor, issue = document_anchor(mentions, None, text=case["text"])
    assert anchor.published == case.get("published")
    assert anchor.yearless == (tuple(case["yearless"]) if "yearless" in case else None)
    assert (issue is not None and issue.code == "published-inferred") == (anchor.published is not None)
    assert [when.edtf for when, _ in (resolve(m, anchor) for m in mentions) if when is not None] == case["days"]


def test_bare_weekday_of_an_undated_text_is_read_against_the_day_that_it_dates() -> None:
    mentions = find_times("On Wednesday they spoke. In the early hours of Wednesday, Dec.11, it burned, as on Tuesday.")
    anchor, _ = document_anchor(mentions, None)
    days = [when.edtf for when, _ in (resolve(mention, anchor) for mention in mentions) if when is not None]
    assert days == ["2024-12-11", "2024-12-11", "2024-12-10"]


@pytest.mark.parametrize("case", CASES["combine"], ids=lambda case: f"{case['day']} {case['clock']}")
def test_clock_joins_its_day(case: dict[str, Any]) -> None:
    (clock,) = find_times(case["clock"])
    assert clock.is_clock_only
    day = when_of(case["day"])
    assert day is not None
    joined = combine(day, clock, case["zone"])
    check_when(joined)
    assert (joined.edtf, joined.start) == (case["edtf"], case["start"])
    assert clock.text in joined.said


def test_combine_leaves_what_is_no_single_day() -> None:
    (clock,) = find_times("at 4:20 a.m.")
    week = When(edtf="2024-11-18/2024-11-24", start="2024-11-18", end="2024-11-24", precision="week")
    yearless = When(edtf="XXXX-11-23", start=None, end=None, precision="day")
    assert combine(week, clock, "UTC") == week
    assert combine(yearless, clock, "UTC") == yearless


def test_unknown_zone_keeps_the_date() -> None:
    (mention,) = find_times("at 4:20 a.m. on 11 December 2024")
    when, issue = resolve(mention, Anchor(zone="Mars/Olympus"))
    assert when is not None
    assert (when.start, when.zone, issue.code if issue else None) == ("2024-12-11", None, "zone-unknown")


def test_a_time_of_day_alone_is_told_from_dates() -> None:
    found = find_times("At 4:20 a.m. and since Friday; in mid-November; on Monday.")
    assert {mention.text: mention.is_clock_only for mention in found} == {
        "4:20 a.m.": True, "since Friday": False, "mid-November": False, "Monday": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        (lambda words: words["dayparts"]["morning"].update(to="03:00"), "dayparts.morning"),
        (lambda words: words["relative"][0].update(daypart="brunch"), "brunch"),
        (lambda words: words["months"].pop(), "months"),
        (lambda words: words.update(surprise=1), "surprise"),
        (lambda words: words["numbers"].update(one="1"), "numbers"),
    ],
)
def test_broken_vocabulary_is_refused_by_name(break_it: Any, named: str) -> None:
    packaged = Path(__file__).parents[2] / "src" / "rashomon" / LEXICON_FILE
    words = yaml.safe_load(packaged.read_text(encoding="utf-8"))
    break_it(words)
    with pytest.raises(LexiconError, match=named):
        parse_words(yaml.safe_dump(words), source="mine.yaml")


# Pieces that make time expressions, nearly so, or not at all, in any order.
WORDS = """
" on in the of to and into between from since until night overnight early late mid- morning Monday
Tuesday Sunday Sat May March Feb. 29 30 31 December 11, Dec.11 2024 2023 2000 4:20 a.m. 23:59 0420
GMT (01:00 GMT) local time , . ( ) - – 5-6 12/11/2024 2024-02-30 29.02.2023 yesterday today last
week next a day earlier two hours later that the 24th S-300 казан 🚀 past few days for three weeks
midnight shortly after before dawn Kyiv said will or around
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60))
DATES = st.dates(date(1990, 1, 1), date(2035, 12, 31))
ZONES = st.sampled_from([None, "Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Nowhere/Here"])
PREVIOUS = st.one_of(
    st.none(),
    st.dates(date(1990, 1, 1), date(2035, 12, 31)).map(when_of),
    st.just(When(edtf="2024", start="2024-01-01", end="2024-12-31", precision="year")),
    st.just(When(edtf="XXXX-11-23", start=None, end=None, precision="day")),
    st.just(when_of("2024-11-25/2024-11-26")),
    st.just(when_of("2024-11-26T23:30:00Z")),
)


@given(TEXTS)
def test_found_offsets_read_back_verbatim_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_times(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@settings(max_examples=400)
@given(TEXTS, st.one_of(st.none(), DATES), ZONES, PREVIOUS)
def test_any_text_on_any_day_resolves_to_valid_intervals_or_an_issue(
    text: str, published: date | None, zone: str | None, previous: When | None
) -> None:
    mentions: tuple[TimeMention, ...] = find_times(text)
    whole, _ = document_anchor(mentions, published, zone)
    anchor = Anchor(published=published, year=whole.year, zone=zone, previous=previous, dated=whole.dated)
    for mention in mentions:
        when, issue = resolve(mention, anchor)
        if when is None:
            assert issue is not None or mention.kind == "duration"
        else:
            check_when(when)


@given(DATES)
def test_plain_weekday_is_one_of_the_seven_days_up_to_publication(published: date) -> None:
    for mention in find_times("Monday. Tuesday. Wednesday. Thursday. Friday. Saturday. Sunday."):
        when, issue = resolve(mention, Anchor(published=published))
        assert when is not None
        assert issue is None
        assert 0 <= (published - date.fromisoformat(when.edtf)).days <= 6
        assert date.fromisoformat(when.edtf).strftime("%A") == mention.text


@given(DATES, DATES)
def test_month_day_is_the_latest_not_after_publication(day: date, published: date) -> None:
    (mention,) = find_times(f"On {day.day} {day:%B} it burned.")
    when, _ = resolve(mention, Anchor(published=published))
    assert when is not None
    settled = date.fromisoformat(when.edtf)
    assert (settled.month, settled.day) == (day.month, day.day)
    assert (settled - published).days <= 1
    if (day.month, day.day) != (2, 29):
        assert (published - settled).days < 366
