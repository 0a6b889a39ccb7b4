"""A settled period narrowed to what was said of it: the clock, the night, the part of the day."""

from datetime import date

from rashomon.extract.times.instants import at_clock, in_night, in_part, night_day
from rashomon.extract.times.mention import Anchor, Stated
from rashomon.extract.times.settle import ANY_LEAP_YEAR, ONE_DAY, Period, Problem, settle
from rashomon.extract.times.words import time_words
from rashomon.values import When

Result = tuple[When | None, Problem | None]

_NOON = 12

NIGHT_AMBIGUOUS = Problem(
    "night-ambiguous",
    "A night lies on two dates and only one is given; it is read as the night that begins on that date.",
)


def point(stated: Stated, said: str, anchor: Anchor, *, future: bool) -> Result:
    """One time on the calendar, or why there is none."""
    period = settle(stated, anchor, future=future)
    if isinstance(period, Problem):
        return None, period
    return placed(period, stated, said, anchor)


def placed(period: Period, stated: Stated, said: str, anchor: Anchor) -> Result:
    """The period narrowed by the clock, the night or the part of the day that was said with it."""
    first, last = period.first, period.last
    if first is None or last is None:
        return yearless(period, stated, said), period.problem
    nights = stated.daypart is not None and time_words().dayparts[stated.daypart].night
    problem = period.problem
    night: tuple[date, date] | None = None
    if nights and last - first == ONE_DAY:
        night = first, last
    elif nights and first == last:
        night, ambiguous = _night(first, stated, anchor)
        problem = problem or ambiguous
    elif period.precision == "night":
        night = first, last
    if stated.clock is not None and (first == last or night is not None):
        day = first if night is None else night_day(*night, stated.clock)
        when, clocked = at_clock(day, stated.clock, anchor.zone, said)
        return when, period.problem or clocked
    if night is not None:
        return in_night(*night, anchor.zone, said), problem
    if stated.daypart is not None and not nights and first == last:
        return in_part(first, period.edtf, time_words().dayparts[stated.daypart], anchor.zone, said), problem
    return dated(period, said, approx=stated.approx), problem


def _night(day: date, stated: Stated, anchor: Anchor) -> tuple[tuple[date, date], Problem | None]:
    """The two days of a night told by one.

    "Saturday night" begins on Saturday, a night "into Tuesday" ends on it. "Overnight" by itself is the night that ends
    on the day it is counted from. "Overnight on Tuesday" is the night that ends then where the report is of that day,
    as a report cannot tell of a night to come; else it is not certain which.
    """
    if stated.night == "from" and not _is_past_tonight(day, stated, anchor):
        return (day, day + ONE_DAY), None
    unsaid = not stated.names_day
    if stated.night in {"into", "from"} or (unsaid and anchor.published is not None) or anchor.published == day:
        return (day - ONE_DAY, day), None
    if unsaid:
        return (day - ONE_DAY, day), Problem("night-ambiguous", "Read as the night that ends on the day last told of.")
    return (day, day + ONE_DAY), NIGHT_AMBIGUOUS if stated.daypart == "overnight" else None


def _is_past_tonight(day: date, stated: Stated, anchor: Anchor) -> bool:
    """ "Tonight at 05:10" is told of the night that is over; no report is of a clock time to come."""
    return anchor.published == day and stated.clock is not None and stated.clock.hour < _NOON


def yearless(period: Period, stated: Stated, said: str) -> When:
    """A month-day, month or night without its year."""
    part = time_words().dayparts[stated.daypart] if stated.daypart else None
    if part is None or not part.night or stated.month is None or stated.day is None:
        return When(edtf=period.edtf, start=None, end=None, precision=period.precision, said=said)
    day = date(ANY_LEAP_YEAR, stated.month, stated.day)
    first, second = (day - ONE_DAY, day) if stated.night == "into" else (day, day + ONE_DAY)
    edtf = f"XXXX-{first:%m-%d}/XXXX-{second:%m-%d}"
    return When(edtf=edtf, start=None, end=None, precision="night", said=said)


def dated(period: Period, said: str, *, approx: bool = False) -> When:
    """Whole days; ``~`` marks an approximate date (ISO 8601-2, level 1), which an interval has no need of."""
    edtf = period.edtf + "~" if approx and not set(period.edtf) & set("/[{") else period.edtf
    return When(
        edtf=edtf,
        start=period.first.isoformat() if period.first else None,
        end=period.last.isoformat() if period.last else None,
        precision=period.precision,
        said=said,
    )
