"""Words that name a place without being its name: peoples, seats of institutions, and buildings and streets of a town.

All of it has the role ``name``: it says what a text is about, never where something happened. A building, a street or
a ground that the gazetteer lacks takes the point of the town that the text puts it in, with an Issue that says so.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.extract.mentions import PlaceMention
from rashomon.model import Issue
from rashomon.places import Gazetteer, fold
from rashomon.places.accept import Entity
from rashomon.places.settle import place_of
from rashomon.places.words import Spans, Word, joined
from rashomon.values import Place

_PEOPLE_WORDS, _SEAT_WORDS = 2, 3  # the longest names of peoples and of seats, in words
_TOWN_RADIUS_KM = 60.0  # a place as small as this can stand in for a building in it
_BUILDING = re.compile(
    r"\b(?:(?:Primary|Elementary|Middle|High|Grammar|Secondary)(?:\s+School)?|School|College|University|Academy|Institute|"
    r"Hospital|Clinic|Infirmary|(?:Medical|Detention|Correctional|Community|Convention|Shopping|Leisure|Sports|Arts|"
    r"Trade|Conference|Reception)\s+Cent(?:er|re)|Prison|Jail|Church|Cathedral|Basilica|Chapel|Mosque|Synagogue|Temple|"
    r"Abbey|Priory|Castle|Palace|Mansion|Hotel|Inn|Motel|Restaurant|Theat(?:er|re)|Cinema|Museum|Gallery|Library|Stadium|"
    r"Arena|Ballpark|Racecourse|Speedway|Golf\s+Club|Park|Gardens?|Zoo|Plaza|Square|Mall|Market|Court|Courthouse|"
    r"(?:Town|City|Village|Concert)\s+Hall|Hall|Airport|Station|Terminal|Port|Harbou?r|Bridge|Tunnel|Tower|Building|"
    r"Cemetery|Graveyard|Estate|Barracks|Embassy|Farms?|Lagoon|Lake|River|Canal|Dam|Bay|Beach|Island|Islands|Mountains?|Valley|"
    r"Forest|Reserve|Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Lane|Place|Way|Parade|Crescent|Terrace|"
    r"Highway|Freeway|Expressway|Parkway|Turnpike|Heights|Quarter)(?:\s+(?:East|West|North|South))?$"
)
_HEADED = re.compile(
    r"(?:University|School|College|Institute|Port|Bank|Hotel|Palais|Court|Cathedral|Church|Lake|Mount|Cape|Point|River)\s"
)
_STREET = re.compile(
    r"\b(?:\d{1,5}\s+)?(?:[NSEW]\.\s+)?(?:(?:[A-Z][\w’'-]*|\d{1,3}(?:st|nd|rd|th))\s+){1,3}"
    r"(?:Street|Avenue|Ave|Road|Boulevard|Blvd|Drive|Lane|Parade|Highway|Parkway|Square|Bridge|Park|School|Hospital|"
    r"Church|Stadium|College|University|Library|Museum|Hotel|Theat(?:er|re)|Cathedral|Prison|Courthouse)\b"
    r"(?:\s+(?:East|West|North|South)\b)?"
)
_ROAD = re.compile(r"(?<=\b[Tt]he )[AM]\d{1,4}\b")
_TOWN_BEHIND = re.compile(r"(?:,?\s+(?:in|at|near|outside|on)\s+(?:the\s+)?(?:\w+\s+){0,3}|,\s+|\s+)")
_BUILDING_LABELS = frozenset({
    "FAC", "ORG", "LOC", "GPE", "PERSON", "WORK_OF_ART", "PRODUCT", "EVENT",
})  # fmt: skip


def further_namings(
    text: str,
    words: Sequence[Word],
    supported: Sequence[tuple[PlaceMention, float]],
    entities: Sequence[Entity],
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """The peoples, seats, buildings and streets that no mention touches.

    With each mention stands what the other names of the document say for its place: the text's own town has most of it.
    """
    mentions = [mention for mention, _ in supported]
    taken = Spans([(each.start, each.end) for each in mentions if each.kind != "point"])
    found = [each for each in _known(text, words, gazetteer) if not taken.overlaps(each.start, each.end)]
    taken = Spans([(each.start, each.end) for each in (*mentions, *found) if each.kind != "point"])
    towns = [each for each in mentions if _is_town(each)]
    if not towns:
        return found
    weights: dict[str, float] = defaultdict(float)
    for mention, support in supported:
        if _is_town(mention):
            weights[_key(mention)] += (0.5 + support) * (0.3 if mention.role == "name" else 1.0)
    own = max(towns, key=lambda town: (weights[_key(town)], -town.start))
    spans = sorted(_buildings(text, entities), key=lambda span: (span[0], -span[1]))
    last = 0
    for start, end in spans:
        if start < last or taken.overlaps(start, end):
            continue
        town = _town_of(text, start, end, towns, own)
        found.append(_stand_in(text[start:end], start, end, town))
        last = end
    return found


def _known(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """The peoples of areas and the seats of institutions."""
    at = 0
    while at < len(words):
        known = words[at].capital and fold(words[at].text) in gazetteer.first_words
        made = _at(text, words, at, gazetteer) if known else None
        if made is None:
            at += 1
            continue
        mention, at = made
        yield mention


def _at(text: str, words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[PlaceMention, int] | None:
    for length in range(_SEAT_WORDS, 0, -1):
        last = at + length - 1
        if last >= len(words) or any(not joined(words[i].before, words[i - 1]) for i in range(at + 1, last + 1)):
            continue
        start, end = words[at].start, words[last].end
        said = text[start:end]
        people = gazetteer.area_of_demonym(said) if length <= _PEOPLE_WORDS else None
        entry = people or gazetteer.seat(said)
        if entry is not None:
            return PlaceMention(
                start=start, end=end, text=said, kind=entry.kind, place=place_of(entry, said), demonym=people is not None,
                role="name",
            ), last + 1  # fmt: skip
    return None


def _is_town(mention: PlaceMention) -> bool:
    place = mention.place
    return (
        place is not None
        and place.latitude is not None
        and not mention.demonym
        and mention.kind in ("city", "village", "region")
        and (place.radius_km or 0.0) <= _TOWN_RADIUS_KM
    )


def _buildings(text: str, entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """The spans that name a building, a street or a ground: by the model's word, or by the noun in the name."""
    for each in entities:
        start = each.start + 4 if text[each.start : each.start + 4] in ("the ", "The ") else each.start
        end = each.end - 2 if text[each.start : each.end].endswith(("'s", "’s")) else each.end
        words = text[start:end]
        named = each.label == "FAC" or (each.label in ("GPE", "LOC") and words[:1].isupper())
        built = each.label in _BUILDING_LABELS and " " in words and (_BUILDING.search(words) or _HEADED.match(words))
        if named or built:
            yield start, end
    for pattern in (_STREET, _ROAD):
        yield from (match.span() for match in pattern.finditer(text))


def _town_of(text: str, start: int, end: int, towns: Sequence[PlaceMention], own: PlaceMention) -> PlaceMention:
    """The town that a building stands in: the one behind it, before it with an apostrophe, else the text's own."""
    for town in towns:
        if town.start >= end and _TOWN_BEHIND.fullmatch(text[end : town.start]):
            return town
        if town.end <= start and text[town.end : start] in ("'s ", "’s ", "' ", "’ "):
            return town
    return own


def _key(town: PlaceMention) -> str:
    place = town.place
    return "" if place is None else f"{place.gazetteer} {place.gazetteer_id}"


def _stand_in(said: str, start: int, end: int, town: PlaceMention) -> PlaceMention:
    place = town.place or Place(name=said)
    issue = Issue(
        code="place-unresolved", start=start, end=end,
        message=f"{said!r} is not in the gazetteer; {place.name}, which the text names, stands in for it.",
    )  # fmt: skip
    where = msgspec.structs.replace(place, name=said, said=said, precision=max(2, place.precision or 2))
    return PlaceMention(start=start, end=end, text=said, kind="site", place=where, issue=issue, role="name")
