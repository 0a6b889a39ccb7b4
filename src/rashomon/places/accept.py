"""Decide which candidates are places here, and find the ones that no list knows.

A country, a sea or a curated place needs nothing beside it. A town needs a sign that it is one: a preposition, a
settlement noun, the tagger's word, its size, or a place elsewhere in the text where it has such a sign. Words of
people's names, and towns inside a run of other capitals, are left alone.
"""

from collections.abc import Sequence

import msgspec
from msgspec import Struct, field

from rashomon.places.fold import fold
from rashomon.places.found import Found, Lists
from rashomon.places.gazetteer import Gazetteer, Match
from rashomon.places.scan import Scan, settlement_lists
from rashomon.places.words import Spans, Word, joined

KNOWN_BY_SIZE = 100_000  # a town as large needs no preposition: few people or things share its name unannounced
KNOWN_BY_SIZE_PRIORITY = 20_000
WEAK_SIGN = 5_000  # the population that a weak preposition ("of", "to") can carry outside the priority countries
LARGEST_VILLAGE = 20_000
KNOWN_DESPITE_PERSON = 300_000
_BARE = frozenset({
    "country", "sea", "region", "airfield", "site",
})  # fmt: skip


_PLACE_LABELS = frozenset({
    "GPE", "LOC", "FAC",
})  # fmt: skip


_OF_A_PLACE = frozenset({
    "police", "man", "woman", "men", "women", "boy", "girl", "teen", "teenager", "couple", "family", "resident",
    "residents", "officers", "officials", "firefighters", "deputies", "detectives", "native", "home", "house", "school",
    "schools", "city", "town", "council", "councillors", "council's", "mayor", "community", "area", "pub", "shop", "shops",
})  # fmt: skip


_OFFICES = frozenset({
    "police", "fire", "city", "council", "mayor", "sheriff", "selectman", "selectmen", "superintendent", "chamber",
    "volunteer", "township",
})  # fmt: skip


class Entity(Struct, frozen=True):
    """What the language model takes the characters [start, end) for, by its own label ("GPE", "ORG", …)."""

    start: int
    end: int
    label: str


class Mention(Struct):
    """A candidate that counts as a place, on its way to being settled."""

    start: int
    end: int
    name: str
    matches: tuple[Match, ...]
    demonym: str | None = None
    noun: str | None = None
    evidence: int = 0
    near: bool = False
    settlement: bool = False
    village: bool = False
    direction: str | None = None
    direction_start: int = 0
    direction_end: int = 0
    role: str = "place"
    aside: bool = False
    weak: bool = False
    qualifiers: list["Mention"] = field(default_factory=list)

    def candidates(self) -> tuple[Match, ...]:
        """The matches that the noun beside the name allows; all of them where it allows none."""
        if self.noun == "airfield":
            allowed = [match for match in self.matches if match.entry.kind == "airfield"]
        elif self.noun:
            allowed = [match for match in self.matches if match.entry.kind == "region"]
        elif self.village:
            # A city that shares its name with "the village of X" is another place.
            return tuple(
                match
                for match in self.matches
                if match.entry.kind in ("city", "village") and match.entry.population <= LARGEST_VILLAGE
            )
        elif self.settlement:
            allowed = [match for match in self.matches if match.entry.kind in ("city", "village")]
        else:
            allowed = [
                match
                for match in self.matches
                if not (match.stem and match.entry.kind == "airfield")
                and not (match.stem and match.entry.kind == "region" and match.entry.precision == 3)
            ]
        own = tuple(match for match in self.matches if not match.stem)
        grounds = tuple(match for match in self.matches if match.entry.kind != "airfield")
        return tuple(allowed) or own or grounds or self.matches


