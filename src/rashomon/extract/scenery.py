"""Sentences that tell of no harm and say where the next ones happened: "In Sarova a patrol came under fire.", "Sarova region."."""

import re

from spacy.tokens import Span, Token

from rashomon.extract.syntax import is_verb, sentence_of

_AREA = re.compile(
    r"\W*(?:[Ii]n|[Oo]ver|[Aa]cross) (?:the )?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) "
    r"(?P<kind>district|region|province|governorate|county|township|sector|state|oblast|raion|municipality)\b"
)
_HEADING = 6  # tokens, the mark at the end included
_PHRASE = 8  # words of a phrase that opens a sentence
_AT = frozenset({"in", "at", "near", "outside", "around", "over", "on"})


def opening_area(sentence: Span) -> tuple[str, str] | None:
    """The kind and name of the area that a sentence opens with: ("district", "Orsa") for "In the Orsa district, …"."""
    found = _AREA.match(sentence.text)
    return (found["kind"], found["name"]) if found is not None else None


def is_heading(sentence: Span) -> bool:
    """Whether a sentence is a line of a few words without a verb: "Sarova region."."""
    words = [token for token in sentence if not token.is_space]
    return 0 < len(words) <= _HEADING and not any(is_verb(token) for token in words)


def sets_scene(place: Token) -> bool:
    """Whether a place is where the sentences behind its own go on: it opens its sentence, is its heading, or "it was its turn"."""
    if is_heading(sentence_of(place)):
        return True
    node = place
    while node.dep_ in {"compound", "nmod", "appos"} and not is_verb(node.head):
        node = node.head
    if node.dep_ == "nsubjpass":
        return True
    if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lower_ == "turn":
        return True
    return _opens(place)


def _opens(place: Token) -> bool:
    """Whether a place is in the phrase that a sentence begins with: the parser hangs such phrases on what it likes."""
    before = [
        token for token in place.doc[sentence_of(place).start : place.i] if not token.is_punct and not token.is_space
    ]
    return bool(before) and before[0].lower_ in _AT and len(before) <= _PHRASE and not any(map(is_verb, before))
