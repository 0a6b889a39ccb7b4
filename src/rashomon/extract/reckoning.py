"""Days told from a happening that the text names: "on Monday, two days after the strike"."""

from datetime import date, timedelta

from rashomon.extract.anchors import Anchors, TimeAnchor, distance
from rashomon.extract.calendar import Calendar
from rashomon.extract.times import TimeMention
from rashomon.values import When

_DAYS = {"day": 1, "week": 7}


def is_told_after(mention: TimeMention) -> bool:
    """Whether a time is a distance from a happening that is named after it."""
    shift = mention.stated.shift
    return shift is not None and shift.anchor == "event"


def reckoned(anchors: Anchors, calendar: Calendar, time: TimeAnchor) -> When | None:
    """The day of the happening that a time is told from: the sentence's other time, else the publication, less the distance."""
    shift = time.mention.stated.shift
    if shift is None or shift.unit not in _DAYS:
        return None
    number = anchors.scene.sentence_number(time.token)
    others = [t for t in anchors.times.get(number, ()) if t.mention.kind == "point" and not is_told_after(t.mention)]
    base: date | None = calendar.published
    if others:
        when = calendar.resolve(min(others, key=lambda t: distance(time.token, t.token)).mention, None, None)
        days = when.days() if when is not None else None
        base = days[0] if days is not None else base
    if base is None:
        return None
    scale = _DAYS[shift.unit]
    first, last = sorted((base - timedelta(days=shift.most * scale), base - timedelta(days=shift.least * scale)))
    edtf = first.isoformat() if first == last else f"{first}/{last}"
    return When(edtf=edtf, start=first.isoformat(), end=last.isoformat(), precision="day", said=time.mention.text)
