"""What a claim can say: a count, a time, a place or a name, each with the words that said it.

All four are frozen. A count is an interval of whole numbers, a time an interval of instants, a place a point with a
radius: vagueness is width, never a guess. Nothing here reads text; ``rashomon.extract`` does.
"""

import math
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

TimePrecision = Literal["minute", "hour", "day", "night", "week", "month", "year"]

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the WGS 84 ellipsoid


class Quantity(Struct, frozen=True, kw_only=True, gc=False):
    """A count as an interval: ``low`` and ``high`` are inclusive, None is unbounded.

    Exactly six is 6..6, at least ten 10..None, up to six 0..6, none 0..0. ``approx`` marks "about" and vague words,
    ``said`` is the wording in the document.
    """

    low: int | None
    high: int | None
    approx: bool = False
    said: str = ""

    @property
    def exact(self) -> int | None:
        """The one number that it can be, or None."""
        return self.low if self.low == self.high else None

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval on the number line, in [0, inf]."""
        return (self.low or 0, math.inf if self.high is None else self.high)

    def overlaps(self, other: "Quantity") -> bool:
        """Whether one number could be both."""
        (low, high), (other_low, other_high) = self.bounds, other.bounds
        return low <= other_high and other_low <= high

    def __add__(self, other: "Quantity") -> "Quantity":
        """The interval sum; unbounded where either is."""
        return Quantity(
            low=(self.low or 0) + (other.low or 0),
            high=None if self.high is None or other.high is None else self.high + other.high,
            approx=self.approx or other.approx,
        )

    def remainder(self, *parts: "Quantity") -> "Quantity | None":
        """What is left of this whole after the parts, or None where the parts must exceed it.

        Interval subtraction clipped at zero: 6..6 less 2..2 is 4..4; 6..6 less 3..None is 0..3.
        """
        low, high = self.bounds
        taken_low = sum(part.bounds[0] for part in parts)
        taken_high = sum(part.bounds[1] for part in parts)
        if taken_low > high:
            return None
        most = high - taken_low
        return Quantity(
            low=max(0, int(low - taken_high)) if math.isfinite(taken_high) else 0,
            high=int(most) if math.isfinite(most) else None,
            approx=self.approx or any(part.approx for part in parts),
        )


class When(Struct, frozen=True, kw_only=True, gc=False):
    """A time as an interval: ``edtf`` follows ISO 8601-2, ``start`` and ``end`` are inclusive UTC instants or dates.

    ``start`` and ``end`` are None where the year is unknown (``edtf`` is then ``XXXX-11-23``). ``zone`` is the IANA zone
    in which a clock time was read.
    """

    edtf: str
    start: str | None
    end: str | None
    precision: TimePrecision
    zone: str | None = None
    said: str = ""

    def days(self) -> tuple[date, date] | None:
        """First and last calendar day that it touches, in the zone it was said in where that is known (UTC else)."""
        if self.start is None or self.end is None:
            return None
        return _day(self.start, self.zone), _day(self.end, self.zone)


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """A place as a point with a radius in kilometres; ``precision`` is UCDP's where_prec, 1 (exact) to 7 (sea or air).

    ``country`` is ISO 3166-1 alpha-2. ``latitude`` and ``longitude`` are WGS 84 degrees, None where the place was not
    resolved: a guess is never dressed up as a fact.
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    precision: int | None = None
    gazetteer: str | None = None
    gazetteer_id: str | None = None
    said: str = ""

    def distance_km(self, other: "Place") -> float | None:
        """Great-circle distance between the two points (haversine), or None where either is unresolved."""
        if self.latitude is None or self.longitude is None or other.latitude is None or other.longitude is None:
            return None
        return haversine_km(self.latitude, self.longitude, other.latitude, other.longitude)


class Name(Struct, frozen=True, kw_only=True, gc=False):
    """A named answer: an actor, a target, a weapon. ``id`` is stable across documents where the lexicon knows it."""

    name: str
    id: str | None = None
    said: str = ""


Value = Quantity | When | Place | Name


def haversine_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in kilometres between two WGS 84 points in degrees."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi = (other_phi - phi) / 2
    half_lambda = math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def _day(stamp: str, zone: str | None) -> date:
    """The calendar day of an ISO date or UTC instant, in ``zone``."""
    if len(stamp) == len("2024-12-11"):
        return date.fromisoformat(stamp)
    instant = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    if zone is not None:
        from zoneinfo import ZoneInfo

        instant = instant.astimezone(ZoneInfo(zone))
    return instant.date()
