"""Whether two figures can both be true as of a common time, and what a contradiction is about."""

import math
from collections.abc import Sequence

from rashomon.model import Contradiction, ContradictionType, Speaker
from rashomon.reconcile.figures import Figure

# Counts that can only rise as more becomes known.
RISING = frozenset({"killed", "injured", "casualties", "damaged", "destroyed"})
# Counts that go up and down: people are found, and others reported.
CHANGING = frozenset({"missing"})
_ARMED = frozenset({"military", "party"})
TYPES: dict[str, ContradictionType] = {
    "when": "time", "deadline": "time", "where": "place", "launched_from": "place", "actor": "actor", "recipient": "actor",
    "weapon": "weapon", "defence": "weapon", "target": "target", "type": "definition", "about": "definition",
    "condition": "definition",
}  # fmt: skip


def contradiction_type(question: str, *, none_at_all: bool = False) -> ContradictionType:
    """What disputing a question is about. ``none_at_all``: one camp says that there was none where others count some."""
    return TYPES.get(question) or ("occurrence" if none_at_all else "figure")


def passed(question: str, one: Figure, other: Figure) -> bool:
    """Whether the higher ``other`` has passed ``one``, which stood before ``other`` in a count that rises, and was not said again after it.

    A day without an hour is the whole day, to its end. A figure that is quoted again on the very day of the newer one is
    no later for it. A higher figure of the enemy is no newer one of the same toll.
    """
    if question not in RISING or not one.since or not other.since or one.until[:10] > other.since[:10]:
        return False
    if enemies(one.speaker, other.speaker) or other.reach[0] <= one.reach[1]:
        return False
    return end_of_day(one.since) < end_of_day(other.since)


def enemies(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are of two sides, one of them under arms."""
    armed = one.kind in _ARMED or other.kind in _ARMED
    return armed and one.side is not None and other.side is not None and one.side != other.side


def of_other_days(question: str, one: Figure, other: Figure) -> bool:
    """Whether the two are of different days in a count that goes up and down."""
    if question not in CHANGING or not one.since or not other.since:
        return False
    return one.until[:10] < other.since[:10] or other.until[:10] < one.since[:10]


def exclude(question: str, one: Figure, other: Figure) -> bool:
    """Whether two figures cannot both be true: an older one of a rising toll is a floor."""
    if of_other_days(question, one, other):
        return False
    (low, high), (other_low, other_high) = one.reach, other.reach
    if passed(question, one, other):
        high = math.inf
    elif passed(question, other, one):
        other_high = math.inf
    return low > other_high or other_low > high


def kinds(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures that compare alike with any other, together: one interval and reading, the same dates, the same side.

    Many equal accounts then cost no more than one.
    """
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for one in figures:
        armed = one.speaker.kind in _ARMED
        key = (one.reach, one.since, one.until, one.quantity.bounds, one.speaker.side or "", armed)
        alike.setdefault(key, []).append(one)
    return [alike[key] for key in sorted(alike)]


def camps(question: str, groups: Sequence[Sequence[Figure]]) -> list[list[Figure]]:
    """Of ``kinds`` the figures that exclude another, those with the same interval together, lowest first; empty where none does."""
    clashing: dict[int, None] = {}
    for place, group in enumerate(groups):
        for further, other in enumerate(groups[place + 1 :], place + 1):
            if exclude(question, group[0], other[0]):
                clashing |= {place: None, further: None}
    found: dict[tuple[float, float], list[Figure]] = {}
    for place in clashing:
        for one in groups[place]:
            found.setdefault(one.quantity.bounds, []).append(one)
    return [sorted(found[bounds], key=lambda one: one.speaker.id) for bounds in sorted(found)]


def contradiction(question: str, sides: Sequence[Sequence[Figure]]) -> Contradiction:
    """The record of figures that exclude each other."""
    none_at_all = any(one.quantity.high == 0 for side in sides for one in side)
    between = tuple(tuple(sorted(name for one in side for name in one.account.claims)) for side in sides)
    return Contradiction(type=contradiction_type(question, none_at_all=none_at_all), between=between)


def end_of_day(stamp: str) -> str:
    """A stamp that sorts after every hour of its day where it has none."""
    return stamp if "T" in stamp else f"{stamp}T24"
