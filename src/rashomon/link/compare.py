"""Do two Reports tell of one happening? A sum over named features, each with its level, weight and reason.

A pure function of two Profiles and a table of weights: adding a Report to a ledger changes no other pair. Date and place
carry the decision. Who did it and how many were harmed are what accounts differ on, so rival culprits weigh nothing and
rival figures next to nothing. Two precise days apart, or two precise places apart, forbid the link.
"""

from typing import Any

from msgspec import Struct

from rashomon.link.features import COMMON, HAPPENING, SPEECH, place_agreement, time_agreement
from rashomon.link.profile import Kinship, PlainKinship, Profile
from rashomon.link.table import FORBIDS, Table, default_table
from rashomon.model import Judgement, Reason, Verdict
from rashomon.values import Quantity

AUTHOR = "rashomon"
APART = frozenset({"apart", "abroad", "other-day"})
_PLAIN = PlainKinship()
_ON_SPEECH = (*COMMON, *SPEECH)
_ON_HAPPENING = (*COMMON, *HAPPENING)


class Feature(Struct, frozen=True):
    """One line of a comparison: how far two Reports agree on one thing, and what was found."""

    name: str
    level: str
    weight: float
    found: tuple[Any, ...] = ()


class Comparison(Struct, frozen=True):
    """The features that spoke on a pair, and the sum of their weights: minus infinity where one forbids."""

    left: str
    right: str
    total: float
    features: tuple[Feature, ...]


def compare(left: Profile, right: Profile, kinship: Kinship | None = None, table: Table | None = None) -> Comparison:
    """Weigh a pair, every feature of it."""
    left, right = (left, right) if left.id <= right.id else (right, left)
    rows = (table or default_table()).features
    kinship = kinship or _PLAIN
    lines = []
    total = 0.0
    for name, feature in _ON_SPEECH if left.speech else _ON_HAPPENING:
        answer = feature(left, right, kinship)
        if answer is not None:
            weight = rows[name][answer[0]].score
            total += weight
            lines.append(Feature(name, answer[0], weight, answer[1:]))
    return Comparison(left.id, right.id, total, tuple(lines))


def total(left: Profile, right: Profile, kinship: Kinship, scores: dict[str, dict[str, float]]) -> float:
    """The total of ``compare`` alone, given up at the first feature that forbids."""
    left, right = (left, right) if left.id <= right.id else (right, left)
    weight = 0.0
    for name, feature in _ON_SPEECH if left.speech else _ON_HAPPENING:
        answer = feature(left, right, kinship)
        if answer is not None:
            found = scores[name][answer[0]]
            if found == FORBIDS:
                return FORBIDS
            weight += found
    return weight


def excludes(left: Profile, right: Profile, kinship: Kinship) -> bool:
    """Whether the days or the places of two Reports keep them apart whatever else agrees: the cheap part of ``compare``."""
    answers = (time_agreement(left, right, kinship), place_agreement(left, right, kinship))
    return any(answer is not None and answer[0] in APART for answer in answers)


def verdict(total: float, table: Table | None = None) -> Verdict:
    """SAME, UNSURE or DIFFERENT."""
    thresholds = table or default_table()
    if total >= thresholds.same_from:
        return "SAME"
    return "UNSURE" if total >= thresholds.unsure_from else "DIFFERENT"


def reasons(comparison: Comparison, table: Table | None = None) -> tuple[Reason, ...]:
    """Each feature as a code, a sentence and its weight."""
    rows = (table or default_table()).features
    return tuple(
        Reason(
            code=f"{line.name}-{line.level}",
            text=rows[line.name][line.level].says.format(*map(_said, line.found)),
            weight=line.weight,
        )
        for line in comparison.features
    )


def explain(left: Profile, right: Profile, kinship: Kinship | None = None, table: Table | None = None) -> Judgement:
    """The program's Judgement on a pair: SAME, DIFFERENT or UNSURE, with every feature that spoke."""
    found = compare(left, right, kinship, table)
    return Judgement(
        left=found.left, right=found.right, verdict=verdict(found.total, table), author=AUTHOR,
        reasons=reasons(found, table),
    )  # fmt: skip


def _said(found: Any) -> str:
    """What was found, as a sentence says it."""
    if isinstance(found, float):
        return f"{found:.0f}"
    if isinstance(found, Quantity):
        return (
            str(found.exact)
            if found.exact is not None
            else f"{found.low or 0}..{'' if found.high is None else found.high}"
        )
    return str(found)
