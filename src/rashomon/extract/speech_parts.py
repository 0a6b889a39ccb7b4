"""The parts of an act of speech: to whom, about what, on which condition, by when. Spans are code points."""

import re

from spacy.tokens import Span, Token

from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS
from rashomon.extract.times import TimeMention
from rashomon.model import Speaker
from rashomon.values import Name


def deadline_of(scene: Scene, condition: tuple[int, int] | None) -> TimeMention | None:
    """The time inside a condition, with "by", "before" or "until" in front."""
    if condition is None:
        return None
    for mention in scene.times:
        before = scene.text[condition[0] : mention.start] if condition[0] <= mention.start < condition[1] else ""
        if re.search(r"\b(?:by|before|until|till|within)(?: the)?\s+$", before, re.I):
            return mention
    return None


def named(scene: Scene, span: tuple[int, int]) -> Name:
    """The words of a span (code points) as a Name."""
    words = scene.text[span[0] : span[1]]
    return Name(name=" ".join(words.split()).strip('"“”.,'), said=words)


def addressee(
    scene: Scene, verb: Token, act_type: str, patient: Token | None, speaker: Speaker
) -> tuple[Name, tuple[int, int]] | None:
    """The side that is accused, asked, threatened or permitted: an object, a subject of the content, a "to" or "on"."""
    heads: list[Token] = [patient] if patient is not None else []
    heads += [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "on", "against", "with", "upon", "for"}:
            heads += [obj for obj in child.children if obj.dep_ == "pobj"]
        if child.dep_ in {"ccomp", "xcomp"}:
            heads += [each for each in child.children if each.dep_ in SUBJECTS]
    everything = [
        *heads,
        *(t for t in verb.subtree if act_type in {"ACCUSE", "THREATEN"} and t.dep_ in {"nsubj", "pobj", "nsubjpass"}),
    ]
    for head in everything:
        span = (head.left_edge.i, min(head.right_edge.i + 1, head.i + 3))
        for term in scene.terms_in(span, "side"):
            if term.id != speaker.side:
                return Name(name=scene.tools.lexicon.sides[term.id].name, id=term.id, said=term.text), (
                    term.start,
                    term.end,
                )
        for term in scene.terms_in(span, "speaker"):
            entry = scene.tools.lexicon.institutions.get(term.id)
            if entry is not None and entry.id != speaker.id and entry.side != speaker.side:
                return Name(name=entry.name, id=entry.id, said=term.text), (term.start, term.end)
    return None


def about_span(scene: Scene, sentence: Span, verb: Token, content: frozenset[int]) -> tuple[int, int] | None:
    """The words of the content: the cue's own, else the object or complement of the verb."""
    inside: list[int] = []
    for wanted in ({"ccomp"}, {"dobj", "oprd"}, {"xcomp"}, {"prep", "attr"}):
        heads = [child for child in verb.children if child.dep_ in wanted and child.pos_ != "PRON"]
        if heads:
            inside = sorted({t.i for head in heads for t in head.subtree if not t.is_space})
            break
    if not inside:
        inside = sorted(i for i in content if sentence.start <= i < sentence.end and not scene.doc[i].is_space)
    if not inside:
        return None
    run = [inside[0]]
    best = run
    for i in inside[1:]:
        run = [*run, i] if i == run[-1] + 1 else [i]
        if len(run) > len(best):
            best = run
    while len(best) > 1 and scene.doc[best[-1]].is_punct:
        best = best[:-1]
    while len(best) > 1 and scene.doc[best[0]].is_punct:
        best = best[1:]
    last = scene.doc[best[-1]]
    return scene.doc[best[0]].idx, last.idx + len(last)


_ANY = re.compile(r"\bany\b[^.;]{0,160}?\b(?:would|will|shall|is to)\b", re.I)


def condition_span(scene: Scene, sentence: Span, conditions: tuple[str, ...]) -> tuple[int, int] | None:
    """An if-clause, an inverted "should", or the subject of "any attack … would be viewed as"."""
    doc = scene.doc
    for token in sentence:
        if token.dep_ in {"advcl", "ccomp", "acl"}:
            for child in token.children:
                marks = child.dep_ in {"mark", "advmod"} and child.lower_ in conditions and child.lower_ != "should"
                if marks or (child.dep_ == "aux" and child.lower_ == "should" and child.i == token.left_edge.i):
                    last = doc[token.right_edge.i]
                    return doc[child.i].idx, last.idx + len(last)
    inverted = re.search(r"\bshould\b(?:\s+[\w'’-]+){1,8}", sentence.text)
    if inverted is not None:
        at = sentence.start_char + inverted.start()
        should = doc.char_span(at, at + len("should"))
        verb = should[0].head if should is not None else None
        if (
            verb is not None
            and verb.dep_ not in {"ROOT", "ccomp", "conj"}
            and not any(c.dep_ in SUBJECTS and c.idx < at for c in verb.children)
        ):
            text = scene.text[at : sentence.end_char].rstrip().rstrip('."”')
            return at, at + len(text)
    for phrase in ("in the event of", "in case of", "in the event that"):
        at = sentence.text.lower().find(phrase)
        if at >= 0:
            text = re.split(r"[,.;]", sentence.text[at:])[0]
            return sentence.start_char + at, sentence.start_char + at + len(text)
    every = _ANY.search(sentence.text)
    if every is not None:
        words = re.sub(r"\s+(?:would|will|shall|is to)$", "", every.group(), flags=re.I)
        return sentence.start_char + every.start(), sentence.start_char + every.start() + len(words)
    return None
