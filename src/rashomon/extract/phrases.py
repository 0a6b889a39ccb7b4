"""The noun phrases that speakers are read from: by the tree, or by the words alone where a cue is set off by commas."""

import re
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.extract.scene import Scene

_SLUG = re.compile(r"[^\w]+")
_REACHING = frozenset({"of", "for", "at", "from", "by", "in"})

_SENT = frozenset({"adviser", "advisor", "aide", "envoy", "ambassador", "representative"})  # "an adviser to the mayor"


class Phrase(NamedTuple):
    """A noun phrase: its head and its tokens [start, end). ``surface`` marks one cut out by punctuation, not by the tree."""

    head: Token
    start: int
    end: int
    surface: bool = False


def slug(words: str) -> str:
    """A lower-case id of a name."""
    return _SLUG.sub("-", words.casefold()).strip("-")


def phrase_of(token: Token) -> Phrase:
    """The phrase of a head, with its appositions and "of the ministry", without relative clauses."""
    start, end = token.left_edge.i, token.i + 1
    for child in token.rights:
        reaching = child.lower_ in _REACHING or (child.lower_ == "to" and token.lemma_.lower() in _SENT)
        if (child.dep_ == "prep" and reaching) or child.dep_ == "appos":
            clause = next((t.left_edge.i for t in child.subtree if t.dep_ == "relcl"), child.right_edge.i + 1)
            end = max(end, clause)
        elif child.dep_ in {"compound", "nmod", "poss", "case", "flat"}:
            end = max(end, child.right_edge.i + 1)
    for child in token.lefts:
        if child.dep_ in {"relcl", "advcl", "prep"}:
            start = max(start, child.right_edge.i + 1)
    return Phrase(token, start, end)


def plain(scene: Scene, start: int, end: int) -> str:
    """The document's own words between two tokens, without an article in front."""
    words = scene.words(start, end).strip()
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)
