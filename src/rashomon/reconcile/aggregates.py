"""Totals against the Events that they count over: 13 launched = 5 + 8. A total is never a rival of its parts."""

from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.model import COUNT_QUESTIONS, Account, Event, Finding, Issue, Reason
from rashomon.reconcile.items import ItemRelation, comparable, narrower
from rashomon.reconcile.reasons import figure, listed, reason
from rashomon.values import Quantity

OTHERS = "the parts as"  # said where a total is compared with figures of others


def check_totals(
    total: Event, parts: Sequence[Event], relation: ItemRelation, *, exhaustive: bool
) -> tuple[tuple[Finding, ...], list[Issue]]:
    """The Findings of a total with how each count compares with the sum over its ``parts``, and Issues.

    ``exhaustive``: the total names its parts; else they are those known to lie within it, and it may well be more.
    """
    findings, issues = [], []
    for finding in total.findings:
        if finding.question not in COUNT_QUESTIONS or _part(finding) or not finding.accounts:
            findings.append(finding)
            continue
        kinds = {other.item for other in total.findings if other.question == finding.question and not _part(other)}
        notes = [
            _compare(account, finding, parts, relation, exhaustive=exhaustive, only=len(kinds) == 1)
            for account in finding.accounts
            if not account.factuality.endswith("-")
        ]
        findings.append(replace(finding, reasons=(*finding.reasons, *dict.fromkeys(notes))))
        issues += [
            Issue(code=note.code, message=note.text)
            for note in notes
            if note.code == "aggregate-short" and OTHERS not in note.text
        ]
    return tuple(findings), issues


def _part(finding: Finding) -> bool:
    return bool(finding.by or finding.subset_of)


def _compare(
    account: Account, finding: Finding, parts: Sequence[Event], relation: ItemRelation, *, exhaustive: bool, only: bool
) -> Reason:
    terms: list[Quantity] = []
    voices: set[str] = set()
    for part in parts:
        found = _figure(part, finding, account, relation, only=only)
        if found is not None:
            terms.append(found[0])
            voices |= set(found[1])
    name = account.speaker.name
    count = f"{figure(account.low, account.high)} {finding.question}"
    if not terms:
        text = f"{name}: {count} in all; none of its {len(parts)} events has this figure."
        return reason("aggregate-unchecked", text)
    total = Quantity(low=0, high=0)
    for term in terms:
        total += term
    missing = len(parts) - len(terms)
    spelled = " + ".join(figure(term.low, term.high) for term in terms)
    by = "" if voices == {name} else f" ({OTHERS} {listed(sorted(voices))} say)"
    over = f"{spelled} over {len(terms)} event{'s' if len(terms) > 1 else ''}{by}"
    whole = Quantity(low=account.low, high=account.high)
    if missing or not exhaustive:
        gap = f", {missing} more without a figure" if missing else ""
        over = f"{over}{gap}"
    short = whole.high is not None and (total.low or 0) > whole.high
    if short:
        return reason("aggregate-short", f"{name}: {count} in all is less than {over}.")
    if whole.exact is not None and whole.exact == total.exact and not missing:
        return reason("aggregate-balanced", f"{name}: {count} = {over}.")
    if total.high is not None and (whole.low or 0) > total.high:
        left = whole.remainder(total)
        rest = figure(left.low, left.high) if left else "some"
        return reason("aggregate-exceeds", f"{name}: {count} in all, {over}; {rest} elsewhere or not told.")
    return reason("aggregate-compatible", f"{name}: {count} in all is possible given {over}.")


def _figure(
    part: Event, finding: Finding, account: Account, relation: ItemRelation, *, only: bool
) -> tuple[Quantity, tuple[str, ...]] | None:
    """A part's figure: the same speaker's where it has one, else the hull of all accounts, with whose it is.

    ``only``: the total counts one kind of thing, so a wider word of the part can only mean that.
    """
    matching = [
        other for other in part.findings
        if other.question == finding.question and not _part(other) and comparable(relation, finding.item, other.item)
        and (only or not narrower(relation, finding.item, other.item))
    ]  # fmt: skip
    exact = [other for other in matching if other.item == finding.item] or matching
    total, voices, found = Quantity(low=0, high=0), [], False
    for other in exact:
        firm = [one for one in other.accounts if not one.factuality.endswith("-")]
        own = [one for one in firm if one.speaker.id == account.speaker.id]
        if own:
            total += Quantity(low=own[0].low, high=own[0].high)
            voices.append(own[0].speaker.name)
        elif firm:
            total += Quantity(low=other.low, high=other.high)
            voices += [one.speaker.name for one in firm]
        found |= bool(firm)
    return (total, tuple(voices)) if found else None
