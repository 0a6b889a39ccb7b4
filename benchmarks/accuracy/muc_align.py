"""How far our fillers agree with a key's, and which Event is which template."""

from collections.abc import Callable, Sequence
from datetime import date

from muc_incident import ACCUSED, BY_AUTHORITIES, Answer, Incident, content
from muc_key import Days, Fill, Template

from rashomon.places.fold import fold as plain


def align(found: Sequence[Incident], wanted: Sequence[Template]) -> list[tuple[Incident, Template]]:
    """Pairs of an Incident and a Template, each used once, best first."""
    scored = [(_points(ours, key), -i, -j) for i, ours in enumerate(found) for j, key in enumerate(wanted)]
    pairs: list[tuple[Incident, Template]] = []
    taken: set[tuple[str, int]] = set()
    for points, i, j in sorted(scored, reverse=True):
        if points > 0 and ("ours", i) not in taken and ("key", j) not in taken:
            taken |= {("ours", i), ("key", j)}
            pairs.append((found[-i], wanted[-j]))
    return pairs


def _points(ours: Incident, key: Template) -> float:
    shared = ours.words & content(" ".join((*key.strings, *key.perpetrators)))
    if not shared:
        return 0.0
    slots = (
        sum(each for each, _, _ in paired(one_by_one(ours.numbers, key.numbers), key.numbers, number_agrees)),
        sum(each for each, _, _ in paired(one_by_one(ours.effects, key.effects), key.effects, effect_agrees)),
        sum(each for each, _, _ in paired(ours.organisations, key.organisations, confidence_agrees, needs_ref=True)),
        date_agrees(ours.when, key), place_agrees(ours, key),
    )  # fmt: skip
    kidnapping = "Abduction" in (ours.event.subtype or "")
    return sum(slots) + 0.5 * (kidnapping == (key.kind == "KIDNAPPING")) + 0.01 * len(shared)


def paired(
    ours: Sequence[Answer], key: Sequence[Fill], agrees: Callable[[str, str], float], needs_ref: bool = False
) -> list[tuple[float, Answer, Fill]]:
    """Our answers and the key's fillers paired best first, with their credit."""
    scored = []
    for i, answer in enumerate(ours):
        for j, fill in enumerate(key):
            credit = max(agrees(answer.value, value) for value in fill.values)
            same = _same(answer, fill)
            if needs_ref and not same:
                continue
            scored.append((credit if same else min(credit, 0.5) if credit == 1 else 0.0, -i, -j))
    taken: set[tuple[str, int]] = set()
    found = []
    for credit, i, j in sorted(scored, reverse=True):
        if (credit or needs_ref) and ("ours", i) not in taken and ("key", j) not in taken:
            taken |= {("ours", i), ("key", j)}
            found.append((credit, ours[-i], key[-j]))
    return found


def one_by_one(ours: Sequence[Answer], key: Sequence[Fill]) -> list[Answer]:
    """Our answers with a count of n persons as n answers, where the key lists them one by one and nowhere has the count."""
    spread: list[Answer] = []
    for answer in ours:
        numeric = answer.value[0] in "-~P" or answer.value[0].isdigit()
        one = "1" if numeric else answer.value
        free = sum(one in fill.values for fill in key) - sum(each.value == one for each in ours if each is not answer)
        met = numeric and any(number_agrees(answer.value, value) for fill in key for value in fill.values)
        alone = Answer(one, answer.words, answer.shown)
        spread += [alone] * answer.size if 1 < answer.size <= free and not met else [answer]
    return spread


def _same(answer: Answer, fill: Fill) -> bool:
    return not fill.refs or fill.refs == ("-",) or any(content(ref) & answer.words for ref in fill.refs)


def number_agrees(ours: str, key: str) -> float:
    """The same figure, or half for one that overlaps."""
    if ours == key or ours == key.lstrip("~"):
        return 1.0
    if "PLURAL" in (ours, key):
        other = key if ours == "PLURAL" else ours
        return 0.5 if "-" in other or "~" in other else 0.0
    (low, high), (other_low, other_high) = _range(ours), _range(key)
    wide = low != high or other_low != other_high
    return 0.5 if wide and low <= other_high and other_low <= high else 0.0


def _range(number: str) -> tuple[float, float]:
    bare = number.lstrip("~")
    low, dash, high = bare.partition("-")
    if not dash:
        return (0.9 * float(bare), 1.1 * float(bare)) if number.startswith("~") else (float(bare), float(bare))
    return float(low or 0), float(high or "inf")


def effect_agrees(ours: str, key: str) -> float:
    """The same effect, or half for a NO-form that says less or more."""
    if ours == key:
        return 1.0
    return 0.5 if ours.startswith("NO ") and key.startswith("NO INJ") and (ours in key or key in ours) else 0.0


def confidence_agrees(ours: str, key: str) -> float:
    """The same confidence, or half for its kin."""
    return 1.0 if ours == key else 0.5 if {ours, key} == {ACCUSED, BY_AUTHORITIES} else 0.0


def date_agrees(ours: Days, key: Template) -> float:
    """The same days, or half for days that overlap."""
    found = [0.0]
    for first, last in key.dates:
        if ours == (first, last):
            return 1.0
        low, high = ours[0] or date.min, ours[1] or date.max
        if low <= (last or date.max) and (first or date.min) <= high:
            found.append(0.5)
    return max(found)


def place_agrees(ours: Incident, key: Template) -> float:
    """The same place, or half for the same country."""
    found = [0.0]
    for country, *parts in key.places:
        if not ours.where or ours.where[0] != country:
            continue
        if not parts:
            found.append(1.0 if len(ours.where) == 1 else 0.5)
        else:
            last = plain(parts[-1]).casefold()
            found.append(1.0 if any(content(last) == content(name) for name in ours.where_names) else 0.5)
    return max(found)
