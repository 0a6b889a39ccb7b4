"""Weights without labels: m and u of Fellegi and Sunter's model of record linkage, learned through the clusters.

Of the pairs of one happening a feature stands at each level with probability m, of the other candidates with u, and the
weight of a level is log2(m / u). A round links with the weights it has, takes the clusters at their word (what one Document
tells apart and what a chain of agreement cannot join is thus held against a pair), counts m and u anew, and goes on. Plain
expectation maximisation over single pairs finds on coded reports not happenings but which
sources came out together. From pairs that people judged the weights are counted at once.

Fellegi and Sunter, "A theory for record linkage", JASA 64 (1969); Celeux and Govaert, "A classification EM algorithm for
clustering and two stochastic versions", CSDA 14 (1992).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from rashomon.link import link
from rashomon.link.compare import Comparison, compare
from rashomon.link.keys import candidates
from rashomon.link.profile import Kinship, Profile
from rashomon.link.table import FORBIDS, Table

Pattern = tuple[tuple[str, str], ...]
ROUNDS = 3
SMOOTH = 0.5  # added to every count, so that a level that was never seen is not impossible
# Bits that the threshold lies below even odds: without it, every round joins less than the one before; with it they settle.
LENIENT = 1.0


class Learned(Struct, frozen=True):
    """The share of candidates that are one happening, and m, u and the weight of each level."""

    prior: float
    m: dict[str, dict[str, float]]
    u: dict[str, dict[str, float]]

    def weights(self) -> dict[str, dict[str, float]]:
        """log2(m / u) of every level."""
        return {
            name: {level: round(math.log2(self.m[name][level] / self.u[name][level]), 2) for level in self.m[name]}
            for name in self.m
        }

    def threshold(self) -> float:
        """The total from which a pair is likelier one happening than two."""
        return math.log2((1 - self.prior) / self.prior)


def pattern(comparison: Comparison) -> Pattern:
    """The levels at which a pair stands."""
    return tuple((line.name, line.level) for line in comparison.features)


def learn(profiles: Iterable[Profile], start: Table, kinship: Kinship | None = None, rounds: int = ROUNDS) -> Table:
    """A table with learned weights: ``rounds`` times link and count, from the weights of ``start``."""
    ordered = sorted(profiles, key=lambda profile: profile.id)
    compared = [compare(ordered[one], ordered[other], kinship, start) for one, other in candidates(ordered)]
    pairs = [(one.left, one.right, pattern(one)) for one in compared if one.total != FORBIDS]
    table = start
    for _ in range(rounds):
        home = {report: members[0] for members in link(ordered, kinship, table=table).clusters for report in members}
        same = Counter(found for left, right, found in pairs if home[left] == home[right])
        different = Counter(found for left, right, found in pairs if home[left] != home[right])
        counted = count(same, different, start)
        threshold = round(counted.threshold() - LENIENT, 2)
        table = start.reweighed(counted.weights(), threshold, threshold)
    return table


def count(same: Mapping[Pattern, int], different: Mapping[Pattern, int], table: Table) -> Learned:
    """M and u, counted from pairs whose answer is known."""
    merged = sorted({*same, *different})
    levels = {
        name: [level for level, row in rows.items() if row.score != FORBIDS] for name, rows in table.features.items()
    }
    ordered = [(found, same.get(found, 0) + different.get(found, 0)) for found in merged]
    belief = [same.get(found, 0) / number for found, number in ordered]
    return Learned(*_maximised(ordered, belief, levels))


def _maximised(
    ordered: list[tuple[Pattern, int]], belief: list[float], levels: Mapping[str, list[str]]
) -> tuple[float, dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    matched = sum(number * share for (_, number), share in zip(ordered, belief, strict=True))
    whole = sum(number for _, number in ordered)
    tallies = [{name: dict.fromkeys(rows, SMOOTH) for name, rows in levels.items()} for _ in range(2)]
    seen = {name for levels_of, _ in ordered for name, _ in levels_of}
    for (levels_of, number), share in zip(ordered, belief, strict=True):
        for name, level in levels_of:
            tallies[0][name][level] += number * share
            tallies[1][name][level] += number * (1 - share)
    m, u = (
        {
            name: {level: value / sum(rows.values()) for level, value in rows.items()}
            for name, rows in tally.items()
            if name in seen
        }
        for tally in tallies
    )
    return min(max(matched / whole, 1e-9), 1 - 1e-9) if whole else 0.5, m, u
