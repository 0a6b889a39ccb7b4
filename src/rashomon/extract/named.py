"""Persons told by their names where victims are counted: "Archbishop Luis Prado" is one of the clergy.

The name itself is no answer to any question: what is kept is that there was one, and the role that the text gives.
"""

from spacy.tokens import Token

from rashomon.extract.scene import Scene

_PERSONS = frozenset({"person", "civilian", "child", "military"})
_TITLE = frozenset({"compound", "amod", "nmod"})
# Lexicon kinds whose words are names of something else.
_OTHERWISE = ("equipment", "side", "target", "speaker", "channel")


def named(scene: Scene, noun: Token, *, chosen: bool = False) -> str | None:
    """The item of the person that ``noun`` names, by role where one is told, else people; None where it names none.

    ``chosen`` is for the object of a verb that is done to nobody but persons: any name will do.
    """
    known = noun.text in scene.surnames or (noun.ent_type_ == "PERSON" and noun.tag_ in {"NNS", "NNPS"})
    if noun.tag_ != "NNP" and not (known and noun.tag_ in {"NN", "NNS", "NNPS"}):
        return None
    if noun.text.isdigit() or any(scene.term_at(noun, kind) for kind in _OTHERWISE):
        return None
    role = role_of(scene, noun)
    full = noun.ent_type_ == "PERSON" and any(c.ent_type_ == "PERSON" and c.dep_ in _TITLE for c in noun.lefts)
    if noun.i in scene.place_at and not (known or full):
        return None
    if role is None and not (known or full or noun.ent_type_ == "PERSON" or chosen):
        return None
    return role or "people"


def role_of(scene: Scene, noun: Token) -> str | None:
    """The role that stands with a name: before it ("Judge Ana Vera"), behind it ("Ana Vera, a judge") or above it."""
    near = [child for child in noun.lefts if child.dep_ in _TITLE and child.ent_type_ != "PERSON"][::-1]
    near += [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
    if noun.dep_ == "appos" and noun.head.pos_ == "NOUN":
        near.append(noun.head)
    items = scene.tools.lexicon.items
    for token in near:
        term = scene.term_at(token, "item")
        if term is not None and items[term.id].class_ in _PERSONS:
            return items[term.id].name
    for token in near:
        term = scene.term_at(token, "office")
        if term is not None:
            office = scene.tools.lexicon.offices.get(term.id)
            military = office is not None and office.kind == "military"
            return "military personnel" if military else " ".join(term.text.lower().split())
    return None
