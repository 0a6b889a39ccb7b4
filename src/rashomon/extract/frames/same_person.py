"""One victim told of twice is one: "the mayor, Ana Vera, was killed … Vera was shot at noon" is a mayor both times."""

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import phrase

_QUESTIONS = frozenset({"killed", "injured", "captured", "missing"})
_ONE = (1, 1)


def same_persons(scene: Scene, discourse: Discourse) -> None:
    """Give a victim told by name alone the item that the text counts the same person under elsewhere."""
    named = [(at, fact, _name(scene, fact)) for at, fact in enumerate(discourse.facts) if _is_one(fact)]
    for at, fact, name in named:
        if not name or not _is_bare(fact, name):
            continue
        known = {
            other.item for _, other, whole in named
            if other.question == fact.question and whole and (name <= whole or whole <= name)
            and not _is_bare(other, whole) and other.item != "relatives"
        }  # fmt: skip
        if len(known) == 1:
            discourse.facts[at] = replace(fact, item=known.pop())


def _is_one(fact: Fact) -> bool:
    return fact.question in _QUESTIONS and (fact.quantity.low, fact.quantity.high) == _ONE and fact.subset_of is None


def _is_bare(fact: Fact, name: frozenset[str]) -> bool:
    """Whether all that tells who was counted is a name."""
    return fact.item in {None, "people"} or name.issuperset((fact.item or "").split())


def _name(scene: Scene, fact: Fact) -> frozenset[str]:
    """The words of the person's name in the counted phrase or beside it; not those of whose wife or driver it is."""
    head = scene.doc[fact.head]
    first, last = phrase(head)
    beside = [token for child in head.children if child.dep_ == "appos" for token in scene.doc[slice(*phrase(child))]]
    return frozenset(
        t.lower_ for t in (*scene.doc[first:last], *beside)
        if t.pos_ == "PROPN" and t.is_alpha and (t.ent_type_ == "PERSON" or t.i == head.i) and _is_own(t, head)
    )  # fmt: skip


def _is_own(token: Token, head: Token) -> bool:
    while token.i != head.i and token.head.i != token.i:
        if token.dep_ in {"poss", "conj", "pobj"}:
            return False
        token = token.head
    return True
