"""Find the places that a text names and say which they are, or why that cannot be said.

Four steps: candidates (``rashomon.places.scan``), acceptance (is it a place here?), context (what the document says of
where it is) and choice (``rashomon.places.resolve``). Each mention is settled for itself: one that cannot be settled
keeps its Issue and takes nothing from the others.

Radii and precisions (UCDP's where_prec): a town 1 with a radius that grows with its population; "near X" 2 with at most
25 km; a distance and bearing 2 (3 above 25 km) with max(2 km, 15 % of the distance); a district 3; a first-level area 4
with its own radius; part of a country 5; a country 6; a sea 7. A village that the gazetteer lacks takes the point and
radius of the area that the text puts it in, precision 4, with an Issue.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from rashomon.extract.dateline import dateline_end
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.namings import further_namings
from rashomon.extract.place_links import is_put_elsewhere, kind_of, link
from rashomon.extract.states import mark_states, with_abbreviations, with_states
from rashomon.model import Issue, Span
from rashomon.places import Entry, Gazetteer, Match, fold
from rashomon.places.accept import Entity, Mention, accept
from rashomon.places.coherence import Reading, support
from rashomon.places.found import Lists
from rashomon.places.points import distance_before, distances_from_lines, point_of
from rashomon.places.resolve import DISTRICT, Context, choose, scores
from rashomon.places.scan import scan
from rashomon.places.settle import SMALL_TOWN, is_foreign, narrow, part_of, place_of
from rashomon.places.words import Word
from rashomon.values import Place

_OWN = ("'s ", "’s ")
_QUARTER = re.compile(r"\s+(?:district|neighbou?rhoods?|borough|quarters?|microdistrict)\b", re.IGNORECASE)
# "The Orsa and Lida neighbourhoods of Belin": the first of two that the town holds.
_QUARTERS = re.compile(
    r"(?:,? and |, )[A-Z][\w'’-]+(?:(?:,? and |, )[A-Z][\w'’-]+)? (?:neighbou?rhoods|quarters) (?:of|in) "
)
# A town that a text calls a quarter lies in, or touches, the one that it is about.
_QUARTER_NOUN = re.compile(r"\s+(?:neighbou?rhood|quarter|microdistrict|suburb)\b", re.IGNORECASE)
_QUARTER_END = re.compile(r"district$", re.IGNORECASE)
_QUARTER_OF = re.compile(
    r"(?:\s+(?:district|neighbou?rhoods?|borough|quarters?|microdistrict))?\s+(?:of|in)\s+(?:the\s+(?:city\s+of\s+)?)?",
    re.IGNORECASE,
)
_NEAR_BY = re.compile(
    r",?\s+(?:(?:situated|located|a village|a town|just)\s+)*(?:near|outside|close to|not far from)\s+"
    r"(?:the\s+(?:city|town|village)\s+of\s+)?"
)
ASIDE = 0.6  # what a name that is set aside counts for others, of one that stands for a place
CHANCE = 50_000  # a smaller town's name is as often a word in the name of something else
SAID_BEFORE = 3.0  # the score that a name has for the place that the text says elsewhere that it means


class _Settled(Struct, frozen=True):
    """A mention with the match that it means; without one, why, and of several rivals the likeliest.

    ``support`` is what the other names of the document say for it.
    """

    mention: Mention
    match: Match | None = None
    issue: Issue | None = None
    guess: Match | None = None
    support: float = 0.0


def find_places(
    text: str,
    *,
    blocked: Sequence[tuple[int, int]] = (),
    likely: Sequence[tuple[int, int]] = (),
    gazetteer: Gazetteer,
) -> tuple[PlaceMention, ...]:
    """The places of a text in order; ``blocked`` spans are known to be something else, ``likely`` ones to be places."""
    found = find_toponyms(text, blocked=blocked, likely=likely, gazetteer=gazetteer)
    return tuple(mention for mention in found if mention.role != "name")


def find_toponyms(
    text: str,
    *,
    blocked: Sequence[tuple[int, int]] = (),
    likely: Sequence[tuple[int, int]] = (),
    entities: Sequence[Entity] = (),
    gazetteer: Gazetteer,
) -> tuple[PlaceMention, ...]:
    """All namings of places: those of ``find_places``, and under the role ``name`` those that only name one.

    "The Poltava Tribune" and "a Poltava court" name Poltava; nothing is said to have happened there. ``entities`` are
    the language model's, and tell what such words are part of.
    """
    lists = Lists.of(gazetteer)
    scanned = scan(text, gazetteer, lists, blocked, likely)
    mentions = accept(text, scanned, gazetteer, lists, blocked, likely, entities)
    mentions = with_states(text, mentions, gazetteer)
    if entities:
        mentions = with_abbreviations(text, mentions, entities, gazetteer)
    mark_states(text, mentions)
    context = _context(mentions, gazetteer, _dated_dateline(text))
    _add_cues(scanned.words, context, gazetteer)
    mentions = [mention for at, mention in enumerate(mentions) if mention.aside or not _is_quarter(text, mentions, at)]
    link(text, [mention for mention in mentions if not mention.aside], lists)
    link(text, mentions, lists, aside=True)
    added = _agreement(mentions, context, gazetteer)
    settled: list[_Settled] = []
    unknown = {mention.name for mention in mentions if _is_unknown(mention, gazetteer)}
    for mention in mentions:
        outcome = _settle(mention, context, gazetteer, added, unknown)
        if outcome.match is None and outcome.issue is None and not mention.demonym and mention.evidence < 2:
            # Not believed as a place of this text, and a name of one all the same.
            mention.aside = True
            outcome = _settle(mention, context, gazetteer, added, unknown)
        if mention.weak and _is_chance(outcome):
            continue
        settled.append(outcome)
        match = outcome.match
        if match and not mention.aside and match.entry.kind in ("city", "village", "airfield", "site"):
            context.anchors.append((match.entry.latitude, match.entry.longitude))
    found = [_publish(text, outcome, settled, gazetteer, lists) for outcome in settled]
    if entities:
        supported = list(zip(found, (outcome.support for outcome in settled), strict=True))
        found += further_namings(text, scanned.words, supported, entities, gazetteer)
    return _with_points(text, found)


def issues(mentions: Iterable[PlaceMention]) -> tuple[Issue, ...]:
    """The Issues of the mentions that have one, in order."""
    return tuple(mention.issue for mention in mentions if mention.issue is not None)


def _is_quarter(text: str, mentions: Sequence[Mention], at: int) -> bool:
    """Whether a name is a quarter of a town named beside it ("Kharkiv's Kyivskyi district"): the town is the place."""
    mention = mentions[at]
    if not mention.demonym and (listed := _QUARTERS.match(text, mention.end)) is not None:
        return any(each.start == listed.end() and kind_of(each) in ("city", "village") for each in mentions[at + 1 :])
    quarter = _QUARTER.match(text, mention.end) or _QUARTER_END.search(text[mention.start : mention.end])
    if mention.demonym or not quarter:
        return False
    left = mentions[at - 1] if at else None
    if left and not left.demonym and kind_of(left) in ("city", "village") and text[left.end : mention.start] in _OWN:
        return True
    right = mentions[at + 1] if at + 1 < len(mentions) else None
    if right is None or right.demonym or kind_of(right) not in ("city", "village"):
        return False
    return _QUARTER_OF.fullmatch(text[mention.end : right.start]) is not None


def _context(mentions: Sequence[Mention], gazetteer: Gazetteer, filed: int) -> Context:
    """What the document says of where it is: people count 1, countries 2, areas and towns of one country 4."""
    context = Context.empty(gazetteer.priority)
    for mention in mentions:
        if mention.aside and not (len(mention.matches) == 1 and kind_of(mention) == "region" and not mention.noun):
            continue
        name = fold(mention.name)
        if mention.demonym:
            context.add(mention.demonym, 1, name)
            continue
        entries = [match.entry for match in mention.matches if not match.loose]
        if mention.end <= filed and (capital := gazetteer.capital_of(mention.name)) is not None:
            context.filed = capital
            context.add(capital, 4, name)
            continue
        if not entries or len({entry.country for entry in entries}) != 1 or entries[0].country is None:
            continue
        first = entries[0]
        country = entries[0].country
        if mention.noun and mention.noun != "airfield":
            areas = {entry.code for entry in entries if entry.kind == "region"}
            context.add(country, 4, name, areas.pop() if len(areas) == 1 else None)
        elif first.kind == "country":
            context.add(country, 2, name)
        elif first.population >= SMALL_TOWN or (first.kind == "region" and not all(m.stem for m in mention.matches)):
            context.add(country, 4, name, first.code)
    return context


def _dated_dateline(text: str) -> int:
    """Where the dateline ends that opens the text with a day or an agency; a bare "PARIS -" is often a local paper's own town."""
    start = len(text) - len(text.lstrip())
    end = dateline_end(text, start) or 0
    return end if any(each.isdigit() or each == "(" for each in text[start:end]) else 0


