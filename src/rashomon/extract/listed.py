"""The areas over which a list divides a night: "27 over the Rostov region, eight over the Bryansk region"."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors
from rashomon.extract.facts import Fact
from rashomon.extract.fits import DISTRICT, same_day
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.places.settle import place_of
from rashomon.values import Place

_JOINED = re.compile(r"(?: regions?| oblasts?)?(?:,| and|, and) (?:the )?")


def share_of(scene: Scene, anchors: Anchors, happenings: list[Happening], token: Token, fact: Fact) -> Happening:
    """The happening over the area of one count of a list, beside the night that the list divides and with its day."""
    anchor = anchors.place_at(fact.at) if fact.at is not None else None
    several = anchor is not None and _is_one_of_several(scene, anchor.mention)
    area = anchor.mention.place if anchor is not None else None
    if several and area is not None and area.country:
        country = scene.tools.gazetteer.country(area.country)
        area = place_of(country, area.said or area.name) if country is not None else area
    night = next((h for h in reversed(happenings) if fact.told_by in h.tokens), None)
    day = night.day if night is not None else None
    told = (h for h in reversed(happenings) if h is not night and not h.aggregate and h.place == area)
    found = next((h for h in told if same_day(h.day, day)), None)
    if found is None:
        found = Happening(first=token.i, day=day, place=area, night=night)
        happenings.append(found)
    for dated in night.whens if night is not None else ():
        found.add_when(dated)
    if anchor is not None and area is not None:
        where = Dated(area, token.i, anchor.mention.start, anchor.mention.end, "PR+" if several else None)
        found.add_where(where)
        if night is not None and night.place is None:
            _over_country(scene, night, area, where)
    return found


def joined_districts(scene: Scene, mention: PlaceMention) -> Iterator[Place]:
    """ "In the Orsa and Lida districts": the districts that one is told together with, each of which may be told of again."""
    after = sorted((each for each in scene.places if each.start >= mention.end), key=lambda each: each.start)
    end = mention.end
    for each in after:
        if each.place is None or each.place.precision != DISTRICT or not _JOINED.fullmatch(scene.text, end, each.start):
            return
        yield each.place
        end = each.end


def _is_one_of_several(scene: Scene, mention: PlaceMention) -> bool:
    """ "17 over the regions of Belgorod and Kursk": one count over two areas, which is known to be over their country only."""
    after = min((place.start for place in scene.places if place.start >= mention.end), default=mention.end)
    return _JOINED.fullmatch(scene.text, mention.end, after) is not None


def _over_country(scene: Scene, night: Happening, area: Place, where: Dated) -> None:
    """A night whose areas are listed was over the country that they lie in."""
    country = scene.tools.gazetteer.country(area.country) if area.country else None
    if country is not None:
        night.place = place_of(country, scene.text[where.start : where.end])
        night.add_where(Dated(night.place, where.token, where.start, where.end, "PR+"))
