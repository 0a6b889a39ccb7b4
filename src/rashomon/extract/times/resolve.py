"""A mention and an anchor make a When: an interval with its EDTF, or nothing, with the Issue that says why."""

import re
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from rashomon.extract.times.instants import (
    NIGHT_FROM,
    NIGHT_TO,
    at_clock,
    in_night,
    night_day,
    stamp,
    zone_of,
)
from rashomon.extract.times.mention import Anchor, Stated, TimeMention, Unit
from rashomon.extract.times.placed import Result, dated, placed, point
from rashomon.extract.times.settle import (
    ANY_LEAP_YEAR,
    NO_ANCHOR,
    ONE_DAY,
    OUT_OF_RANGE,
    YEAR_UNKNOWN,
    Period,
    Problem,
    one_day,
    settle,
    span,
)
from rashomon.model import Issue
from rashomon.values import TimePrecision, When

__all__ = ["NIGHT_FROM", "NIGHT_TO", "combine", "resolve"]

BACKWARDS = Problem("range-backwards", "The end of this range comes before its start; it is left out.")
WINDOW_DAYS: dict[Unit, int] = {"minute": 0, "hour": 1, "day": 1, "weekend": 7, "week": 7, "month": 30, "year": 365}
WINDOW_PRECISION: dict[Unit, TimePrecision] = {"week": "week", "month": "month", "year": "year"}


def resolve(mention: TimeMention, anchor: Anchor) -> tuple[When | None, Issue | None]:
    """The time that ``mention`` tells, and what could not be understood or settled about it.

    The When is None where nothing can be said; it has no ``start`` and ``end`` where only the year is missing. The
    Issue carries the place of the mention and no document. A duration has neither. Raises nothing for any anchor.
    """
    try:
        if anchor.yearless is not None:
            when, problem = _without_year(mention, anchor, anchor.yearless)
        else:
            when, problem = _resolve(mention, anchor)
    except (OverflowError, ValueError):
        when, problem = None, OUT_OF_RANGE
    if problem is None:
        return when, None
    issue = Issue(
        code=problem.code, message=f"{mention.text!r}: {problem.message}", start=mention.start, end=mention.end
    )
    return when, issue


def combine(day: When, clock: TimeMention, zone: str | None) -> When:
    """A day told in one place at the clock time told in another.

    A night gives the one of its two days that the clock belongs to. A day of unknown year, a longer stretch, or a
    mention without a clock leaves ``day`` as it is.
    """
    hand, days = clock.stated.clock, day.days()
    if hand is None or days is None:
        return day
    first, last = days
    if first != last:
        if day.precision != "night" or last - first != ONE_DAY:
            return day
        first = night_day(first, last, hand)
    said = clock.text if not day.said or day.said == clock.text else f"{day.said} … {clock.text}"
    when, _ = at_clock(first, hand, zone or day.zone, said)
    return when


def _resolve(mention: TimeMention, anchor: Anchor) -> Result:
    if mention.kind == "duration":
        return None, None
    if mention.kind == "window":
        return _since(mention, anchor) if mention.since else _window(mention, anchor)
    if mention.kind in ("set", "either"):
        return _several(mention, anchor)
    if mention.kind == "range" and mention.until is not None:
        return _range(mention, mention.until, anchor)
    exact = _shifted_instant(mention, anchor)
    if exact is not None:
        return exact, None
    return point(mention.stated, mention.text, anchor, future=mention.future)


def _without_year(mention: TimeMention, anchor: Anchor, filed: tuple[int, int]) -> Result:
    """ "Yesterday" of a dateline without a year: reckoned in some year, which is then left open again.

    A weekday needs the year, and so does anything longer than a week; a mention that has its own year keeps it.
    """
    plain = replace(anchor, yearless=None)
    one = mention.stated
    if one.year is not None or (one.month is not None and one.day is None):
        return _resolve(mention, plain)
    if one.weekday is not None and one.day is None:
        return None, NO_ANCHOR
    year = ANY_LEAP_YEAR if filed == (2, 29) else ANY_LEAP_YEAR + 1
    when, _ = _resolve(mention, replace(plain, published=date(year, *filed)))
    if when is None or when.precision not in ("minute", "hour", "day", "night"):
        return _resolve(mention, plain)
    edtf = re.sub(r"(?<!\d)\d{4}(?=-\d\d-)", "XXXX", when.edtf)
    return replace(when, edtf=edtf, start=None, end=None), YEAR_UNKNOWN if one.month is not None else None


