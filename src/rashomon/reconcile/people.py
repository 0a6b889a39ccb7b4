"""Counts of people inside one speaker's account, and across accounts: parts that add up, labels that differ.

Killed people are civilians and combatants, casualties at least the killed and the injured; what exceeds its whole is an
issue that says by how much. Across speakers nothing is added: who says "fighters" where another says "civilians" of as many
dead disputes what they were.
"""

from collections.abc import Iterable
from itertools import product

from rashomon.model import Contradiction, Reason
from rashomon.reconcile.accounts import PERSON_QUESTIONS, Case, Group
from rashomon.reconcile.arithmetic import Sum, Told
from rashomon.reconcile.compare import passed
from rashomon.reconcile.figures import Figure
from rashomon.reconcile.items import ItemRelation, fold
from rashomon.reconcile.lattice import PEOPLE, Division, kind_in, lattice, same
from rashomon.reconcile.reasons import called, dated, figure, reason, says, stated
from rashomon.values import Quantity

Key = tuple[str, str | None]  # question and item of a finding
_SAME_MEN = 2  # so many at least must be equal: one fighter and one civilian can well be two people


def people_sums(told: Told, case: Case) -> list[Sum]:
    """Every check of kinds and outcomes of people, speaker by speaker."""
    voices: dict[str, Told] = {}
    for group, one in told:
        if _usable(group, one):
            voices.setdefault(one.speaker.id, []).append((group, one))
    found = []
    for _, mine in sorted(voices.items()):
        if len(mine) < 2:
            continue  # one figure has no parts
        for group, whole in mine:
            found += _divided(group, whole, mine, case.relation)
        for outcome in lattice().outcomes:
            found += _outcomes(outcome, mine, case.relation)
    return found


def differing_labels(told: Told, relation: ItemRelation) -> list[tuple[tuple[Key, ...], Contradiction, Reason]]:
    """Accounts of as many dead (or hurt, or taken) that one speaker calls fighters and another civilians."""
    found = []
    for question in sorted(PERSON_QUESTIONS):
        firm = [(g, f) for g, f in told if g.question == question and not f.denial and f.account.factuality != "PS+"]
        if len(firm) < 2:
            continue
        items = {claim.item for _, one in firm for claim in one.claims}
        labels = {item for item in items if _label(item, relation)}
        if not labels:
            continue
        kinds = {item for item in items if _civilian(item, relation)}
        labelled = [(g, f) for g, f in firm if labels.issuperset(claim.item for claim in f.claims)]
        civilian = [(g, f) for g, f in firm if kinds.issuperset(claim.item for claim in f.claims)]
        for (mine, one), (theirs, other) in product(labelled, civilian):
            count = one.quantity.exact
            apart = one.speaker.id != other.speaker.id and (
                one.speaker.side is None or one.speaker.side != other.speaker.side
            )
            if not apart or count is None or count < _SAME_MEN or count != other.quantity.exact:
                continue
            if _counts_others(one, firm) or _counts_others(other, firm) or _more(count, firm):
                continue  # both can have been among them
            text = (
                f"{called(one.speaker)} {says(one.speaker)} {_own(one, mine)}, {called(other.speaker)} "
                f"{says(other.speaker)} {_own(other, theirs)}: as many, and not the same people."
            )
            between = (one.account.claims, other.account.claims)
            on = tuple(dict.fromkeys([(question, mine.item), (question, theirs.item)]))
            found.append((on, Contradiction(type="definition", between=between), reason("labels-differ", text)))
    return found


def across_outcomes(told: Told, relation: ItemRelation) -> list[tuple[Key, Reason]]:
    """Casualties of one speaker against the killed or injured of another: "no casualties", and three people hurt."""
    found = []
    for outcome in lattice().outcomes:
        whole = [(g, f) for g, f in told if g.question == outcome.whole and _usable(g, f)]
        parts = [(g, f) for g, f in told if g.question in outcome.parts and not g.part and not f.denial]
        for (group, one), (other_group, other) in product(whole, parts):
            if one.speaker.id == other.speaker.id or one.reach[1] >= (other.quantity.low or 0):
                continue
            if not _same_people(group.item, other_group.item, relation) or passed(outcome.whole, one, other):
                continue
            sentences = [
                f"{called(f.speaker)} {says(f.speaker)} {stated(f.quantity, g.question, g.item)}{_day(f)}"
                for g, f in ((group, one), (other_group, other))
            ]
            note = reason("other-question", f"{sentences[0]}; but {sentences[1]}. They cannot both be true.")
            found += [((group.question, group.item), note), ((other_group.question, other_group.item), note)]
    return found


def _usable(group: Group, one: Figure) -> bool:
    firm = one.account.factuality != "PS+" and not one.denial and not one.account.derived
    return group.question in PERSON_QUESTIONS and firm and not one.inconsistent and not group.by


