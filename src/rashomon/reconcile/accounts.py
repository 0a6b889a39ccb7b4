"""Claims to groups that can be compared: one whole for each question and item, and its parts apart."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from msgspec import Struct

from rashomon.model import COUNT_QUESTIONS, Claim, Factuality, Report, Speaker
from rashomon.reconcile.items import ItemRelation, comparable, fold, narrower
from rashomon.reconcile.lattice import PEOPLE, describes, part_of_people
from rashomon.values import Quantity

HARM_QUESTIONS = frozenset({"killed", "injured", "casualties"})
PERSON_QUESTIONS = HARM_QUESTIONS | {"missing", "captured"}
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


def asserted(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that say something of the facts: not what is only asked, feared or conditional (Uu)."""
    return [claim for claim in claims if claim.factuality != "Uu"]


def count_groups(claims: Iterable[Claim], relation: ItemRelation) -> list[Group]:
    """Group claims on counts by question, item and part, in a canonical order, wholes before their parts."""
    groups: list[Group] = []
    by_question: dict[str, list[Claim]] = {}
    for claim in asserted(claims):
        by_question.setdefault(claim.question, []).append(claim)
    for question in COUNT_QUESTIONS:
        if question not in by_question:
            continue
        told = sorted(by_question[question], key=attrgetter("id"))
        wholes = [claim for claim in told if not _is_part(claim, told, relation)]
        groups += _whole_groups(question, wholes, relation)
        if len(wholes) < len(told):
            groups += _part_groups(question, told, wholes, relation)
    return groups


def _part_groups(question: str, told: list[Claim], wholes: list[Claim], relation: ItemRelation) -> list[Group]:
    """One group for each part. Of people a plain count of the same kind by another speaker is about that part as well."""
    taken = {claim.id for claim in wholes}
    parts: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in told:
        if claim.id not in taken:
            key = (fold(claim.item or ""), fold(claim.by or ""), _divided(claim, relation))
            parts.setdefault(key, []).append(claim)
    groups = []
    for (item, by, _), part in sorted(parts.items()):
        voices = {claim.origin.id for claim in part}
        if question in PERSON_QUESTIONS and not by and item != PEOPLE:
            part += [c for c in wholes if fold(c.item or "") == item and not c.by and c.origin.id not in voices]
        wholes_of = [c.subset_of for c in part if c.subset_of]
        whole = PEOPLE if PEOPLE in wholes_of else _least(wholes_of)
        groups.append(
            Group(question=question, item=_item(part), by=part[0].by, subset_of=whole, claims=tuple(part), part=True)
        )
    return groups


def _divided(claim: Claim, relation: ItemRelation) -> str:
    """The whole that a part is of; three children among the residents are three among the people."""
    whole = fold(claim.subset_of or "")
    people = claim.question in PERSON_QUESTIONS and fold(claim.item or PEOPLE) != PEOPLE
    if people and claim.subset_of and (whole == claim.question or part_of_people(PEOPLE, claim.subset_of, relation)):
        return PEOPLE
    return whole


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


def quantity_of(claim: Claim) -> Quantity:
    """The count that a Claim gives."""
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
    # One kind alone is at home with itself.
    homes = {item: _home(item, kinds, question, claims, relation) if len(kinds) > 1 else item for item in kinds}
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(fold(homes[items[claim.id]] or ""), []).append(claim)
    groups = []
    for _, members in sorted(grouped.items()):
        item = min((homes[items[claim.id]] for claim in members), key=lambda name: name or "")
        widened = {claim.id for claim in members if claim.by and not all(other.by for other in members)}
        if question in PERSON_QUESTIONS:
            widened |= {
                claim.id for claim in members
                if fold(items[claim.id] or "") != fold(item or "") and not _all_told(claim, claims, relation)
            }  # fmt: skip
        groups.append(Group(question=question, item=item, claims=tuple(members), widened=frozenset(widened)))
    return groups


def _all_told(claim: Claim, claims: list[Claim], relation: ItemRelation) -> bool:
    """Whether a trade or a label is how a speaker calls all those that it counts: it counts nobody else."""
    if claim.question not in HARM_QUESTIONS or claim.origin.kind == "unknown" or not describes(claim.item, relation):
        return False
    return all(fold(c.item or "") == fold(claim.item or "") for c in claims if c.origin.id == claim.origin.id)


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
    if fold(wide or "") == PEOPLE and question not in HARM_QUESTIONS:
        return narrower(relation, item, wide)  # arms are captured too
    return part_of_people(wide, item, relation)


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
            if not equal or (one.document == other.document and not quantity_of(one).overlaps(quantity_of(other))):
                return True
    return False


def _item(claims: list[Claim]) -> str | None:
    return _least(claim.item for claim in claims)


def _least(words: Iterable[str | None]) -> str | None:
    return min((word for word in words if word), default=None)
