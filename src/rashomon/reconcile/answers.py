"""One Finding on a name, time or place: who answers what, and whether the answers can all be true."""

from collections.abc import Sequence
from itertools import combinations

from msgspec.structs import replace

from rashomon.model import Account, Claim, Contradiction, Finding, Reason, Speaker, Status
from rashomon.reconcile.accounts import Case, asserted
from rashomon.reconcile.compare import contradiction_type
from rashomon.reconcile.counts import carried, dependence, verdict
from rashomon.reconcile.independence import repeats
from rashomon.reconcile.interest import own_deed
from rashomon.reconcile.items import ItemRelation
from rashomon.reconcile.names import Answer, answers_of, relate, side, value_key, worded
from rashomon.reconcile.reasons import VERDICTS, called, does, listed, reason, says
from rashomon.reconcile.voices import BODIES, stands_behind
from rashomon.values import Name, Value

Pairs = list[tuple[Answer, Answer]]


def answer_finding(question: str, claims: Sequence[Claim], case: Case) -> tuple[Finding, set[str]]:
    """The Finding on one question that takes a name, time or place, and the ids of its independent origins."""
    answers = answers_of(asserted(claims), case)
    if not answers:
        why = reason("not-asserted", "Nobody says it as a fact.")
        return Finding(question=question, status="unresolved", reasons=(why,)), set()
    relation = case.relation
    dependent = _dependent(question, answers, case)
    lone = [answer for position, answer in enumerate(answers) if position not in dependent]
    independent = {answer.speaker.id for answer in lone}
    denials = [a for a in answers if a.denial]
    affirmed = [a for a in answers if not a.denial] if denials else answers
    firm = [a for a in affirmed if a.account.factuality != "PS+"]
    positive = firm or affirmed
    denied = [
        (d, a) for d in denials for a in positive
        if d.speaker.id != a.speaker.id and relate(question, d.value, a.value, relation) in ("equal", "compatible")
    ]  # fmt: skip
    clashing, beside, equal = _compare(question, positive, relation)
    mixed = bool(denials) and any(a.denial for a in lone) and any(not a.denial for a in lone)
    status = verdict(bool(clashing or denied), len(independent), equal and not beside and not mixed)
    reasons = _status_reason(status, positive or denials)
    if denials:
        reasons += _denial_reasons(question, denied, answers)
    if beside and not clashing:
        reasons.append(reason("different-not-exclusive", f"{listed(sorted(beside))} can stand beside each other."))
    for a in answers:
        if a.account.factuality == "PS+":
            text = f"{does(a.speaker, 'says')} it only as possible: {worded(a.value)}."
            reasons.append(reason("hedged", text))
        if a.withdrawn:
            text = f"{does(a.speaker, 'has taken back')} an earlier answer ({worded(a.value)})."
            reasons.append(reason("retracted", text))
    reasons += dependence(dependent, [a.account for a in answers])
    reasons += carried([(a.account, a.claims) for a in answers])
    admissions = _admissions(firm, case) if question == "actor" else []
    finding = Finding(
        question=question, status=status, admitted=bool(admissions), independent=len(independent),
        contradictions=_contradictions(question, clashing, denied),
        reasons=tuple(dict.fromkeys([*reasons, *admissions])), accounts=_accounts(answers, denied),
    )  # fmt: skip
    return finding, independent


def _dependent(question: str, answers: Sequence[Answer], case: Case) -> dict[int, tuple[str, Account]]:
    told = [(answer.account, answer.claims, answer.value) for answer in answers]
    found = repeats(told, case, lambda a, b: relate(question, a, b, case.relation) == "equal")
    if len([answer for answer in answers if answer.account.speaker.kind in BODIES]) < 2:
        return found
    said: dict[tuple[str, bool], list[Answer]] = {}
    for answer in answers:
        said.setdefault((answer.speaker.id, answer.denial), []).append(answer)
    for denial in sorted({denial for _, denial in said}):

        def same(one: Speaker, other: Speaker, denial: bool = denial) -> bool:
            mine, theirs = said[one.id, denial], said[other.id, denial]
            return all(any(relate(question, a.value, b.value, case.relation) == "equal" for b in theirs) for a in mine)

        behind = stands_behind({a.speaker.id: a.speaker for a in answers if a.denial == denial}.values(), same)
        for position, answer in enumerate(answers):
            if answer.denial == denial and answer.speaker.id in behind:
                other = said[behind[answer.speaker.id].id, denial][0]
                found.setdefault(position, ("same-body", other.account))
    return found


