"""From what was stated to days on the calendar: the one place where a year, a week or a day is chosen.

News looks back: a weekday or month-day is the latest one not after publication, and the day of publication itself
counts. It looks ahead only where the sentence says so.
"""

import calendar
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.times.mention import Anchor, Portion, Shift, Stated
from rashomon.extract.times.words import time_words
from rashomon.values import TimePrecision

# A report filed on one side of the date line may tell of tomorrow's date on the other: one day ahead is still the past.
LEAD_DAYS = 1
# A weekday in an undated text is read against the latest day that the text dates itself, up to three days before it;
# further back it is as likely the day after.
DATED_REACH = 3
# A weekday that fits a month-day to come, and not the one gone by, announces it, if within half a year.
NOTICE_DAYS = 183
PORTION_DAYS: dict[Portion, tuple[int, int]] = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
PORTION_MONTHS: dict[Portion, tuple[int, int]] = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}  # meteorological, northern
ANY_LEAP_YEAR = 2000
ONE_DAY = timedelta(days=1)


class Problem(Struct, frozen=True):
    """Why a time is not, or not wholly, settled: an Issue without its place."""

    code: str
    message: str


class Period(Struct, frozen=True, kw_only=True):
    """Days ``first`` to ``last``, inclusive; both None where the year is unknown and only ``edtf`` tells."""

    first: date | None
    last: date | None
    edtf: str
    precision: TimePrecision
    problem: Problem | None = None

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last


YEAR_UNKNOWN = Problem(
    "year-unknown", "The text gives no year and no publication date is known; give one with --published DATE."
)
NO_ANCHOR = Problem(
    "no-anchor", "This time counts from the day of publication, which is not known; give it with --published DATE."
)
NO_PREVIOUS = Problem(
    "day-unknown", "This time counts from another one, and none is told before it; no day is assumed."
)
EVENT_TOLD = Problem(
    "day-unknown", "This time counts from another happening, whose day is not known; no day is assumed."
)
OUT_OF_RANGE = Problem("date-impossible", "This date falls outside the calendar; it is left out.")


def settle(stated: Stated, anchor: Anchor, *, future: bool = False, lead: int = LEAD_DAYS) -> Period | Problem:
    """The period that ``stated`` names, or the Problem that keeps it unknown; clock and part of day are left aside."""
    try:
        if stated.month is not None and stated.day is not None:
            return _month_day(stated, anchor, future=future, lead=lead)
        if stated.day is not None:
            return _day_number(stated, anchor, future=future)
        if stated.weekday is not None:
            return _weekday(stated, anchor, future=future)
        if stated.season is not None:
            return _season(stated, anchor)
        if stated.month is not None:
            return _month(stated, anchor, future=future)
        if stated.year is not None:
            return _year(stated.year, stated.portion)
        if stated.shift is not None:
            return _shift(stated, stated.shift, anchor, future=future)
        return _unsaid(stated, anchor)
    except (OverflowError, ValueError):
        return OUT_OF_RANGE


def one_day(day: date, problem: Problem | None = None) -> Period:
    """A single day."""
    return Period(first=day, last=day, edtf=day.isoformat(), precision="day", problem=problem)


def span(first: date, last: date, precision: TimePrecision) -> Period:
    """The days ``first`` to ``last``."""
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Period(first=first, last=last, edtf=edtf, precision=precision)


def _month_day(stated: Stated, anchor: Anchor, *, future: bool, lead: int) -> Period | Problem:
    month, day = stated.month or 0, stated.day or 0
    if _date(ANY_LEAP_YEAR, month, day) is None:
        return Problem("date-impossible", f"There is no day {day} in month {month}; the date is left out.")
    if stated.year is not None:
        found = _date(stated.year, month, day)
        if stated.swapped:
            return _either_order(found, _date(stated.year, day, month), stated, anchor)
    elif anchor.published is not None:
        found = _nearest_year(month, day, anchor.published, future=future, lead=lead)
        if found is not None and _mismatch(found, stated) is not None:
            ahead = _nearest_year(month, day, anchor.published, future=True, lead=lead)
            if ahead is not None and (ahead - anchor.published).days <= NOTICE_DAYS and not _mismatch(ahead, stated):
                found = ahead
    elif anchor.year is not None:
        found = _date(anchor.year, month, day)
    else:
        return Period(first=None, last=None, edtf=f"XXXX-{month:02}-{day:02}", precision="day", problem=YEAR_UNKNOWN)
    if found is None:
        return Problem("date-impossible", f"There is no day {day} in month {month} of that year; the date is left out.")
    return one_day(found, _mismatch(found, stated))


