"""Sentences that say what something was: "the target might have been an airfield", "it was not an Iskander"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from rashomon.extract.knowledge import triggers
from rashomon.extract.means import USING
from rashomon.extract.name_fact import NameFact, made
from rashomon.extract.names import equipment_facts
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, phrase
from rashomon.extract.targets import targets

_AIMS = frozenset({"target", "aim", "objective"})
_WHAT_CAME = frozenset(
    {"it", "this", "that", "missile", "rocket", "weapon", "drone", "projectile", "bomb", "shell", "munition"}
)
_NAMING = frozenset({"describe", "call", "characterise", "characterize", "label", "term", "brand", "dub"})


def copular_names(scene: Scene, sentence: Span) -> Iterator[NameFact]:
    """Targets said to be the target, weapons said to have been used."""
    for token in sentence:
        for head in _means(token):
            first, last = phrase(head)
            yield from (fact for fact in equipment_facts(scene, first, last) if fact.question == "weapon")
        if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
            subjects = [child for child in token.children if child.dep_ == "nsubj"]
            attributes = [child for child in token.children if child.dep_ == "attr"]
            if not subjects or not attributes:
                continue
            if subjects[0].lemma_.lower() in _AIMS:
                yield from targets(scene, attributes[0])
            elif attributes[0].lemma_.lower() in _AIMS:
                yield from targets(scene, subjects[0])


def _means(verb: Token) -> Iterator[Token]:
    """What something is said to have been, or what is said to have been used."""
    if verb.lemma_ == "be" and verb.pos_ in {"AUX", "VERB"}:
        if any(child.dep_ == "nsubj" and child.lemma_.lower() in _WHAT_CAME for child in verb.children):
            yield from (child for child in verb.children if child.dep_ == "attr")
    elif verb.lemma_.lower() in USING and is_verb(verb):
        yield from (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"})


def naming(scene: Scene, sentence: Span) -> Iterator[NameFact]:
    """What a speaker calls the happening: a claim on its type."""
    attacks = triggers().file.attacks.nouns
    for token in sentence:
        if token.lemma_.lower() not in _NAMING:
            continue
        for head in _predicates(token):
            if head.lemma_.lower() in attacks or head.lemma_.lower() in {"provocation", "crime", "accident", "act", "sabotage",
                                                                         "escalation", "war"}:  # fmt: skip
                first, last = phrase(head)
                while first < last - 1 and (scene.doc[first].dep_ == "det" or scene.doc[first].is_punct):
                    first += 1
                yield made(scene, "type", scene.words(first, last), None, first, last, head.i)


def _predicates(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            yield from (obj for obj in child.children if obj.dep_ == "pobj")
        elif child.dep_ == "oprd":
            yield child