def _compare(question: str, answers: Sequence[Answer], relation: ItemRelation) -> tuple[Pairs, set[str], bool]:
    """Answers of two speakers that exclude each other, which answers merely differ, and whether all say the same.

    A speaker with several answers excludes another only where none of its answers can stand with any of the other's.
    """
    voices: dict[str, list[Answer]] = {}
    for answer in answers:
        voices.setdefault(answer.speaker.id, []).append(answer)
    if len(voices) < 2 or (len(voices) == len(answers) and all(a.value == answers[0].value for a in answers)):
        return [], set(), True
    opinions: dict[tuple[Value, ...], list[list[Answer]]] = {}
    for voice in voices.values():
        opinions.setdefault(tuple(replace(a.value, said="") for a in voice), []).append(voice)
    clash: Pairs = []
    beside, equal = set[str](), True
    for mine, theirs in combinations(opinions.values(), 2):
        one, other = mine[0], theirs[0]
        found = {relate(question, a.value, b.value, relation): (a, b) for a in one for b in other}
        if set(found) == {"rival"}:
            clash += [(a, b) for left in mine for right in theirs for a in left for b in right]
        equal &= {value_key(a.value) for a in one} == {value_key(b.value) for b in other} and "equal" in found
        if not {"equal", "compatible"} & set(found) and "beside" in found:
            beside |= {worded(answer.value) for answer in found["beside"]}
    return clash, beside, equal


def _contradictions(question: str, clashing: Pairs, denied: Pairs) -> tuple[Contradiction, ...]:
    """One for the answers that exclude each other, in camps of one value, and one for each denial."""
    found: list[Contradiction] = []
    if clashing:
        camps: dict[str, set[str]] = {}
        for answer in (one for pair in clashing for one in pair):
            key = value_key(answer.value) if isinstance(answer.value, Name) else worded(answer.value)
            camps.setdefault(key, set()).update(answer.account.claims)
        between = tuple(tuple(sorted(camps[key])) for key in sorted(camps))
        found.append(Contradiction(type=contradiction_type(question), between=between))
    by_denial: dict[tuple[str, ...], set[str]] = {}
    for denial, one in denied:
        by_denial.setdefault(denial.account.claims, set()).update(one.account.claims)
    found += [
        Contradiction(type=contradiction_type(question), between=(claims, tuple(sorted(by_denial[claims]))))
        for claims in sorted(by_denial)
    ]
    return tuple(found)


def _accounts(answers: Sequence[Answer], denied: Pairs) -> tuple[Account, ...]:
    """The Accounts, denials with the Claims that they deny."""
    if not denied:
        return tuple(a.account for a in answers)
    targets: dict[tuple[str, ...], set[str]] = {}
    for denial, one in denied:
        targets.setdefault(denial.account.claims, set()).update(one.account.claims)
    return tuple(
        replace(a.account, denies=tuple(sorted(targets.get(a.account.claims, ())))) if a.denial else a.account
        for a in answers
    )


def _status_reason(status: Status, told: Sequence[Answer]) -> list[Reason]:
    by_value: dict[str, list[Answer]] = {}
    for answer in told:
        by_value.setdefault(worded(answer.value), []).append(answer)
    sayings = []
    for words, voices in by_value.items():
        names = list(dict.fromkeys(called(answer.speaker) for answer in voices))
        no = "it was not " if voices[0].denial else ""
        sayings.append(f"{listed(names)} {says(voices[0].speaker, len(names))} {no}{words}")
    return [reason(status, f"{'; '.join(sayings)}.{VERDICTS.get(status, '')}")]


def _denial_reasons(question: str, denied: Pairs, answers: Sequence[Answer]) -> list[Reason]:
    """Who denies what; who denies having done it does not deny that it was done."""
    found = []
    by_value: dict[tuple[str, str], list[tuple[Answer, Answer]]] = {}
    for denial, one in denied:
        by_value.setdefault((denial.speaker.id, worded(one.value)), []).append((denial, one))
    for (_, said), pairs in by_value.items():
        others = list({one.speaker.id: one.speaker for _, one in pairs}.values())
        whose = f"{listed([called(one) for one in others])} {says(others[0], len(others))}"
        found.append(reason("denies", f"{does(pairs[0][0].speaker, 'denies')} what {whose}: {said}."))
    if question == "actor" and any(answer.denial for answer in answers):
        text = "Denying having done it is not denying that it happened: only who did it is open."
        found.append(reason("responsibility-only", text))
    return found


def _admissions(firm: Sequence[Answer], case: Case) -> list[Reason]:
    found = []
    for a in firm:
        if a.speaker.side is None:
            continue
        types = {case.reports[claim.report].type for claim in a.claims}
        why = own_deed(a.speaker, side(a.value, case.relation), types) if isinstance(a.value, Name) else None
        if why:
            found.append(reason("admitted", f"{does(a.speaker, why)}."))
    return found