def _add_cues(words: Sequence[Word], context: Context, gazetteer: Gazetteer) -> None:
    """Count the words that tell in which country a text is at home."""
    lower = [word.lower for word in words]
    for at, word in enumerate(lower):
        if word not in gazetteer.first_words:
            continue
        for length in (1, 2, 3):
            phrase = " ".join(lower[at : at + length])
            if (country := gazetteer.country_of_cue(phrase)) is not None:
                context.add_cue(country, phrase)


def _agreement(mentions: Sequence[Mention], context: Context, gazetteer: Gazetteer) -> dict[str, dict[str, float]]:
    """What the names of the document add to each other's readings, by name and entry id."""
    by_name: dict[str, Reading] = {}
    sense: dict[str, str] = {}
    for mention in mentions:
        if mention.demonym or not mention.matches:
            continue
        matches, qualified = narrow(mention.candidates(), mention.qualifiers, gazetteer)
        key = _sense_key(mention)
        if qualified:
            choice = choose(matches, context, gazetteer.preferred(mention.name), qualified=True)
            if choice.match is not None:
                sense.setdefault(key, choice.match.entry.id)
        weight = ASIDE if mention.aside else 1.0
        if key not in by_name or by_name[key].weight < weight:
            values = scores(matches, context, gazetteer.preferred(mention.name))
            by_name[key] = Reading(key, tuple(matches), tuple(values), weight)
    added: dict[str, dict[str, float]] = {key: {} for key in by_name}
    for key, number in sense.items():
        added[key][number] = SAID_BEFORE
        reading = by_name[key]
        values = [
            score + SAID_BEFORE * (match.entry.id == number)
            for match, score in zip(reading.matches, reading.scores, strict=True)
        ]
        by_name[key] = msgspec.structs.replace(reading, scores=tuple(values))
    for (key, number), value in support(list(by_name.values())).items():
        added[key][number] = added[key].get(number, 0.0) + value
    return added


