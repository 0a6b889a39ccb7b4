"""Find in a text the words that could name places, with what stands around them; nothing is chosen here.

Names are taken from the text, not from a tagger: every run of up to six words that begins with a capital (or with an
Arabic article) is looked up, the longest that the gazetteer knows wins. Around a name count the preposition before it,
a settlement or area noun beside it, and capitals that make it part of a person's or an organisation's name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from rashomon.places.fold import fold
from rashomon.places.gazetteer import Gazetteer, Match
from rashomon.places.words import Spans, Word, joined, words_of

LONGEST = 6
_ARTICLES = frozenset({
    "al", "el", "as", "ash", "ad", "ar", "an", "at", "az", "es",
})  # fmt: skip
_STRONG = frozenset({
    "in", "near", "outside", "around", "inside", "across", "throughout", "outskirts", "at", "from", "into",
    "entering", "entered", "captured", "seized", "liberated", "within", "above",
})  # fmt: skip
_FILLERS = frozenset({
    "the", "a", "an", "downtown", "occupied", "besieged", "nearby", "neighboring", "neighbouring", "embattled",
    "eastern", "border", "coastal", "port", "city", "capital", "town", "frontline", "front-line", "rebel-held",
    "held", "controlled", "rebel", "mostly", "mainly", "predominantly", "war-torn", "torn", "southern", "northern",
    "western", "central", "strategic", "key", "small",
})  # fmt: skip
_FUNCTION = frozenset({
    "the", "a", "an", "and", "but", "while", "when", "as", "after", "before", "if", "with", "by", "for", "although",
    "because", "since", "nearby", "meanwhile", "however", "that", "this", "where", "who", "then", "also", "like",
    "both", "only", "overnight", "today", "yesterday", "about", "during", "or", "elsewhere", "his", "her", "its",
    "their", "our", "my", "how", "why", "what", "whether", "until", "earlier", "later", "now", "once", "even",
    "despite", "against", "via", "per", "is", "was", "are", "were", "has", "have", "had", "says", "said", "greater",
    "downtown", "central", "upper", "lower", "occupied", "some", "most", "all", "not", "no", "metro", "metropolitan",
    "historic", "suburban", "rural",
})  # fmt: skip
_UNITS = frozenset({"battalion", "brigade", "regiment"})  # "the Ponce battalion", also in small letters
_CITY_OFFICES = frozenset({
    "council", "councilman", "councilwoman", "councilmember", "councilor", "manager", "attorney", "clerk", "commission",
    "commissioner", "hall", "schools", "school", "auditor", "administrator", "planner", "police", "fire",
})  # fmt: skip
# The rest of a list of counties ("Jackson" in "Jackson, Ridley and Madison counties").
_COUNTIES = re.compile(r"(?:,? (?:and |& )?[A-Z][\w.'’-]+)*? (?:counties|Counties)\b")
_AMERICAN_GULF = re.compile(r"\bGulf (?:of Mexico|of America|Coast)\b")
_VILLAGES = frozenset({"villages", "hamlets", "settlements"})
_SETTLEMENTS = _VILLAGES | {"towns", "cities", "localities"}
_VILLAGE = frozenset({"village", "hamlet", "settlement"})
_DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "dec", "nov", "oct",
    "sept", "sep", "aug", "feb", "jan",
})  # fmt: skip
_AFTER_COUNTRY = frozenset({
    "and", "or", "is", "was", "are", "were", "has", "had", "have", "will", "would", "could", "can", "may", "might",
    "should", "to", "in", "of", "on", "for", "from", "by", "with", "as", "at", "that", "which", "who", "but",
    "also", "does", "did", "must", "after", "before", "when", "while", "where", "because", "against", "into",
    "over", "since", "than", "itself",
})  # fmt: skip
_ABBREVIATED = frozenset({
    "US", "USA", "U.S.", "U.S.A.", "UK", "U.K.", "UAE", "U.A.E.",
})  # fmt: skip


class Found(Struct):
    """A candidate: words ``first`` to ``last`` of the text, what they can be, and the signs around them.

    ``evidence`` is 0 to 3: nothing, a weak preposition, a strong one, a noun that says "this is a place".
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    matches: tuple[Match, ...]
    demonym: str | None = None
    noun: str | None = None
    evidence: int = 0
    likely: bool = False
    near: bool = False
    after_person: bool = False
    before_capital: bool = False
    after_capital: bool = False
    settlement: bool = False
    village: bool = False
    direction: str | None = None
    modifier: bool = False
    loose: bool = False


