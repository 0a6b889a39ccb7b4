"""Views of one Event's Claims by the codebooks of others: ACLED's lowest, UCDP's best, low and high, Airwars' range and grade.

A policy reads the Accounts as they stand and changes none. What it cannot know it leaves out: nobody's status, side or
responsibility is guessed. Each rule stands in docs/policies.md with the codebook that it is from.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from rashomon.model import Claim, Event, Finding
from rashomon.reconcile.accounts import HARM_QUESTIONS
from rashomon.reconcile.compare import passed
from rashomon.reconcile.figures import Figure
from rashomon.reconcile.items import ItemRelation, fold
from rashomon.reconcile.lattice import PEOPLE, apart, counts_some, describes, kind_in, lattice, same
from rashomon.reconcile.names import side
from rashomon.values import Name, Quantity

Grade = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
Strike = Literal["Declared strike", "Contested strike", "Single source claim", "Alleged"]
# Vague words and what ACLED codes for them; of several in one figure the first that is found.
ACLED_WORDS = (("thousands", 1000), ("hundreds", 100), ("dozens", 12), ("tens", 10))
ACLED_PLURAL = 3  # several, many, a few, a plural without a number, where the context tells no larger scale
_FIRM = frozenset({"CT+", "PR+"})
Count = Callable[[Figure], int]


class Sources(Struct, frozen=True):
    """What a policy asks beside the Event: its Claims by id, when Documents were published, and the words for kinds."""

    claims: Mapping[str, Claim]
    published: Mapping[str, str | None]
    relation: ItemRelation

    def date(self, claim: Claim) -> str:
        """The date that a Claim holds for: its own, else its document's, else empty."""
        return claim.as_of or self.published.get(claim.document) or ""


class Range(Struct, frozen=True):
    """Least and most."""

    low: int
    high: int


class Deaths(Struct, frozen=True):
    """What a policy makes of the killed: ``corroborated`` where more than one speaker gives ``best`` and no other figure has as many."""

    lowest: int
    best: int
    highest: int
    corroborated: bool
    disputed: bool


class Harm(Struct, frozen=True):
    """Airwars' ranges of one question: civilians, of them children, women and men, and belligerents."""

    civilians: Range
    children: Range | None
    women: Range | None
    men: Range | None
    belligerents: Range | None
    contested: bool


class Assessment(Struct, frozen=True):
    """Airwars' grade and strike status, why, whom it takes as known or suspected to have done it, and their sides."""

    grade: Grade
    why: str
    strike: Strike
    known: tuple[str, ...]
    suspected: tuple[str, ...]
    sides: tuple[str, ...]


def reported(one: Figure) -> int:
    """The number that ACLED codes for one figure: reported only, and of a vague word the conservative one."""
    said = " ".join(getattr(claim.value, "said", "").casefold() for claim in one.claims)
    for word, count in ACLED_WORDS:
        if re.search(rf"\b{word}\b", said):
            return count
    if one.quantity.approx and one.quantity.high is None and (one.quantity.low or 0) <= ACLED_PLURAL:
        return ACLED_PLURAL
    return one.quantity.low or 0


def acled_fatalities(event: Event, sources: Sources) -> Deaths | None:
    """ACLED: where reports differ the most conservative, unless one figure is corroborated; None where none is reported."""
    return _deaths(event, sources, reported)


def ucdp_deaths(event: Event, sources: Sources) -> Deaths | None:
    """UCDP: the lowest and the highest reported; best is the corroborated figure, else the lowest. None where none died."""
    found = _deaths(event, sources, lambda one: one.quantity.low or 0)
    return found if found is not None and found.highest > 0 else None


def ucdp_civilians(event: Event, sources: Sources) -> int | None:
    """How many of the dead are told as civilians, by the same rule; None where nobody says."""
    told = [one for _, one in _kind(_figures(event, "killed", sources), "civilians", sources.relation)]
    return _estimate(_standing("killed", told), lambda one: one.quantity.low or 0).best if told else None


