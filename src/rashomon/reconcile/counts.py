"""One Finding on a count: who says which figure, whether they can all be true, and why."""

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import Account, Claim, Contradiction, Finding, Reason, Status
from rashomon.reconcile.accounts import Case, Group
from rashomon.reconcile.arithmetic import Sum
from rashomon.reconcile.compare import camps, contradiction, contradiction_type, exclude, kinds, of_other_days, passed
from rashomon.reconcile.figures import Figure, contains
from rashomon.reconcile.independence import repeats
from rashomon.reconcile.interest import admission
from rashomon.reconcile.reasons import VERDICTS, called, dated, does, figure, listed, reason, says, stated
from rashomon.reconcile.voices import BODIES, stands_behind
from rashomon.values import Quantity


class Sides(Struct, frozen=True):
    """Who did it and whom it was done to, as upper-case ids of sides."""

    actors: frozenset[str]
    recipients: frozenset[str]


def count_finding(
    group: Group, figures: list[Figure], case: Case, checks: Sequence[Sum], sides: Sides
) -> tuple[Finding, set[str]]:
    """The Finding on one group of figures, and the ids of its independent origins."""
    # What only follows from a speaker's other figures is nobody's words: it neither agrees nor disputes, and says so.
    derived = [one for one in figures if one.account.derived]
    derived = [] if len(derived) == len(figures) else derived
    spoken = [one for one in figures if not derived or not one.account.derived]
    firm = [one for one in spoken if not one.denial and one.account.factuality != "PS+"]
    positive = firm or [one for one in spoken if not one.denial]
    denials = [one for one in spoken if one.denial]
    alike = kinds(positive)
    clashing = camps(group.question, alike)
    dependent = _dependent(figures, case)
    lone = [
        one
        for position, one in enumerate(figures)
        if position not in dependent and (not derived or not one.account.derived)
    ]
    independent = {one.speaker.id for one in lone}
    denied = _denied(denials, positive)
    same = len({(one.quantity.low, one.quantity.high) for one in lone if not one.denial or not positive}) <= 1
    mixed = any(one.denial for one in lone) and any(not one.denial for one in lone)
    status = verdict(bool(clashing or denied), len(independent), same and not mixed)
    if status == "single" and any(one.inconsistent for one in positive):
        status = "unresolved"
    contradictions = [contradiction(group.question, clashing)] if clashing else []
    contradictions += _denial_contradictions(group.question, denied)
    reasons = _status_reason(status, positive or denials, clashing, group)
    reasons += _denial_reasons(denied, group)
    reasons += _over_time(group, alike, {one.speaker.id for side in clashing for one in side})
    reasons += _following(group, positive, derived)
    reasons += _notes(group, figures)
    reasons += dependence(dependent, [one.account for one in figures])
    reasons += carried([(one.account, one.claims) for one in figures])
    admissions = _admissions(group, firm, case, sides)
    if not group.part:
        reasons += [check.reason for check in checks if (group.question, group.item) in check.on]
    else:
        whole = group.subset_of or group.question
        reasons.append(reason("part", f"A part of {whole}{f', by {group.by}' if group.by else ''}: not added to it."))
    low, high = _hull([one.quantity for one in positive])
    finding = Finding(
        question=group.question, item=group.item, by=group.by, subset_of=group.subset_of, status=status, low=low,
        high=high, admitted=bool(admissions), independent=len(independent), contradictions=tuple(contradictions),
        reasons=tuple(dict.fromkeys([*reasons, *admissions])), accounts=tuple(_accounts(figures, denied)),
    )  # fmt: skip
    return finding, independent


def verdict(clash: bool, independent: int, same: bool) -> Status:
    """The status of accounts that clash or not, of so many origins, with the same answer or not."""
    if clash:
        return "disputed"
    if independent <= 1:
        return "single"
    return "agreed" if same else "compatible"


def dependence(dependent: dict[int, tuple[str, Account]], accounts: list[Account]) -> list[Reason]:
    """Why some accounts are no origins of their own."""
    sentences = {
        "copy": "{one} copies a text published before and counts with {other}.",
        "may-be-repeating": "{one} may be repeating {other}, who said the same: they count as one.",
        "same-body": "{one} may be speaking for {other}, who says the same: they count as one.",
    }
    return [
        reason(code, sentences[code].format(one=called(accounts[position].speaker), other=called(other.speaker)))
        for position, (code, other) in sorted(dependent.items())
    ]


