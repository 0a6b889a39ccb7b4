"""What a noun names: its item, the group of the item, and the equipment that its phrase names."""

import re

from spacy.tokens import Token

from rashomon.extract.knowledge import nouns
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import after_of, phrase

# Lexicon classes -> the groups that triggers.yaml speaks of.
ITEM_GROUPS = {
    "munition": "munition", "drone": "munition", "aircraft": "aircraft", "person": "person", "civilian": "person",
    "child": "person", "military": "person", "building": "object", "vehicle": "object", "infrastructure": "object",
    "ship": "object", "location": "object", "air defence": "object", "weapon system": "object", "explosion": "explosion",
    "animal": "other",
}  # fmt: skip
EQUIPMENT_GROUPS = {
    "missile": "munition", "ballistic missile": "munition", "cruise missile": "munition", "anti-ship missile": "munition",
    "anti-aircraft missile": "munition", "anti-tank missile": "munition", "rocket": "munition", "bomb": "munition",
    "shell": "munition", "explosive": "munition", "drone": "munition", "naval drone": "munition",
    "rocket artillery": "munition", "aircraft": "aircraft", "helicopter": "aircraft", "small arms": "object",
}  # fmt: skip
_GROUND = frozenset({"militant", "terrorist", "terror", "military", "rebel", "insurgent", "infrastructure", "ground", "hezbollah", "hamas",
                     "houthi", "pkk", "isis", "strategic", "industrial", "civilian"})  # fmt: skip
LIVES = frozenset({"life"})
_UNITS = frozenset({"platoon", "battalion", "brigade", "regiment", "garrison"})
_ARMY = frozenset({"army", "military", "navy", "forces"})
# Words for people by what became of them, before which another word can say who they are.
_HARMED = frozenset({"casualty", "death", "fatality", "victim", "dead", "wounded", "injured", "body", "corpse"})
_AGENTIVE = re.compile(
    r"(?:[a-z]{2}(?:ers|ors|ists|ees|ants|ians|eers|smen|women|men)|members|leaders|heads|people|folk)$"
)
_OFFICE = re.compile(
    r"(?:man|woman|or|er|ist|head|chief|official|general|president|deputy|mayor|medic|resident|leader|local)s?$"
)


def thing_of(scene: Scene, noun: Token) -> tuple[str | None, str | None, str | None]:
    """Item, group and equipment id of a noun: the weapon that its phrase names wins over the generic noun."""
    lexicon = scene.tools.lexicon
    noun = _past_brackets(noun)
    lemma = noun.lemma_.lower()
    if lemma in nouns().debris:
        return "debris", "debris", None
    if lemma in LIVES:
        return "people", "life", None
    span = _name_span(noun)
    term = scene.term_at(noun, "item")
    generic = lexicon.items.get(term.id) if term is not None else lexicon.item_of(noun.lemma_)
    group = ITEM_GROUPS.get(generic.class_, "other") if generic is not None else None
    if generic is not None and generic.id == "attacks":
        group = "attack"
    named = [
        term for term in scene.terms_in(span, "equipment")
        if noun.i in scene.tokens(term) or group in {"munition", "aircraft", None}
        or (group == "person" and not scene.tools.is_class(term.id))
    ]  # fmt: skip
    if (
        group == "person"
        and named
        and not any(noun.i in scene.tokens(term) and scene.tools.is_class(term.id) for term in named)
    ):
        group = None  # "two MiG-31 fighters" are aircraft
    if named and group in {"munition", "aircraft", None}:
        best = max(named, key=lambda term: (scene.tools.depth(term.id), term.end - term.start))
        entry = lexicon.equipment[best.id]
        own = EQUIPMENT_GROUPS.get(entry.class_ or "", "object")
        if generic is not None and scene.tools.is_class(best.id):
            return _kind(noun, generic.name), group, entry.id
        if group is not None or generic is not None or noun.i in scene.tokens(best):
            return entry.name, group or own, entry.id
    if named and generic is not None and generic.id == "weapons":
        makes = [term for term in scene.terms_in(span, "equipment") if noun.i not in scene.tokens(term)]
        if makes:
            arms = lexicon.equipment[makes[-1].id]
            return arms.name, group, arms.id  # "three AK-47 rifles"
    if lemma == "man" and (body := after_of(noun)) is not None and body.lemma_.lower() in _UNITS:
        return "military personnel", "person", None  # "three men of one platoon"
    if group == "person" and any(
        c.lower_ in {"women", "female"} and c.dep_ in {"compound", "amod"} for c in noun.lefts
    ):
        return "women", group, None  # "eleven women cadres"
    if lemma == "target" and any(child.lemma_.lower() in _GROUND for child in noun.lefts):
        return "targets", "object", None  # "25 militant targets"
    if generic is not None:
        whose = _victims(scene, noun) if generic.id == "people" and lemma in _HARMED else None
        return whose or _kind(noun, generic.name), group, None
    if lemma == "member" and (body := after_of(noun)) is not None:
        if body.lower_ == "police" or _is_army(body):
            return "police officers" if body.lower_ == "police" else "military personnel", "person", None
        if body.lemma_.lower() == "family":
            return "people", "person", None
    role = scene.term_at(noun, "office")
    if role is not None and noun.pos_ in {"NOUN", "PROPN"} and (_is_agentive(noun) or _OFFICE.search(noun.lower_)):
        return _plural(noun), "person", None
    side = scene.term_at(noun, "side")
    if side is not None and noun.tag_ in {"NNPS", "NNS"}:
        return "people", "person", None
    if noun.pos_ in {"NOUN", "PROPN"}:
        if scene.term_at(noun, "target") is not None:
            return _plural(noun), "object", None
        return _plural(noun), "person" if _is_agentive(noun) else "unknown", None
    return None, None, None


