"""How counts of people stand to each other, from ``lattice.yaml``: parts of wholes, parts that add up, partial counts.

A part is never a rival of its whole. Kinds of one division share nobody: soldiers are no fighters and civilians no
combatants, whatever the lexicon's own tree of nouns says.
"""

import re
from functools import cache, lru_cache

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.lexicon import load_yaml
from rashomon.model import COUNT_QUESTIONS, Speaker
from rashomon.reconcile.items import ItemRelation, fold, narrower

PEOPLE = "people"
SOURCE = "lattice.yaml"


class Division(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parts of one whole that share nothing. ``all``: they are all of it."""

    whole: str
    parts: tuple[str, ...]
    all: bool


class Lattice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole table; the file says what each key means."""

    kinds: dict[str, tuple[str, ...]]
    divisions: tuple[Division, ...]
    outcomes: tuple[Division, ...]
    labels: tuple[str, ...]
    partial: tuple[str, ...]


@cache
def lattice() -> Lattice:
    """The packaged table, checked; raises LexiconError."""
    table = load_yaml(SOURCE, Lattice)
    check(table)
    return table


def check(table: Lattice) -> None:
    """Raise LexiconError on the first entry that breaks the rules of the file."""
    known = {PEOPLE, *table.kinds, *(part for one in table.divisions for part in one.parts)}
    for division in table.divisions:
        if division.whole not in known:
            raise LexiconError(f"{SOURCE}, divisions: {division.whole!r} is no kind or part. Add it, or correct it.")
    for row in (*table.divisions, *table.outcomes):
        if len(set(row.parts)) < 2 or row.whole in row.parts:
            raise LexiconError(f"{SOURCE}, {row.whole!r}: give at least two parts other than the whole.")
    for outcome in table.outcomes:
        for question in (outcome.whole, *outcome.parts):
            if question not in COUNT_QUESTIONS:
                raise LexiconError(f"{SOURCE}, outcomes: {question!r} is no question that counts. Correct it.")


def kind_in(division: Division, item: str | None, relation: ItemRelation) -> str | None:
    """Which part of a division an item is or belongs to; None where none, or where it cannot be told."""
    if item is None:
        return None
    exact = [part for part in division.parts if same(part, item, relation)]
    within = exact or [part for part in division.parts if _belongs(part, item, relation)]
    return within[0] if len(within) == 1 else None


def apart(a: str | None, b: str | None, relation: ItemRelation) -> bool:
    """Whether two kinds of people share nobody: they lie in two parts of one division."""
    for division in lattice().divisions:
        one, other = kind_in(division, a, relation), kind_in(division, b, relation)
        if one is not None and other is not None and one != other:
            return True
    return False


def part_of_people(wide: str | None, item: str | None, relation: ItemRelation) -> bool:
    """Whether ``item`` counts strictly some of those that ``wide`` counts."""
    if fold(wide or "") == PEOPLE:
        return fold(item or "") != PEOPLE
    if wide is None or item is None or same(wide, item, relation) or apart(wide, item, relation):
        return False
    return narrower(relation, item, wide) or (wide in lattice().kinds and _belongs(wide, item, relation))


def describes(item: str | None, relation: ItemRelation) -> bool:
    """Whether a noun only says who people were (guards, worshippers, "terrorists"): told alone it is all of them.

    Kinds that divide people (civilians, children, soldiers) are parts, whoever tells of them.
    """
    if item is None:
        return False
    if any(same(label, item, relation) for label in lattice().labels):
        return True
    parts = [part for division in lattice().divisions for part in division.parts]
    return relation.class_of(item) == "person" and not any(same(part, item, relation) for part in parts)


def same(a: str, b: str, relation: ItemRelation) -> bool:
    """Whether two words name the same kind."""
    return fold(a) == fold(b) or (relation.same_or_parent(a, b) and relation.same_or_parent(b, a))


def counts_some(speaker: Speaker) -> bool:
    """Whether a speaker counts those who were brought in: a hospital's figure bounds the whole from below."""
    return speaker.kind in ("medic", "unknown") and _is_partial(speaker.name)


@lru_cache(maxsize=1 << 16)
def _is_partial(name: str) -> bool:
    return _partial().search(name.casefold()) is not None


@cache
def _partial() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lattice().partial))})s?\b")


def _belongs(part: str, item: str, relation: ItemRelation) -> bool:
    if part in lattice().kinds and relation.class_of(item) in lattice().kinds[part]:
        return True
    return relation.same_or_parent(part, item)