def carried(accounts: list[tuple[Account, tuple[Claim, ...]]]) -> list[Reason]:
    """Whose words several documents carry."""
    notes = []
    for account, claims in accounts:
        if len(claims) < 2:
            continue
        documents = {claim.document for claim in claims}
        if len(documents) > 1:
            text = f"{len(documents)} documents carry the words of {called(account.speaker)}, which count once."
            notes.append(reason("same-origin", text))
    return notes


def _dependent(figures: list[Figure], case: Case) -> dict[int, tuple[str, Account]]:
    """Positions of the figures that are no origin of their own, with a reason code and whose they count with."""
    found = repeats(
        [(one.account, one.claims, one.quantity) for one in figures], case,
        lambda a, b: (a.low, a.high) == (b.low, b.high),
    )  # fmt: skip
    if len([one for one in figures if one.account.speaker.kind in BODIES]) < 2:
        return found
    by_voice = {(one.speaker.id, one.denial): one for one in figures}
    for denial in (False, True):
        speakers = [one.speaker for one in figures if one.denial == denial and not one.account.derived]
        behind = stands_behind(
            speakers,
            lambda a, b, denial=denial: (
                by_voice[a.id, denial].quantity.bounds == by_voice[b.id, denial].quantity.bounds
            ),  # type: ignore[misc]
        )
        for position, one in enumerate(figures):
            if one.denial == denial and one.speaker.id in behind and not one.account.derived:
                found.setdefault(position, ("same-body", by_voice[behind[one.speaker.id].id, denial].account))
    return found