class Lists(Struct, frozen=True):
    """The overlay's word lists as sets of folded words."""

    stop: frozenset[str]
    region_nouns: frozenset[str]
    airfield_nouns: frozenset[str]
    settlement_nouns: frozenset[str]
    locatives: frozenset[str]
    near: tuple[tuple[str, ...], ...]
    directions: frozenset[str]
    organisation_nouns: frozenset[str]
    titles: frozenset[str]
    speech_verbs: frozenset[str]
    given: frozenset[str]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Lists":
        """Take them from the gazetteer that is open."""
        words = gazetteer.words
        return cls(
            stop=words("stop"),
            region_nouns=words("region_nouns"),
            airfield_nouns=words("airfield_nouns"),
            settlement_nouns=words("settlement_nouns"),
            locatives=words("locatives"),
            near=tuple(
                sorted((tuple(phrase.split()) for phrase in words("near")), key=lambda each: (-len(each), each))
            ),
            directions=words("directions"),
            organisation_nouns=words("organisation_nouns"),
            titles=words("titles"),
            speech_verbs=words("speech_verbs"),
            given=words("given"),
        )


class Scan(Struct, frozen=True):
    """The words of a text and the candidates among them; ``people`` are the lower-case words of people's names.

    ``held`` are the candidates that touch a blocked span.
    """

    words: tuple[Word, ...]
    found: tuple[Found, ...]
    people: frozenset[str]
    held: tuple[Found, ...] = ()