def _past_brackets(noun: Token) -> Token:
    """ "Moro Front (MF) guerrillas": the noun behind the short name in brackets, which the parser makes an apposition."""
    following = noun.doc[noun.i + 1 : noun.i + 5]
    bracketed = len(following) == 4 and following[0].text == "(" and following[2].text == ")" and noun.pos_ == "PROPN"
    return following[3] if bracketed and following[3].tag_ == "NNS" and following[1].text.isupper() else noun


def _is_army(body: Token) -> bool:
    """ "Members of the army", "of the armed forces"; those of security forces, militias and guards keep their name."""
    return body.lower_ in _ARMY and (body.lower_ != "forces" or any(child.lower_ == "armed" for child in body.children))


def _is_agentive(noun: Token) -> bool:
    """ "Worshippers", "cyclists": a plural that the lexicon lacks, made as words for people are made."""
    return (
        noun.tag_ in {"NNS", "NNPS"}
        and _AGENTIVE.search(noun.lower_) is not None
        and noun.lower_ not in nouns().not_people
    )


def _name_span(noun: Token) -> tuple[int, int]:
    """The tokens that name the thing: compounds and adjectives on the left; a name in apposition on the right."""
    left, right = phrase(noun)
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is not None and following.pos_ == "PROPN" and following.head.i == noun.i:
        right = following.right_edge.i + 1
    return left, right


def _victims(scene: Scene, noun: Token) -> str | None:
    """Who "civilian casualties", "police deaths" and "military losses" are: the people that the word in front names."""
    for child in noun.lefts:
        if child.dep_ not in {"amod", "compound", "nmod"}:
            continue
        if child.lower_ in _ARMY:
            return "military personnel"
        item = scene.tools.lexicon.item_of(child.lemma_.lower())
        if item is not None and item.id != "people" and ITEM_GROUPS.get(item.class_) == "person":
            return item.name
    return None


def _kind(noun: Token, name: str) -> str:
    """The item's name, with the adjective that makes another kind of it ("civilian vehicles")."""
    kinds = [
        child.lower_
        for child in noun.lefts
        if child.lower_ in nouns().kinds and child.dep_ in {"amod", "compound", "nmod"}
    ]
    kinds = [kind for kind in kinds if kind not in name]
    return " ".join((*kinds, name)) if name in {"vehicles", "buildings", "facilities"} else name


def _plural(noun: Token) -> str:
    """The lower-case noun with its compounds, as written."""
    words = [child.lower_ for child in noun.lefts
             if child.dep_ == "compound" and child.i >= noun.i - 2 and child.nbor(-1 if child.i else 0).text != "-"]  # fmt: skip
    return " ".join((*words, noun.lower_))