def _range(mention: TimeMention, until: Stated, anchor: Anchor) -> Result:
    """From one time to another: the end is settled first, the start is the latest that does not come after it."""
    one, said = mention.stated, mention.text
    if one.clock is not None and until.clock is not None and not until.names_day:
        zone = one.clock.zone or until.clock.zone
        whole = replace(one, clock=replace(one.clock, zone=zone, until=until.clock))
        return point(whole, said, anchor, future=mention.future)
    if until.day is not None and until.month is not None and one.day is not None and one.month is None:
        one = replace(one, month=until.month, year=until.year)
    if one.year is not None and until.year is None and until.month is not None:
        later = (until.month, until.day or 0) >= (one.month or 0, one.day or 0)
        until = replace(until, year=one.year + (not later))
    end = settle(until, anchor, future=mention.future)
    if isinstance(end, Problem):
        return None, end
    if end.last is None or end.first is None:
        return _yearless_range(mention, end, anchor)
    if one.clock is not None and not one.names_day:
        start: Period | Problem = _clock_before(one, until, end.first)
    elif one.weekday is not None and one.day is None:
        start = settle(replace(one, weekday_relation="plain"), replace(anchor, published=end.last), lead=0)
    elif one.shift is not None:
        start = settle(one, anchor, future=mention.future)
    else:
        start = settle(one, replace(anchor, published=end.last), lead=0)
    if isinstance(start, Problem):
        return None, start
    if start.first is None or start.last is None:
        return None, start.problem
    if start.first > end.last:
        return None, BACKWARDS
    problem = start.problem or end.problem
    if one.night is not None and end.last - start.first == ONE_DAY and until.clock is None:
        return in_night(start.first, end.last, anchor.zone, said), problem
    return _between(placed(start, one, said, anchor), placed(end, until, said, anchor), start, end, said)


def _clock_before(one: Stated, until: Stated, day: date) -> Period:
    """The day of the first clock time of "9 p.m. to 6 a.m. on Tuesday"."""
    if one.clock is None or until.clock is None:
        return one_day(day)
    early = (one.clock.hour, one.clock.minute) <= (until.clock.hour, until.clock.minute)
    return one_day(day if early else day - ONE_DAY)


def _between(one: Result, two: Result, start: Period, end: Period, said: str) -> Result:
    """The stretch from the start of the one to the end of the other, as instants where both are."""
    left, right = one[0], two[0]
    if (
        left is None
        or right is None
        or left.start is None
        or right.end is None
        or start.first is None
        or end.last is None
    ):
        return None, one[1] or two[1]
    problem = start.problem or end.problem or one[1] or two[1]
    period = span(start.first, end.last, "day")
    edtf = period.edtf
    if start.precision == end.precision and start.precision in ("month", "year") and "/" not in start.edtf + end.edtf:
        edtf = start.edtf if start.edtf == end.edtf else f"{start.edtf}/{end.edtf}"
    fine = "T" in left.start and "T" in right.end
    if not fine or left.start > right.end:
        precision = end.precision if end.precision != "night" else "day"
        return When(
            edtf=edtf, start=start.first.isoformat(), end=end.last.isoformat(), precision=precision, said=said
        ), problem  # fmt: skip
    clocks = left.precision in ("minute", "hour") and right.precision in ("minute", "hour")
    precision = "day" if not clocks else "minute" if "minute" in (left.precision, right.precision) else "hour"
    return When(edtf=edtf, start=left.start, end=right.end, precision=precision, zone=right.zone, said=said), problem


def _yearless_range(mention: TimeMention, end: Period, anchor: Anchor) -> Result:
    start = settle(mention.stated, anchor)
    if isinstance(start, Problem):
        return None, start
    precision: TimePrecision = "night" if mention.stated.night is not None else end.precision
    if "/" in start.edtf + end.edtf:
        return None, end.problem
    return When(
        edtf=f"{start.edtf}/{end.edtf}", start=None, end=None, precision=precision, said=mention.text
    ), end.problem


