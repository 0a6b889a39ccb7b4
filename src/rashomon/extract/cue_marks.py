"""Speakers set off by a mark and no verb: "Governor Ivan Ivanov: two houses burned", "- the ministry", a gap behind a comma."""

import re

from msgspec import structs
from spacy.tokens import Span

from rashomon.extract.cue_relations import is_label
from rashomon.extract.cues import Cue, could_speak, plausible
from rashomon.extract.gaps import gaps
from rashomon.extract.phrases import Phrase
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import is_verb

_OPENED = 10  # words before the colon of "Governor Ivan Ivanov: two houses burned"
_DASHED = re.compile(r"(?:\s[-–—]\s+|(?<=\w):\s+)([\w.'’]+(?:\s[\w.'’]+){0,7})\s*\.?\s*$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_UPDATING = frozenset({"update", "updates", "again", "now"})
_REACHED = frozenset({"reached", "contacted", "interviewed"})  # "a resident reached by phone: …"
_REBUTTING = frozenset(
    {"deny", "dispute", "reject", "dismiss", "contradict", "disagree", "object", "protest", "retort", "counter"}
)
_REBUTTED = 6  # words from the verb to the colon: "denies the report:"


def colon_cues(scene: Scene, cast: Cast, sentence: Span) -> list[Cue]:
    """ "Police: two dead in blast; hospital: three": who is named before a colon says what follows, up to the next one named."""
    first = colon_cue(scene, cast, sentence)
    if first is None:
        return []
    found = [first]
    for mark in (t.i for t in sentence if t.text == ";"):
        cue = colon_cue(scene, cast, scene.doc[mark + 1 : sentence.end])
        if cue is not None:
            found[-1] = structs.replace(found[-1], content=frozenset(i for i in found[-1].content if i < mark))
            found.append(cue)
    return found


def colon_cue(scene: Scene, cast: Cast, sentence: Span) -> Cue | None:
    """ "Governor Ivan Ivanov: "We are under fire"": who is named before the colon says the rest."""
    colon = next((t.i for t in sentence[: _OPENED + 1] if t.text == ":"), None)
    if colon is None or colon <= sentence.start:
        return None
    end = sentence.end
    if colon + 1 == end and end < len(scene.doc) and "\n" not in scene.doc[colon].text_with_ws:
        end = scene.doc[end].sent.end  # the model ends a sentence with the colon
    if not any(t.is_alpha for t in scene.doc[colon + 1 : end]):
        return None
    first = sentence.start + (
        _CLOCK.fullmatch(scene.doc[sentence.start].text) is not None
    )  # "06:40 Emergency service: 14 dead"
    reached = next(
        (t.i for t in scene.doc[first:colon] if t.lower_ in _REACHED and t.i + 1 < colon and t.nbor().lower_ == "by"),
        colon,
    )
    last = reached - (scene.doc[reached - 1].lower_ in _UPDATING)
    if first >= last:
        return None
    span = scene.doc[first:last]
    if any(t.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VB", "MD", "CD", "CC", "PRP", ","} for t in span):
        return None
    if is_label(scene, frozenset(t.i for t in span)):
        return None
    terms = scene.terms_in((span.start, span.end), "office", "speaker", "channel")
    person = any(t.ent_type_ == "PERSON" for t in span)
    if not (person and len(span) > 1) and not any(term.via in {"name", ""} or term.kind != "speaker" for term in terms):
        return None
    stop = next((t.i for t in span if t.tag_ == "IN" and t.i > span.start), span.end)
    own = scene.doc[span.start : stop] if not person else span
    head = next((t for t in reversed(list(own)) if t.pos_ in {"NOUN", "PROPN"}), span[-1])
    if head.i in scene.place_at and scene.term_at(head, "side") is None:
        return None  # "Bombs on the camps of Goma: 35 dead"
    if head.ent_type_ != "PERSON" and scene.term_at(head, "office", "speaker", "channel") is None:
        return None
    speaker = cast.resolve_phrase(Phrase(head, span.start, span.end, surface=True))
    if speaker is None:
        return None
    return Cue(span.root.i, (speaker,), frozenset(range(colon + 1, end)), frozenset(), "CT+", "colon")


def rebuttal_cue(scene: Scene, cast: Cast, sentence: Span) -> Cue | None:
    """ "The police deny it: only one body was found": what follows the colon is what the denier says instead."""
    colon = next((t.i for t in sentence if t.text == ":"), None)
    if colon is None or colon + 1 >= sentence.end:
        return None
    verb = next((t for t in scene.doc[sentence.start : colon] if t.lemma_.lower() in _REBUTTING and is_verb(t)), None)
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    if (
        verb is None
        or who is None
        or colon - verb.i > _REBUTTED
        or any(t.i in scene.count_at for t in scene.doc[verb.i : colon])
    ):
        return None
    speaker = cast.resolve(who) if plausible(scene, who) or could_speak(scene, who) else None
    told = frozenset(range(colon + 1, sentence.end))
    return None if speaker is None else Cue(colon, (speaker,), told, frozenset(), "CT+", "colon", under=verb.i)


def gap_cues(scene: Scene, cast: Cast, sentence: Span) -> list[Cue]:
    """ "The mayor spoke of two dead, the governor of three": who gives a number under the verb of who spoke before."""
    found = []
    for gap in gaps(scene):
        if not sentence.start <= gap.verb.i < sentence.end:
            continue
        speaker = cast.resolve_phrase(Phrase(gap.head, gap.start, gap.end, surface=True))
        if speaker is not None:
            stop = next((t.i for t in scene.doc[gap.end : sentence.end] if t.text in {",", ";"}), sentence.end)
            content = frozenset(range(gap.end, stop))
            lemma = gap.verb.lemma_.lower()
            found.append(Cue(gap.head.i, (speaker,), content, frozenset(), "CT+", lemma, under=gap.verb.i))
    return found


def dash_cue(scene: Scene, cast: Cast, sentence: Span) -> Cue | None:
    """ "Drone attack wounds two - governor": a headline's cue is the name behind the last dash."""
    match = _DASHED.search(sentence.text.rstrip())
    if match is None:
        return None
    begin, end = sentence.start_char + match.start(1), sentence.start_char + match.end(1)
    span = scene.doc.char_span(begin, end, alignment_mode="contract")
    if span is None or not len(span) or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in span):
        return None
    if not scene.terms_in((span.start, span.end), "office", "speaker", "channel"):
        return None
    head = next((t for t in reversed(list(span)) if t.pos_ in {"NOUN", "PROPN"}), span[-1])
    speaker = cast.resolve_phrase(Phrase(head, span.start, span.end, surface=True))
    if speaker is None:
        return None
    return Cue(span.root.i, (speaker,), frozenset(range(sentence.start, span.start)), frozenset(), "CT+", "dash")
