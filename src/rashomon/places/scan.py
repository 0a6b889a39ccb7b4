"""Find in a text the words that could name places, with what stands around them; nothing is chosen here.

Names are taken from the text, not from a tagger: every run of up to six words that begins with a capital (or with an
Arabic article) is looked up, the longest that the gazetteer knows wins. Around a name count the preposition before it,
a settlement or area noun beside it, and capitals that make it part of a person's or an organisation's name.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from rashomon.places.evidence import look_left, look_right, share_evidence, share_nouns
from rashomon.places.fold import fold
from rashomon.places.found import ABBREVIATED, DAYS, FUNCTION, Found, Lists
from rashomon.places.gazetteer import Gazetteer, Match
from rashomon.places.words import Spans, Word, joined, words_of

LONGEST = 6
_ARTICLES = frozenset({
    "al", "el", "as", "ash", "ad", "ar", "an", "at", "az", "es",
})  # fmt: skip
# What a name begins with and no place is called by alone: "Wadi al-Shay", which no list holds, is not the Wadi of another country.
_GENERIC = frozenset({
    "wadi", "jabal", "jebel", "tell", "tel", "tal", "tall", "deir", "dayr", "kfar", "kafr", "umm", "ain", "ayn", "ras", "bir", "beit",
    "bayt", "abu", "sidi", "qasr", "khirbet", "khirbat", "nahr", "jisr", "hawr", "khor", "ghar", "djebel", "oued", "koh", "qala",
})  # fmt: skip
# Where names have the Arabic article, or are written with it.
_ARABIC = frozenset({
    "SY", "LB", "IQ", "YE", "SA", "JO", "PS", "IL", "EG", "SD", "LY", "TN", "DZ", "MA", "KW", "QA", "BH", "AE", "OM", "IR", "TR",
    "SO", "MR", "TD", "ER", "DJ",
})  # fmt: skip
_CITY_OFFICES = frozenset({
    "council", "councilman", "councilwoman", "councilmember", "councilor", "manager", "attorney", "clerk", "commission",
    "commissioner", "hall", "schools", "school", "auditor", "administrator", "planner", "police", "fire",
})  # fmt: skip
# The rest of a list of counties ("Jackson" in "Jackson, Ridley and Madison counties").
_COUNTIES = re.compile(r"(?:,? (?:and |& )?[A-Z][\w.'’-]+)*? (?:counties|Counties)\b")
_AMERICAN_GULF = re.compile(r"\bGulf (?:of Mexico|of America|Coast)\b")
_VILLAGES = frozenset({"villages", "hamlets", "settlements"})
_SETTLEMENTS = _VILLAGES | {"towns", "cities", "localities"}


class Scan(Struct, frozen=True):
    """The words of a text and the candidates among them; ``people`` are the lower-case words of people's names.

    ``held`` are the candidates that touch a blocked span.
    """

    words: tuple[Word, ...]
    found: tuple[Found, ...]
    people: frozenset[str]
    held: tuple[Found, ...] = ()


def scan(
    text: str, gazetteer: Gazetteer, lists: Lists, blocked: Sequence[tuple[int, int]], likely: Sequence[tuple[int, int]]
) -> Scan:
    """All candidates of a text."""
    words = words_of(text)
    closed, open_ = Spans(blocked), Spans(likely)
    found: list[Found] = []
    held: list[Found] = []
    lists_of = tuple(settlement_lists(words))
    called = Spans([(start, end) for start, end, _ in lists_of])
    at = 0
    while at < len(words):
        candidate, at = _longest(text, words, at, gazetteer, lists)
        if candidate is None:
            continue
        # "The towns of Odaro and Anna Karela" are no persons; "Anna" is no town of that list.
        listed = called.overlaps(candidate.start, candidate.end) and _is_whole(words, candidate)
        if closed.overlaps(candidate.start, candidate.end) and not listed:
            held.append(candidate)
            continue
        candidate.likely = open_.overlaps(candidate.start, candidate.end)
        found.append(candidate)
    people = _people(words, found, lists)
    towns = {each.first for each in found if _town(each)}
    starts = {each.first for each in found} - towns
    ends = {each.last for each in found if not _town(each)}
    for candidate in found:
        look_left(candidate, words, ends, gazetteer, lists)
        look_right(candidate, text, words, starts, lists)
    for candidate in held:
        look_left(candidate, words, ends, gazetteer, lists)
        look_right(candidate, text, words, starts, lists)
    share_nouns(found, text, lists)
    for start, end, village in lists_of:
        for candidate in found:
            if start <= candidate.start and candidate.end <= end and _town(candidate):
                candidate.evidence, candidate.settlement = 3, True
                candidate.village = candidate.village or village
    share_evidence(found, text)
    return Scan(words, tuple(found), people, tuple(held))


def _longest(
    text: str, words: tuple[Word, ...], at: int, gazetteer: Gazetteer, lists: Lists
) -> tuple[Found | None, int]:
    """The longest known name that begins at a word, and where to go on."""
    first = words[at]
    article = (
        first.lower in _ARTICLES and at + 1 < len(words) and words[at + 1].capital and words[at + 1].before in " -"
    )
    if not first.capital and not article:
        return None, at + 1
    stop_at = at
    while stop_at + 1 < len(words) and stop_at + 1 - at < LONGEST and _goes_on(words[stop_at + 1], words[stop_at]):
        stop_at += 1
    for last in range(stop_at, at - 1, -1):
        surface = text[first.start : words[last].end]
        final = words[last]
        if not (final.capital or final.text[0].isdigit() or last > at):
            continue
        demonym = gazetteer.country_of_demonym(surface)
        matches = gazetteer.matches(surface)
        if not matches and last > at and article and (first.lower in ("al", "el") or words[at + 1].before != " "):
            # "al-Orsa", which the list has as "Orsa"
            bare = gazetteer.matches(text[words[at + 1].start : final.end])
            matches = tuple(match for match in bare if match.entry.country in _ARABIC)
        if first.lower == "the" and last > at and not any(word.capital for word in words[at + 1 : last + 1]):
            continue  # "The village was shelled" is not of The Village, Oklahoma
        if not final.capital and not final.text[0].isdigit():
            matches = tuple(match for match in matches if not match.alternative or match.entry.gazetteer == "rashomon")
        if not matches and not demonym:
            continue
        if (
            final.lower == "city"
            and last > at
            and all(match.alternative or match.stem or match.entry.kind == "region" for match in matches)
        ):
            office = words[last + 1].lower if last + 1 < len(words) and words[last + 1].before == " " else ""
            if office in _CITY_OFFICES:
                continue  # the City Council of Ridgeton, and not a council of "Ridgeton City"
        if last == at < stop_at and first.lower in _GENERIC:
            return None, at + 1
        if last == at < stop_at and first.lower in _ARTICLES and words[at + 1].before in ("-", "‑", "–"):
            return None, at + 1  # "Al-Thaala", which no list holds, is no town of Norway
        if fold(surface) == "the gulf":
            continue
        if last == at and surface == "Gulf":
            gulf = _gulf(text, words, at, gazetteer)
            return (None if gulf is None else Found(first.start, final.end, at, last, surface, gulf)), at + 1
        if fold(surface) in lists.stop and surface not in ABBREVIATED:
            counties = tuple(match for match in matches if match.entry.kind == "region" and match.entry.precision == 3)
            if counties and _COUNTIES.match(text, final.end):
                return Found(first.start, final.end, at, last, surface, counties), last + 1
            return None, last + 1 if last > at else at + 1
        if surface.isupper() and len(surface) <= 4 and surface not in ABBREVIATED:
            matches = tuple(
                match
                for match in matches
                if match.entry.id in gazetteer.curated_ids and not match.stem and match.entry.kind != "city"
            )
            if not matches and not demonym:
                continue
        if demonym and not matches:
            return Found(first.start, final.end, at, last, surface, (), demonym=demonym), last + 1
        if demonym and last == at:
            matches = tuple(match for match in matches if match.entry.kind == "country")
        return Found(first.start, final.end, at, last, surface, matches, demonym=demonym), last + 1
    return None, at + 1


def _gulf(text: str, words: tuple[Word, ...], at: int, gazetteer: Gazetteer) -> tuple[Match, ...] | None:
    """What "the Gulf" alone means: the Persian Gulf, but in a text that names the American one; None where more is said."""
    follows = words[at + 1] if at + 1 < len(words) and words[at + 1].before == " " else None
    if not at or words[at - 1].lower != "the" or (follows and (follows.capital or follows.lower == "of")):
        return None
    return gazetteer.matches("Gulf of Mexico" if _AMERICAN_GULF.search(text) else "Persian Gulf")


def _goes_on(word: Word, previous: Word) -> bool:
    """Whether a word can belong to one name with the word before it, a possessive too ("the People's Republic of China")."""
    return joined(word.before, previous) or (previous.possessive and word.capital and word.before == " ")


def settlement_lists(words: Sequence[Word]) -> Iterator[tuple[int, int, bool]]:
    """The lists of names that a text calls settlements, as spans, and whether it calls them villages.

    "The villages of Karsa, Odo and Beni Rahul", "Karsa and Odo villages".
    """
    for at, word in enumerate(words):
        if word.lower not in _SETTLEMENTS or word.capital:
            continue
        if at + 2 < len(words) and words[at + 1].lower == "of":
            first = last = at + 2
            while last + 1 < len(words) and _lists_on(words, last + 1):
                last += 1
        else:
            first = last = max(0, at - 1)
            while first > 0 and _lists_on(words, first):
                first -= 1
            if word.before != " " or not any(words[each].lower == "and" for each in range(first, at)):
                continue
        while last > first and not words[last].capital:
            last -= 1
        if first < last and (words[first].capital or words[first].lower in _ARTICLES):
            yield words[first].start, words[last].end, word.lower in _VILLAGES


def _is_whole(words: Sequence[Word], candidate: Found) -> bool:
    """Whether no other capital stands right beside a candidate."""
    before, after = words[candidate.first - 1 : candidate.first], words[candidate.last + 1 : candidate.last + 2]
    return not any(
        word.capital and between in (" ", "-")
        for word, between in (
            *((word, words[candidate.first].before) for word in before),
            *((word, word.before) for word in after),
        )
    )


def _lists_on(words: Sequence[Word], at: int) -> bool:
    """Whether a word goes on with a list of names: another capital behind a space, a comma or "and", or "and" itself."""
    word, before = words[at], words[at - 1]
    if not before.capital and before.lower not in ("and", "al", "el"):
        return False
    return word.before in (" ", ", ", "-") and (word.capital or word.lower in ("and", "al", "el") or not before.capital)


def _town(found: Found) -> bool:
    """Whether a candidate can only be a settlement: two of them side by side are rather a person's name."""
    return found.demonym is None and all(
        match.entry.kind in ("city", "village") or match.stem for match in found.matches
    )