def _sense_key(mention: Mention) -> str:
    """What has one sense in a document: a name, with the noun behind it ("Kherson", "Kherson region")."""
    return f"{fold(mention.name)}|{mention.noun or ''}"


def _is_unknown(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether the text puts a name where the gazetteer has none of it."""
    return is_put_elsewhere(mention) and not narrow(mention.candidates(), mention.qualifiers, gazetteer)[1]


def _settle(
    mention: Mention,
    context: Context,
    gazetteer: Gazetteer,
    added: Mapping[str, Mapping[str, float]],
    unknown: set[str],
) -> _Settled:
    """The match that a mention means, or an Issue; ``unknown`` are the names that the text puts where none is known."""
    matches = mention.candidates()
    if mention.demonym or not matches:
        return _Settled(mention)
    narrowed, qualified = narrow(matches, mention.qualifiers, gazetteer)
    if not qualified and mention.name in unknown:
        return _Settled(mention)
    others = added.get(_sense_key(mention), {})
    choice = choose(narrowed, context, gazetteer.preferred(mention.name), qualified=qualified, added=others)
    if choice.match is None:
        rivals = "; ".join(
            f"{match.entry.name} ({', '.join(filter(None, (match.entry.admin1, match.entry.country)))})"
            for match in choice.rivals[:4]
        )
        message = f"{mention.name!r} can be {rivals}; nothing in the text decides."
        issue = Issue(code="place-ambiguous", start=mention.start, end=mention.end, message=message)
        return _Settled(mention, issue=issue, guess=choice.rivals[0])
    if not qualified and not mention.aside and is_foreign(choice.match, mention, context, gazetteer):
        return _Settled(mention)
    return _Settled(mention, choice.match, support=others.get(choice.match.entry.id, 0.0))


def _is_chance(outcome: _Settled) -> bool:
    """Whether a word in some longer name is a small town's name by chance: no other name of the document is near it."""
    match = outcome.match
    return (
        match is None
        or (match.entry.kind in ("city", "village") and match.entry.population < CHANCE and outcome.support < 0.5)
    )  # fmt: skip


def _publish(
    text: str, outcome: _Settled, settled: Sequence[_Settled], gazetteer: Gazetteer, lists: Lists
) -> PlaceMention:
    """The mention as it leaves."""
    mention, match, issue = outcome.mention, outcome.match, outcome.issue
    start, end = mention.start, mention.end
    if mention.demonym:
        country = gazetteer.country(mention.demonym)
        place = place_of(country, text[start:end]) if country else None
        return PlaceMention(
            start=start, end=end, text=text[start:end], kind="country", place=place, demonym=True, role="modifier"
        )
    qualifiers = tuple(
        Span(start=each.start, end=each.end, text=text[each.start : each.end]) for each in mention.qualifiers
    )
    if match is None:
        if issue is None:
            place, issue = _abstain(text, mention, settled, gazetteer)
        else:
            place = None
        kind = "village" if place is not None else "unknown"
        return PlaceMention(
            start=start,
            end=end,
            text=text[start:end],
            kind=kind,
            place=place,
            likeliest=place_of(outcome.guess.entry, text[start:end]) if outcome.guess else None,
            qualifiers=qualifiers,
            issue=issue,
            role="name" if mention.aside else mention.role,
        )
    entry = match.entry
    if (
        mention.direction
        and mention.direction != "central"
        and (
            entry.kind == "country"
            or (
                entry.kind == "region"
                and entry.precision != 3
                and mention.noun is None
                and not _says_area(mention, lists)
            )
        )
    ):  # "the southern Odesa region" is the region, which lies in the south
        start = text.rfind(text[mention.direction_start : mention.direction_end], 0, start)
        place = part_of(entry, mention.direction, text[start:end], gazetteer)
    else:
        quarter = _QUARTER_NOUN.match(text, end) is not None
        near = (mention.near or quarter) and entry.kind in ("city", "village", "airfield", "site")
        astray = mention.noun is not None and entry.kind in ("city", "village")
        place = place_of(entry, text[start:end], near=near or astray)
    return PlaceMention(
        start=start,
        end=end,
        text=text[start:end],
        kind="city" if entry.kind == "village" and entry.population >= 50_000 else entry.kind,
        place=place,
        qualifiers=qualifiers,
        role="name" if mention.aside else mention.role,
        metonym=_metonym(mention, entry, text, lists),
    )


def _says_area(mention: Mention, lists: Lists) -> bool:
    """Whether a name itself says what the area is: "Helmand province"."""
    return " " in mention.name and fold(mention.name).rpartition(" ")[2] in lists.region_nouns


def _abstain(
    text: str, mention: Mention, settled: Sequence[_Settled], gazetteer: Gazetteer
) -> tuple[Place | None, Issue]:
    """The area that a text puts an unknown place in: its qualifier's, the last one named before, or the only one."""
    areas = [
        (each.mention, each.match.entry)
        for each in settled
        if each.match
        and each.match.entry.kind == "region"
        and each.match.entry.code
        and (mention.aside or not each.mention.aside)
    ]
    own = [entry for other, entry in areas if any(other is qualifier for qualifier in mention.qualifiers)]
    beside = _area_beside(text, mention, settled, gazetteer)
    before = [
        entry
        for other, entry in areas
        if other.start < mention.start
        and "\n\n" not in text[other.end : mention.start]
        and mention.start - other.end < 400
    ]
    wide = sorted((entry for _, entry in areas), key=lambda entry: -entry.precision)
    only = wide if len({entry.code for entry in wide}) == 1 else []
    if only and only[0].country != _most_named(settled, only[0].country):
        only = []
    area = next(iter(own[:1] or beside or before[-1:] or only[:1]), None)
    name = mention.name
    if area is None:
        countries = {qualifier.demonym for qualifier in mention.qualifiers if qualifier.demonym}
        place = Place(
            name=name, country=countries.pop() if len(countries) == 1 else None, said=text[mention.start : mention.end]
        )
        message = f"{name!r} is not in the gazetteer, and the text names no area that it lies in."
        found = None
        if place.country:
            found = place
        return found, Issue(code="place-unresolved", start=mention.start, end=mention.end, message=message)
    place = Place(
        name=name,
        country=area.country,
        admin1=area.admin1 if area.precision == DISTRICT else area.name,
        latitude=round(area.latitude, 5),
        longitude=round(area.longitude, 5),
        radius_km=area.radius_km,
        precision=4,
        gazetteer=area.gazetteer,
        gazetteer_id=area.id,
        said=text[mention.start : mention.end],
    )
    return place, Issue(
        code="place-unresolved",
        start=mention.start,
        end=mention.end,
        message=f"{name!r} is not in the gazetteer; {area.name}, which the text names, stands in for it.",
    )


def _area_beside(text: str, mention: Mention, settled: Sequence[_Settled], gazetteer: Gazetteer) -> list[Entry]:
    """The first-level area of the town that an unknown place is near: "the village of Odo near Mopti"."""
    for each in settled:
        if each.match is None or each.mention.start < mention.end or each.match.entry.code is None:
            continue
        area = gazetteer.region(each.match.entry.code)
        return [area] if area is not None and _NEAR_BY.fullmatch(text, mention.end, each.mention.start) else []
    return []


def _most_named(settled: Sequence[_Settled], country: str | None) -> str | None:
    """The country in which most of the places lie that a text names; ``country`` where it is one of those."""
    named = Counter(each.match.entry.country for each in settled if each.match and not each.mention.aside)
    most = max(named.values(), default=0)
    return country if named[country] == most else named.most_common(1)[0][0] if named else None


def _metonym(mention: Mention, entry: Entry, text: str, lists: Lists) -> bool:
    """Whether a country or capital speaks or decides: no preposition before it, and a verb of saying close behind."""
    if entry.kind not in ("country", "city") or mention.evidence >= 1:
        return False
    if entry.kind == "city" and entry.population < 300_000:
        return False
    following = re.findall(r"[A-Za-z]+", re.split(r"[.;:\n(]", text[mention.end : mention.end + 60])[0])[:4]
    return any(word.lower() in lists.speech_verbs for word in following)


def _with_points(text: str, found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Join distances and bearings to the places that they are measured from, and name the ones that lead nowhere."""
    result: list[PlaceMention] = []
    for mention in found:
        distance = None if mention.demonym or mention.kind == "sea" else distance_before(text, mention.start)
        if distance is None or mention.place is None:
            result.append(mention)
            continue
        said = text[distance.start : mention.end]
        if mention.role == "name":
            result.append(mention)
            continue
        result.append(msgspec.structs.replace(mention, role="reference"))
        point = point_of(distance, mention.place, said)
        if point is not None:
            reference = Span(start=mention.start, end=mention.end, text=mention.text)
            result.append(
                PlaceMention(
                    start=distance.start, end=mention.end, text=said, kind="point", place=point, qualifiers=(reference,)
                )
            )
    for start, end in distances_from_lines(text):
        message = f"{text[start:end]!r} gives a distance but no point to measure it from."
        result.append(
            PlaceMention(
                start=start,
                end=end,
                text=text[start:end],
                kind="point",
                issue=Issue(code="place-unresolved", start=start, end=end, message=message),
            )
        )
    return tuple(sorted(result, key=lambda mention: (mention.start, mention.end)))