def _nearest_year(month: int, day: int, published: date, *, future: bool, lead: int) -> date | None:
    """The latest such day not after publication, or the first not before it; leap days may lie eight years off."""
    if future:
        years = range(published.year, min(published.year + 9, date.max.year + 1))
        return next((d for y in years if (d := _date(y, month, day)) and d >= published), None)
    limit = published + timedelta(days=lead)
    return next((d for y in range(limit.year, limit.year - 9, -1) if (d := _date(y, month, day)) and d <= limit), None)


def _either_order(american: date | None, european: date | None, stated: Stated, anchor: Anchor) -> Period | Problem:
    """12/11/2024: the weekday or the publication date may decide; else it is one of two days, and says so."""
    days = sorted(day for day in (american, european) if day is not None)
    if stated.weekday is not None:
        days = [day for day in days if day.weekday() == stated.weekday] or days
    if anchor.published is not None:
        limit = anchor.published + timedelta(days=LEAD_DAYS)
        days = [day for day in days if day <= limit] or days
    if len(days) == 1:
        return one_day(days[0], _mismatch(days[0], stated))
    first, last = days
    message = f"The day and the month can be read either way: {first.isoformat()} or {last.isoformat()}. Both are kept."
    return Period(
        first=first,
        last=last,
        edtf=f"[{first.isoformat()},{last.isoformat()}]",
        precision="year",
        problem=Problem("date-order-ambiguous", message),
    )


def _mismatch(day: date, stated: Stated) -> Problem | None:
    if stated.weekday is None or day.weekday() == stated.weekday:
        return None
    names = time_words().weekdays
    message = f"{day.isoformat()} is a {names[day.weekday()][0]}, not a {names[stated.weekday][0]}; the date is kept."
    return Problem("weekday-mismatch", message)


def _day_number(stated: Stated, anchor: Anchor, *, future: bool) -> Period | Problem:
    """Settle "on the 24th", "on Wednesday (31)": the latest such day, with that weekday where one is near."""
    number = stated.day or 0
    reference = anchor.published or anchor.dated or _previous_days(anchor)[1]
    if reference is None:
        return NO_ANCHOR
    step = 1 if future else -1
    days = [
        reference + timedelta(days=step * n) for n in range(366) if (reference + timedelta(days=step * n)).day == number
    ]
    if not days:
        return Problem("date-impossible", f"No month has a day {number}; the date is left out.")
    agreeing = [day for day in days if stated.weekday is None or day.weekday() == stated.weekday]
    best = agreeing[0] if agreeing and abs((agreeing[0] - days[0]).days) <= 31 else days[0]
    return one_day(best, _mismatch(best, stated))


def _weekday(stated: Stated, anchor: Anchor, *, future: bool) -> Period | Problem:
    wanted, reference = stated.weekday or 0, anchor.published
    if reference is None:
        return _weekday_undated(wanted, anchor)
    back, ahead = (reference.weekday() - wanted) % 7, (wanted - reference.weekday()) % 7
    if stated.weekday_relation == "next":
        return one_day(reference + timedelta(days=ahead or 7))
    if stated.weekday_relation == "last":
        return one_day(reference - timedelta(days=back or 7))
    return one_day(reference + timedelta(days=ahead) if future else reference - timedelta(days=back))


def _weekday_undated(wanted: int, anchor: Anchor) -> Period | Problem:
    if anchor.dated is not None:
        back = (anchor.dated.weekday() - wanted) % 7
        return one_day(anchor.dated - timedelta(days=back)) if back <= DATED_REACH else NO_ANCHOR
    first, last = _previous_days(anchor)
    if first is not None and last is not None and (last - first).days <= 1:
        for day in (last, first):
            if day.weekday() == wanted:
                return one_day(day)
    return NO_ANCHOR


def _month(stated: Stated, anchor: Anchor, *, future: bool) -> Period | Problem:
    month = stated.month or 0
    reference = anchor.published or anchor.dated
    year = stated.year
    if year is None and reference is not None:
        year = reference.year
        if stated.weekday_relation == "next" or future:
            year += month < reference.month or (stated.weekday_relation == "next" and month == reference.month)
        elif month > reference.month or (stated.weekday_relation == "last" and month == reference.month):
            year -= 1
    elif year is None:
        year = anchor.year
    first, last = PORTION_DAYS[stated.portion] if stated.portion else (1, 31)
    if year is None:
        last = min(last, calendar.monthrange(ANY_LEAP_YEAR + 1, month)[1])
        edtf = f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}" if stated.portion else f"XXXX-{month:02}"
        return Period(first=None, last=None, edtf=edtf, precision="month", problem=YEAR_UNKNOWN)
    last = min(last, calendar.monthrange(year, month)[1])
    period = span(date(year, month, first), date(year, month, last), "month")
    return period if stated.portion else replace(period, edtf=f"{year:04}-{month:02}")


