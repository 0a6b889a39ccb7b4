"""Which words for what is counted, used or struck name the same kind of thing, and which side a name stands for."""

from functools import lru_cache
from typing import Protocol


class ItemRelation(Protocol):
    """What reconciling asks of a lexicon. The ledger wires the real one in; ``PlainItems`` is what is known without."""

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether ``a`` and ``b`` name the same thing, or ``a`` a kind that ``b`` is one of."""
        ...

    def side_of(self, name: str) -> str | None:
        """The side that an actor or recipient (id or name) belongs to, None where that is not known."""
        ...

    def class_of(self, item: str) -> str | None:
        """The class of what is counted (civilian, military, child, munition ...), None where that is not known."""
        ...


# kind -> the kind that it is one of. Words of kinds only; what a weapon is, the lexicon knows.
PARENTS = {
    "missile": "munition", "rocket": "munition", "drone": "munition", "bomb": "munition", "shell": "munition",
    "projectile": "munition", "ballistic missile": "missile", "cruise missile": "missile", "uav": "drone",
    "attack drone": "drone", "aerial target": "munition",
    "civilian": "people", "child": "people", "woman": "people", "man": "people", "soldier": "people",
    "serviceman": "people", "troop": "people", "personnel": "people", "worker": "people", "resident": "civilian",
    "militant": "people", "officer": "people", "medic": "people", "rescuer": "people", "employee": "people",
}  # fmt: skip
SYNONYMS = {
    "children": "child", "women": "woman", "men": "man", "person": "people", "persons": "people",
    "servicemen": "serviceman",
    "unmanned aerial vehicle": "drone", "military personnel": "serviceman", "air target": "aerial target",
}  # fmt: skip
CLASSES = {
    "civilian": "civilian", "resident": "civilian", "child": "child", "soldier": "military", "serviceman": "military",
    "troop": "military", "militant": "military",
}  # fmt: skip
# Two weapons of one of these kinds, each named as the only one, exclude each other; a missile and a drone do not.
RIVAL_KINDS = ("missile", "drone", "rocket", "bomb", "shell", "artillery")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without regard to case, outer space or number; synonyms of kinds become one word."""
    plain = " ".join(word.casefold().split())
    if plain in SYNONYMS:
        return SYNONYMS[plain]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return SYNONYMS.get(plain, plain)


class PlainItems:
    """Kinds of munitions and of people, by the table above; sides by two-letter ids."""

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether ``b`` is ``a`` or one of its kind."""
        wanted, kind = fold(a), fold(b)
        while kind != wanted:
            if kind not in PARENTS:
                return False
            kind = PARENTS[kind]
        return True

    def side_of(self, name: str) -> str | None:
        """The name itself where it is an ISO 3166-1 alpha-2 code."""
        return name.upper() if len(name) == 2 and name.isalpha() else None

    def class_of(self, item: str) -> str | None:
        """The class by the table above."""
        return CLASSES.get(fold(item))


def comparable(relation: ItemRelation, a: str | None, b: str | None) -> bool:
    """Whether figures on ``a`` and ``b`` can be about the same things; an unnamed item can be any."""
    if a is None or b is None or fold(a) == fold(b):
        return True
    return relation.same_or_parent(a, b) or relation.same_or_parent(b, a)


def narrower(relation: ItemRelation, part: str | None, whole: str | None) -> bool:
    """Whether ``part`` is strictly a kind of ``whole``."""
    if part is None:
        return False
    if whole is None:
        return True
    if fold(part) == fold(whole):
        return False
    return relation.same_or_parent(whole, part) and not relation.same_or_parent(part, whole)
