"""Where a sentence that names no place is set: what the sentences before it have set, or the "there" that it says."""

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors, PlaceAnchor, TimeAnchor
from rashomon.extract.scene import Scene
from rashomon.extract.scenery import is_heading, sets_scene
from rashomon.extract.syntax import is_bare_the, sentence_of

_THERE = 5  # tokens behind a word of harm in which its "there" stands
_SCENE = 3  # sentences that a scene lasts
_SETTING = frozenset(
    {"town", "city", "village", "settlement", "district", "port", "camp"}
)  # "the town" spoken of before


def scene_set_before(
    scene: Scene, anchors: Anchors, free_sentences: list[int], token: Token
) -> tuple[TimeAnchor | None, PlaceAnchor | None]:
    """ "On Sunday it was the turn of Sumy. Ten rockets were fired at the town": what the sentence before has set."""
    at = scene.sentence_number(token)
    if at - 1 not in free_sentences:
        return None, None
    pointing = any(is_bare_the(word) for word in sentence_of(token) if word.lower_ in _SETTING)
    before = sentence_of(token).start_char
    for number in range(at - 1, max(at - 1 - _SCENE, -1), -1):
        apart = "\n" in scene.text[scene.sentences[number].end_char - 1 : before]
        if number not in free_sentences or (apart and not is_heading(scene.sentences[number])):
            break
        places = [a for a in anchors.places_told(number) if a.token.dep_ != "nsubj"]
        if not pointing or number < at - 1:
            places = [a for a in places if sets_scene(a.token)]
        times = [
            t
            for t in anchors.times.get(number, ())
            if t.role == "event" and t.mention.kind == "point" and not _is_long_ago(t)
        ]
        if places:
            return (times[-1] if times else None), min(reversed(places), key=width)
        before = scene.sentences[number].start_char
    return None, None


def _is_long_ago(time: TimeAnchor) -> bool:
    """ "Left the city over a year ago but have since shelled it": no scene of what is told next."""
    shift = time.mention.stated.shift
    return shift is not None and shift.unit in {"month", "year"}


def place_set_before(
    scene: Scene, anchors: Anchors, free_sentences: list[int], token: Token, *, free: bool
) -> PlaceAnchor | None:
    """The place named last in the sentences before; ``free``: only in those that tell of no attack."""
    at = scene.sentence_number(token)
    for number in range(at - 1, max(at - 1 - _SCENE, -1), -1):
        if free and number not in free_sentences:
            return None
        places = [a for a in anchors.places_told(number) if a.token.dep_ != "nsubj"]
        if (free and places) or (not free and (places or anchors.places_in(number))):
            return min(reversed(places or anchors.places_in(number)), key=width)
    return None


def place_before_there(scene: Scene, anchors: Anchors, token: Token) -> PlaceAnchor | None:
    """ "Struck in Kunduz, leaving 15 dead there, and in Farah": the place named last before the word."""
    behind = scene.doc[token.i : min(token.i + _THERE, sentence_of(token).end)]
    there = next((word for word in behind if word.lower_ == "there" and word.dep_ == "advmod"), None)
    if there is None:
        return None
    named = [a for a in anchors.places_in(scene.sentence_number(token)) if a.token.i < there.i]
    return named[-1] if named else None


def width(anchor: PlaceAnchor) -> int:
    """How wide a place is; one that no list knows is as narrow as a village."""
    return (anchor.mention.place.precision if anchor.mention.place is not None else None) or 1
