"""Every reason code of a Finding and every Issue code of reconciling, with what it means. The docs must name each."""

from rashomon.model import Reason, Speaker
from rashomon.values import Quantity

REASONS = {
    "single": "one independent account",
    "agreed": "independent accounts give the same answer",
    "compatible": "independent accounts differ and can all be true",
    "disputed": "accounts that cannot all be true",
    "denies": "a speaker denies what another says",
    "not-asserted": "nobody says it as a fact",
    "speaker-inconsistent": "one speaker gives figures of one date that cannot all be true",
    "superseded": "a newer figure of the same speaker replaced an older one",
    "earlier-floor": "an older figure of another speaker is a floor for a newer one: a toll rises",
    "same-origin": "several documents carry one speaker's words, which count once",
    "copy": "an outlet's copied text counts with the text it copies",
    "may-be-repeating": "an outlet's own words equal what a speaker that it could quote said before",
    "hedged": "an account says possibly, not certainly",
    "narrower-item": "a figure for a part is read as at least that many of the whole",
    "different-not-exclusive": "different answers that can stand beside each other",
    "derived": "an account follows by arithmetic from the speaker's other figures",
    "admitted": "a figure against the speaker's own interest",
    "part": "a part of a whole, not added to it",
    "balanced": "launched equals the sum of the outcomes",
    "remainder": "some of what was launched is not accounted for",
    "arithmetic-impossible": "more outcomes than launches",
    "diverted-within-intercepted": "the outcomes fit only when the diverted are among the intercepted",
    "not-checkable": "the sum cannot be checked, and why",
    "parts-balanced": "the parts add up to the whole",
    "parts-exceed": "the parts are more than the whole",
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
# What happened to what is counted, one and many; the nouns among the questions come first in the sentence.
WORDS = {
    "launched": ("was launched", "were launched"), "intercepted": ("was intercepted", "were intercepted"),
    "diverted": ("was diverted", "were diverted"), "hit": ("hit the target",) * 2, "fell": ("fell",) * 2,
    "killed": ("was killed", "were killed"), "injured": ("was injured", "were injured"),
    "missing": ("was missing", "were missing"), "captured": ("was captured", "were captured"),
    "damaged": ("was damaged", "were damaged"), "destroyed": ("was destroyed", "were destroyed"),
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
    return f"{count}{f' {item}' if item else ''} {WORDS[question][many]}"


def says(speaker: Speaker) -> str:
    """A speaker and the verb: ``the ministry says``, ``residents say``."""
    return f"{speaker.name} {'say' if speaker.kind == 'witness' and speaker.name.endswith('s') else 'says'}"


def listed(words: list[str]) -> str:
    """Words joined by commas and "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
