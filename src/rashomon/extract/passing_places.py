"""Places that are named and in which nothing happened: whose cause it is, where a force stood, where the hurt were taken."""

import re

from spacy.tokens import Token

from rashomon.extract.knowledge import triggers
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb

# For whom something is done: "in support of our people in Gaza", "in triumph for the oppressed of Gaza".
_SAKES = frozenset({"solidarity", "support", "triumph", "victory", "revenge", "vengeance", "loyalty", "tribute", "fidelity",
                    "sympathy", "condolence", "allegiance", "behalf"})  # fmt: skip
_PEOPLE = frozenset({"people", "resident", "citizen", "brother", "family", "child", "resistance", "martyr", "oppressed", "steadfast",
                     "victim", "cause", "kin", "civilian", "nation", "mujahideen", "wounded"})  # fmt: skip
_STANDING = frozenset(
    {"position", "station", "base", "deploy", "entrench", "garrison", "spread", "hole", "hide", "headquarter"}
)
_STRUCK_FROM = frozenset({"target", "fire", "shell", "attack", "launch", "bombard", "strike", "hit", "shoot", "open"})
_LEAVING = frozenset(
    {"leave", "go", "fly", "head", "turn", "depart", "retreat", "withdraw", "flee", "escape", "run", "drive"}
)
_CARING = frozenset({"admit", "treat", "receive", "operate", "hospitalise", "hospitalize", "discharge"})
_CARERS = frozenset({"doctor", "medic", "surgeon", "hospital", "clinic", "centre", "center", "ward", "morgue", "mortuary", "nurse",
                     "physician", "infirmary"})  # fmt: skip
_TAKING = frozenset(
    {"take", "bring", "carry", "transport", "move", "transfer", "rush", "evacuate", "airlift", "fly", "send"}
)
_HURT = frozenset(
    {"rest", "wounded", "injured", "patient", "casualty", "victim", "survivor", "remainder", "body", "remains"}
)
_RIVER = re.compile(r"\b(?:across|along|beyond|astride|(?:banks?|course|waters) of) the (?:river )?$", re.IGNORECASE)
_FORCES = re.compile(
    r"\s+(?:group|grouping|army group|task force|group of armies)(?: of (?:forces|troops))?\b", re.IGNORECASE
)
_LINKS = frozenset({"of", "for", "to", "with", "in", "from", "against"})
_WHOSE = frozenset({"their", "his", "her", "its"})
_CARE_STEPS = 4  # nouns and prepositions from a hospital's town up to those who work in it


def is_passing(scene: Scene, mention: PlaceMention, token: Token) -> bool:
    """Whether a place is named for something else than what happened there."""
    if mention.kind != "country" and _RIVER.search(scene.text, max(0, mention.start - 24), mention.start):
        return True  # "across the Araks": a river that a town is called after
    if _FORCES.match(scene.text, mention.end):
        return True  # "the Dnepr group of forces"
    if any(child.dep_ == "poss" and child.lower_ in _WHOSE for child in token.children):
        return True  # "met their Waterloo"
    return _is_for_sake(token) or _is_care(token) or _is_way_out(token)


def is_where_they_stood(token: Token) -> bool:
    """ "Gunmen positioned in the hills of Orsa targeted a village": where those stood who fired."""
    node = _up(token)
    if node is None or node.lemma_.lower() not in _STANDING:
        return False
    if node.dep_ == "acl" and node.head.dep_ == "nsubj":
        return _fires(node.head.head)
    # The parser takes "gunmen positioned in the hills targeted" for two verbs of one subject, without an "and" between.
    joined = not any(child.dep_ == "cc" for child in node.children)
    return joined and any(child.dep_ == "conj" and is_verb(child) and _fires(child) for child in node.children)


def _fires(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return not is_passive(verb) and (lemma in _STRUCK_FROM or lemma in triggers().file.attacks.verbs)


def _up(token: Token) -> Token | None:
    """The verb that a place hangs by, through prepositions and the nouns that it lies in."""
    node = token
    while node.dep_ in {"compound", "nmod", "pobj", "prep", "conj", "appos"}:
        node = node.head
        if is_verb(node):
            return node
    return None


def _is_for_sake(token: Token) -> bool:
    """The word for a sake stands above, with none but people between."""
    node = token
    while True:
        if node.dep_ in {"compound", "nmod", "poss", "conj", "appos"} and not is_verb(node.head):
            node = node.head
        elif (
            node.dep_ == "pobj"
            and node.head.lower_ in _LINKS
            and node.head.dep_ == "prep"
            and not is_verb(node.head.head)
        ):
            node = node.head.head
        else:
            return False
        lemma = node.lemma_.lower()
        if lemma in _SAKES:
            return node.dep_ == "pobj" and node.head.lower_ in {"in", "on", "as", "out", "of"}
        if lemma not in _PEOPLE and node.pos_ in {"NOUN", "ADJ"}:
            return False


def _is_care(token: Token) -> bool:
    """ "Doctors at Orsa's burns centre admitted 14", "the rest went to Orsa", "were taken to Orsa": where the hurt were brought."""
    first = token
    while first.dep_ == "conj":
        first = first.head
    verb = first.head.head if first.dep_ == "pobj" and first.head.lower_ == "to" else None
    if verb is not None and is_verb(verb):
        hurt = any(child.dep_ in SUBJECTS and {child.lower_, child.lemma_.lower()} & _HURT for child in verb.children)
        if hurt and (verb.lemma_.lower() == "go" or (verb.lemma_.lower() in _TAKING and is_passive(verb))):
            return True
    node, carers = token, False
    for _ in range(_CARE_STEPS):
        if node.dep_ in {"compound", "nmod", "poss", "appos"} and not is_verb(node.head):
            node = node.head
        elif node.dep_ == "pobj" and node.head.dep_ == "prep" and not is_verb(node.head.head):
            node = node.head.head
        else:
            break
        carers = carers or node.lemma_.lower() in _CARERS
    return carers and node.dep_ in SUBJECTS and not is_passive(node.head) and node.head.lemma_.lower() in _CARING


def _is_way_out(token: Token) -> bool:
    """ "Left again in the direction of Orsa": where it went, and was not seen again."""
    if token.dep_ != "pobj" or token.head.lower_ != "of" or token.head.head.lower_ != "direction":
        return False
    way = token.head.head.head
    return way.lower_ == "in" and is_verb(way.head) and way.head.lemma_.lower() in _LEAVING
