"""What the words around a name say of what it names: a state behind it, a title before it, nouns and evidence shared in lists."""

from itertools import pairwise

from rashomon.places.found import ABBREVIATED, DAYS, FUNCTION, Found, Lists, singular
from rashomon.places.gazetteer import Gazetteer
from rashomon.places.words import Word, joined

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
_UNITS = frozenset({"battalion", "brigade", "regiment"})  # "the Ponce battalion", also in small letters
_VILLAGE = frozenset({"village", "hamlet", "settlement"})
_AFTER_COUNTRY = frozenset({
    "and", "or", "is", "was", "are", "were", "has", "had", "have", "will", "would", "could", "can", "may", "might",
    "should", "to", "in", "of", "on", "for", "from", "by", "with", "as", "at", "that", "which", "who", "but",
    "also", "does", "did", "must", "after", "before", "when", "while", "where", "because", "against", "into",
    "over", "since", "than", "itself",
})  # fmt: skip


def look_left(candidate: Found, words: tuple[Word, ...], ends: set[int], gazetteer: Gazetteer, lists: Lists) -> None:
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
            not in FUNCTION | lists.locatives | lists.directions | lists.settlement_nouns | DAYS | lists.region_nouns
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
        if lower == "area" and at > 1 and _is_local_government(words, at - 2):
            candidate.evidence = 3  # "Damboa local government area of Borno" is no settlement
            return
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


def look_right(candidate: Found, text: str, words: tuple[Word, ...], starts: set[int], lists: Lists) -> None:
    """Area, airfield, settlement and organisation nouns and other capitals behind the name."""
    at = candidate.last + 1
    if candidate.demonym and candidate.matches and candidate.name not in ABBREVIATED:
        candidate.matches = ()
    if at >= len(words):
        return
    final, after = words[candidate.last], words[at]
    if not final.capital and candidate.matches:
        candidate.evidence = 3  # a listed name that ends with what the place is ("the Rumaila oil field")
    if text[final.end : after.start].startswith((" (", " —", " –", " -")) and (
        candidate.first < 3 or _is_dateline(words, candidate)
    ):
        candidate.evidence = max(candidate.evidence, 2)
    if final.possessive or not joined(after.before, final):
        return
    noun = singular(after.lower) if after.lower not in lists.region_nouns else after.lower
    if noun in lists.region_nouns and any(match.entry.kind == "region" for match in candidate.matches):
        candidate.noun, candidate.end, candidate.last, candidate.evidence = noun, after.end, at, 3
        return
    if _is_local_government(words, at):
        candidate.evidence, candidate.near = 3, True
        if any(match.entry.kind == "region" for match in candidate.matches):
            candidate.noun = "district"
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
        candidate.name in ABBREVIATED
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
        and after.lower not in FUNCTION | DAYS | lists.locatives
    ):
        if after.lower in lists.titles:
            candidate.modifier = True
        elif after.before == " " or not after.opens:
            candidate.before_capital = True


def _is_local_government(words: tuple[Word, ...], at: int) -> bool:
    """ "Damboa local government area", "Damboa LGA": a district of Nigeria."""
    return words[at].text == "LGA" or tuple(word.lower for word in words[at : at + 3]) in {
        ("local", "government", "area"), ("local", "council", "area"), ("local", "government", "council"),
    }  # fmt: skip


def _is_dateline(words: tuple[Word, ...], candidate: Found) -> bool:
    """Whether a sentence opens with the name in capitals: "… leaks again. RIDGETON — The town council voted"."""
    return words[candidate.first].opens and all(
        word.text.isupper() and len(word.text) > 1 for word in words[candidate.first : candidate.last + 1]
    )


def share_nouns(found: list[Found], text: str, lists: Lists) -> None:
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


def share_evidence(found: list[Found], text: str) -> None:
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
