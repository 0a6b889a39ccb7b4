"""Every reason code of a Finding and every Issue code of reconciling, with what it means. The docs must name each."""

from datetime import date
from functools import lru_cache

from rashomon.model import Reason, Speaker
from rashomon.values import Quantity

REASONS = {
    "single": "one independent account",
    "agreed": "independent accounts give the same answer",
    "compatible": "independent accounts differ and can all be true",
    "disputed": "accounts that cannot all be true",
    "denies": "a speaker denies what another says",
    "responsibility-only": "who denies having done it does not deny that it happened",
    "occurrence-denied": "a speaker denies that it happened at all",
    "labels-differ": "one account's fighters are the other's civilians",
    "other-question": "an account of another question cannot be true together with this one",
    "not-asserted": "nobody says it as a fact",
    "speaker-inconsistent": "one speaker gives figures of one date that cannot all be true",
    "superseded": "a newer figure of the same speaker replaced an older one",
    "retracted": "a speaker denies what it said before: it has taken it back",
    "earlier-floor": "an older figure of another speaker is a floor for a newer one: a toll rises",
    "other-day": "figures of different days, of a count that goes up and down",
    "same-origin": "several documents carry one speaker's words, which count once",
    "copy": "an outlet's copied text counts with the text it copies",
    "may-be-repeating": "an outlet's own words equal what a speaker that it could quote said before",
    "same-body": "one of a body's men, or nobody in particular of its side, says what the body says",
    "hedged": "an account says possibly, not certainly",
    "narrower-item": "a figure for a part is read as at least that many of the whole",
    "brought-in": "a hospital counts those brought to it: at least so many of the whole",
    "different-not-exclusive": "different answers that can stand beside each other",
    "derived": "an account follows by arithmetic from the speaker's other figures",
    "derived-rival": "what follows from one speaker's figures cannot be true together with what another says",
    "admitted": "a figure against the speaker's own interest",
    "part": "a part of a whole, not added to it",
    "balanced": "launched equals the sum of the outcomes",
    "remainder": "some of what was launched is not accounted for",
    "arithmetic-impossible": "more outcomes than launches",
    "diverted-within-intercepted": "the outcomes fit only when the diverted are among the intercepted",
    "not-checkable": "the sum cannot be checked, and why",
    "parts-balanced": "the parts add up to the whole",
    "parts-exceed": "the parts are more than the whole",
    "parts-remainder": "the parts leave some of the whole untold",
    "aggregate-balanced": "a total equals the sum over its events",
    "aggregate-compatible": "a total is possible given its events",
    "aggregate-exceeds": "a total is more than its events come to",
    "aggregate-short": "a total is less than its events come to",
    "aggregate-unchecked": "a total cannot be compared with its events",
}  # fmt: skip
ISSUES = {
    "arithmetic-impossible": "a speaker accounts for more than was launched",
    "parts-exceed": "a speaker's parts are more than the whole",
    "speaker-inconsistent": "a speaker contradicts itself in figures of one date",
    "aggregate-short": "a total is less than its events come to",
    "document-conflict": "two different readings of one document were given; one is kept",
    "part-of-cycle": "two totals cover each other; one tie is left out",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
VERDICTS = {
    "disputed": " They cannot all be true.", "compatible": " All can be true.", "single": " One independent account.",
}  # fmt: skip
# What happened to what is counted, one and many; the nouns among the questions come first in the sentence.
WORDS = {
    "launched": ("was launched", "were launched"), "intercepted": ("was intercepted", "were intercepted"),
    "diverted": ("was diverted", "were diverted"), "hit": ("hit the target",) * 2, "fell": ("fell",) * 2,
    "killed": ("was killed", "were killed"), "injured": ("was injured", "were injured"),
    "missing": ("was missing", "were missing"), "captured": ("was captured", "were captured"),
    "damaged": ("was damaged", "were damaged"), "destroyed": ("was destroyed", "were destroyed"),
}  # fmt: skip
_ONE = {
    "people": "person", "children": "child", "women": "woman", "men": "man", "elderly people": "elderly person",
    "military personnel": "soldier", "security personnel": "security officer", "aircraft": "aircraft", "buses": "bus",
    "clergy": "member of the clergy", "fishermen": "fisherman", "businessmen": "businessman", "series": "series",
}  # fmt: skip
NOUNS = {"explosions": ("explosion", "explosions"), "casualties": ("casualty", "casualties")}


def reason(code: str, text: str) -> Reason:
    """A Reason with a code of the table; KeyError where it has none."""
    REASONS[code]
    return Reason(code=code, text=text)


def figure(low: int | None, high: int | None) -> str:
    """An interval in words: 6, 0, at least 10, up to 6, 3 to 5."""
    if high is None:
        return f"at least {low}" if low else "an unstated number"
    if low == high:
        return str(low or 0)
    return f"{low} to {high}" if low else f"up to {high}"


def stated(quantity: Quantity, question: str, item: str | None) -> str:
    """A figure as a clause: ``6 ATACMS were launched``, ``at least 10 explosions``, ``no buildings were destroyed``."""
    many = quantity.exact != 1
    if quantity.high is None and not quantity.low:
        count = "some" if item else "an unstated number"
    else:
        count = "no" if quantity.high == 0 and (item or question in NOUNS) else figure(quantity.low, quantity.high)
        count = "none" if quantity.high == 0 and count == "0" else count
    if question in NOUNS:
        of = f" among {item}" if item and question == "casualties" else ""
        return f"{count} {NOUNS[question][many]}{of}"
    noun = item if many or not item else singular(item)
    return f"{count}{f' {noun}' if noun else ''} {WORDS[question][many]}"


def singular(noun: str) -> str:
    """One of what a plural noun names: people is person, children child, houses house; other words as they are."""
    if noun in _ONE:
        return _ONE[noun]
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def called(speaker: Speaker) -> str:
    """A speaker in a sentence: of a person with a title the name alone."""
    if "," not in speaker.name or speaker.kind not in ("official", "unknown"):
        return speaker.name
    head, _, title = speaker.name.partition(",")
    person = " " in head and all(word[:1].isupper() for word in head.split())
    return head if title and person else speaker.name


def says(speaker: Speaker, many: int = 1) -> str:
    """The verb for one speaker or several: the ministry says, residents say."""
    plural = many > 1 or (speaker.kind in ("witness", "medic", "unknown", "official") and _plural(speaker.name))
    return "say" if plural else "says"


def does(speaker: Speaker, phrase: str) -> str:
    """A speaker and what it does, the verb in its number: the ministry admits harm, officials admit harm."""
    verb, space, rest = phrase.partition(" ")
    if says(speaker) == "say":
        verb = f"{verb[:-3]}y" if verb.endswith("ies") else "have" if verb == "has" else verb.removesuffix("s")
    return f"{called(speaker)} {verb}{space}{rest}"


def _plural(name: str) -> bool:
    """Whether a name is of several: residents, officials, Two US officials; not a person nor a body."""
    head = name.split(",")[0].split(" of ")[0].split(" in ")[0].split(" from ")[0].strip()
    return head.endswith("s") and not head.endswith(("ss", "'s", "’s", "us", "is")) and " Nations" not in name


@lru_cache(maxsize=4096)
def dated(stamp: str) -> str:
    """The day of a stamp in words, ``11 Dec 2024``; empty where there is none."""
    try:
        day = date.fromisoformat(stamp[:10])
    except ValueError:
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(words: list[str]) -> str:
    """Words joined by commas and "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
