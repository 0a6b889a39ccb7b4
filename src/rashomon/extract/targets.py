"""What was aimed at: a kind of target, a system, and the side that it belongs to."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.knowledge import triggers
from rashomon.extract.name_fact import NameFact, made
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import phrase

_GENERIC = frozenset(
    {
        "ground",
        "horizon",
        "field",
        "sky",
        "beach",
        "sea",
        "water",
        "yard",
        "street",
        "side",
        "system",
        "roof",
        "target",
        "site",
        "facility",
        "object",
        "area",
        "position",
        "location",
        "infrastructure",
        "territory",
        "sight",
        "basis",
        "lead",
        "date",
        "random",
        "will",
        "place",
        "way",
    }
)
# What a place is, not what was aimed at in it.
SETTLEMENTS = frozenset({"city", "town", "village", "settlement", "region", "district", "country", "capital", "suburb", "community",
                          "province", "oblast", "state", "neighbourhood", "neighborhood", "outskirt", "border", "hamlet",
                          "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})  # fmt: skip


def targets(scene: Scene, head: Token) -> Iterator[NameFact]:
    """What was aimed at: a kind of target, a system, and the side it belongs to."""
    lexicon = scene.tools.lexicon
    first, last = phrase(head)
    if scene.tokens_are_time(head) or head.lemma_.lower() in SETTLEMENTS:
        return
    for child in head.lefts:
        if child.dep_ == "poss":
            first = min(first, child.left_edge.i)
    systems = [
        term for term in scene.terms_in((first, last), "equipment")
        if lexicon.equipment[term.id].role in {"defence", "sensor", "platform", "both"}
        and not (head.i in scene.tokens(term) and lexicon.is_a(term.id, "missile"))
    ]  # fmt: skip
    kinds = scene.terms_in((first, last), "target")
    kinds = [term for term in kinds if head.i in scene.tokens(term)] or kinds
    if systems:
        # A system by its name before a class in any words: "S-400" before "anti-aircraft missile".
        best_system = max(
            systems, key=lambda t: (any(c.isupper() or c.isdigit() for c in t.text), scene.tools.depth(t.id))
        )
        entry = lexicon.equipment[best_system.id]
        yield made(scene, "target", _named(entry.name, head), entry.id, first, last, head.i)
    elif kinds:
        best = max(kinds, key=lambda term: term.end - term.start)
        target = lexicon.targets[best.id]
        yield made(scene, "target", _bare(scene, first, last), target.id, first, last, head.i)
    elif head.pos_ == "NOUN" and head.lemma_.lower() not in _GENERIC and not _counted_out(scene, head):
        yield made(scene, "target", _bare(scene, first, last), None, first, last, head.i)
    for term in scene.terms_in((first, last), "side"):
        inside = scene.tokens(term)
        named = term.via == "demonym" and head.pos_ == "PROPN" and inside.stop <= head.i  # "the Saudi Hospital"
        if term.via in {"demonym", "name", "forces"} and not named:
            yield made(scene, "recipient", lexicon.sides[term.id].name, term.id, inside.start, inside.stop, head.i)


def _bare(scene: Scene, first: int, last: int) -> str:
    """The words without determiners and possessives in front."""
    while first < last - 1 and (
        scene.doc[first].dep_ in {"det", "poss", "case", "predet", "nummod"} or scene.doc[first].is_punct
    ):
        first += 1
    return " ".join(scene.words(first, last).split())


def _named(name: str, head: Token) -> str:
    """ "S-400 division": the system and the noun that heads its phrase."""
    noun = head.lower_
    return name if noun in name.lower() else f"{name} {noun}"


def _counted_out(scene: Scene, head: Token) -> bool:
    """Nouns that are no target: munitions, times, places, and words for the attack itself."""
    if head.i in scene.place_at or head.i in scene.time_at:
        return True
    if head.lemma_.lower() in triggers().file.attacks.nouns | {
        "way",
        "time",
        "night",
        "death",
        "day",
        "week",
        "month",
        "hour",
        "one",
    }:
        return True
    item = scene.tools.lexicon.item_of(head.lemma_)
    return (item is not None and item.class_ in {"munition", "drone", "explosion"}) or head.pos_ == "PRON"
