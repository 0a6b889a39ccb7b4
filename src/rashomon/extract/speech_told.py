"""Acts of speech that are performed by what is said, and not by a verb that names the act.

"A pure invention," the mayor retorted; "the figures of the enemy do not correspond to reality", in a ministry's own
statement; "keep away from the depot". The words are those of whom the sentence is attributed to, else those of a publisher
who speaks for himself; a newsroom performs no acts.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.extract.attribution import Attribution
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS
from rashomon.model import EVENT_TYPES, Speaker

_ORDERED_BY = frozenset({"official", "military", "party", "ngo"})  # whose imperatives are requests
_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp"})
_MARKS = frozenset('"“«„:')
_WORDS = 3
_PLEASE = frozenset({"please", "do", "again", "and", "so"})
_ASKED = frozenset({"ask", "urge", "request", "advise", "call", "invite", "implore", "instruct", "order", "warn"})
_ASIDE = frozenset({"see", "note", "remember", "imagine", "let", "look", "thank", "read", "say", "suppose", "consider", "god", "click",
                    "subscribe", "follow", "share", "contact", "call", "wait", "show", "ask", "make", "believe", "come", "trust",
                    "stay", "shelter", "hold", "shot", "hit", "strike", "put", "cut", "update", "total"})  # fmt: skip


class Told(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said that performs an act: regular expressions, of which one must be found and none of ``never``."""

    type: str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.type not in EVENT_TYPES:
            raise ValueError(f"{self.type!r} is no type of event; take one of {', '.join(EVENT_TYPES)}")


class Performed(Struct, frozen=True):
    """An act, the word that it stands at, and whose it is."""

    type: str
    at: Token
    speaker: Speaker


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(rf"(?:\b(?:{word}))" for word in words), re.I) if words else None


def told_acts(
    scene: Scene, attribution: Attribution, sentence: Span, kinds: tuple[Told, ...], own: Speaker | None
) -> Iterator[Performed]:
    """The acts of one sentence, at most one of each type; ``own`` is the publisher where he speaks for himself."""
    text = sentence.text
    for kind in kinds:
        says, never = _pattern(kind.says), _pattern(kind.never)
        found = says.search(text) if says is not None else None
        if found is None or (never is not None and never.search(text)):
            continue
        word = _word_at(sentence, sentence.start_char + found.end() - 1)
        first = _word_at(sentence, sentence.start_char + found.start())
        speaker = _whose(attribution, word, own) or _whose(attribution, first, own)
        if speaker is not None:
            yield Performed(kind.type, word, speaker)
    invites = sentence.start < scene.headline_end or (own is not None and own.kind == "agency")  # "Follow us on X"
    asked = (None if invites else _imperative(sentence)) or _is_asked(sentence)
    speaker = _whose(attribution, asked, own) if asked is not None else None
    if asked is not None and speaker is not None and speaker.kind in {*_ORDERED_BY, own.kind if own else ""}:
        yield Performed("REQUEST", asked, speaker)


def _word_at(sentence: Span, offset: int) -> Token:
    return next((t for t in sentence if t.idx <= offset < t.idx + len(t)), sentence.root)


def _whose(attribution: Attribution, word: Token, own: Speaker | None) -> Speaker | None:
    voice = attribution.voice(word)
    cue = attribution.scene.doc[voice.cue] if voice.cue is not None else None
    if (
        cue is not None
        and own is not None
        and any(c.dep_ == "aux" and c.lower_ in {"will", "shall"} for c in cue.children)
    ):
        return own  # "our forces will answer each provocation": nobody has answered anything
    if voice.attribution != "none" and not (
        own is not None and voice.attribution == "carried" and _is_outlet(voice.speakers[0])
    ):
        return voice.speakers[0]
    return own if own is not None and not attribution.quotations.holds(word) else None


def _is_outlet(speaker: Speaker) -> bool:
    return speaker.kind in {"media", "unknown"}


def _imperative(sentence: Span) -> Token | None:
    """ "Do not film the work of air defence", "leave while there is a road": its verb."""
    if len(sentence.text.split()) < _WORDS or sentence.text.rstrip().endswith("!"):  # "Hit.", "Hold the sky!"
        return None
    for token in sentence:
        if (
            token.is_upper
            or token.tag_ != "VB"
            or token.lemma_.lower() != token.lower_
            or token.dep_ not in _CLAUSES
            or token.lemma_.lower() in _ASIDE
        ):
            continue
        if any(c.dep_ in {*SUBJECTS, "aux", "mark", "expl"} and c.lower_ != "do" for c in token.children):
            continue
        before = [t for t in sentence.doc[sentence.start : token.i] if t.is_alpha]
        first = token.i - 1
        while first > sentence.start and sentence.doc[first].lower_ in _PLEASE | {"not", "n't"}:
            first -= 1
        opened = first > sentence.start and sentence.doc[first].text in _MARKS
        if token.dep_ == "xcomp" and (first == token.i - 1 or sentence.doc[first].text != ":"):
            continue  # "told them: do not film" is a request, "asked to leave" tells of one
        if opened or all(t.lower_ in _PLEASE or t.dep_ == "neg" for t in before):
            return token
    return None


def _is_asked(sentence: Span) -> Token | None:
    """ "Residents are urged to travel by day", by nobody else: its verb."""
    for token in sentence:
        if (
            token.tag_ == "VBN" and token.lemma_.lower() in _ASKED and token.dep_ in {"ROOT", "conj", "ccomp"}
            and any(c.dep_ == "auxpass" and c.tag_ in {"VBP", "VBZ"} for c in token.children)
            and any(c.dep_ == "nsubjpass" for c in token.children)
            and any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)
            and not any(c.dep_ == "agent" for c in token.children)
        ):  # fmt: skip
            return token
    return None
