"""Speakers whose verb stands with the one before: "the mayor spoke of two dead, the governor of three"."""

from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract.knowledge import cues
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, sentence_of

_JOINTS = frozenset({",", ";", "and", "while", "but", "whereas"})
_PREPOSITIONS = frozenset({"of", "at"})
_WHO = ("office", "speaker", "channel", "side")
_LONGEST = 8  # words of such a speaker
_ENDS = frozenset({".", ",", ";", "!", "?", ")", "and", "while", "but", "after", "in", "on", "as"})


class Gap(Struct, frozen=True):
    """The verb that is understood, who goes without it at tokens [start, end), and the bare number that they give."""

    verb: Token
    head: Token
    start: int
    end: int
    count: CountMention


def gaps(scene: Scene) -> tuple[Gap, ...]:
    """Every such speaker of the text, in text order."""
    key = ("gaps",)
    if key not in scene.memo:
        scene.memo[key] = tuple(_gaps(scene))
    found: tuple[Gap, ...] = scene.memo[key]  # type: ignore[assignment]
    return found


def _gaps(scene: Scene) -> Iterator[Gap]:
    for count in scene.counts:
        if count.kind not in {"exact", "bounded", "approximate"} or count.unit is not None:
            continue
        tokens = scene.tokens(count)
        if not tokens or tokens.stop >= len(scene.doc):
            continue
        after = scene.doc[tokens.stop]
        if not (after.is_space or after.lower_ in _ENDS):
            continue
        gap = _before(scene, count, tokens.start)
        if gap is not None:
            yield gap


def _before(scene: Scene, count: CountMention, at: int) -> Gap | None:
    """The speaker before a bare number, where a figure stands before that one in the same way."""
    doc = scene.doc
    sentence = sentence_of(doc[at])
    preposition = doc[at - 1].lower_ if doc[at - 1].lower_ in _PREPOSITIONS else ""
    end = at - 1 if preposition else at
    start = end
    while start > sentence.start and end - start <= _LONGEST and doc[start - 1].lower_ not in _JOINTS:
        start -= 1
    if start in {end, sentence.start} or any(
        is_verb(t) or t.tag_ == "MD" or t.i in scene.count_at for t in doc[start:end]
    ):
        return None
    head = doc[end - 1]
    known = any(head.i in scene.tokens(term) for term in scene.terms_in((start, end), *_WHO))
    if not (known or head.ent_type_ == "PERSON") or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    verb = _understood(scene, sentence.start, start - 1, preposition)
    return None if verb is None else Gap(verb, head, start, end, count)


def _understood(scene: Scene, first: int, last: int, preposition: str) -> Token | None:
    """The verb of saying before a joint, which a figure follows with the same preposition, or at once where there is none."""
    doc = scene.doc
    for verb in reversed(doc[first:last]):
        if not is_verb(verb) or verb.dep_ in {"aux", "auxpass"}:
            continue
        if verb.lemma_.lower() not in cues().verbs:
            continue
        given = [t.i for t in doc[verb.i + 1 : last] if t.i in scene.count_at]
        if not given:
            return None
        before = doc[given[0] - 1]
        fits = before.lower_ == preposition if preposition else before.i == verb.i
        return verb if fits else None
    return None
