"""States that stand behind the names of towns ("Reno, Nev."), and what the abbreviation of a state does not name."""

import re
from collections.abc import Sequence

from rashomon.extract.place_links import kind_of
from rashomon.places import Gazetteer, Match
from rashomon.places.accept import Entity, Mention
from rashomon.places.words import Spans

_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.(?:\s?[A-Z]\.){1,2}|[A-Z]\.\s?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,4}\.|Calif\b)")
_WIDE = ("country", "region")
_TWICE = frozenset({"New York", "Washington"})  # states with a city of their name that texts mean first
_KNOWN_TOWN = 30_000  # people of a town behind which "Washington" is the state
_SHORT_TOWNS = {"L.A.": "Los Angeles"}  # not Louisiana, which is "La."
_LISTED = re.compile(r",? (?:and |or )|, ")
_OF_A_STATE = re.compile(
    r"(?:['’]s)? (?:attorney general|governor|legislature|lawmakers|border|state line|state)\b", re.I
)
_STATE = re.compile(r",\s+((?:[A-Z]\.\s?)?[A-Z][A-Za-z]{0,4})\b\.?")


def with_states(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with the abbreviated areas that follow them behind a comma ("Houston, Tex.")."""
    found: list[Mention] = []
    for at, mention in enumerate(mentions):
        found.append(mention)
        state = _STATE.match(text, mention.end)
        free = at + 1 == len(mentions) or state is None or mentions[at + 1].start >= state.end()
        if (
            state
            and free
            and not mention.demonym
            and _abbreviates(state)
            and (area := gazetteer.short(state[1])) is not None
        ):
            found.append(Mention(start=state.start(1), end=state.end(), name=area.name, matches=(Match(area),)))
    return found


def with_abbreviations(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], gazetteer: Gazetteer
) -> list[Mention]:
    """The mentions with the abbreviated areas that stand alone ("an S.C. judge", "Kan. storm", "D-N.D.")."""
    spoken = Spans([(each.start, each.end) for each in entities if each.label == "GPE"])
    firm = Spans([(each.start, each.end) for each in mentions if not each.aside and kind_of(each) in _WIDE])
    found: list[Mention] = []
    for match in _ABBREVIATION.finditer(text):
        start, end = match.span()
        word = match[0]
        said = word.count(".") > 1 or text[max(0, start - 2) : start] in ("D-", "R-") or text[start - 1 : start] == "("
        if town := _SHORT_TOWNS.get(word):
            found.append(Mention(start=start, end=end, name=town, matches=gazetteer.matches(town), aside=True))
            continue
        area = gazetteer.short(word)
        if area is None or firm.overlaps(start, end) or not (said or spoken.overlaps(start, end)):
            continue
        found.append(Mention(start=start, end=end, name=area.name, matches=(Match(area),), aside=True))
    taken = Spans([(each.start, each.end) for each in found])
    kept = [each for each in mentions if not taken.overlaps(each.start, each.end)]
    return sorted((*kept, *found), key=lambda mention: mention.start)


def mark_states(text: str, mentions: Sequence[Mention]) -> None:
    """Take a city that shares its name with its state for the state where offices of it or other states stand beside.

    So it is behind a town of that state ("Tacoma, Washington").
    """
    for at, mention in enumerate(mentions):
        kinds = {match.entry.kind for match in mention.matches if match.entry.precision in (1, 4)}
        if mention.noun or mention.demonym or not kinds >= {"city", "region"} or mention.name not in _TWICE:
            continue
        beside = [
            _between(text, mention, other).strip()
            for other in (*mentions[max(0, at - 1) : at], *mentions[at + 1 : at + 2])
            if _is_state(other) and _LISTED.fullmatch(_between(text, mention, other))
        ]
        in_it = at > 0 and _between(text, mentions[at - 1], mention) == ", " and _is_town_of(mentions[at - 1], mention)
        if in_it or len(beside) == 2 or any(each != "," for each in beside) or _OF_A_STATE.match(text, mention.end):
            mention.noun = "state"
            mention.matches = tuple(match for match in mention.matches if match.entry.precision == 4)


def _is_town_of(town: Mention, state: Mention) -> bool:
    """Whether a name is that of a town in an area of the other name, and no small one: "Boston, New York" is a list."""
    codes = {match.entry.code for match in state.matches if match.entry.precision == 4}
    return any(
        match.entry.kind == "city" and match.entry.code in codes and match.entry.population >= _KNOWN_TOWN
        for match in town.matches if not match.alternative
    )  # fmt: skip


def _is_state(mention: Mention) -> bool:
    """Whether a name can only be a first-level area."""
    return bool(mention.matches) and not mention.demonym and all(
        match.entry.kind == "region" and match.entry.precision == 4 for match in mention.matches[:1]
    )  # fmt: skip


def _between(text: str, first: Mention, second: Mention) -> str:
    """The words between two mentions."""
    left, right = sorted((first, second), key=lambda each: each.start)
    return text[left.end : right.start]


def _abbreviates(state: re.Match[str]) -> bool:
    """Whether a word can abbreviate an area: two letters are capitals ("TX") or end with a dot ("Pa.", not "Ms.")."""
    word = state[1].replace(".", "")
    return len(word) > 2 or word.isupper() or (state[0].endswith(".") and word.lower() not in ("ms", "mr", "dr", "st"))
