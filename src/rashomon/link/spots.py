"""When and where a Report lies at most: what tells two Reports plainly apart at a fraction of what comparing them costs.

``total`` forbids every pair that is ``plainly_apart``, so that the outcome is the same with and without asking first.
"""

import math
from datetime import datetime, timedelta

from msgspec import Struct

from rashomon.link.features import ADJACENT_HOURS, NEAR_KM
from rashomon.link.profile import Profile, radius_km, vague
from rashomon.link.table import FORBIDS
from rashomon.values import EARTH_RADIUS_KM

_EPOCH = datetime(1970, 1, 1)
_HOUR = timedelta(hours=1)
_ROUNDING_KM = 1.0  # what a chord and an arc may differ by at the distances that count, and more


class Spot(Struct, frozen=True):
    """The hours since 1970 that a Report's times lie in, and the unit vector of its one town with half of ``NEAR_KM`` around it.

    ``reach`` is in radii of the Earth. None where linking would look at more than hours and distance.
    """

    hours: tuple[float, float] | None
    point: tuple[float, float, float] | None
    reach: float
    town: tuple[str | None, str | None]


def spot(profile: Profile, scores: dict[str, dict[str, float]]) -> Spot:
    """The Spot of a Profile, as far as a table forbids what lies apart."""
    hours = point = None
    reach = 0.0
    town: tuple[str | None, str | None] = (None, None)
    if profile.times and scores["time"]["apart"] == FORBIDS:
        start, end = profile.times[0].start, profile.times[0].end
        for span in profile.times[1:]:
            start, end = min(start, span.start), max(end, span.end)
        hours = ((start - _EPOCH) / _HOUR, (end - _EPOCH) / _HOUR)
    single = len(profile.places) == 1 and not profile.total and not profile.speech
    place = profile.places[0] if single and scores["place"]["apart"] == FORBIDS else None
    if place is not None and not vague(place) and place.latitude is not None and place.longitude is not None:
        phi, theta = math.radians(place.latitude), math.radians(place.longitude)
        point = (math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi))
        reach = (radius_km(place) + (NEAR_KM + _ROUNDING_KM) / 2) / EARTH_RADIUS_KM
        town = (place.gazetteer, place.gazetteer_id)
    return Spot(hours, point, reach, town)


def plainly_apart(one: Spot, other: Spot) -> bool:
    """Whether the hours or the towns of two Reports lie so far apart that nothing brings them together."""
    mine, theirs = one.hours, other.hours
    if mine is not None and theirs is not None and (
        mine[0] - theirs[1] > ADJACENT_HOURS or theirs[0] - mine[1] > ADJACENT_HOURS
    ):  # fmt: skip
        return True
    here, there = one.point, other.point
    if here is None or there is None:
        return False
    across, along, up = here[0] - there[0], here[1] - there[1], here[2] - there[2]
    reach = one.reach + other.reach
    far = across * across + along * along + up * up > reach * reach
    return far and (one.town[1] is None or one.town != other.town)