def _year(year: int, portion: Portion | None) -> Period:
    first, last = PORTION_MONTHS[portion] if portion else (1, 12)
    edtf = f"{year:04}-{first:02}/{year:04}-{last:02}" if portion else f"{year:04}"
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Period(first=date(year, first, 1), last=end, edtf=edtf, precision="year")


def _season(stated: Stated, anchor: Anchor) -> Period | Problem:
    code = stated.season or 0
    start = SEASON_STARTS[code]
    reference = anchor.published or anchor.dated
    year = stated.year
    if year is None:
        if reference is None:
            return NO_ANCHOR
        year = reference.year - (date(reference.year, start, 1) > reference)
        year += stated.weekday_relation == "next"
    final = (start + 1) % 12 + 1
    final_year = year + (final < start)
    last = date(final_year, final, calendar.monthrange(final_year, final)[1])
    return Period(first=date(year, start, 1), last=last, edtf=f"{year:04}-{code}", precision="month")


def _shift(stated: Stated, shift: Shift, anchor: Anchor, *, future: bool) -> Period | Problem:
    if shift.anchor == "event":
        return EVENT_TOLD
    if shift.anchor == "published":
        first = last = anchor.published
        if first is None or last is None:
            return NO_ANCHOR
    else:
        first, last = _previous_days(anchor)
        if first is None or last is None:
            return NO_PREVIOUS
    if shift.unit in ("minute", "hour"):
        return span(first, last, "day")
    if shift.unit == "day":
        if shift.least == shift.most == 0:
            night = stated.night is not None and anchor.previous is not None and anchor.previous.precision == "night"
            return one_day(first if night and shift.anchor == "previous" else last)
        base = last if shift.least > 0 else first
        return span(base + timedelta(days=shift.least), base + timedelta(days=shift.most), "day")
    if shift.unit == "weekend":
        saturday = last + timedelta(days=(5 - last.weekday()) % 7 if future else -((last.weekday() - 5) % 7))
        if shift.least < 0 and saturday + ONE_DAY < last:  # on a weekday, "last weekend" is the one just past
            return span(saturday, saturday + ONE_DAY, "week")
        return span(saturday + timedelta(weeks=shift.least), saturday + timedelta(weeks=shift.least, days=1), "week")
    return _whole(last, shift, clip=anchor.published if shift.most == 0 and not future else None)


def _whole(base: date, shift: Shift, *, clip: date | None) -> Period:
    """Whole weeks, months or years at a distance; the present one ends with the day of publication."""
    if shift.unit == "week":
        monday = base - timedelta(days=base.weekday())
        first, last = monday + timedelta(weeks=shift.least), monday + timedelta(weeks=shift.most, days=6)
        return span(first, min(last, clip) if clip is not None and clip >= first else last, "week")
    if shift.unit == "month":
        first, last = _month_from(base, shift.least), _month_from(base, shift.most)
        end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        edtf = f"{first:%Y-%m}" if first == last else f"{first:%Y-%m}/{last:%Y-%m}"
        return Period(first=first, last=end, edtf=edtf, precision="month")
    start, end_year = base.year + shift.least, base.year + shift.most
    edtf = f"{start:04}" if start == end_year else f"{start:04}/{end_year:04}"
    return Period(first=date(start, 1, 1), last=date(end_year, 12, 31), edtf=edtf, precision="year")


def _month_from(base: date, months: int) -> date:
    index = base.year * 12 + base.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _unsaid(stated: Stated, anchor: Anchor) -> Period | Problem:
    """Only a part of a day or a clock time: the news of the night before, or the day last spoken of."""
    deictic = stated.daypart is not None and time_words().dayparts[stated.daypart].deictic
    first, last = _previous_days(anchor)
    # "On Friday a school was hit. Drones had come before dawn": the day told of, where it is one day, else the day of the news.
    if deictic and anchor.published is not None and (last is None or first != last):
        return one_day(anchor.published)
    if first is None or last is None or anchor.previous is None:
        return NO_PREVIOUS
    if first == last:
        return one_day(last)
    if anchor.previous.precision == "night":
        return span(first, last, "night")
    return Problem("day-unknown", "The time last told of spans several days, so that the day of this one is not known.")


def _previous_days(anchor: Anchor) -> tuple[date | None, date | None]:
    days = anchor.previous.days() if anchor.previous is not None else None
    return days if days is not None else (None, None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
