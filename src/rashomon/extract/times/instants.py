"""Clock times, parts of a day and nights as instants: the only home of zones and of the written form of a time."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rashomon.extract.times.mention import LOCAL, Clock
from rashomon.extract.times.settle import ONE_DAY, Problem
from rashomon.extract.times.words import Daypart
from rashomon.values import TimePrecision, When

NIGHT_FROM = time(18, 0)  # a night runs from here on its first day, local time
NIGHT_TO = time(6, 0)  # to here on its second
WHOLE_DAY_MINUTES = 24 * 60
WIDEST_OFFSETS = (timedelta(hours=-12), timedelta(hours=14))  # of any inhabited zone from UTC

ZONE_UNKNOWN = Problem(
    "zone-unknown",
    "The zone of this clock time is not known, because its place is not; the date is kept, the instant is not.",
)
CLOCK_MISMATCH = Problem(
    "clock-mismatch", "The two clock times given for this instant are not the same instant; the first is kept."
)


@cache
def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name, or None where it is unknown."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def stamp(instant: datetime) -> str:
    """An aware instant as UTC to the second: ``2024-12-11T01:20:00Z``."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def at_clock(day: date, clock: Clock, zone: str | None, said: str) -> tuple[When, Problem | None]:
    """The instant (or the stretch of a clock range) on ``day``; a clock without a zone keeps the date alone."""
    name = zone if clock.zone in (None, LOCAL) else clock.zone
    info = zone_of(name)
    moment = datetime.combine(day, time(clock.hour, clock.minute))
    problem = None
    if info is None and clock.same is not None:
        name, info = _zone_between(moment, clock.same)
    elif info is not None and clock.same is not None and not _same(moment.replace(tzinfo=info), clock.same):
        problem = CLOCK_MISMATCH
    last = _end(moment, clock)
    precision: TimePrecision = (
        "minute" if clock.minutes or (clock.until is not None and clock.until.minutes) else "hour"
    )
    if info is None:
        edtf = moment.isoformat() if last == moment else _dates(moment.date(), last.date())
        return When(
            edtf=edtf, start=moment.date().isoformat(), end=last.date().isoformat(), precision=precision, said=said
        ), ZONE_UNKNOWN  # fmt: skip
    aware, final = moment.replace(tzinfo=info), last.replace(tzinfo=info)
    edtf = written(aware) if last == moment else _dates(moment.date(), last.date())
    start, end = sorted((stamp(aware), stamp(final)))
    return When(edtf=edtf, start=start, end=end, precision=precision, zone=name, said=said), problem


def in_part(day: date, edtf: str, part: Daypart, zone: str | None, said: str) -> When:
    """A part of ``day``: its hours as instants where the zone is known, else the date."""
    info = zone_of(zone)
    if part.whole_day or info is None:
        precision: TimePrecision = "day" if part.whole_day else "hour"
        return When(edtf=edtf, start=day.isoformat(), end=day.isoformat(), precision=precision, zone=None, said=said)
    start, end = _minute_of(day, part.start), _minute_of(day, part.end)
    return When(
        edtf=edtf, start=stamp(start.replace(tzinfo=info)), end=stamp(end.replace(tzinfo=info)), precision="hour",
        zone=zone, said=said,
    )  # fmt: skip


def in_night(first: date, second: date, zone: str | None, said: str) -> When:
    """The night from ``first`` to ``second``, the day after."""
    info, edtf = zone_of(zone), f"{first.isoformat()}/{second.isoformat()}"
    if info is None:
        return When(edtf=edtf, start=first.isoformat(), end=second.isoformat(), precision="night", said=said)
    start, end = datetime.combine(first, NIGHT_FROM, info), datetime.combine(second, NIGHT_TO, info)
    return When(edtf=edtf, start=stamp(start), end=stamp(end), precision="night", zone=zone, said=said)


def night_day(first: date, second: date, clock: Clock) -> date:
    """The day of a night that a clock time falls on: before noon the second, from noon on the first."""
    return second if clock.hour < 12 else first


def written(aware: datetime) -> str:
    """An aware instant in ISO 8601-2 (EDTF level 0), with its offset; Z for UTC and for odd seconds."""
    offset = aware.utcoffset() or timedelta(0)
    if not offset or offset.total_seconds() % 60:
        return stamp(aware)
    return aware.isoformat()


def _end(moment: datetime, clock: Clock) -> datetime:
    if clock.until is None:
        return moment
    last = datetime.combine(moment.date(), time(clock.until.hour, clock.until.minute))
    return last if last >= moment else last + ONE_DAY


def _dates(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _minute_of(day: date, minute: int) -> datetime:
    """A minute of the day; the end of the day is its last second, so that the day is not left."""
    if minute == WHOLE_DAY_MINUTES:
        return datetime.combine(day, time(23, 59, 59))
    return datetime.combine(day, time(minute // 60, minute % 60))


def _same(aware: datetime, twin: Clock) -> bool:
    info = zone_of(twin.zone)
    if info is None:
        return True
    there = aware.astimezone(info)
    return (there.hour, there.minute) == (twin.hour, twin.minute)


def _zone_between(moment: datetime, twin: Clock) -> tuple[str | None, ZoneInfo | None]:
    """The fixed zone in which the local ``moment`` is the twin's clock time, the nearest to UTC of those that fit."""
    info = zone_of(twin.zone)
    if info is None:
        return None, None
    fits: list[timedelta] = []
    for days in (-1, 0, 1):
        there = datetime.combine(moment.date() + timedelta(days=days), time(twin.hour, twin.minute), info)
        offset = moment.replace(tzinfo=UTC) - there.astimezone(UTC)
        if WIDEST_OFFSETS[0] <= offset <= WIDEST_OFFSETS[1] and not offset % timedelta(hours=1):
            fits.append(offset)
    if not fits:
        return None, None
    hours = min(fits, key=abs) // timedelta(hours=1)
    name = f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}" if hours else "UTC"
    return name, zone_of(name)
