"""Points on the sphere: where a distance and a bearing lead, and which words name which bearing."""

import math

from rashomon.values import EARTH_RADIUS_KM

_COMPASS = {
    "north": 0.0, "north northeast": 22.5, "northeast": 45.0, "east northeast": 67.5, "east": 90.0,
    "east southeast": 112.5, "southeast": 135.0, "south southeast": 157.5, "south": 180.0, "south southwest": 202.5,
    "southwest": 225.0, "west southwest": 247.5, "west": 270.0, "west northwest": 292.5, "northwest": 315.0,
    "north northwest": 337.5,
    "n": 0.0, "nne": 22.5, "ne": 45.0, "ene": 67.5, "e": 90.0, "ese": 112.5, "se": 135.0, "sse": 157.5, "s": 180.0,
    "ssw": 202.5, "sw": 225.0, "wsw": 247.5, "w": 270.0, "wnw": 292.5, "nw": 315.0, "nnw": 337.5,
}  # fmt: skip


def bearing_of(words: str) -> float | None:
    """Degrees clockwise from north of a compass direction in words ("north-west", "southeastern", "SSW"), or None."""
    text = " ".join(words.lower().replace("-", " ").replace("ern", "").replace("erly", "").split())
    if text in _COMPASS:
        return _COMPASS[text]
    joined = text.replace(" ", "")
    for spelling, degrees in _COMPASS.items():
        if spelling.replace(" ", "") == joined:
            return degrees
    return None


def destination(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The WGS 84 point ``km`` along the great circle that leaves a point at ``bearing`` degrees."""
    phi, lam, theta = math.radians(latitude), math.radians(longitude), math.radians(bearing)
    angle = km / EARTH_RADIUS_KM
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(theta)
    phi_there = math.asin(max(-1.0, min(1.0, sine)))
    lam_there = lam + math.atan2(
        math.sin(theta) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine
    )
    return math.degrees(phi_there), (math.degrees(lam_there) + 540) % 360 - 180
