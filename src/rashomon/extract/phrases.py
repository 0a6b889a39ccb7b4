"""The noun phrases that speakers are read from: by the tree, or by the words alone where a cue is set off by commas."""

import re
from typing import NamedTuple

from spacy.tokens import Token

from rashomon.extract.scene import Scene

_SLUG = re.compile(r"[^\w]+")
_REACHING = frozenset({"of", "for", "at", "from", "by", "in"})

_SENT = frozenset({"adviser", "advisor", "aide", "envoy", "ambassador", "representative"})  # "an adviser to the mayor"

# Where and in what somebody speaks.
_OCCASIONS = frozenset({"statement", "post", "report", "interview", "briefing", "message", "tweet", "conference", "release", "video",
                        "comment", "update", "letter", "communique", "communiqué", "bulletin", "note", "email", "e-mail", "call",
                        "speech", "address", "remark", "testimony", "broadcast", "summary"})  # fmt: skip


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
        if token.i < token.head.i < child.i:
            break  # "the mayor spoke of 14 wounded, the prosecutors of 15": behind its verb nothing is the mayor's
        reaching = child.lower_ in _REACHING or (child.lower_ == "to" and token.lemma_.lower() in _SENT)
        reaching = reaching or (child.lower_ == "with" and _is_body(child))
        reaching = reaching and not (child.lower_ in {"in", "at"} and _is_occasion(child))
        reaching = reaching and not (child.lower_ == "for" and any(o.lower_ == "part" for o in child.children))
        if (child.dep_ == "prep" and reaching) or child.dep_ == "appos":
            clause = next((t.left_edge.i for t in child.subtree if _is_clause(t)), child.right_edge.i + 1)
            end = max(end, clause)
        elif child.dep_ in {"compound", "nmod", "poss", "case", "flat"} and child.tag_ != "POS":
            end = max(end, child.right_edge.i + 1)
    if token.lemma_.lower() in _SENT and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        preposition = token.nbor()  # "stated by the adviser to the mayor, Ivan Ivanov": wherever the parser hangs it
        clause = next((t.left_edge.i for t in preposition.subtree if t.dep_ == "relcl"), preposition.right_edge.i + 1)
        end = max(end, clause - (token.doc[clause - 1].text == ","))
    for child in token.lefts:
        if child.dep_ in {"relcl", "advcl", "prep"}:
            start = max(start, child.right_edge.i + 1)
    if end > token.i + 1 and token.doc[end - 1].text == ",":
        end -= 1
    return Phrase(token, _without_clock(token, start), end)


def _is_clause(token: Token) -> bool:
    """ "The group that fights the junta", "the group battling the junta": whom it fights is no part of its name."""
    return token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ == "VBG" and token.lower_ not in {"including"})


def _is_occasion(preposition: Token) -> bool:
    """ "The network in a statement on its page": where somebody spoke is no part of who it was."""
    return any(obj.dep_ == "pobj" and obj.lemma_.lower() in _OCCASIONS for obj in preposition.children)


def _is_body(preposition: Token) -> bool:
    """ "A medic with the northern resistance", but no official "with knowledge of the matter"."""
    return any(
        obj.dep_ == "pobj" and any(t.lower_ in {"the", "a", "an"} or t.tag_ in {"NNP", "NNPS"} for t in (obj, *obj.lefts))
        and obj.lemma_.lower() not in {"knowledge", "matter", "situation", "access"}
        for obj in preposition.children
    )  # fmt: skip


def _without_clock(token: Token, start: int) -> int:
    """ "13:40 The mayor": the time of an entry is no part of the name."""
    if token.doc[start].tag_ == "WP$":
        return start + 1  # "a tanker whose master heard three blasts"
    if token.doc[start].tag_ != "CD" or ":" not in token.doc[start].text:
        return start
    return next((t.i for t in token.doc[start : token.i] if t.tag_ == "DT"), min(start + 1, token.i))


def plain(scene: Scene, start: int, end: int) -> str:
    """The document's own words between two tokens, without an article in front."""
    words = scene.words(start, end).strip()
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)


_AGAINST = frozenset({"rebel", "rebellious", "insurgent", "separatist", "opposition", "breakaway", "guerrilla", "dissident", "renegade",
                      "secessionist", "islamist", "jihadist", "antigovernment", "anti-government"})  # fmt: skip


def is_against(phrase: Phrase) -> bool:
    """ "Rebel forces from Kenya's north": not of the country that they fight in."""
    return any(t.lower_ in _AGAINST for t in phrase.head.lefts)