def accept(
    text: str,
    scanned: Scan,
    gazetteer: Gazetteer,
    lists: Lists,
    blocked: Sequence[tuple[int, int]],
    likely: Sequence[tuple[int, int]],
    entities: Sequence[Entity] = (),
) -> list[Mention]:
    """The candidates that are places, with the unknown ones that the text calls a place, in order.

    Those that name a place without standing for one in their clause (inside the name of an organisation, or known by the
    model's word alone) are marked ``aside``.
    """
    priority = frozenset(gazetteer.priority)
    signs = [_sign(each, scanned, priority, gazetteer.curated_ids, lists) for each in scanned.found]
    sure = {fold(each.name) for each, sign in zip(scanned.found, signs, strict=True) if sign >= 2}
    found = [
        _mention(each, scanned)
        for each, sign in zip(scanned.found, signs, strict=True)
        if sign >= 1 or (sign == 0 and fold(each.name) in sure)
    ]
    beside = _aside(text, scanned, signs, sure, entities, lists) if entities else []
    taken = Spans([(each.start, each.end) for each in found])
    unknown = _unknown(text, scanned, gazetteer, lists, Spans(blocked), Spans(likely), taken)
    called = Spans([(each.start, each.end) for each in unknown if each.village])
    beside = [each for each in beside if not called.overlaps(each.start, each.end)]
    return sorted((*found, *unknown, *beside), key=lambda mention: mention.start)


def _aside(
    text: str, scanned: Scan, signs: Sequence[int], sure: set[str], entities: Sequence[Entity], lists: Lists
) -> list[Mention]:
    """The other candidates that name a place all the same, by what the model takes them for."""
    known = sure | {fold(each.name) for each, sign in zip(scanned.found, signs, strict=True) if sign >= 1}
    free = [
        each
        for each, sign in zip(scanned.found, signs, strict=True)
        if sign < 1 and not (sign == 0 and fold(each.name) in sure)
    ]
    covered = [(each, _over(each, entities)) for each in (*free, *scanned.held)]
    known |= {fold(each.name) for each, over in covered if over and over.label in _PLACE_LABELS}
    return [
        msgspec.structs.replace(
            _mention(each, scanned), aside=True, weak=not _is_firm(text, each, over, known, scanned)
        )
        for each, over in covered
        if _names(text, each, over, known, scanned, lists)
    ]


def _is_firm(text: str, found: Found, over: Entity | None, known: set[str], scanned: Scan) -> bool:
    """Whether more than its spelling says that a candidate set aside is a place's name."""
    whole = over is not None and over.start >= found.start - 4 and over.end <= found.end + 2
    return (
        (whole and over is not None and over.label in _PLACE_LABELS)
        or found.noun is not None
        or _is_district(found)
        or _belongs(text, found, scanned)
        or fold(found.name) in known
        or found.evidence >= 2
    )


def _over(found: Found, entities: Sequence[Entity]) -> Entity | None:
    """The entity that covers most of a candidate."""
    shared = [
        (min(each.end, found.end) - max(each.start, found.start), each)
        for each in entities
        if each.start < found.end and found.start < each.end
    ]
    return max(shared, key=lambda pair: pair[0])[1] if shared else None


def _names(text: str, found: Found, over: Entity | None, known: set[str], scanned: Scan, lists: Lists) -> bool:
    """Whether a candidate that is no place of its clause names one."""
    if not any(not match.stem or match.entry.kind == "region" for match in found.matches) or found.after_person:
        return False
    label = over.label if over else ""
    if label in _PLACE_LABELS:
        return True
    area = found.noun is not None or _is_district(found)
    if area or _belongs(text, found, scanned):
        return True
    several, again = found.last > found.first, fold(found.name) in known
    whole = over is not None and over.start >= found.start - 4 and over.end <= found.end + 2
    if label == "PERSON":
        return (whole and several) or (whole and (again or found.evidence >= 1))
    if any(word.lower in scanned.people for word in scanned.words[found.first : found.last + 1]):
        return False
    if label == "ORG":
        return several or again or found.evidence >= 1 or not whole
    if label:
        return again
    party = text[max(0, found.start - 2) : found.start] in ("D-", "R-", "L-") or text.endswith("DFL-", 0, found.start)
    dateline = text[found.start : found.end].isupper() and len(found.name) > 3
    return again or found.evidence >= 1 or party or dateline


def _is_district(found: Found) -> bool:
    """Whether a candidate names its second-level area with its noun ("Kane County")."""
    return found.last > found.first and any(
        match.entry.precision == 3 and not match.stem and not match.alternative for match in found.matches
    )


def _is_area(found: Found, lists: Lists) -> bool:
    """Whether a candidate names an area by its full name ("Borno State"): no run of capitals makes it anything else."""
    last = fold(found.name).rpartition(" ")[2]
    return last in lists.region_nouns and any(
        match.entry.kind == "region" and match.entry.precision == 4 and not match.stem for match in found.matches
    )


