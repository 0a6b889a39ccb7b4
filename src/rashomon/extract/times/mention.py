"""What a time expression says, before anyone asks which day that was."""

from datetime import date
from typing import Literal

from msgspec import Struct

from rashomon.values import When

Unit = Literal["minute", "hour", "day", "weekend", "week", "month", "year"]
MentionKind = Literal["point", "range", "set", "either", "window", "duration"]
WeekdayRelation = Literal["plain", "last", "next"]
NightRelation = Literal["from", "of", "between", "into"]
Portion = Literal["early", "mid", "late"]

LOCAL = "local"  # the zone word for "the zone of the place told of"


class Clock(Struct, frozen=True, kw_only=True):
    """A time of day: hour 0 to 23, minute, and the zone that was named: an IANA name, ``local`` or None.

    ``minutes`` says whether minutes were stated ("4:20", not "4 a.m."); ``until`` is the end of a range of clock times;
    ``same`` is the same instant in another zone, as in "03:00 Kyiv time (01:00 GMT)".
    """

    hour: int
    minute: int = 0
    minutes: bool = True
    zone: str | None = None
    until: "Clock | None" = None
    same: "Clock | None" = None


class Shift(Struct, frozen=True, kw_only=True):
    """A distance from another time: ``least`` to ``most`` units after it (before it where negative).

    ``event`` is a happening that the text goes on to name ("a day after the raid"): no day follows from that.
    """

    anchor: Literal["published", "previous", "event"]
    unit: Unit
    least: int
    most: int


class Stated(Struct, frozen=True, kw_only=True):
    """The parsed content of one expression; every part is None where it was not said.

    ``weekday`` counts from Monday 0. ``daypart`` is a key of the table in ``lexicon/times.yaml``. ``night`` tells how a
    night stands to its day: it begins on it ("Saturday night"), is the night "of" it or "between" it and another, or
    runs "into" it. ``portion`` is of a month or year. ``season`` is an ISO 8601-2 code. ``swapped`` marks a numeric
    date that reads both ways.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekday_relation: WeekdayRelation = "plain"
    clock: Clock | None = None
    daypart: str | None = None
    night: NightRelation | None = None
    shift: Shift | None = None
    portion: Portion | None = None
    season: int | None = None
    approx: bool = False
    swapped: bool = False

    @property
    def names_day(self) -> bool:
        """Whether a single day is named, by date, weekday or distance."""
        return self.day is not None or self.weekday is not None or (self.shift is not None and self.shift.unit == "day")


class TimeMention(Struct, frozen=True, kw_only=True):
    """A time expression at ``start`` to ``end`` (code points, half-open) of a text.

    ``kind`` is ``point`` (one time), ``range`` (``stated`` to ``until``), ``set`` (``stated``, ``others``, ``until``),
    ``either`` (one of them), ``window`` (a stretch that something happened within: "since Friday",
    "over the past few days") or ``duration`` (a length with no place on the calendar: "for three days"). ``future``
    tells that the sentence looks ahead, ``since`` that a window is open from its time on.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    stated: Stated
    until: Stated | None = None
    others: tuple[Stated, ...] = ()
    future: bool = False
    since: bool = False

    @property
    def is_clock_only(self) -> bool:
        """Whether only a time of day is said ("around 4:20 a.m."), so that the day has to come from elsewhere."""
        one = self.stated
        return one.clock is not None and not self.names_date

    @property
    def names_date(self) -> bool:
        """Whether it names a day or a longer period by itself, rather than a part of some day."""
        one = self.stated
        return any(part is not None for part in (one.day, one.weekday, one.month, one.year, one.shift, one.season))


class Anchor(Struct, frozen=True, kw_only=True):
    """What a mention is resolved against.

    ``published`` is the day of publication; ``year`` the year that holds for a document without one; ``zone`` the IANA
    zone of the place that the clause is about; ``previous`` the time last spoken of in this telling; ``dated`` the
    latest day that an undated document dates itself ("Wednesday, Dec. 11"), against which its bare weekdays are read;
    ``yearless`` the month and day of a dateline whose year nothing tells: days that count from it have no year either.
    """

    published: date | None = None
    year: int | None = None
    zone: str | None = None
    previous: When | None = None
    dated: date | None = None
    yearless: tuple[int, int] | None = None
