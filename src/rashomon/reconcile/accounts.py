"""Claims to Accounts: what each origin speaker says on one question and item, over time.

Claims on one question fall into groups that can be compared: one whole per item, and its parts apart. Inside a group
every origin speaker has one Account, whose newest figure is current. A vaguer restatement does not undo an exact
figure, a rising toll supersedes, and an older figure is kept in ``earlier``.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from rashomon.model import COUNT_QUESTIONS, Account, Claim, Factuality, Report, Speaker
from rashomon.reconcile.items import ItemRelation, comparable, fold, narrower
from rashomon.values import Quantity

# Questions whose figure grows as more becomes known; of two figures of one day the higher is the later.
CUMULATIVE = frozenset({"killed", "injured", "casualties", "damaged", "destroyed", "captured"})
HARM_QUESTIONS = frozenset({"killed", "injured", "casualties"})
PERSON_QUESTIONS = HARM_QUESTIONS | {"missing", "captured"}
PEOPLE = "people"
CERTAINTY: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu")
FIRM = frozenset({"CT+", "PR+"})


class Case(Struct, frozen=True, kw_only=True):
    """All that bears on one Event. ``published`` and ``originals`` are by document id; the latter names what it copies.

    ``country`` is where it happened, ISO 3166-1 alpha-2.
    """

    event: str
    claims: tuple[Claim, ...]
    relation: ItemRelation
    reports: Mapping[str, Report]
    published: Mapping[str, str | None]
    originals: Mapping[str, str]
    country: str | None = None

    def date(self, claim: Claim) -> str:
        """The date that a claim holds for: its own, else its document's, else empty (older than any)."""
        return claim.as_of or self.published.get(claim.document) or ""


class Group(Struct, frozen=True, kw_only=True):
    """Claims that can be compared. ``part`` counts only a part; ``widened`` claims count a part of this whole."""

    question: str
    item: str | None
    claims: tuple[Claim, ...]
    by: str | None = None
    subset_of: str | None = None
    part: bool = False
    widened: frozenset[str] = frozenset()


