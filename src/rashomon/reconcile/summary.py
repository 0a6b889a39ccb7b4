"""What an Event shows of itself: its time, place, names and a short neutral title. Every value is one that was said."""

from collections.abc import Sequence
from datetime import date

from rashomon.model import Claim
from rashomon.reconcile.items import ItemRelation
from rashomon.reconcile.names import relate, vagueness, value_key
from rashomon.values import Name, Place, When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOUNS = {
    "ASSAULT": "attack", "THREATEN": "threat", "ACCUSE": "accusation", "REJECT": "rejection", "SUPPORT": "support",
    "REQUEST": "request", "CONSULT": "talks", "AGREE": "agreement", "CONCEDE": "concession", "MOBILIZE": "mobilisation",
    "AID": "aid", "COOPERATE": "cooperation", "RETREAT": "retreat", "PROTEST": "protest", "SANCTION": "sanction",
    "COERCE": "coercion",
}  # fmt: skip


_ASSERTED = ("CT+", "PR+", "PS+")


def said(claims: Sequence[Claim], question: str) -> list[Claim]:
    """Claims that assert an answer to a question: neither denied nor only asked."""
    return [c for c in claims if c.question == question and c.factuality in _ASSERTED]


def best(claims: Sequence[Claim], question: str, relation: ItemRelation) -> When | Place | None:
    """The time or place that most of what is said allows; of those the most precise."""
    told = said(claims, question)
    if len(told) == 1:
        (only,) = told
        return only.value if isinstance(only.value, When | Place) else None
    distinct: dict[When | Place, list[Claim]] = {}
    for claim in told:
        if isinstance(claim.value, When | Place):
            distinct.setdefault(claim.value, []).append(claim)

    def rank(value: When | Place) -> tuple[float, float, float, int, str]:
        rivals = {claim.document for claim in told if relate(question, value, claim.value, relation) == "rival"}
        hedged = all(claim.factuality == "PS+" for claim in distinct[value])
        return (len(rivals) + hedged, *vagueness(value), -len({c.document for c in distinct[value]}), repr(value))

    if len(distinct) < 2:
        return next(iter(distinct), None)
    return min(distinct, key=rank)


def names(claims: Sequence[Claim], question: str) -> tuple[Name, ...]:
    """Every name that is given, once for each id, those of most speakers first."""
    voices: dict[str, set[str]] = {}
    shown: dict[str, Name] = {}
    for claim in said(claims, question):
        if isinstance(claim.value, Name):
            key = value_key(claim.value)
            voices.setdefault(key, set()).add(claim.origin.id)
            known = shown.get(key)
            if known is None or (len(claim.value.name), claim.value.name, claim.value.said) < (
                len(known.name), known.name, known.said
            ):  # fmt: skip
                shown[key] = claim.value
    return tuple(shown[key] for key in sorted(shown, key=lambda key: (-len(voices[key]), shown[key].name, key)))


def narrowest(found: Sequence[Name], relation: ItemRelation) -> tuple[Name, ...]:
    """The names that no other is a kind of: ATACMS, not the missile that another account makes of it."""
    return tuple(
        name
        for name in found
        if not any(
            relation.same_or_parent(name.id or name.name, other.id or other.name)
            and not relation.same_or_parent(other.id or other.name, name.id or name.name)
            for other in found
        )
    )


def title(
    type_: str, when: When | None, where: Place | None, weapon: Sequence[Name], speaker: Sequence[Name], *, total: bool
) -> str:
    """A line such as ``ATACMS attack, Taganrog, 11 Dec 2024``; never who did it. Of several weapons none is named."""
    noun = NOUNS.get(type_, type_.lower())
    named = weapon[0].name if len(weapon) == 1 else ""
    if type_ != "ASSAULT":
        head = f"{speaker[0].name}: {noun}" if speaker else noun.capitalize()
        parts = [head]
    else:
        head = f"{named} {noun}{'s' if total else ''}".strip()
        parts = [head[0].upper() + head[1:]]
        if where is not None:
            parts.append(where.name)
    day = dated(when)
    return ", ".join([*parts, day] if day else parts)


def span(times: Sequence[When | None]) -> When | None:
    """The days from the first of several times to the last, for a title; None where no day is known."""
    days = [day for when in times if when is not None for day in when.days() or ()]
    if not days:
        return None
    first, last = min(days).isoformat(), max(days).isoformat()
    return When(edtf=f"{first}/{last}", start=first, end=last, precision="day")


def dated(when: When | None) -> str:
    """A time in words: 11 Dec 2024, 10 to 11 Dec 2024; empty where it is not known."""
    days = when.days() if when else None
    if when is None or days is None:
        return when.edtf if when else ""
    first, last = days
    if when.precision == "year":
        return str(first.year)
    if when.precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