def _several(mention: TimeMention, anchor: Anchor) -> Result:
    """Several times with gaps between: a set in braces, or one of them in brackets (ISO 8601-2, level 2)."""
    last = mention.until if mention.until is not None else mention.stated
    if last.clock is not None and not last.names_day and mention.stated.names_day:
        last = replace(mention.stated, clock=last.clock)
    members = [*(_shared(one, last) for one in (mention.stated, *mention.others)), last]
    found = [point(one, mention.text, anchor, future=mention.future) for one in members]
    problem = next((issue for _, issue in found if issue is not None), None)
    whens = [when for when, _ in found if when is not None]
    if len(whens) < len(members):
        return None, problem
    opening, closing = "{}" if mention.kind == "set" else "[]"
    parts = sorted({when.edtf.partition("T")[0].rstrip("~").replace("/", "..") for when in whens})
    edtf = opening + ",".join(parts) + closing if len(parts) > 1 else parts[0].replace("..", "/")
    starts = [when.start[:10] for when in whens if when.start is not None]
    ends = [when.end[:10] for when in whens if when.end is not None]
    if len(starts) < len(whens):
        return When(edtf=edtf, start=None, end=None, precision=whens[0].precision, said=mention.text), problem
    precision: TimePrecision = whens[0].precision if whens[0].precision in ("week", "month", "year") else "day"
    return When(edtf=edtf, start=min(starts), end=max(ends), precision=precision, said=mention.text), problem


def _shared(one: Stated, last: Stated) -> Stated:
    """Complete "5 and 6 March 2024", "at 4 a.m. and 6 a.m. on Friday": the last has what the others lack."""
    if one.clock is not None and not one.names_day and last.names_day:
        return replace(last, clock=one.clock, daypart=one.daypart)
    return replace(
        one,
        year=one.year if one.year is not None or one.weekday is not None else last.year,
        month=one.month if one.month is not None or one.day is None else last.month,
    )


def _since(mention: TimeMention, anchor: Anchor) -> Result:
    """From a time on: to the day of publication where that is known, else open at the end."""
    period = settle(mention.stated, anchor)
    if isinstance(period, Problem):
        return None, period
    if period.first is None:
        edtf = period.edtf if "/" in period.edtf else f"{period.edtf}/.."
        return When(edtf=edtf, start=None, end=None, precision=period.precision, said=mention.text), period.problem
    if anchor.published is None or anchor.published < period.first:
        edtf = f"{period.edtf.partition('/')[0]}/.."
        if edtf[0] == "[":
            edtf = f"{period.first.isoformat()}/.."
        start = period.first.isoformat()
        return When(edtf=edtf, start=start, end=None, precision=period.precision, said=mention.text), period.problem
    return dated(span(period.first, anchor.published, period.precision), mention.text), period.problem


def _window(mention: TimeMention, anchor: Anchor) -> Result:
    """Settle "over the past few days": as far back as the words can reach, to the day of publication."""
    shift = mention.stated.shift
    if anchor.published is None or shift is None:
        return None, NO_ANCHOR
    reach = max(abs(shift.least), abs(shift.most)) * WINDOW_DAYS[shift.unit]
    if shift.unit in ("minute", "hour"):
        reach = -(-max(abs(shift.least), abs(shift.most)) // (24 if shift.unit == "hour" else 24 * 60))
    far = timedelta(days=reach)
    ahead = shift.most > 0
    first, last = (anchor.published, anchor.published + far) if ahead else (anchor.published - far, anchor.published)
    return dated(span(first, last, WINDOW_PRECISION.get(shift.unit, "day")), mention.text), None


def _shifted_instant(mention: TimeMention, anchor: Anchor) -> When | None:
    """Settle "two hours later" from an instant that was told."""
    shift, before = mention.stated.shift, anchor.previous
    if shift is None or shift.anchor != "previous" or shift.unit not in ("minute", "hour"):
        return None
    if before is None or before.start is None or before.end is None or "T" not in before.start or "T" not in before.end:
        return None
    one = timedelta(hours=1) if shift.unit == "hour" else timedelta(minutes=1)
    start = datetime.fromisoformat(before.start.replace("Z", "+00:00")) + shift.least * one
    end = datetime.fromisoformat(before.end.replace("Z", "+00:00")) + shift.most * one
    info = zone_of(before.zone)
    first, last = (moment.astimezone(info).date() if info else moment.date() for moment in (start, end))
    whole = dated(span(first, last, "hour"), mention.text)
    return replace(whole, start=stamp(start), end=stamp(end), zone=before.zone)
