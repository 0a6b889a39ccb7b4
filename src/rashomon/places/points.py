"""Places given by a distance and a bearing from a known one ("37 km north-west of Kursk")."""

import re
from collections.abc import Iterator

from msgspec import Struct

from rashomon.places.geometry import bearing_of, destination
from rashomon.values import Place

LEAST_KM, SHARE = 2.0, 0.15  # how far off such a point may be: people round distances and measure from different edges
NEAR_KM = 25.0
KM_PER_MILE = 1.609344

_DISTANCE = re.compile(
    r"(?:(?:about|some|around|roughly|nearly|almost|approximately|just|over|more than|less than|up to)\s+)?"
    r"(?<![\w.,-])(?P<number>\d+(?:[.,]\d+)?|[a-z]+(?:-[a-z]+)?)\s*-?\s*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?"
    r"(?:\s*\([^()\n]{1,25}\))?"
    r"(?:\s+(?:to\s+the\s+|due\s+|away\s+)?(?P<bearing>(?:north|south|east|west)"
    r"(?:[- ]?(?:north|south)?[- ]?(?:east|west))?"
    r"(?:ern|erly)?))?\s+(?:of|from|away\s+from|off)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?$",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:km|kilomet(?:er|re)s?|miles?)\b(?:\s*\([^()\n]{1,25}\))?\s+from\s+the\s+"
    r"(?:border|front\s?line|front|line of contact)\b",
    re.IGNORECASE,
)
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: float(number) for number, word in enumerate(_ONES.split(), 1)} | {
    "a": 1.0, "twenty-five": 25.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0, "hundred": 100.0,
}  # fmt: skip
_WINDOW = 110  # characters before a name in which its distance may begin


class Distance(Struct, frozen=True):
    """A distance that ends right before a name: where its words begin, how far, and the bearing in words or None."""

    start: int
    km: float
    bearing: str | None


def distance_before(text: str, start: int) -> Distance | None:
    """The distance whose words end at ``start``, where a place's name begins; of two the one that is nearer."""
    begin = max(0, start - _WINDOW)
    found: re.Match[str] | None = None
    at = begin
    while (match := _DISTANCE.search(text, at, start)) is not None:
        if found is None or match.start("number") > found.start("number"):
            found = match
        at = match.start() + 1
    if found is None:
        return None
    said = found["number"].lower()
    number = float(said.replace(",", ".")) if said[0].isdigit() else _NUMBERS.get(said)
    if number is None:
        return None
    km = number * (KM_PER_MILE if found["unit"].lower().startswith("mi") else 1.0)
    return Distance(found.start(), km, found["bearing"])


def point_of(distance: Distance, origin: Place, said: str) -> Place | None:
    """The point that a distance leads to from ``origin``, or None where the origin has no exact point.

    With a bearing it lies max(2 km, 15 % of the distance) around the end of the great circle, and as much more as the
    origin is wide (at most 25 km); without one anywhere within that distance of the origin. Precision is 2 up to 25 km,
    else 3. The country is left out where the distance could cross a border (50 km).
    """
    latitude, longitude = origin.latitude, origin.longitude
    if latitude is None or longitude is None or origin.precision not in (1, 2):
        return None
    slack = max(LEAST_KM, SHARE * distance.km)
    bearing = bearing_of(distance.bearing) if distance.bearing else None
    if bearing is None:
        radius = distance.km + slack
    else:
        latitude, longitude = destination(latitude, longitude, distance.km, bearing)
        radius = slack + min(NEAR_KM, origin.radius_km or 0.0)
    return Place(
        name=said,
        country=None if distance.km > 50 else origin.country,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        radius_km=round(radius, 1),
        precision=2 if radius <= NEAR_KM else 3,
        gazetteer=origin.gazetteer,
        gazetteer_id=origin.gazetteer_id,
        said=said,
    )


def distances_from_lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of distances from a border or a front, which lead to no point."""
    return (match.span() for match in _BORDER.finditer(text))