class Figure(Struct, frozen=True, kw_only=True):
    """An Account of a count with what comparing it needs: its interval, and how it came about."""

    account: Account
    quantity: Quantity
    claims: tuple[Claim, ...]
    inconsistent: bool = False
    widened: bool = False
    superseded: tuple[Quantity, ...] = ()

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.account.speaker

    @property
    def denial(self) -> bool:
        """Whether it denies the figure."""
        return self.account.factuality.endswith("-")

    @property
    def scope(self) -> Quantity:
        """What it leaves possible: a part bounds its whole from below, "about" reaches a tenth to either side."""
        low, high = self.quantity.low, self.quantity.high
        if self.quantity.approx and high is not None and low is not None:
            low, high = max(0, low - max(1, low // 10)), high + max(1, high // 10)
        return Quantity(low=low, high=None if self.widened else high)


def asserted(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that say something of the facts: not what is only asked, feared or conditional (Uu)."""
    return [claim for claim in claims if claim.factuality != "Uu"]


def count_groups(claims: Iterable[Claim], relation: ItemRelation) -> list[Group]:
    """Group claims on counts by question, item and part, in a canonical order, wholes before their parts."""
    groups: list[Group] = []
    for question in COUNT_QUESTIONS:
        told = sorted((c for c in asserted(claims) if c.question == question), key=lambda c: c.id)
        wholes = [claim for claim in told if not _is_part(claim, told, relation)]
        groups += _whole_groups(question, wholes, relation)
        taken = {claim.id for claim in wholes}
        parts: dict[tuple[str, str, str], list[Claim]] = {}
        for claim in told:
            if claim.id not in taken:
                key = (fold(claim.item or ""), fold(claim.by or ""), fold(claim.subset_of or ""))
                parts.setdefault(key, []).append(claim)
        groups += [
            Group(question=question, item=_item(part), by=part[0].by, subset_of=_least(c.subset_of for c in part),
                  claims=tuple(part), part=True)
            for _, part in sorted(parts.items())
        ]  # fmt: skip
    return groups


def figures_of(group: Group, case: Case) -> list[Figure]:
    """One Figure for each origin speaker of a group, and one more where the speaker also denies a figure."""
    voices: dict[tuple[str, bool], list[Claim]] = {}
    for claim in group.claims:
        voices.setdefault((claim.origin.id, claim.factuality.endswith("-")), []).append(claim)
    return [_figure(claims, group, case) for _, claims in sorted(voices.items())]


def newest(claims: Iterable[Claim], case: Case) -> str | None:
    """The latest date among claims."""
    return max((case.date(claim) for claim in claims), default="") or None


def strongest(claims: Iterable[Claim]) -> Factuality:
    """The most certain factuality among claims."""
    return min((claim.factuality for claim in claims), key=CERTAINTY.index)


def speaker_of(claims: list[Claim]) -> Speaker:
    """One Speaker for claims of one origin id; the most telling record where documents differ."""
    return max(
        (claim.origin for claim in claims), key=lambda s: (s.kind != "unknown", s.side is not None, len(s.name), s.name)
    )


def _quantity(claim: Claim) -> Quantity:
    value = claim.value
    return value if isinstance(value, Quantity) else Quantity(low=None, high=None)


def _is_part(claim: Claim, told: list[Claim], relation: ItemRelation) -> bool:
    """A part is said to be one, or gives the means of some of what its speaker counts in full or by other means."""
    if claim.subset_of:
        return True
    if not claim.by:
        return False
    mine = [c for c in told if c.origin.id == claim.origin.id and not c.subset_of]
    own = [c for c in mine if comparable(relation, c.item, claim.item) and not narrower(relation, c.item, claim.item)]
    return any(not c.by or fold(c.by) != fold(claim.by) for c in own)


def _whole_groups(question: str, claims: list[Claim], relation: ItemRelation) -> list[Group]:
    """One group for each kind of item that nothing wider or narrower stands for; see ``_home``."""
    items = {claim.id: counted(claim) for claim in claims}
    kinds = sorted(set(items.values()), key=lambda item: (item is not None, fold(item or ""), item or ""))
    homes = {item: _home(item, kinds, question, claims, relation) for item in kinds}
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(fold(homes[items[claim.id]] or ""), []).append(claim)
    groups = []
    for _, members in sorted(grouped.items()):
        item = min((homes[items[claim.id]] for claim in members), key=lambda name: name or "")
        widened = {claim.id for claim in members if claim.by and not all(other.by for other in members)}
        if question in PERSON_QUESTIONS:
            widened |= {claim.id for claim in members if fold(items[claim.id] or "") != fold(item or "")}
        groups.append(Group(question=question, item=item, claims=tuple(members), widened=frozenset(widened)))
    return groups


def counted(claim: Claim) -> str | None:
    """What a claim counts: its item; people where nothing is named and people are what the question harms."""
    return claim.item or (PEOPLE if claim.question in HARM_QUESTIONS else None)


def _home(item: str | None, items: list[str | None], question: str, claims: list[Claim],
          relation: ItemRelation) -> str | None:  # fmt: skip
    """The item whose group takes this one in.

    Of people, a narrower kind joins the wider ("3 civilians" is at least 3 people) unless a speaker counts both. Of
    things, a wider word joins the one narrower kind that it can mean ("six missiles" are the six ATACMS) unless there
    are several, or a speaker counts both and the figures differ.
    """
    if question in PERSON_QUESTIONS:
        wider = [other for other in items if _wider_people(question, other, item, relation)]
        widest = [one for one in wider if not any(_wider_people(question, other, one, relation) for other in wider)]
        return widest[0] if widest and not _counts_both(widest[0], item, claims, equal=False) else item
    below = [other for other in items if narrower(relation, other, item)]
    leaves = [one for one in below if not any(narrower(relation, other, one) for other in below)]
    kinds = {fold(leaf or "") for leaf in leaves}
    return leaves[0] if len(kinds) == 1 and not _counts_both(item, leaves[0], claims, equal=True) else item


def _wider_people(question: str, wide: str | None, item: str | None, relation: ItemRelation) -> bool:
    if question in HARM_QUESTIONS and fold(wide or "") == PEOPLE:
        return fold(item or "") != PEOPLE
    return narrower(relation, item, wide)


def _counts_both(wide: str | None, narrow: str | None, claims: list[Claim], *, equal: bool) -> bool:
    """Whether one speaker counts both; ``equal``: in one document, with figures that cannot be the same."""
    mine: dict[str, list[Claim]] = {}
    for claim in claims:
        if counted(claim) == wide:
            mine.setdefault(claim.origin.id, []).append(claim)
    for other in claims:
        if counted(other) != narrow:
            continue
        for one in mine.get(other.origin.id, ()):
            if not equal or (one.document == other.document and not _quantity(one).overlaps(_quantity(other))):
                return True
    return False


def _item(claims: list[Claim]) -> str | None:
    return _least(claim.item for claim in claims)


def _least(words: Iterable[str | None]) -> str | None:
    return min((word for word in words if word), default=None)


def _figure(claims: list[Claim], group: Group, case: Case) -> Figure:
    speaker = speaker_of(claims)
    firm = [claim for claim in claims if claim.factuality in FIRM or claim.factuality.endswith("-")] or claims
    plain = [claim for claim in firm if claim.id not in group.widened] or firm
    days: dict[str, list[Claim]] = {}
    for claim in plain:
        days.setdefault(case.date(claim)[:10], []).append(claim)
    current, quantity, inconsistent = [], None, False
    superseded: list[Quantity] = []
    for day in sorted(days):
        latest, said, clash = _one_day(days[day], group.question, case)
        if quantity is not None and _contains(said, quantity):
            current = current + latest  # a vaguer restatement: the exact figure stands
            continue
        if quantity is not None and not _contains(quantity, said):
            superseded.append(quantity)
        current, quantity, inconsistent = latest, said, clash
    kept = {claim.id for claim in current}
    value = quantity or Quantity(low=None, high=None)
    account = Account(
        speaker=speaker, low=value.low, high=value.high, factuality=strongest(current), as_of=newest(current, case),
        claims=tuple(sorted(kept)), earlier=tuple(sorted({claim.id for claim in claims} - kept)),
        derived=all(claim.derived_from for claim in current),
    )  # fmt: skip
    return Figure(
        account=account, quantity=value, claims=tuple(current), inconsistent=inconsistent,
        widened=all(claim.id in group.widened for claim in current), superseded=tuple(superseded),
    )  # fmt: skip


def _one_day(claims: list[Claim], question: str, case: Case) -> tuple[list[Claim], Quantity, bool]:
    """What a speaker's claims of one day come to: their common range, the later one, or (clashing) their hull."""
    common = _intersection([_quantity(claim) for claim in claims])
    if common is not None:
        return claims, common, False
    stamps = sorted({case.date(claim) for claim in claims})
    if len(stamps) > 1 and all(len(stamp) > len("2024-12-11") for stamp in stamps):
        last = [claim for claim in claims if case.date(claim) == stamps[-1]]
        return _one_day(last, question, case)
    if question in CUMULATIVE:
        top = max(_quantity(claim).bounds[0] for claim in claims)
        return _one_day([c for c in claims if _quantity(c).bounds[0] == top], "", case)
    lows, highs = zip(*(_quantity(claim).bounds for claim in claims), strict=True)
    high = max(highs)
    # Some are lost to jamming and some fly on: two figures of what was diverted are no contradiction.
    clash = question != "diverted"
    return claims, Quantity(low=int(min(lows)), high=None if high == float("inf") else int(high)), clash


def _intersection(quantities: list[Quantity]) -> Quantity | None:
    low = max(quantity.bounds[0] for quantity in quantities)
    high = min(quantity.bounds[1] for quantity in quantities)
    if low > high:
        return None
    lows = [quantity.low for quantity in quantities if quantity.low is not None]
    return Quantity(
        low=max(lows) if lows else None,
        high=None if high == float("inf") else int(high),
        approx=all(quantity.approx for quantity in quantities),
    )


def _contains(outer: Quantity, inner: Quantity) -> bool:
    return outer.bounds[0] <= inner.bounds[0] and inner.bounds[1] <= outer.bounds[1]