def singular(noun: str) -> str:
    """An area noun in the singular ("counties" to "county")."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


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
        _look_left(candidate, words, ends, gazetteer, lists)
        _look_right(candidate, text, words, starts, lists)
    for candidate in held:
        _look_left(candidate, words, ends, gazetteer, lists)
        _look_right(candidate, text, words, starts, lists)
    _share_nouns(found, text, lists)
    for start, end, village in lists_of:
        for candidate in found:
            if start <= candidate.start and candidate.end <= end and _town(candidate):
                candidate.evidence, candidate.settlement = 3, True
                candidate.village = candidate.village or village
    _share_evidence(found, text)
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
        if last == at < stop_at and first.lower in _ARTICLES and words[at + 1].before in ("-", "‑", "–"):
            return None, at + 1  # "Al-Thaala", which no list holds, is no town of Norway
        if fold(surface) == "the gulf":
            continue
        if last == at and surface == "Gulf":
            gulf = _gulf(text, words, at, gazetteer)
            return (None if gulf is None else Found(first.start, final.end, at, last, surface, gulf)), at + 1
        if fold(surface) in lists.stop and surface not in _ABBREVIATED:
            counties = tuple(match for match in matches if match.entry.kind == "region" and match.entry.precision == 3)
            if counties and _COUNTIES.match(text, final.end):
                return Found(first.start, final.end, at, last, surface, counties), last + 1
            return None, last + 1 if last > at else at + 1
        if surface.isupper() and len(surface) <= 4 and surface not in _ABBREVIATED:
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
        or word.lower in _FUNCTION | lists.locatives | lists.directions | lists.settlement_nouns | _DAYS
        or word.lower in lists.region_nouns
        or word.lower in lists.stop
        or any(each.first <= at <= each.last and not _town(each) for each in found)
    )


def _look_left(candidate: Found, words: tuple[Word, ...], ends: set[int], gazetteer: Gazetteer, lists: Lists) -> None:
    """Prepositions, settlement nouns, compass words and other capitals before the name."""
    at = candidate.first - 1
    if at < 0:
        return
    before = words[candidate.first].before
    word = words[at]
    if not before.strip() and word.lower in lists.directions:
        candidate.direction = word.lower
        at -= 1
        before, word = words[at + 1].before, words[max(at, 0)]
    if at < 0:
        return
    if (
        before in (" ", "\n")
        and word.capital
        and not word.possessive
        and at not in ends
        and (
            word.lower
            not in _FUNCTION | lists.locatives | lists.directions | lists.settlement_nouns | _DAYS | lists.region_nouns
            and gazetteer.country_of_demonym(word.text) is None
        )
    ):
        candidate.after_person = word.lower in lists.titles
        candidate.after_capital = not candidate.after_person
    tail = tuple(each.lower for each in words[max(0, at - 4) : at + 1])
    tail = tail[:-1] if tail and tail[-1] == "the" else tail
    candidate.near = any(tail[-len(phrase) :] == phrase for phrase in lists.near)
    steps = 0
    while at >= 0 and steps < 6 and not words[at + 1].before.strip(" \n-"):
        lower = words[at].lower
        if lower in lists.settlement_nouns and (steps == 0 or words[at + 1].lower == "of"):
            candidate.evidence, candidate.settlement = 3, True
            candidate.village = lower in _VILLAGE
            return
        if lower in lists.region_nouns and words[at + 1].lower == "of":
            kinds = {match.entry.kind for match in candidate.matches}
            # "The republic of Armenia" is the country, and "the Mopti region of Mali" lies in one.
            named = at > 0 and words[at - 1].capital and words[at - 1].lower != "the" and words[at].before == " "
            country = "country" in kinds and (lower == "republic" or named or "region" not in kinds)
            candidate.evidence, candidate.noun = 3, None if country else lower
            return
        if lower in lists.locatives and not (
            lower == "of"
            and steps == 0
            and at > 0
            and words[at - 1].lower in lists.settlement_nouns | lists.region_nouns
        ):
            candidate.evidence = max(candidate.evidence, 2 if lower in _STRONG else 1)
            return
        if (
            lower not in _FILLERS
            and lower != "of"
            and lower not in lists.directions
            and lower not in lists.settlement_nouns
            and gazetteer.country_of_demonym(words[at].text) is None
            and not words[at].possessive
        ):
            return
        at -= 1
        steps += 1


def _look_right(candidate: Found, text: str, words: tuple[Word, ...], starts: set[int], lists: Lists) -> None:
    """Area, airfield, settlement and organisation nouns and other capitals behind the name."""
    at = candidate.last + 1
    if candidate.demonym and candidate.matches and candidate.name not in _ABBREVIATED:
        candidate.matches = ()
    if at >= len(words):
        return
    final, after = words[candidate.last], words[at]
    if not final.capital and candidate.matches:
        candidate.evidence = 3  # a listed name that ends with what the place is ("the Rumaila oil field")
    if text[final.end : after.start].startswith((" (", " —", " –", " -")) and candidate.first < 3:
        candidate.evidence = max(candidate.evidence, 2)
    if final.possessive or not joined(after.before, final):
        return
    noun = singular(after.lower) if after.lower not in lists.region_nouns else after.lower
    if noun in lists.region_nouns and any(match.entry.kind == "region" for match in candidate.matches):
        candidate.noun, candidate.end, candidate.last, candidate.evidence = noun, after.end, at, 3
        return
    for length in (3, 2, 1):
        tail = words[at : at + length]
        if " ".join(each.lower for each in tail) in lists.airfield_nouns and all(
            not each.before.strip() for each in tail
        ):
            candidate.noun, candidate.evidence = "airfield", 3
            if any(match.entry.kind == "airfield" for match in candidate.matches):
                candidate.end, candidate.last = tail[-1].end, at + length - 1
            return
    if after.lower in lists.organisation_nouns and (after.capital or after.lower in _UNITS):
        candidate.modifier = True
        candidate.before_capital = True
        return
    if after.lower == "refugee" and at + 1 < len(words) and words[at + 1].lower == "camp":
        candidate.evidence = 3
        return
    if after.lower in lists.settlement_nouns or noun in lists.region_nouns:
        candidate.evidence = max(candidate.evidence, 2)
        if not any(match.entry.kind == "country" for match in candidate.matches):  # "the Mali village of Ogossagou"
            candidate.settlement = candidate.settlement or after.lower in _VILLAGE | {"town", "township"}
            candidate.village = candidate.village or after.lower in _VILLAGE
        candidate.modifier = after.lower in ("port", "coast", "base")
        candidate.near = candidate.near or noun in ("area", "countryside") or after.lower == "suburbs"
        return
    if (
        candidate.name in _ABBREVIATED
        and after.before in (" ", "-")
        and after.lower not in _AFTER_COUNTRY | lists.speech_verbs
    ):
        candidate.demonym = next((match.entry.country for match in candidate.matches), None)
        candidate.matches = ()
        return
    if (
        after.capital
        and after.before in (" ", "\n")
        and at not in starts
        and after.lower not in _FUNCTION | _DAYS | lists.locatives
    ):
        if after.lower in lists.titles:
            candidate.modifier = True
        elif after.before == " " or not after.opens:
            candidate.before_capital = True


def _share_nouns(found: list[Found], text: str, lists: Lists) -> None:
    """Give "regions" to each name of a list that it ends ("the Sumy, Kharkiv and Chernihiv regions")."""
    for at in range(len(found) - 1, 0, -1):
        later, earlier = found[at], found[at - 1]
        if (
            later.noun
            and later.noun in lists.region_nouns
            and text[later.start : later.end].lower().endswith("s")
            and (
                text[earlier.end : later.start].strip(" ,") in ("", "and", "or")
                and any(match.entry.kind == "region" for match in earlier.matches)
                and earlier.noun is None
            )
        ):
            earlier.noun, earlier.evidence = later.noun, 3
            if not text[later.start : later.end].lower().endswith("s"):
                return
            _share_back(found, at - 1, text)


def _share_evidence(found: list[Found], text: str) -> None:
    """Let a name in a list stand as firm as the one before it ("in Kiryat Shmona and Metula")."""
    for earlier, later in pairwise(found):
        if (
            earlier.evidence
            and not later.evidence
            and not earlier.demonym
            and (text[earlier.end : later.start].strip() in (",", "and", ", and", "or", "&"))
        ):
            later.evidence = min(2, earlier.evidence)


def _share_back(found: list[Found], at: int, text: str) -> None:
    """Hand the noun on to the names before it in the same list."""
    while at > 0:
        later, earlier = found[at], found[at - 1]
        if earlier.noun or text[earlier.end : later.start].strip(" ,") not in ("", "and", "or"):
            return
        if not any(match.entry.kind == "region" for match in earlier.matches):
            return
        earlier.noun, earlier.evidence = later.noun, 3
        at -= 1