def _divided(group: Group, whole: Figure, mine: Told, relation: ItemRelation) -> list[Sum]:
    """How a speaker's parts of one whole compare with it, for each division of that whole."""
    if group.part or whole.widened or group.item is None:
        return []
    found = []
    for division in lattice().divisions:
        if not same(division.whole, group.item, relation):
            continue
        parts: dict[str, tuple[Group, Figure]] = {}
        for kind in division.parts:
            told = [
                (g, f) for g, f in mine
                if f is not whole and g.question == group.question and kind_in(division, g.item, relation) == kind
                and _within(g, group) and _known(whole, f)
            ]  # fmt: skip
            exact = [(g, f) for g, f in told if g.item and same(kind, g.item, relation)] or told
            if exact and len({f.quantity.bounds for _, f in exact}) == 1 and len({g.item for g, _ in exact}) == 1:
                parts[kind] = exact[0]  # a kind told plainly and as a part stands in two findings
        check = _compare(group, whole, parts, division)
        if check is not None:
            found.append(check)
    return found


def _outcomes(outcome: Division, mine: Told, relation: ItemRelation) -> list[Sum]:
    """How a speaker's casualties compare with its killed and injured of the same people."""
    found = []
    for group, whole in mine:
        if group.question != outcome.whole or group.part or whole.widened:
            continue
        parts: dict[str, tuple[Group, Figure]] = {}
        for question in outcome.parts:
            told = [(g, f) for g, f in mine if g.question == question and not g.part and not f.widened
                    and fold(g.item or PEOPLE) == fold(group.item or PEOPLE) and _known(whole, f)]  # fmt: skip
            if len(told) == 1:
                parts[question] = told[0]
        check = _compare(group, whole, parts, outcome)
        if check is not None:
            found.append(check)
    return found


def _compare(group: Group, whole: Figure, parts: dict[str, tuple[Group, Figure]], division: Division) -> Sum | None:
    if not parts:
        return None
    total = Quantity(low=0, high=0)
    for _, part in parts.values():
        total += part.quantity
    name = called(whole.speaker)
    what = stated(whole.quantity, group.question, group.item)
    split = " + ".join(
        f"{figure(f.quantity.low, f.quantity.high)} {g.item if g.question == group.question else g.question}"
        for g, f in parts.values()
    )
    on, top = ((group.question, group.item),), (group, whole)
    low, high = whole.quantity.bounds
    if (total.low or 0) > high:
        over = int((total.low or 0) - high)
        return Sum(reason("parts-exceed", f"{name}: {what}, but {split}: {over} more than there were."), on, top)
    if len(parts) == 1:
        return None
    if total.exact is not None and total.exact == whole.quantity.exact:
        return Sum(reason("parts-balanced", f"{name}: {what} = {split}."), on, top)
    told_all = len(parts) == len(division.parts)
    if told_all and total.high is not None and total.high < low:
        left = whole.quantity.remainder(total)
        rest = figure(left.low, left.high) if left else "some"
        return Sum(reason("parts-remainder", f"{name}: {what}, {split}; {rest} told as neither."), on, top)
    return None


def _within(part: Group, whole: Group) -> bool:
    """Whether a group may count some of a whole: said to be a part of it, or of nothing."""
    return not part.subset_of or fold(part.subset_of) in (fold(whole.question), fold(whole.item or ""))


def _known(whole: Figure, part: Figure) -> bool:
    """Whether the whole was said on the day of the part or after it: a part of a later toll is not one of an older."""
    return whole.until[:10] >= part.since[:10]


def _label(item: str | None, relation: ItemRelation) -> bool:
    """Whether a noun is what one side calls those it killed."""
    return item is not None and any(same(label, item, relation) for label in lattice().labels)


def _civilian(item: str | None, relation: ItemRelation) -> bool:
    (by_status,) = [d for d in lattice().divisions if {"combatants", "civilians"} == set(d.parts)]
    return kind_in(by_status, item, relation) == "civilians"


def _more(count: int, told: Iterable[tuple[Group, Figure]]) -> bool:
    """Whether anybody counts more people than these."""
    return any((f.quantity.low or 0) > count and not g.part for g, f in told)


def _counts_others(one: Figure, told: Iterable[tuple[Group, Figure]]) -> bool:
    """Whether a speaker counts other people as well, so that the figure is not all that it knows of."""
    return any(other is not one and other.speaker.id == one.speaker.id and not group.part for group, other in told)


def _own(one: Figure, group: Group) -> str:
    return stated(one.quantity, group.question, one.claims[0].item or group.item)


def _same_people(a: str | None, b: str | None, relation: ItemRelation) -> bool:
    return (
        fold(a or PEOPLE) == PEOPLE or fold(a or PEOPLE) == fold(b or PEOPLE) or bool(a and b and same(a, b, relation))
    )


def _day(one: Figure) -> str:
    day = dated(one.since)
    return f" ({day})" if day else ""
