"""Documents in groups that nothing joins, so that each group can be linked on its own, anywhere.

Two Documents are joined where Reports of theirs come to SAME or UNSURE, where one may be a total over the other
(``salvo_keys``), where one names a Report of the other, and where a person judged a pair of them. Linking joins no others,
so that linking group by group gives what linking everything at once gives. Of millions of pairs that share a key, the few
that are not plainly apart are found on arrays of numbers (``near``) and then weighed (``weigh``).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from rashomon.link.clusters import Pair
from rashomon.link.compare import total
from rashomon.link.features import ADJACENT_HOURS
from rashomon.link.keys import keys
from rashomon.link.neighbourhood import salvo_keys
from rashomon.link.profile import Kinship, Profile
from rashomon.link.spots import spot
from rashomon.link.table import default_table

SLICES = 32  # keys are paired a slice at a time, so that the pairs of a million Reports do not stand in memory at once

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


class Spots(Struct, frozen=True):
    """When and where the Report of each row lies, and its Document's number.

    ``spots`` has a row each of first and last hours, of the points and of their reach, NaN where there is none.
    """

    documents: Numbers
    spots: NDArray[np.float64]
    towns: Numbers


class Sketch(Spots, frozen=True):
    """What grouping needs of some Documents: their Reports by row (``standings``), each with its Spot.

    ``owners`` are the rows that ``keys`` belong to. ``joins`` bring the Documents ``joined`` together wherever they are equal.
    Keys and names are hashes.
    """

    keys: Numbers
    owners: Numbers
    joins: Numbers
    joined: Numbers
    size: int


def sketch(documents: Iterable[Sequence[Profile]]) -> Sketch:
    """The Sketch of some Documents, each given by the Profiles of its Reports."""
    scores = _scores()
    nothing = float("nan")
    homes: list[int] = []
    spots: list[tuple[float, ...]] = []
    towns: list[int] = []
    found: list[int] = []
    owners: list[int] = []
    joins: list[int] = []
    joined: list[int] = []
    size = 0
    for number, profiles in enumerate(documents):
        size += 1
        for profile in profiles:
            names = (f"report {name}" for name in (profile.id, *profile.parts))
            mine = [number_of(key) for key in (*names, *(f"salvo {key}" for key in salvo_keys(profile)))]
            joins += mine
            joined += [number] * len(mine)
        for profile in standings(profiles):
            place = spot(profile, scores)
            first, last = place.hours or (nothing, nothing)
            spots.append((first, last, *(place.point or (nothing, nothing, nothing)), place.reach))
            towns.append(0 if place.town[1] is None else number_of(f"{place.town[0]} {place.town[1]}"))
            mine = [number_of(key) for key in keys(profile)]
            found += mine
            owners += [len(homes)] * len(mine)
            homes.append(number)
    return Sketch(
        np.array(homes, np.int64), np.array(spots, np.float64).reshape(-1, 6).T, np.array(towns, np.int64),
        np.array(found, np.int64), np.array(owners, np.int64), np.array(joins, np.int64), np.array(joined, np.int64), size,
    )  # fmt: skip


def merged(sketches: Iterable[Sketch]) -> Sketch:
    """One Sketch of many, Documents and Reports numbered on."""
    parts = list(sketches) or [sketch([])]
    rows = np.cumsum([0, *(len(part.documents) for part in parts)])
    firsts = np.cumsum([0, *(part.size for part in parts)])
    return Sketch(
        np.concatenate([part.documents + first for part, first in zip(parts, firsts, strict=False)]),
        np.concatenate([part.spots for part in parts], axis=1),
        np.concatenate([part.towns for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.owners + row for part, row in zip(parts, rows, strict=False)]),
        np.concatenate([part.joins for part in parts]),
        np.concatenate([part.joined + first for part, first in zip(parts, firsts, strict=False)]),
        int(firsts[-1]),
    )


def standings(profiles: Iterable[Profile]) -> list[Profile]:
    """Each Report as linking may see it: what counts over several happenings may turn out to be one after all."""
    return [
        one
        for profile in profiles
        for one in ((profile, replace(profile, total=False)) if profile.total else (profile,))
    ]


def near(whole: Sketch) -> tuple[Numbers, Numbers]:
    """The pairs of rows of different Documents that share a key and are not plainly apart, each once and in order."""
    return all_pairs((near_by(whole, *part) for part in slices(whole)), len(whole.documents))


def slices(whole: Sketch) -> Iterator[tuple[Numbers, Numbers]]:
    """The keys a slice at a time, each with its owner."""
    numbers = whole.keys % SLICES
    for number in range(SLICES):
        mine = np.flatnonzero(numbers == number)
        yield whole.keys[mine], whole.owners[mine]


def near_by(whole: Spots, keys: Numbers, owners: Numbers) -> Numbers:
    """The near pairs that one slice of keys joins, each as one number."""
    left, right = _not_apart(whole, *_pairs(keys, owners))
    return np.unique(np.minimum(left, right) * len(whole.documents) + np.maximum(left, right))


def all_pairs(found: Iterable[Numbers], rows: int) -> tuple[Numbers, Numbers]:
    """The pairs of all slices, each once and in order."""
    pairs = np.unique(np.concatenate([np.empty(0, np.int64), *found]))
    return pairs // max(1, rows), pairs % max(1, rows)


def weigh(one: Profile, other: Profile, kinship: Kinship) -> float:
    """What a pair comes to; of two totals that name parts the most that it may come to, once their clusters are known."""
    if one.parts and other.parts and one.total and other.total:
        one = replace(one, parts=other.parts)
    return total(one, other, kinship, _scores())


def groups(
    whole: Sketch, left: Numbers, right: Numbers, weights: Weights, judged: Iterable[Pair] = ()
) -> list[Numbers]:
    """The Documents of each group, by their numbers in order, groups by their first; ``weights`` are of all near pairs."""
    order = np.argsort(whole.joins, kind="stable")
    joins, joined = whole.joins[order], whole.joined[order]
    same = np.flatnonzero(joins[1:] == joins[:-1])
    home = united(np.arange(whole.size), joined[same], joined[same + 1])
    firm = weights >= default_table().unsure_from
    home = united(home, whole.documents[left[firm]], whole.documents[right[firm]])
    for pair in judged:
        names = [number_of(f"report {name}") for name in pair]
        places = np.searchsorted(joins, names)
        if all(place < len(joins) and joins[place] == name for place, name in zip(places, names, strict=True)):
            home = united(home, joined[places[:1]], joined[places[1:]])
    order = np.argsort(home, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(home[order])) + 1) if whole.size else []


def united(home: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """The groups ``home``, each named by its least member, once each of ``left`` is in one with its ``right``."""
    left, right = home[left], home[right]
    while True:
        apart = left != right
        if not apart.any():
            return home
        left, right = left[apart], right[apart]
        low, high = np.minimum(left, right), np.maximum(left, right)
        np.minimum.at(home, high, low)
        while True:  # what points to one that points on
            further = home[home]
            if np.array_equal(further, home):
                break
            home = further
        left, right = home[left], home[right]


@lru_cache(maxsize=1 << 16)
def number_of(key: str) -> int:
    """A key as a number: the same in every process, and so rarely that of another that no group is joined by chance."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


