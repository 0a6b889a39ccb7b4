"""Accounts to Findings: one status for each question and item, with the reasons in plain sentences."""

from collections.abc import Sequence
from itertools import combinations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import COUNT_QUESTIONS, Account, Claim, Finding, Issue, Reason, Status
from rashomon.reconcile.accounts import Case, Figure, Group, asserted, count_groups, figures_of
from rashomon.reconcile.arithmetic import Sum, arithmetic_issues, derived_claims, part_sums, sums
from rashomon.reconcile.independence import repeats
from rashomon.reconcile.interest import ADMITTING_KINDS, admission
from rashomon.reconcile.items import ItemRelation
from rashomon.reconcile.names import Answer, answers_of, relate, side, value_key, worded
from rashomon.reconcile.persons import one_person_each
from rashomon.reconcile.reasons import figure, listed, reason, says, stated
from rashomon.values import Name, Quantity

ANSWER_QUESTIONS = (
    "type", "when", "where", "launched_from", "actor", "recipient", "target", "weapon", "defence", "about",
    "condition", "deadline",
)  # fmt: skip
# An outlet that only says when and where it was, and quotes others for the rest, is no origin of the Event.
SETTING = frozenset({"type", "when", "where", "recipient"})
HOSTILE = frozenset({"ASSAULT", "COERCE"})  # types that a side would rather not be named as the actor of
QUESTION_ORDER = (*COUNT_QUESTIONS, *ANSWER_QUESTIONS)
VERDICTS = {
    "disputed": " They cannot all be true.", "compatible": " All can be true.", "single": " One independent account.",
}  # fmt: skip


class Outcome(Struct, frozen=True):
    """What an Event comes to: its Findings, the Claims derived on the way, its Issues, and its independent origins."""

    findings: tuple[Finding, ...]
    derived: tuple[Claim, ...]
    issues: tuple[Issue, ...]
    origins: frozenset[str]


def reconcile(case: Case) -> Outcome:
    """Reconcile the Claims of one Event; pure, and the same in any order of Claims."""
    case = replace(case, claims=one_person_each(sorted(set(case.claims), key=lambda claim: claim.id)))
    stated = [(group, one) for group in count_groups(case.claims, case.relation) for one in figures_of(group, case)]
    checks = [*sums(stated, case), *part_sums(stated, case)]
    derived = derived_claims(case)
    case = replace(case, claims=(*case.claims, *derived))
    told = [(group, figures_of(group, case)) for group in count_groups(case.claims, case.relation)]
    actors, recipients = _sides(case, "actor"), _sides(case, "recipient")
    if not recipients and case.country:
        recipients = frozenset({case.country.upper()})
    origins: dict[str, set[str]] = {}
    findings = []
    for group, figures in told:
        findings.append(_count_finding(group, figures, case, checks, actors, recipients, origins))
    for question in ANSWER_QUESTIONS:
        claims = [claim for claim in case.claims if claim.question == question]
        if claims:
            findings.append(_answer_finding(question, claims, case, origins))
    findings += _unasserted(case, findings)
    issues = arithmetic_issues(checks)
    issues += [
        Issue(code="speaker-inconsistent", message=note.text, document=one.claims[0].document)
        for group, one in stated if one.inconsistent
        for note in _count_notes(group, [one]) if note.code == "speaker-inconsistent"
    ]  # fmt: skip
    findings.sort(key=_finding_order)
    told_more = {question: voices for question, voices in origins.items() if question not in SETTING} or origins
    voices = frozenset(name for found in told_more.values() for name in found)
    return Outcome(tuple(findings), tuple(derived), tuple(issues), voices)


def _finding_order(finding: Finding) -> tuple[int, bool, str, str, str]:
    part = bool(finding.by or finding.subset_of)
    order = QUESTION_ORDER.index(finding.question)
    return (order, part, finding.item or "", finding.by or "", finding.subset_of or "")


