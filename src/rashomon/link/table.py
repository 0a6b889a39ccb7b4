"""The table of weights: what each level of agreement of each feature counts for, read from ``weights.yaml``.

A table of one's own (learned, or changed by hand) has the same shape; ``load_table`` refuses one that lacks a level.
"""

import math
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from rashomon.errors import LexiconError
from rashomon.lexicon.loader import parse_yaml, path_text

FORBIDS = -math.inf


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """One level of agreement: its weight, when it holds, and the sentence that says so of a pair."""

    weight: float | Literal["forbids"]
    when: str
    says: str

    @property
    def score(self) -> float:
        """The weight as a number: minus infinity where it forbids."""
        return FORBIDS if isinstance(self.weight, str) else self.weight


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """Every feature with its levels; from ``same_from`` on a pair is SAME, from ``unsure_from`` on UNSURE."""

    same_from: float
    unsure_from: float
    features: dict[str, dict[str, Level]]

    def scores(self) -> dict[str, dict[str, float]]:
        """Feature -> level -> weight as a number."""
        return {name: {level: row.score for level, row in levels.items()} for name, levels in self.features.items()}

    def codes(self) -> dict[str, float]:
        """Every reason's code with its weight."""
        return {f"{name}-{level}": row.score for name, levels in self.features.items() for level, row in levels.items()}

    def reweighed(self, weights: dict[str, dict[str, float]], same_from: float, unsure_from: float) -> "Table":
        """The same table with other weights; what forbids goes on to forbid."""
        features = {
            name: {
                level: row
                if row.score == FORBIDS
                else replace(row, weight=weights.get(name, {}).get(level, row.weight))
                for level, row in levels.items()
            }
            for name, levels in self.features.items()
        }
        return Table(same_from=same_from, unsure_from=unsure_from, features=features)


@cache
def default_table() -> Table:
    """The packaged table."""
    return _checked(files("rashomon.link").joinpath("weights.yaml").read_text(encoding="utf-8"), "weights.yaml", None)


def load_table(path: Path) -> Table:
    """A table of one's own; raises LexiconError where it is not one or misses a level of the packaged table."""
    return _checked(path_text(path), str(path), default_table())


def _checked(text: str, source: str, whole: Table | None) -> Table:
    table = parse_yaml(text, Table, source=source)
    if not table.unsure_from <= table.same_from:
        raise LexiconError(f"{source}: unsure_from is above same_from. Lower it.")
    for name, levels in (whole or table).features.items():
        missing = levels.keys() - table.features.get(name, {}).keys()
        if missing:
            raise LexiconError(f"{source}, feature {name!r}: no level {', '.join(sorted(missing))}. Add it.")
    return table


def markdown(table: Table) -> str:
    """The table as docs/linking.md has it."""
    lines = ["| code | weight | when |", "|---|---|---|"]
    for name, levels in table.features.items():
        lines += [f"| `{name}-{level}` | {row.weight} | {row.when} |" for level, row in levels.items()]
    return "\n".join(lines)
