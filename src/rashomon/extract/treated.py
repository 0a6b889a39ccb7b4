"""Who treated, received or brought out the victims that a sentence counts: "the clinic admitted nine wounded"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from rashomon.extract.cues import Cue
from rashomon.extract.phrases import phrase_of
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast

_TREATING = frozenset({"treat", "admit", "receive", "hospitalise", "hospitalize", "take"})


def treating_cues(scene: Scene, cast: Cast, cues: Sequence[Cue]) -> Iterator[Cue]:
    """The wards and medics whose count it is, where nobody else is told to say it."""
    said = frozenset(i for cue in cues for i in cue.content | cue.carried)
    for verb in scene.verbs:
        if verb.lemma_.lower() not in _TREATING or verb.i in said:
            continue
        if verb.lemma_ == "take" and not any(child.lower_ == "in" and child.dep_ == "prt" for child in verb.children):
            continue
        counted = next(
            (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"} and _is_counted(scene, child)),
            None,
        )
        who = _ward(scene, verb) if counted is not None else None
        if who is None or counted is None:
            continue
        speaker = cast.resolve_phrase(phrase_of(who), remember=False)
        if speaker is not None and speaker.kind == "medic":
            told = frozenset(t.i for t in counted.subtree) | {verb.i}
            yield Cue(verb.i, (speaker,), told, frozenset(), "CT+", "treat")


def _is_counted(scene: Scene, noun: Token) -> bool:
    return any(t.i in scene.count_at for t in (noun, *noun.lefts))


def _ward(scene: Scene, verb: Token) -> Token | None:
    """The medics or the ward that the verb is of: its subject, or "at the clinic" of a passive."""
    active = [child for child in verb.children if child.dep_ == "nsubj"]
    at = (child for child in verb.children if child.dep_ == "prep" and child.lower_ in {"at", "in"})
    wards = active or [obj for prep in at for obj in prep.children if obj.dep_ == "pobj"]
    lexicon = scene.tools.lexicon
    for ward in wards:
        office = scene.term_at(ward, "office")
        if office is not None and lexicon.offices[office.id].kind == "medic":
            return ward
    return None