def _belongs(text: str, found: Found, scanned: Scan) -> bool:
    """Whether people or offices of a place stand behind a name ("Ridgeton police", "an Elkton woman")."""
    at = found.last + 1
    if at >= len(scanned.words) or scanned.words[at].before != " ":
        return False
    after = scanned.words[at]
    return after.lower in (_OFFICES if after.capital else _OF_A_PLACE)


def _sign(found: Found, scanned: Scan, priority: frozenset[str], curated: frozenset[str], lists: Lists) -> int:
    """How sure it is that a candidate is a place: 2 on its own signs, 1 so far as nothing speaks against it, 0, -1."""
    if found.demonym and not found.matches:
        return 1
    matches = (
        [match for match in found.matches if not match.stem or match.entry.kind == "region"]
        if found.noun != "airfield"
        else list(found.matches)
    )
    if not matches:
        return -1
    kinds = {match.entry.kind for match in matches if not match.stem}
    if found.after_person:
        return -1
    if kinds <= {"city", "village"} and _goes_on(found, scanned):
        return -1
    if (found.noun and found.noun != "airfield") or _is_area(found, lists):
        return 2
    known = any(match.entry.kind in _BARE and not match.stem and match.entry.precision != 3 for match in matches) and (
        "country" in kinds
        or "sea" in kinds
        or any(match.entry.gazetteer == "rashomon" or match.entry.id in curated for match in matches)
    )
    if found.before_capital and found.modifier and not (known and kinds & {"country", "region"}):
        return -1
    if known:
        if found.before_capital and fold(found.name) in lists.given and found.evidence < 2:
            return -1
        found.modifier = found.modifier or found.before_capital
        return 1 if not found.after_capital or "country" in kinds else 0
    if found.noun == "airfield":
        return 2 if not found.after_capital else 0
    people = max((match.entry.population for match in matches), default=0)
    own = max((match.entry.population for match in matches if not match.alternative), default=0)
    if all(match.entry.country in priority for match in matches):
        own = max(own, people // 2)  # GeoNames spells their main names strictly, reports use the alternatives
    if any(match.entry.kind == "village" and match.entry.gazetteer == "rashomon" for match in matches):
        own = max(own, WEAK_SIGN)  # the overlay lists it because reports name it
    prior = any(match.entry.country in priority for match in matches)
    person = any(word.lower in scanned.people for word in scanned.words[found.first : found.last + 1])
    if found.settlement and not found.after_capital:
        return 2
    if person and not (found.evidence >= 2 and own >= KNOWN_BY_SIZE) and own < KNOWN_DESPITE_PERSON:
        return -1
    several = found.last > found.first
    if found.after_capital or (found.before_capital and not several):
        return (
            1
            if found.evidence >= 2 and found.before_capital and not found.after_capital and own >= KNOWN_BY_SIZE
            else -1
        )
    if "region" in kinds:
        return 2 if found.evidence >= 2 else 1
    if found.likely:
        return 2
    if found.evidence >= 2 and (own or people >= WEAK_SIGN or prior or several):
        return 2
    if found.evidence == 1 and (own >= WEAK_SIGN or (prior and people)):
        return 1
    if own >= KNOWN_BY_SIZE or (prior and own >= KNOWN_BY_SIZE_PRIORITY) or people >= 5 * KNOWN_BY_SIZE:
        return 1
    return 0


def _goes_on(found: Found, scanned: Scan) -> bool:
    """Whether a name is only the beginning of a longer one: "San Luis" of "San Luis del Monte"."""
    return _tail(scanned.words, found.last) > found.last


def _tail(words: Sequence[Word], last: int) -> int:
    """The last word of what "del", "de la" and the like add to a name that ends at ``last``."""
    at = last + 1
    while at < len(words) and words[at].before == " " and words[at].lower in _PARTICLES:
        at += 1
    added = at > last + 1 and at < len(words) and words[at].before == " " and words[at].capital
    return at if added else last


def _mention(found: Found, scanned: Scan) -> Mention:
    before = scanned.words[found.first - 1] if found.direction else None
    return Mention(
        start=found.start,
        end=found.end,
        name=found.name,
        matches=found.matches,
        demonym=found.demonym,
        noun=found.noun,
        evidence=found.evidence,
        near=found.near,
        settlement=found.settlement,
        village=found.village,
        direction=found.direction,
        direction_start=before.start if before else 0,
        direction_end=before.end if before else 0,
        role="modifier" if found.modifier else "place",
    )


def _unknown(
    text: str, scanned: Scan, gazetteer: Gazetteer, lists: Lists, blocked: Spans, likely: Spans, taken: Spans
) -> list[Mention]:
    """Capitalised names that the text calls a place ("near X", "the village of X") and that are not taken yet."""
    words, found, at = scanned.words, [], 0
    lists_of = Spans([(start, end) for start, end, _ in settlement_lists(words)])
    while at < len(words):
        word = words[at]
        saint = word.lower in _SAINTS and at + 1 < len(words) and words[at + 1].capital and words[at + 1].before == " "
        if not word.capital or (word.lower in lists.stop and not saint) or taken.overlaps(word.start, word.end):
            at += 1
            continue
        last = at
        while (
            last + 1 < len(words)
            and last < at + 3
            and words[last + 1].capital
            and joined(words[last + 1].before, words[last])
        ):
            last += 1
        last = _tail(words, last)
        start, end = word.start, words[last].end
        said = _is_called_village(words, at, last)
        listed = lists_of.overlaps(start, end)
        if (
            (said or listed or not blocked.overlaps(start, end))
            and not taken.overlaps(start, end)
            and (listed or _called(words, at, last, lists, scanned.people, likely.overlaps(start, end)))
        ):
            name = text[start:end]
            near = _is_near(words, at, lists)
            found.append(
                Mention(
                    start=start,
                    end=end,
                    name=name,
                    matches=gazetteer.loose_matches(name),
                    evidence=2,
                    near=near,
                    settlement=True,
                    village=said or listed,
                )
            )
        at = last + 1
    return found


def _is_called_village(words: tuple[Word, ...], at: int, last: int) -> bool:
    """Whether "village" stands right behind a name, or "village of" before it: more than the model's word for a person."""
    before = tuple(word.lower for word in words[max(0, at - 2) : at])
    after = words[last + 1] if last + 1 < len(words) else None
    return before in (("village", "of"), ("town", "of")) or (
        after is not None and after.lower == "village" and after.before == " " and not words[last].possessive
    )


def _called(words: tuple[Word, ...], at: int, last: int, lists: Lists, people: frozenset[str], likely: bool) -> bool:
    """Whether the words before or behind an unknown name call it a place."""
    if any(
        word.lower in people
        or word.lower in lists.titles
        or word.lower in lists.organisation_nouns
        or word.lower in lists.region_nouns
        for word in words[at : last + 1]
    ):
        return False
    if (words[at].text.isupper() and len(words[at].text) < 6) or words[last].end - words[at].start < 4:
        return False
    before = [word.lower for word in words[max(0, at - 5) : at]]
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in _OF_A_NAME:
        return True
    if before[-1:] in (["village"], ["settlement"], ["hamlet"]) and words[at].before == " ":
        return True
    following = words[last + 1].lower if last + 1 < len(words) and words[last + 1].before == " " else ""
    if following in ("village", "settlement", "hamlet") and not words[last].possessive:
        return True
    if words[at].before not in (" ", "\n") or not before:
        return False
    if before[-1] == "near" or before[-2:] == ["close", "to"]:
        return True
    return likely and before[-1] in _LOCATIVE | _WATERS


_SAINTS = frozenset({"san", "santa", "santo", "saint"})
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "do", "da", "dos", "das"})
_OF_A_NAME = frozenset({
    "town", "village", "settlement", "hamlet", "outskirts", "township", "suburb", "city", "vicinity", "direction",
})  # fmt: skip


_LOCATIVE = frozenset({
    "in", "at", "from", "outside", "around", "inside", "toward", "towards", "to",
})  # fmt: skip


_WATERS = frozenset({
    "lake", "river", "reservoir", "lagoon",
})  # fmt: skip


def _is_near(words: tuple[Word, ...], at: int, lists: Lists) -> bool:
    before = tuple(word.lower for word in words[max(0, at - 4) : at])
    return any(before[-len(phrase) :] == phrase for phrase in lists.near)
