"""Where a governor or mayor speaks of when no place is said: of the region or town that the office is over."""

from spacy.tokens import Token

from rashomon.extract.anchors import PlaceAnchor
from rashomon.extract.attribution import Attribution
from rashomon.extract.fits import REGION, is_narrow, near
from rashomon.extract.scene import Scene
from rashomon.values import Place

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
