"""Claims of one Event to its Findings: one for each question and item, in the order of the questions."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import COUNT_QUESTIONS, Claim, Contradiction, Finding, Issue, Reason
from rashomon.reconcile.accounts import Case, Group, asserted, count_groups
from rashomon.reconcile.answers import answer_finding
from rashomon.reconcile.arithmetic import Told, arithmetic_issues, derived_claims, part_sums, sums
from rashomon.reconcile.counts import Sides, count_finding, inconsistencies
from rashomon.reconcile.figures import Figure, figures_of
from rashomon.reconcile.items import fold
from rashomon.reconcile.names import side
from rashomon.reconcile.people import across_outcomes, differing_labels, people_sums
from rashomon.reconcile.reasons import called, does, listed, reason
from rashomon.reconcile.voices import one_voice_each
from rashomon.values import Name

ANSWER_QUESTIONS = (
    "type", "when", "where", "launched_from", "actor", "recipient", "target", "weapon", "defence", "about",
    "condition", "deadline",
)  # fmt: skip
# An outlet that only says when and where it was, and quotes others for the rest, is no origin of the Event.
SETTING = frozenset({"type", "when", "where", "recipient"})
# Words that call a happening no more than one: who denies "the attack" denies that it happened, who denies "a massacre" does not.
DEEDS = frozenset({
    "attack", "strike", "raid", "air strike", "airstrike", "shelling", "bombing", "bombardment", "launch", "explosion",
    "blast", "incident", "event", "happening",
})  # fmt: skip
QUESTION_ORDER = (*COUNT_QUESTIONS, *ANSWER_QUESTIONS)
_PLACE_OF = {question: place for place, question in enumerate(QUESTION_ORDER)}


class Outcome(Struct, frozen=True):
    """What an Event comes to: its Findings, the Claims derived on the way, its Issues, and its independent origins."""

    findings: tuple[Finding, ...]
    derived: tuple[Claim, ...]
    issues: tuple[Issue, ...]
    origins: frozenset[str]


def reconcile(case: Case) -> Outcome:
    """Reconcile the Claims of one Event; pure, and the same in any order of Claims."""
    claims = {claim.id: claim for claim in case.claims}
    case = replace(case, claims=one_voice_each(claims[name] for name in sorted(claims)))
    groups = _figures(case)
    stated = [(group, one) for group, figures in groups for one in figures]
    checks = [*sums(stated, case), *part_sums(stated, case), *people_sums(stated, case)]
    derived = derived_claims(case)
    if derived:
        case = replace(case, claims=(*case.claims, *derived))
        groups = _figures(case)
    asked: dict[str, list[Claim]] = {}
    for claim in case.claims:
        asked.setdefault(claim.question, []).append(claim)
    sides = _sides(asked, case)
    origins: dict[str, set[str]] = {}
    findings = []
    for group, figures in groups:
        finding, voices = count_finding(group, figures, case, checks, sides)
        findings.append(finding)
        origins.setdefault(group.question, set()).update(voices)
    for question in ANSWER_QUESTIONS:
        if question in asked:
            finding, voices = answer_finding(question, asked[question], case)
            findings.append(finding)
            origins.setdefault(question, set()).update(voices)
    findings = _occurrence(_across(findings, stated, case), case)
    findings += _unasserted(asked, findings)
    issues = arithmetic_issues(checks)
    issues += [
        Issue(code="speaker-inconsistent", message=note.text, document=one.claims[0].document)
        for group, one in stated if one.inconsistent
        for note in inconsistencies(group, one)
    ]  # fmt: skip
    findings.sort(key=_finding_order)
    told_more = {question: voices for question, voices in origins.items() if question not in SETTING} or origins
    voices = {name for found in told_more.values() for name in found}
    return Outcome(tuple(findings), tuple(derived), tuple(issues), frozenset(voices))


def _figures(case: Case) -> list[tuple[Group, list[Figure]]]:
    return [(group, figures_of(group, case)) for group in count_groups(case.claims, case.relation)]


def _across(findings: Sequence[Finding], told: Told, case: Case) -> list[Finding]:
    """The Findings with what accounts of different kinds of people, and of different questions, say against each other."""
    found = list(findings)
    for keys, contradiction, why in differing_labels(told, case.relation):
        found = [_disputed(one, contradiction, why) if _key(one) in keys else one for one in found]
    notes: dict[tuple[str, str | None] | None, dict[Reason, None]] = {}
    for key, note in across_outcomes(told, case.relation):
        notes.setdefault(key, {})[note] = None
    return [
        replace(one, reasons=(*one.reasons, *notes[_key(one)])) if notes and _key(one) in notes else one
        for one in found
    ]


def _disputed(finding: Finding, contradiction: Contradiction, why: Reason) -> Finding:
    return replace(
        finding, status="disputed", contradictions=(*finding.contradictions, contradiction),
        reasons=tuple(dict.fromkeys([*finding.reasons, why])),
    )  # fmt: skip


def _key(finding: Finding) -> tuple[str, str | None] | None:
    return None if finding.by or finding.subset_of else (finding.question, finding.item)


def _occurrence(findings: Sequence[Finding], case: Case) -> list[Finding]:
    """A denial that the thing happened at all disputes what everyone else tells of it."""
    found = []
    for finding in findings:
        denials = [
            one for one in (finding.accounts if finding.question == "type" else ())
            if one.factuality.endswith("-") and isinstance(one.value, Name) and fold(one.value.name) in DEEDS
        ]  # fmt: skip
        if not denials:
            found.append(finding)
            continue
        deniers = {one.speaker.id for one in denials}
        told = {
            claim.origin.id: claim for claim in reversed(asserted(case.claims))
            if claim.origin.id not in deniers and not claim.factuality.endswith("-") and claim.question not in SETTING
        }  # fmt: skip
        if told:
            tellers = [told[name].origin for name in sorted(told)]
            names = f"{listed([called(one) for one in tellers])} {does(tellers[0], 'tells') if len(tellers) < 2 else 'tell'}"
            text = f"{listed([does(one.speaker, 'denies') for one in denials])} that it happened, which {names} of."
            claims = tuple(sorted(claim.id for claim in told.values()))
            denied = tuple(sorted(name for one in denials for name in one.claims))
            accounts = tuple(replace(one, denies=claims) if one in denials else one for one in finding.accounts)
            finding = replace(
                finding, status="disputed", accounts=accounts, independent=finding.independent + len(told),
                contradictions=(Contradiction(type="occurrence", between=(denied, claims)),),
                reasons=(reason("occurrence-denied", text),),
            )  # fmt: skip
        found.append(finding)
    return found


def _finding_order(finding: Finding) -> tuple[int, bool, str, str, str]:
    part = bool(finding.by or finding.subset_of)
    order = _PLACE_OF[finding.question]
    return (order, part, finding.item or "", finding.by or "", finding.subset_of or "")


def _unasserted(asked: Collection[str], findings: Sequence[Finding]) -> list[Finding]:
    """Count questions that are only asked, feared or conditional."""
    answered = {finding.question for finding in findings}
    open_questions = sorted({question for question in asked if question in COUNT_QUESTIONS} - answered)
    why = reason("not-asserted", "Nobody says it as a fact.")
    return [Finding(question=question, status="unresolved", reasons=(why,)) for question in open_questions]


def _sides(asked: Mapping[str, Sequence[Claim]], case: Case) -> Sides:
    """Who did it and whom it was done to as anyone says; the country of the place stands for an unnamed recipient."""
    named: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for question, sides in named.items():
        said = [claim for claim in asserted(asked.get(question, ())) if claim.factuality[-1] != "-"]
        for value in {claim.value for claim in said if isinstance(claim.value, Name)}:
            found = side(value, case.relation)
            if found:
                sides.add(found)
    recipients = named["recipient"] or ({case.country.upper()} if case.country else set())
    return Sides(actors=frozenset(named["actor"]), recipients=frozenset(recipients))