def _count_finding(group: Group, figures: list[Figure], case: Case, checks: Sequence[Sum], actors: frozenset[str],
                   recipients: frozenset[str], origins: dict[str, set[str]]) -> Finding:  # fmt: skip
    firm = [one for one in figures if not one.denial and one.account.factuality != "PS+"]
    positive = firm or [one for one in figures if not one.denial]
    denials = [one for one in figures if one.denial]
    dependent = repeats(
        [(one.account, one.claims, one.quantity) for one in figures], case,
        lambda a, b: (a.low, a.high) == (b.low, b.high),
    )  # fmt: skip
    lone = [one for position, one in enumerate(figures) if position not in dependent]
    independent = {one.speaker.id for one in lone}
    origins.setdefault(group.question, set()).update(independent)
    floors = _floors(group.question, positive)
    # One figure a speaker, so any two are of two speakers.
    clashes = any(_exclude(group.question, one, other) for one, other in combinations(positive, 2))
    denied = [
        (denial, one) for denial in denials for one in positive
        if denial.speaker.id != one.speaker.id and _within(one.quantity, denial.quantity)
    ]  # fmt: skip
    same = len({(one.quantity.low, one.quantity.high) for one in lone if not one.denial or not positive}) <= 1
    status = _status(clashes or bool(denied), len(independent), same and not (denials and positive))
    if status == "single" and any(one.inconsistent for one in positive):
        status = "unresolved"
    reasons = _status_reason(status, [(one.account, _said(one, group)) for one in positive or denials])
    reasons += [
        reason("denies", f"{d.speaker.name} denies {_said(d, group)}, which {o.speaker.name} says.") for d, o in denied
    ]
    if floors and not clashes:
        earlier = listed([f"{one.speaker.name} ({figure(one.quantity.low, one.quantity.high)})" for one in floors])
        reasons.append(reason("earlier-floor", f"Earlier figures, which a rising toll has passed: {earlier}."))
    reasons += _count_notes(group, figures)
    reasons += _dependence(dependent, [one.account for one in figures])
    reasons += _carried([(one.account, one.claims) for one in figures])
    admissions = []
    for one in firm:
        if one.denial or all(claim.derived_from for claim in one.claims):
            continue
        why = admission(one.speaker, group.question, group.item, one.quantity, recipients=recipients, actors=actors,
                        relation=case.relation)  # fmt: skip
        if why:
            admissions.append(reason("admitted", f"{one.speaker.name} {why}: {_said(one, group)}."))
    if not group.part:
        reasons += [check.reason for check in checks if (group.question, group.item) in check.on]
    else:
        whole = group.subset_of or group.question
        reasons.append(reason("part", f"A part of {whole}{f', by {group.by}' if group.by else ''}: not added to it."))
    low, high = _hull([one.quantity for one in positive])
    return Finding(
        question=group.question, item=group.item, by=group.by, subset_of=group.subset_of, status=status, low=low,
        high=high, admitted=bool(admissions), independent=len(independent),
        reasons=_unique([*reasons, *admissions]), accounts=tuple(one.account for one in figures),
    )  # fmt: skip


# Counts that can only rise as more becomes known.
_RISING = frozenset({"killed", "injured", "casualties", "damaged", "destroyed"})


def _older(question: str, one: Figure, other: Figure) -> bool:
    """Whether ``one`` stood before ``other``, in a count that rises; a day without an hour is the whole day, to its end."""
    first, second = one.account.as_of or "", other.account.as_of or ""
    if question not in _RISING or not first or not second:
        return False
    return _end_of_day(first) < _end_of_day(second)


def _end_of_day(stamp: str) -> str:
    return stamp if "T" in stamp else f"{stamp}T24"