def airwars_harm(event: Event, question: str, sources: Sources) -> Harm | None:
    """Airwars: the least and the most civilians killed or injured that anyone tells of; None where nobody tells of any.

    The least counts only those told as civilians, children among them; the most also people of untold status. Where some
    call them belligerents the least is none for both.
    """
    relation = sources.relation
    told = _figures(event, question, sources)
    if not told:
        return None
    civilians = [one for _, one in _kind(told, "civilians", relation)]
    fighters = [one for _, one in _kind(told, "combatants", relation)]
    children = [one for item, one in told if item and same(item, "children", relation)]
    split = {one.speaker.id for one in (*civilians, *fighters)}
    untold = [
        one for item, one in told
        if fold(item or PEOPLE) == PEOPLE or describes(item, relation)
        if one.speaker.id not in split and one not in civilians and one not in fighters
    ]  # fmt: skip
    contested = _contested(event, question)
    least = _standing(question, civilians or children)
    low = 0 if contested or not least else min(one.quantity.low or 0 for one in least)
    high = max((_most(one) for one in (*civilians, *untold, *children)), default=0)
    belligerents = _range(_standing(question, fighters))
    return Harm(
        civilians=Range(low, max(low, high)), children=_of(told, "children", question, relation),
        women=_of(told, "women", question, relation), men=_of(told, "men", question, relation),
        belligerents=Range(0, belligerents.high) if belligerents and contested else belligerents, contested=contested,
    )  # fmt: skip


def airwars_assessment(event: Event, sources: Sources) -> Assessment:
    """Airwars: the grade of an incident, in the order of the table; every grade says why."""
    actor = next((one for one in event.findings if one.question == "actor"), None)
    named = _named(actor, sources)
    accepted = tuple(sorted(who for who, (_, speakers) in named.items() if who in speakers))
    known = tuple(named[who][0] for who in accepted)
    suspected = tuple(named[who][0] for who in sorted(set(named) - set(accepted)))
    harm = [one for q in ("killed", "injured") for one in [airwars_harm(event, q, sources)] if one is not None]
    civilians = max((one.civilians.high for one in harm), default=0)
    origins = max(
        (one.independent for one in event.findings if one.question in HARM_QUESTIONS and not one.by), default=0
    )
    rivals = actor is not None and actor.status == "disputed" and len(named) > 1
    strike: Strike = (
        "Declared strike" if accepted else "Contested strike" if rivals
        else "Single source claim" if origins <= 1 else "Alleged"
    )  # fmt: skip
    who = ", ".join(known or suspected)
    if civilians == 0 and any(one.belligerents for one in harm):
        grade, why = _grade("Discounted", "those harmed are told as combatants by all who tell of them")
    elif _accepts_harm(event, accepted, sources):
        grade, why = _grade("Confirmed", f"{who} accepts that its own attack harmed civilians")
    elif rivals:
        grade, why = _grade("Contested", f"competing claims of responsibility: {', '.join(known + suspected)}")
    elif origins > 1 and who:
        grade, why = _grade("Fair", f"{origins} independent sources, and actions of {who}")
    elif origins > 1:
        grade, why = _grade("Weak", f"{origins} independent sources, and no belligerent is named")
    else:
        grade, why = _grade("Weak", "a single source")
    return Assessment(grade=grade, why=why, strike=strike, known=known, suspected=suspected, sides=tuple(sorted(named)))


def _grade(grade: Grade, why: str) -> tuple[Grade, str]:
    return grade, why


def _deaths(event: Event, sources: Sources, count: Count) -> Deaths | None:
    groups: dict[str, list[Figure]] = {}
    disputed = False
    for finding in event.findings:
        if finding.question == "killed" and not finding.by and not finding.subset_of:
            groups[finding.item or PEOPLE] = _standing("killed", _told(finding, sources))
            disputed |= finding.status == "disputed"
    groups = {item: told for item, told in groups.items() if told}
    if not groups:
        return None
    if PEOPLE in groups:
        groups = {PEOPLE: groups[PEOPLE]}
    made = {item: _estimate(told, count) for item, told in groups.items()}
    items = sorted(made)
    if not all(apart(a, b, sources.relation) for place, a in enumerate(items) for b in items[place + 1 :]):
        items = [max(items, key=lambda item: (made[item].best, item))]  # one kind may be among the other
    return Deaths(
        lowest=sum(made[item].lowest for item in items), best=sum(made[item].best for item in items),
        highest=sum(made[item].highest for item in items), corroborated=all(made[item].corroborated for item in items),
        disputed=disputed,
    )  # fmt: skip