def _denied(denials: Sequence[Figure], positive: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Each denial with each figure of another speaker that it denies."""
    return [
        (denial, one) for denial in denials for one in positive
        if denial.speaker.id != one.speaker.id and contains(denial.quantity, one.quantity)
    ]  # fmt: skip


def _denial_reasons(denied: Sequence[tuple[Figure, Figure]], group: Group) -> list[Reason]:
    """Who denies whose figures, one sentence a denial."""
    by_denial: dict[str, list[tuple[Figure, Figure]]] = {}
    for pair in denied:
        by_denial.setdefault(pair[0].speaker.id, []).append(pair)
    sentences = []
    for pairs in by_denial.values():
        denial, others = pairs[0][0], [one.speaker for _, one in pairs]
        whose = f"{listed([called(one) for one in others])} {says(others[0], len(others))}"
        sentences.append(f"{does(denial.speaker, 'denies')} {_said(denial, group)}, which {whose}.")
    return [reason("denies", sentence) for sentence in sentences]


def _denial_contradictions(question: str, denied: Sequence[tuple[Figure, Figure]]) -> list[Contradiction]:
    """One Contradiction for each denial; one of any number denies that there was any at all."""
    by_denial: dict[str, list[tuple[Figure, Figure]]] = {}
    for denial, one in denied:
        by_denial.setdefault(denial.speaker.id, []).append((denial, one))
    return [
        Contradiction(
            type=contradiction_type(question, none_at_all=pairs[0][0].quantity.exact is None),
            between=(
                pairs[0][0].account.claims,
                tuple(sorted({claim for _, one in pairs for claim in one.account.claims})),
            ),
        )
        for _, pairs in sorted(by_denial.items())
    ]


def _accounts(figures: Sequence[Figure], denied: Sequence[tuple[Figure, Figure]]) -> list[Account]:
    """The Accounts, denials with the Claims that they deny."""
    targets: dict[str, set[str]] = {}
    for denial, one in denied:
        targets.setdefault(denial.speaker.id, set()).update(one.account.claims)
    return [
        replace(one.account, denies=tuple(sorted(targets.get(one.speaker.id, ())))) if one.denial else one.account
        for one in figures
    ]


def _status_reason(status: Status, told: Sequence[Figure], clashing: list[list[Figure]], group: Group) -> list[Reason]:
    if status == "unresolved":
        return []  # why it is, a note says
    if clashing:
        sides = "; ".join(f"{_said(side[0], group)}, {_voices(side)}" for side in clashing)
        return [reason(status, f"{sides}.{VERDICTS['disputed']}")]
    by_figure: dict[str, list[Figure]] = {}
    for one in told:
        by_figure.setdefault(_said(one, group), []).append(one)
    sayings = [f"{listed([called(one.speaker) for one in voices])} {says(voices[0].speaker, len(voices))} {words}"
               for words, voices in by_figure.items()]  # fmt: skip
    return [reason(status, f"{'; '.join(sayings) or 'No figure is given'}.{VERDICTS.get(status, '')}")]


def _voices(side: Sequence[Figure]) -> str:
    """Who says it, each with the day that it is of: ``says the governor (11 Dec 2024)``."""
    return f"{says(side[0].speaker, len(side))} " + listed([f"{called(o.speaker)}{_as_of(o)}" for o in side])


def _as_of(one: Figure) -> str:
    day = dated(one.since)
    return f" ({day})" if day else ""


def _over_time(group: Group, groups: Sequence[Sequence[Figure]], clashing: set[str]) -> list[Reason]:
    """Which figures (in ``kinds``) a newer one of another speaker has passed, and which are of days that need not agree."""
    if len(groups) < 2:
        return []
    floors = [
        f"{called(one.speaker)} ({figure(one.quantity.low, one.quantity.high)}{', ' + dated(one.since) if one.since else ''})"
        for mine in groups if any(passed(group.question, mine[0], other[0]) for other in groups)
        for one in mine if one.speaker.id not in clashing
    ]  # fmt: skip
    notes = []
    if floors:
        notes.append(reason("earlier-floor", f"Earlier figures, which a rising toll has passed: {listed(floors)}."))
    if any(_differ(group.question, one[0], other[0]) for one, other in combinations(groups, 2)):
        text = f"Figures of different days, and how many are {group.question} goes up and down."
        notes.append(reason("other-day", text))
    return notes


def _differ(question: str, one: Figure, other: Figure) -> bool:
    """Whether two figures are of different days, and could not both be true of one."""
    (low, high), (other_low, other_high) = one.reach, other.reach
    return (low > other_high or other_low > high) and of_other_days(question, one, other)


def _following(group: Group, spoken: Sequence[Figure], derived: Sequence[Figure]) -> list[Reason]:
    """Which figure cannot be true together with what follows from another speaker's."""
    return [
        reason("derived-rival", f"From other figures of {called(one.speaker)} follows that {_said(one, group)}, which cannot "
                                f"be true together with what {called(other.speaker)} {says(other.speaker)}.")
        for one in derived for other in spoken
        if one.speaker.id != other.speaker.id and exclude(group.question, one, other)
    ]  # fmt: skip


def _notes(group: Group, figures: Sequence[Figure]) -> list[Reason]:
    notes = []
    for one in figures:
        told = one.withdrawn or one.superseded or one.inconsistent or one.widened or one.partial or one.account.derived
        if not told and one.account.factuality != "PS+":
            continue
        name, who = called(one.speaker), one.speaker
        now = figure(one.quantity.low, one.quantity.high)
        if one.withdrawn:
            gone = listed([figure(old.low, old.high) for old in one.withdrawn])
            notes.append(reason("retracted", f"{does(who, 'has taken back')} an earlier figure ({gone})."))
        if one.superseded:
            before = listed([figure(old.low, old.high) for old in one.superseded])
            notes.append(reason("superseded", f"{name} said {before} before and {says(who)} {now} now."))
        if one.inconsistent:
            text = f"{does(who, 'gives')} figures of one date that exclude each other ({_said(one, group)})."
            notes.append(reason("speaker-inconsistent", text))
        if one.account.factuality == "PS+":
            notes.append(reason("hedged", f"{does(who, 'says')} it only as possible: {now}."))
        if one.widened:
            text = f"{does(who, 'counts')} only a part, so it is read as at least {one.quantity.low or 0}."
            notes.append(reason("narrower-item", text))
        if one.partial:
            text = (
                f"{does(who, 'counts')} those who were brought in, so it is read as at least {one.quantity.low or 0}."
            )
            notes.append(reason("brought-in", text))
        if one.account.derived:
            notes.append(reason("derived", f"That {_said(one, group)} follows from other figures of {name}."))
    return notes


def inconsistencies(group: Group, one: Figure) -> list[Reason]:
    """Why a speaker contradicts itself, as the Issue that it is."""
    return [note for note in _notes(group, [one]) if note.code == "speaker-inconsistent"]


def _admissions(group: Group, firm: Sequence[Figure], case: Case, sides: Sides) -> list[Reason]:
    found = []
    for one in firm:
        if one.speaker.side is None or all(claim.derived_from for claim in one.claims):
            continue
        why = admission(one.speaker, group.question, group.item, one.quantity, recipients=sides.recipients,
                        actors=sides.actors, relation=case.relation)  # fmt: skip
        if why:
            found.append(reason("admitted", f"{does(one.speaker, why)}: {_said(one, group)}."))
    return found


def _said(one: Figure, group: Group) -> str:
    return stated(one.quantity, group.question, group.item)


def _hull(quantities: Sequence[Quantity]) -> tuple[int | None, int | None]:
    lows = [quantity.low for quantity in quantities]
    highs = [quantity.high for quantity in quantities]
    low = None if not lows or None in lows else min(value for value in lows if value is not None)
    high = None if not highs or None in highs else max(value for value in highs if value is not None)
    return low, high
