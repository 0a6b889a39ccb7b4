"""Cues from the attributions of a text that the readers of single cues leave: what somebody asserts in a clause."""

from rashomon.extract.attributions.page import Relation
from rashomon.extract.cues import STRONG, Cue, could_speak, is_mute, plausible
from rashomon.extract.knowledge import cues
from rashomon.extract.labelled import LABELS
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import sentence_of

_IMPERSONAL = frozenset({"emerge", "transpire", "happen", "turn", "follow", "appear", "seem", "become"})
_ASSERTING = frozenset({"statement", "finding"})


def relation_cue(scene: Scene, cast: Cast, relation: Relation) -> Cue | None:
    """The cue that an attribution makes, where its source is somebody who can speak."""
    if relation.kind not in _ASSERTING or not relation.source or relation.head in relation.content:
        return None
    who = next((scene.doc[i] for i in sorted(relation.source) if scene.doc[i].head.i not in relation.source), None)
    lemma = scene.doc[relation.head].lemma_.lower()
    if who is None or who.i in relation.content:
        return None
    if lemma == ":" and (
        is_label(scene, relation.source) or is_mute(scene, who) or scene.term_at(who, "equipment") is not None
    ):
        return None
    if who.lower_ == "it" and lemma in _IMPERSONAL:
        return None  # "it later emerged that": nobody's word
    if not plausible(scene, who) and not (lemma in STRONG and could_speak(scene, who)):
        return None
    speaker = cast.resolve(who)
    if speaker is None:
        return None
    value = cues().verbs.get(lemma, "CT+")
    return Cue(relation.head, (speaker,), asserted(scene, relation), frozenset(), value, lemma)


def is_label(scene: Scene, words: frozenset[int]) -> bool:
    """ "BANGKOK: A raid killed ten", "Source: …": the place of a report or the name of a line, and nobody who speaks."""
    spoken = [scene.doc[i] for i in sorted(words) if scene.doc[i].is_alpha]
    if " ".join(t.lower_ for t in spoken) in LABELS:
        return True
    return all(t.i in scene.place_at or t.lower_ in {"region", "oblast", "city", "state", "the"} for t in spoken)


def asserted(scene: Scene, relation: Relation) -> frozenset[int]:
    """The tokens of a content in the sentence of its cue; over sentence ends a speaker is carried by other rules."""
    sentence = sentence_of(scene.doc[relation.head])
    own = relation.source | relation.cue
    return frozenset(i for i in relation.content if sentence.start <= i < sentence.end and i not in own)