def _exclude(question: str, one: Figure, other: Figure) -> bool:
    """Whether two figures cannot both be true, an older one of a rising toll read as a floor."""
    a, b = one.scope, other.scope
    if _older(question, one, other):
        a = replace(a, high=None)
    elif _older(question, other, one):
        b = replace(b, high=None)
    return not a.overlaps(b)


def _floors(question: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that a newer one of another speaker has passed."""
    return [
        one for one in figures
        if any(_older(question, one, other) and not one.scope.overlaps(other.scope) for other in figures)
    ]  # fmt: skip


def _count_notes(group: Group, figures: list[Figure]) -> list[Reason]:
    notes = []
    for one in figures:
        name = one.speaker.name
        now = figure(one.quantity.low, one.quantity.high)
        if one.superseded:
            before = listed([figure(old.low, old.high) for old in one.superseded])
            notes.append(reason("superseded", f"{name} said {before} before and says {now} now."))
        if one.inconsistent:
            text = f"{name} gives figures of one date that exclude each other ({_said(one, group)})."
            notes.append(reason("speaker-inconsistent", text))
        if one.account.factuality == "PS+":
            notes.append(reason("hedged", f"{says(one.speaker)} it only as possible: {now}."))
        if one.widened:
            text = f"{name} counts only a part, so it is read as at least {one.quantity.low or 0}."
            notes.append(reason("narrower-item", text))
        if one.account.derived:
            notes.append(reason("derived", f"That {_said(one, group)} follows from other figures of {name}."))
    return notes


def _answer_finding(question: str, claims: list[Claim], case: Case, origins: dict[str, set[str]]) -> Finding:
    answers = answers_of(asserted(claims), case)
    if not answers:
        why = reason("not-asserted", "Nobody says it as a fact.")
        return Finding(question=question, status="unresolved", reasons=(why,))
    relation = case.relation
    told = [(answer.account, answer.claims, answer.value) for answer in answers]
    dependent = repeats(told, case, lambda a, b: relate(question, a, b, relation) == "equal")
    lone = [answer for position, answer in enumerate(answers) if position not in dependent]
    independent = {answer.speaker.id for answer in lone}
    origins.setdefault(question, set()).update(independent)
    firm = [a for a in answers if not a.denial and a.account.factuality != "PS+"]
    positive = firm or [a for a in answers if not a.denial]
    denials = [a for a in answers if a.denial]
    denied = [
        (d, a) for d in denials for a in positive
        if d.speaker.id != a.speaker.id and relate(question, d.value, a.value, relation) in ("equal", "compatible")
    ]  # fmt: skip
    clashes, beside, equal = _compare(question, positive, relation)
    same = equal and not beside and not (denials and positive)
    status = _status(bool(clashes or denied), len(independent), same)
    reasons = _status_reason(status, [(a.account, worded(a.value)) for a in positive or denials])
    reasons += [
        reason("denies", f"{d.speaker.name} denies what {a.speaker.name} says: {worded(a.value)}.") for d, a in denied
    ]
    if beside and not clashes:
        reasons.append(reason("different-not-exclusive", f"{listed(sorted(beside))} can stand beside each other."))
    reasons += [
        reason("hedged", f"{says(a.speaker)} it only as possible: {worded(a.value)}.")
        for a in answers if a.account.factuality == "PS+"
    ]  # fmt: skip
    reasons += _dependence(dependent, [a.account for a in answers])
    reasons += _carried([(a.account, a.claims) for a in answers])
    hostile = any(case.reports[claim.report].type in HOSTILE for claim in claims)
    admissions = [
        reason("admitted", f"{a.speaker.name} says that its own side did it.")
        for a in firm
        if question == "actor" and hostile and isinstance(a.value, Name) and a.speaker.kind in ADMITTING_KINDS
        and a.speaker.side and a.speaker.side.upper() == side(a.value, relation)
    ]  # fmt: skip
    return Finding(
        question=question, status=status, admitted=bool(admissions), independent=len(independent),
        reasons=_unique([*reasons, *admissions]), accounts=tuple(a.account for a in answers),
    )  # fmt: skip


def _compare(question: str, answers: list[Answer], relation: ItemRelation) -> tuple[bool, set[str], bool]:
    """Whether two speakers exclude each other, which answers merely differ, and whether all say the same.

    A speaker with several answers excludes another only where none of its answers can stand with any of the other's.
    """
    voices: dict[str, list[Answer]] = {}
    for answer in answers:
        voices.setdefault(answer.speaker.id, []).append(answer)
    opinions = {repr([msgspec.structs.replace(a.value, said="") for a in voice]): voice for voice in voices.values()}
    clash, beside, equal = False, set[str](), True
    for one, other in combinations(opinions.values(), 2):
        found = {relate(question, a.value, b.value, relation): (a, b) for a in one for b in other}
        clash |= set(found) == {"rival"}
        equal &= {value_key(a.value) for a in one} == {value_key(b.value) for b in other} and "equal" in found
        if not {"equal", "compatible"} & set(found) and "beside" in found:
            beside |= {worded(answer.value) for answer in found["beside"]}
    return clash, beside, equal


def _unasserted(case: Case, findings: list[Finding]) -> list[Finding]:
    """Count questions that are only asked, feared or conditional."""
    answered = {finding.question for finding in findings}
    open_questions = sorted({c.question for c in case.claims if c.question in COUNT_QUESTIONS} - answered)
    why = reason("not-asserted", "Nobody says it as a fact.")
    return [Finding(question=question, status="unresolved", reasons=(why,)) for question in open_questions]


def _status(clash: bool, independent: int, same: bool) -> Status:
    if clash:
        return "disputed"
    if independent <= 1:
        return "single"
    return "agreed" if same else "compatible"


def _status_reason(status: Status, said: list[tuple[Account, str]]) -> list[Reason]:
    sayings = [f"{says(account.speaker)} {words}" for account, words in said]
    text = "; ".join(dict.fromkeys(sayings)) or "No figure is given"
    if status == "unresolved":
        return []  # why it is, a note says
    return [reason(status, f"{text}.{VERDICTS.get(status, '')}")]


def _dependence(dependent: dict[int, tuple[str, Account]], accounts: list[Account]) -> list[Reason]:
    sentences = {
        "copy": "{one} copies a text published before and counts with {other}.",
        "may-be-repeating": "{one} may be repeating {other}, who said the same: they count as one.",
    }
    return [
        reason(code, sentences[code].format(one=accounts[position].speaker.name, other=other.speaker.name))
        for position, (code, other) in sorted(dependent.items())
    ]


def _carried(accounts: list[tuple[Account, tuple[Claim, ...]]]) -> list[Reason]:
    notes = []
    for account, claims in accounts:
        documents = {claim.document for claim in claims}
        if len(documents) > 1:
            text = f"{len(documents)} documents carry the words of {account.speaker.name}, which count once."
            notes.append(reason("same-origin", text))
    return notes


def _sides(case: Case, question: str) -> frozenset[str]:
    told = [claim for claim in asserted(case.claims) if claim.question == question and claim.factuality[-1] != "-"]
    sides = {side(claim.value, case.relation) for claim in told if isinstance(claim.value, Name)}
    return frozenset(found for found in sides if found)


def _said(one: Figure, group: Group) -> str:
    return stated(one.quantity, group.question, group.item)


def _within(inner: Quantity, outer: Quantity) -> bool:
    return outer.bounds[0] <= inner.bounds[0] and inner.bounds[1] <= outer.bounds[1]


def _hull(quantities: list[Quantity]) -> tuple[int | None, int | None]:
    lows = [quantity.low for quantity in quantities]
    highs = [quantity.high for quantity in quantities]
    low = None if not lows or None in lows else min(value for value in lows if value is not None)
    high = None if not highs or None in highs else max(value for value in highs if value is not None)
    return low, high


def _unique(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))