def _estimate(told: Sequence[Figure], count: Count) -> Deaths:
    """Lowest, best and highest of figures; those of a part or of one hospital count only where there are no others."""
    whole = [one for one in told if not one.widened and not one.partial] or list(told)
    voices: dict[int, set[str]] = {}
    for one in whole:
        # An outlet's own figure may repeat what it was told: all outlets together are one voice.
        voices.setdefault(count(one), set()).add("media" if one.speaker.kind == "media" else one.speaker.id)
    lowest = min(voices)
    most = max(len(found) for found in voices.values())
    leading = [figure for figure, found in voices.items() if len(found) == most]
    corroborated = most > 1 and len(leading) == 1
    highest = max(max(_most(one), count(one)) for one in whole)
    best = leading[0] if corroborated else lowest
    return Deaths(lowest=lowest, best=best, highest=max(highest, best), corroborated=corroborated, disputed=False)


def _figures(event: Event, question: str, sources: Sources) -> list[tuple[str | None, Figure]]:
    """Every firm figure of people on a question, whole or part, each Claim's item with it, once for each speaker."""
    found: dict[tuple[str, str | None, tuple[float, float]], tuple[str | None, Figure]] = {}
    for finding in event.findings:
        if finding.question == question and not finding.by:
            for one in _told(finding, sources):
                item = one.claims[0].item
                found.setdefault((one.speaker.id, item, one.quantity.bounds), (item, one))
    return [found[key] for key in sorted(found, key=repr)]


def _told(finding: Finding, sources: Sources) -> list[Figure]:
    """The firm Accounts of a count as Figures; what is denied, only possible or derived is none."""
    found = []
    for account in finding.accounts:
        claims = tuple(sources.claims[name] for name in account.claims if name in sources.claims)
        if account.factuality not in _FIRM or account.derived or not claims or account.low == account.high is None:
            continue
        items = {fold(claim.item or PEOPLE) for claim in claims}
        part = fold(finding.item or PEOPLE) == PEOPLE and PEOPLE not in items
        part &= not all(describes(claim.item, sources.relation) for claim in claims)
        found.append(Figure(
            account=account, claims=claims, since=min(sources.date(claim) for claim in claims), widened=part,
            partial=counts_some(account.speaker),
            quantity=Quantity(low=account.low, high=account.high, approx=any(_approx(claim) for claim in claims)),
        ))  # fmt: skip
    return found


def _standing(question: str, told: Sequence[Figure]) -> list[Figure]:
    """The figures that no newer one has passed."""
    return [
        one for one in told
        if not any(passed(question, one, other) for other in told if other is not one)
    ]  # fmt: skip


def _kind(
    told: Iterable[tuple[str | None, Figure]], kind: str, relation: ItemRelation
) -> list[tuple[str | None, Figure]]:
    (by_status,) = [row for row in lattice().divisions if {"civilians", "combatants"} == set(row.parts)]
    return [(item, one) for item, one in told if kind_in(by_status, item, relation) == kind]


def _of(told: Iterable[tuple[str | None, Figure]], kind: str, question: str, relation: ItemRelation) -> Range | None:
    return _range(_standing(question, [one for item, one in told if item and same(item, kind, relation)]))


def _range(told: Sequence[Figure]) -> Range | None:
    return Range(min(one.quantity.low or 0 for one in told), max(map(_most, told))) if told else None


def _most(one: Figure) -> int:
    """The most that a figure says: "at least ten" says ten."""
    return one.quantity.low or 0 if one.quantity.high is None else one.quantity.high


def _approx(claim: Claim) -> bool:
    return isinstance(claim.value, Quantity) and claim.value.approx


def _contested(event: Event, question: str) -> bool:
    """Whether some call fighters whom others call civilians."""
    kinds = [one.type for f in event.findings if f.question == question for one in f.contradictions]
    return "definition" in kinds


def _named(actor: Finding | None, sources: Sources) -> dict[str, tuple[str, set[str]]]:
    """Each side (or name without one) that is said to have done it: what it is called, and the sides of who says so."""
    found: dict[str, tuple[str, set[str]]] = {}
    for account in actor.accounts if actor else ():
        if account.factuality in _FIRM and isinstance(account.value, Name):
            who = side(account.value, sources.relation) or account.value.name
            found.setdefault(who, (account.value.name, set()))[1].add((account.speaker.side or "").upper())
    return found


def _accepts_harm(event: Event, accepted: Sequence[str], sources: Sources) -> bool:
    """Whether a side that says it did it gives a figure of civilians harmed itself."""
    for question in ("killed", "injured"):
        for _, one in _kind(_figures(event, question, sources), "civilians", sources.relation):
            if (one.speaker.side or "").upper() in accepted and (one.quantity.low or 0) > 0:
                return True
    return False
