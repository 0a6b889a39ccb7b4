"""Where a governor or mayor speaks of when no place is said: of the region or town that the office is over."""

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors, PlaceAnchor
from rashomon.extract.attribution import Attribution
from rashomon.extract.fits import REGION, is_narrow, near
from rashomon.extract.scene import Scene
from rashomon.places.capitals import capitals
from rashomon.values import Place

_AUTHORITIES = frozenset({"official", "authority", "police", "administration", "mayor", "council"})
_TOWN = frozenset({1, 2})
_AREA = 3  # the narrowest precision of a district or region


def seat_for(scene: Scene, attribution: Attribution, token: Token, at: Place | None) -> PlaceAnchor | None:
    """The region or town of whoever tells what ``token`` says; None where what was told of before may be there.

    "The governor of Poltava reported no damage" is not told of the Odesa region, which was spoken of before; "the governor of
    Samara said that men of the region were among the dead" is told of the other country in which they died.
    """
    speaker = attribution.voice(token).speakers[0]
    mention = attribution.cast.memory.seats.get(speaker.id)
    if mention is None or mention.place is None or not is_narrow(mention.place):
        return None
    if speaker.id.startswith("governor-") and not _AREA <= (mention.place.precision or 0) <= REGION:
        return None  # a town that only tells which region it is
    if at is not None and (at.country != mention.place.country or (is_narrow(at) and near(at, mention.place))):
        return None
    return PlaceAnchor(mention, scene.head(mention), "speaker")


def town_of_officials(anchors: Anchors, token: Token, at: Place | None) -> PlaceAnchor | None:
    """ "While officials in the town of Orsa said one was killed": the town, where another place was told of before."""
    for anchor in anchors.places.get(anchors.scene.sentence_number(token), ()):
        place = anchor.mention.place
        if anchor.role != "speaker" or place is None or at is None or place.precision not in _TOWN:
            continue
        if place.country != at.country or near(place, at) or capitals().get(place.country or "") == place.name:
            continue
        verb = anchors.attribution.voice(token).cue
        whose = [node for node in anchor.token.ancestors if node.lemma_.lower() in _AUTHORITIES]
        if verb is not None and any(node.dep_ == "nsubj" and node.head.i == verb for node in whose):
            return anchor
    return None