def _people(words: tuple[Word, ...], found: list[Found], lists: Lists) -> frozenset[str]:
    """Words of people's names: what follows a title, and two capitals or more before a verb of saying."""
    people: set[str] = set()
    safe = {
        number
        for each in found
        for number in range(each.first, each.last + 1)
        if each.last > each.first or any(match.entry.kind in ("country", "sea") for match in each.matches)
    }
    for at, word in enumerate(words):
        if word.lower in lists.titles and (
            word.capital or word.lower in ("spokesman", "spokeswoman", "governor", "mayor", "president", "minister")
        ):
            step = at + 1
            while (
                step < len(words) and step <= at + 3 and words[step].capital and words[step].before in (" ", ". ", "\n")
            ):
                if words[step].lower not in lists.titles and step not in safe:
                    people.add(words[step].lower)
                step += 1
        if word.lower in lists.speech_verbs and at >= 2 and word.before in (" ", ", "):
            chain, step = [], at - 1
            while step >= 0 and words[step].capital and (step == at - 1 or words[step + 1].before == " "):
                if words[step].lower in lists.titles:
                    break
                chain.append(step)
                step -= 1
            if len(chain) in (2, 3) and not any(step in safe for step in chain):
                people.update(words[step].lower for step in chain)
    for each in found:
        if each.first == each.last and each.first not in safe and each.first > 0:
            given, name = words[each.first - 1], words[each.first]
            if (
                name.before == " "
                and given.capital
                and not given.possessive
                and _can_be_given(given, each.first - 1, found, lists)
            ):
                people.add(name.lower)
    return frozenset(people - lists.region_nouns)


def _can_be_given(word: Word, at: int, found: list[Found], lists: Lists) -> bool:
    """Whether a capitalised word before a name can be somebody's given name."""
    return not (
        word.text.isupper()
        or word.lower in FUNCTION | lists.locatives | lists.directions | lists.settlement_nouns | DAYS
        or word.lower in lists.region_nouns
        or word.lower in lists.stop
        or any(each.first <= at <= each.last and not _town(each) for each in found)
    )
