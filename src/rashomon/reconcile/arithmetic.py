"""Arithmetic inside one speaker's account: launched >= intercepted + diverted + hit, per item, the remainder named.

What fell is debris, not an outcome of a munition, and places hit are not munitions hit: neither is counted. A part is
never added to its whole. What follows is a derived Claim, made only from Claims of one Document, since evidence is a
place in one text. Speakers are never mixed.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from rashomon.model import Claim, Issue, Reason
from rashomon.reconcile.accounts import CERTAINTY, FIRM, Case, Group, count_groups
from rashomon.reconcile.figures import Figure, figures_of
from rashomon.reconcile.items import comparable, fold, narrower
from rashomon.reconcile.reasons import figure, listed, reason, stated
from rashomon.values import Quantity

OUTCOMES = ("intercepted", "diverted", "hit")
_SUMMED = ("launched", *OUTCOMES)
Place = tuple[str, str | None]  # question and item of the finding that a reason belongs to
Told = list[tuple[Group, Figure]]


class Sum(Struct, frozen=True):
    """One check: its reason, the findings that it stands on, and what it leaves (None: nothing certain)."""

    reason: Reason
    on: tuple[Place, ...]
    launched: tuple[Group, Figure] | None = None
    outcomes: tuple[tuple[Group, Figure], ...] = ()
    remainder: Quantity | None = None


def sums(told: Told, case: Case) -> list[Sum]:
    """Check the whole figures of every speaker; ``told`` are the current figures of the Event."""
    if not any(group.question in _SUMMED for group, _ in told):
        return []
    voices: dict[str, Told] = {}
    for group, one in told:
        voices.setdefault(one.speaker.id, []).append((group, one))
    return [check for _, voice in sorted(voices.items()) for check in _speaker_sums(voice, case)]


def part_sums(told: Told, case: Case) -> list[Sum]:
    """Check that the parts that a speaker counts by means add up to at most the whole."""
    found = []
    by_means = [(group, one) for group, one in told if group.part and group.by and not one.denial]
    for group, whole in told if by_means else ():
        if group.part or whole.denial:
            continue
        parts = [
            (other, part) for other, part in by_means
            if part.speaker.id == whole.speaker.id and _part_of(other, group, case)
        ]  # fmt: skip
        single = [(o, p) for o, p in parts if p.quantity.low is not None]
        if not single:
            continue
        total = Quantity(low=0, high=0)
        for _, part in single:
            total += part.quantity
        code = _part_code(total, whole.quantity)
        if code is None:
            continue
        split = " + ".join(f"{figure(p.quantity.low, p.quantity.high)} by {o.by}" for o, p in single)
        what = stated(whole.quantity, group.question, group.item)
        sign = "=" if code == "parts-balanced" else "against"
        text = f"{whole.speaker.name}: {what} {sign} {split}; the parts are not added to the whole."
        found.append(Sum(reason(code, text), ((group.question, group.item),), (group, whole)))
    return found


def derived_claims(case: Case) -> list[Claim]:
    """Claims on ``hit`` that follow from one speaker's launched and intercepted in one Document, if it states no hit.

    All launched were intercepted: none hit. Some are not accounted for: at most so many hit.
    """
    by_document: dict[str, list[Claim]] = {}
    for claim in case.claims:
        if claim.question in _SUMMED and claim.factuality in (*FIRM, "PS+"):
            by_document.setdefault(claim.document, []).append(claim)
    if not by_document:
        return []
    stating = {
        (claim.origin.id, fold(claim.item or ""))
        for claim in case.claims
        if claim.question == "hit" and claim.factuality != "Uu"
    }
    made = []
    for document in sorted(by_document):
        told = _told(by_document[document], case)
        for check in sums(told, case):
            following = _derive(check, case, stating)
            if following is not None:
                made.append(following)
    return sorted(made, key=lambda claim: claim.id)


def arithmetic_issues(checks: Iterable[Sum]) -> list[Issue]:
    """The checks that fail, as Issues."""
    failed = [check for check in checks if check.reason.code in ("arithmetic-impossible", "parts-exceed")]
    return [
        Issue(
            code=check.reason.code, message=check.reason.text, document=where.document if where else None,
            start=where.evidence[0].start if where else None, end=where.evidence[0].end if where else None,
        )
        for check in failed
        for where in [min(check.launched[1].claims, key=lambda c: c.id) if check.launched else None]
    ]  # fmt: skip


def _told(claims: list[Claim], case: Case) -> Told:
    return [(group, one) for group in count_groups(claims, case.relation) for one in figures_of(group, case)]


def _speaker_sums(told: Told, case: Case) -> list[Sum]:
    usable = [(g, f) for g, f in told if not g.part and not f.denial and not f.inconsistent and not f.widened]
    launched = [(g, f) for g, f in usable if g.question == "launched"]
    outcomes = [(g, f) for g, f in usable if g.question in OUTCOMES]
    if not launched:
        return [_no_launches(outcomes)] if outcomes else []
    found = []
    for group, whole in launched:
        mine, unclear = _outcomes_of(group, launched, outcomes, case)
        if unclear:
            names = listed(sorted({stated(f.quantity, g.question, g.item) for g, f in unclear}))
            why = f"{whole.speaker.name}: {names} could be among several kinds launched, so the sum is not checked."
            found.append(Sum(reason("not-checkable", why), tuple((g.question, g.item) for g, _ in unclear)))
        elif mine:
            found.append(_check(group, whole, mine))
        elif outcomes:
            items = listed(sorted({f"{g.question} counts {g.item or 'something unnamed'}" for g, _ in outcomes}))
            why = f"{whole.speaker.name}: launched counts {group.item}, but {items}; different things are not summed."
            found.append(Sum(reason("not-checkable", why), ((group.question, group.item),)))
    return found


def _no_launches(outcomes: Sequence[tuple[Group, Figure]]) -> Sum:
    name = outcomes[0][1].speaker.name
    said = listed(sorted({stated(f.quantity, g.question, g.item) for g, f in outcomes}))
    why = f"{name} says {said} but not how many were launched, so the sum cannot be checked."
    return Sum(reason("not-checkable", why), tuple((g.question, g.item) for g, _ in outcomes))


def _outcomes_of(group: Group, launched: Told, outcomes: Told, case: Case) -> tuple[Told, Told]:
    """The outcomes of one kind launched (each question's widest figure), and those that could be of several kinds."""
    relation = case.relation
    fitting = [(g, f) for g, f in outcomes if comparable(relation, group.item, g.item) and _munition(g, group, case)]
    widest = [
        (g, f) for g, f in fitting
        if not any(o.question == g.question and narrower(relation, g.item, o.item) for o, _ in fitting)
    ]  # fmt: skip
    rivals = [other for other, _ in launched if other is not group]
    unclear = [
        (g, f) for g, f in widest
        if any(comparable(relation, other.item, g.item) for other in rivals) and narrower(relation, group.item, g.item)
    ]  # fmt: skip
    return widest, unclear


def _munition(outcome: Group, launched: Group, case: Case) -> bool:
    """Whether a hit counts munitions: unnamed, the same kind as launched, or a kind of it."""
    return outcome.question != "hit" or outcome.item is None or comparable(case.relation, launched.item, outcome.item)


def _check(group: Group, whole: Figure, mine: Told) -> Sum:
    on = ((group.question, group.item), *((g.question, g.item) for g, _ in mine))
    name = whole.speaker.name
    ordered = sorted(mine, key=lambda told: (OUTCOMES.index(told[0].question), told[0].item or ""))
    terms = [f"{figure(f.quantity.low, f.quantity.high)} {g.question}" for g, f in ordered]
    count, noun = figure(whole.quantity.low, whole.quantity.high), f" {group.item}" if group.item else ""
    left = whole.quantity.remainder(*(f.quantity for _, f in ordered))
    parts = (group, whole), tuple(ordered)
    if left is None:
        within = [f.quantity for g, f in ordered if g.question != "diverted"]
        if len(within) < len(ordered) and within and whole.quantity.remainder(*within) is not None:
            fit = f"{count}{noun} launched fit {' + '.join(terms)}"
            text = f"{name}: {fit} only if the diverted are among the intercepted."
            fewer = whole.quantity.remainder(*within)
            return Sum(reason("diverted-within-intercepted", text), on, *parts, fewer)
        text = f"{name} accounts for more than was launched: {count}{noun} launched, {listed(terms)}."
        return Sum(reason("arithmetic-impossible", text), on, *parts)
    if left.exact == 0:
        return Sum(reason("balanced", f"{name}: {count}{noun} launched = {' + '.join(terms)}."), on, *parts, left)
    if left.high is None or whole.quantity.low is None:
        text = f"{name}: {count}{noun} launched against {listed(terms)}; the figures are open, so nothing follows."
        return Sum(reason("not-checkable", text), on, *parts)
    rest = figure(left.low, left.high)
    text = f"{name}: {count}{noun} launched, {listed(terms)}, {rest} not accounted for."
    return Sum(reason("remainder", text), on, *parts, left)


def _derive(check: Sum, case: Case, stating: set[tuple[str, str]]) -> Claim | None:
    if check.launched is None or check.remainder is None or check.remainder.high is None:
        return None
    group, whole = check.launched
    questions = {g.question for g, _ in check.outcomes}
    if "hit" in questions or "intercepted" not in questions:
        return None
    if any(who == whole.speaker.id and comparable(case.relation, group.item, item or None) for who, item in stating):
        return None
    sources = {claim.id: claim for _, f in (check.launched, *check.outcomes) for claim in f.claims}
    if any(claim.factuality == "Uu" for claim in sources.values()):
        return None
    first = min((claim for claim in whole.claims), key=lambda claim: claim.id)
    weakest = max((claim.factuality for claim in sources.values()), key=CERTAINTY.index)
    left = check.remainder
    return Claim.of(
        report=case.reports[first.report], question="hit", item=group.item, speakers=first.speakers,
        value=Quantity(low=0, high=left.high, approx=left.approx),
        evidence=(span for claim in sources.values() for span in claim.evidence), factuality=weakest,
        attribution=first.attribution, derived_from=sources,
        as_of=max(claim.as_of or "" for claim in sources.values()) or None,
    )  # fmt: skip


def _part_of(part: Group, whole: Group, case: Case) -> bool:
    """Whether a part counts some of a whole: named by its question or item, or of the same question and kind."""
    named = fold(part.subset_of) if part.subset_of else ""
    if named and named not in (fold(whole.question), fold(whole.item or "")):
        return False
    alike = comparable(case.relation, whole.item, part.item) and not narrower(case.relation, whole.item, part.item)
    return alike and (part.question == whole.question or named == fold(whole.question))


def _part_code(total: Quantity, whole: Quantity) -> str | None:
    if whole.high is not None and (total.low or 0) > whole.high:
        return "parts-exceed"
    return "parts-balanced" if total.exact is not None and total.exact == whole.exact else None
