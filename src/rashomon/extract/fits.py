"""Whether a day and a place can be those of a happening: intervals that touch, points that are near each other."""

from datetime import timedelta

from rashomon.values import Place, When

SAME_PLACE_KM = 30.0  # a city and its airfield, a village and the town it is named by
DISTRICT_KM = 60.0  # from the middle of a district to its villages
TOWN_KM = 1.6  # the radius of a place of some thousand people
_SITES = frozenset({"air", "airfield", "airport", "base", "camp", "port", "aerodrome"})
COUNTRY = 6  # where_prec of a whole country
_PART = 5  # where_prec of a part of a country
DISTRICT = 3  # where_prec of a second-level area
REGION = 4  # from here on a place is an area with places in it
_ORDER = ("minute", "hour", "night", "day", "week", "month", "year")


def same_day(one: When | None, other: When | None) -> bool:
    """Whether two times can be one: they share a calendar day, or one is unknown."""
    if one is None or other is None:
        return True
    first, second = one.days(), other.days()
    if first is None or second is None:
        return one.edtf[:10] == other.edtf[:10]
    return first[0] <= second[1] and second[0] <= first[1]


def later_days(one: When | None, other: When | None) -> int | None:
    """How many days ``other`` begins after ``one`` ends; None where either is unknown."""
    first, second = one.days() if one is not None else None, other.days() if other is not None else None
    if first is None or second is None:
        return None
    return (second[0] - first[1]) // timedelta(days=1)


def finer(one: When, other: When) -> bool:
    """Whether ``one`` is the more exact time."""
    return _ORDER.index(one.precision) < _ORDER.index(other.precision)


def is_wide(place: Place | None) -> bool:
    """Whether a place is a whole country."""
    return place is not None and place.precision == COUNTRY


def is_narrow(place: Place | None) -> bool:
    """Whether a place is a region or smaller."""
    return place is not None and (place.precision or 9) <= REGION


def is_named_only(place: Place) -> bool:
    """Whether no list knows a place: nothing of it is known, or only the region that the text puts it in."""
    return place.precision is None or (place.precision == REGION and place.admin1 not in {None, place.name})


def near(one: Place, other: Place) -> bool:
    """Whether two places can be one: within 30 km, or one in the other's region or country.

    A village that no list knows is another place than a town or village of another name.
    """
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    if is_wide(one) or is_wide(other):
        return True
    wide = max(one.precision or 1, other.precision or 1)
    if one.name.casefold() == other.name.casefold():
        return True
    if (is_named_only(one) and other.precision == _PART) or (is_named_only(other) and one.precision == _PART):
        return True  # "Puerto Orsa" and "eastern Colombia"
    if is_named_only(one) or is_named_only(other):
        listed = other if is_named_only(one) else one
        in_area = not is_named_only(listed) and (listed.precision or 1) >= 3
        return shares_name(one, other) or (in_area and (one.admin1 is None or one.admin1 == other.admin1))
    if wide == REGION and one.admin1 is not None and other.admin1 is not None:
        return one.admin1 == other.admin1
    distance = one.distance_km(other)
    if wide == DISTRICT and one.admin1 is not None and other.admin1 is not None and distance is not None:
        if one.precision == other.precision:
            return shares_name(one, other)  # two districts of one region
        return one.admin1 == other.admin1 and distance <= max(one.radius_km or 0.0, other.radius_km or 0.0, DISTRICT_KM)
    if _are_towns(one, other):
        return False
    if distance is None:
        return one.admin1 is not None and one.admin1 == other.admin1
    reach = max(one.radius_km or 0.0, other.radius_km or 0.0) if wide >= REGION else SAME_PLACE_KM
    return distance <= max(reach, SAME_PLACE_KM)


def _are_towns(one: Place, other: Place) -> bool:
    """Whether both are towns of different names, however near: a text that names both means two."""
    both = (one, other)
    return (
        all(each.precision == 1 and (each.radius_km or 0) >= TOWN_KM for each in both)
        and not any(word in _SITES for each in both for word in each.name.casefold().split())
        and not shares_name(one, other)
    )


def shares_name(one: Place, other: Place) -> bool:
    """Whether two places have a word of their names in common: a province and its city."""
    return not set(one.name.casefold().split()).isdisjoint(other.name.casefold().split())


def same_place(one: Place | None, other: Place | None) -> bool:
    """Whether two places can be one, unknown ones included."""
    return one is None or other is None or near(one, other)