@cache
def _scores() -> dict[str, dict[str, float]]:
    return default_table().scores()


def _pairs(key_of: Numbers, owner: Numbers) -> tuple[Numbers, Numbers]:
    """Every pair of owners of one key."""
    order = np.argsort(key_of, kind="stable")
    key_of, owner = key_of[order], owner[order]
    starts = np.flatnonzero(np.r_[True, np.diff(key_of) != 0]) if len(key_of) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(key_of)])
    ends = np.repeat(starts + sizes, sizes)
    after = ends - np.arange(len(key_of)) - 1  # how many of its block come after each
    left = np.repeat(np.arange(len(key_of)), after)
    firsts = np.repeat(np.cumsum(after) - after, after)
    right = left + 1 + (np.arange(len(left)) - firsts)
    return owner[left], owner[right]


def _not_apart(whole: Spots, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs of different Documents that are not ``spots.plainly_apart``; what is missing, NaN, is not apart."""
    first, last, *point, reach = whole.spots
    keep = whole.documents[left] != whole.documents[right]
    left, right = left[keep], right[keep]
    away = (first[left] - last[right] > ADJACENT_HOURS) | (first[right] - last[left] > ADJACENT_HOURS)
    left, right = left[~away], right[~away]
    far = sum((axis[left] - axis[right]) ** 2 for axis in point) > (reach[left] + reach[right]) ** 2
    far &= (whole.towns[left] != whole.towns[right]) | (whole.towns[left] == 0)
    return left[~far], right[~far]
