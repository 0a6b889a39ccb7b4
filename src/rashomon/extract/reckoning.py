"""Days told from a happening that the text names: "on Monday, two days after the strike"."""

from datetime import date, timedelta

from rashomon.extract.anchors import Anchors, TimeAnchor, distance
from rashomon.extract.calendar import Calendar
from rashomon.extract.times import TimeMention
from rashomon.values import When

LONG_AGO, TODAY = "long ago", "today"
_DAYS = {"day": 1, "week": 7}


def is_told_after(mention: TimeMention) -> bool:
    """Whether a time is a distance from a happening that is named after it."""
    shift = mention.stated.shift
    return shift is not None and shift.anchor == "event"


def is_soon_after(mention: TimeMention) -> bool:
    """Whether a time lies minutes or hours behind another: what came then belongs to the same attack."""
    shift = mention.stated.shift
    return shift is not None and shift.unit in {"minute", "hour"}


def is_told_before(mention: TimeMention) -> bool:
    """Whether a time lies before the one that was told of last: "the night before", "two days earlier"."""
    shift = mention.stated.shift
    return shift is not None and shift.anchor == "previous" and shift.most < 0


def recency(mention: TimeMention, day: When | None) -> str | None:
    """What a time without a day says of when it was: a weekday, today or long ago ("last year", "in 2017")."""
    one = mention.stated
    if mention.kind != "point" or mention.is_clock_only or (day is not None and day.precision not in {"month", "year"}):
        return None
    if one.year is not None and one.day is None:
        return LONG_AGO
    if one.shift is not None and one.shift.anchor == "published":
        if one.shift.unit in {"month", "year"}:
            return LONG_AGO if one.shift.most < 0 else None
        return TODAY if one.shift.unit in {"day", "hour", "minute"} and one.shift.most == 0 else None
    plain = one.weekday is not None and one.month is None and one.weekday_relation == "plain" and day is None
    return f"weekday {one.weekday}" if plain else None


def reckoned(anchors: Anchors, calendar: Calendar, time: TimeAnchor, *, known: bool = False) -> When | None:
    """The day of the happening that a time is told from: the sentence's other time, else the publication, less the distance.

    The publication says nothing where the text told of a happening before whose day is ``known``.
    """
    shift = time.mention.stated.shift
    if shift is None or shift.unit not in _DAYS:
        return None
    number = anchors.scene.sentence_number(time.token)
    others = [t for t in anchors.times.get(number, ()) if t.mention.kind == "point" and not is_told_after(t.mention)]
    base: date | None = None if known else calendar.published
    if others:
        when = calendar.resolve(min(others, key=lambda t: distance(time.token, t.token)).mention, None, None)
        days = when.days() if when is not None else None
        base = days[0] if days is not None else base
    if base is None:
        return None
    scale = _DAYS[shift.unit]
    ends = sorted((base - timedelta(days=shift.most * scale), base - timedelta(days=shift.least * scale)))
    return _days(ends[0], ends[1], time)


def following(day: When, time: TimeAnchor) -> When | None:
    """The day that lies a distance after a happening of a known day: "a day after the blast, gunmen shot dead three"."""
    shift, days = time.mention.stated.shift, day.days()
    if shift is None or shift.unit not in _DAYS or days is None or days[0] != days[1] or shift.least < 0:
        return None
    scale = _DAYS[shift.unit]
    return _days(days[0] + timedelta(days=shift.least * scale), days[0] + timedelta(days=shift.most * scale), time)


def _days(first: date, last: date, time: TimeAnchor) -> When:
    edtf = first.isoformat() if first == last else f"{first}/{last}"
    return When(edtf=edtf, start=first.isoformat(), end=last.isoformat(), precision="day", said=time.mention.text)
