"""What people decided, as it is in force: what was taken back is left out, the later wins, and Issues say so.

Nothing here changes a row. Each rebuild begins with all Decisions, so taking one back is as good as never made.
"""

from collections.abc import Container, Iterable

import msgspec
from msgspec import Struct

from rashomon.model import Claim, Decision, Issue, Judgement, Reason, Review, ReviewVerdict, Verdict

_VERDICTS: dict[str, Verdict] = {"merge": "SAME", "split": "DIFFERENT"}
_REVIEWS: dict[str, ReviewVerdict] = {"correct": "CORRECTED", "accept": "ACCEPTED", "reject": "REJECTED"}
_SAID: dict[str, str] = {"SAME": "one happening", "DIFFERENT": "two happenings"}


class Settled(Struct, frozen=True):
    """The Judgements that no later one contradicts, and what was found on the way."""

    judgements: tuple[Judgement, ...]
    issues: tuple[Issue, ...]


class Reviewed(Struct, frozen=True):
    """The newest Review of each Claim that is there, and what was found on the way."""

    reviews: tuple[Review, ...]
    issues: tuple[Issue, ...]


class Reviewing:
    """Lays people's Reviews over Claims, each as its newest leaves it."""

    def __init__(self, given: Iterable[Review]) -> None:
        self._newest = {one.claim: one for one in sorted(set(given), key=_review_order)}

    def newest(self) -> tuple[tuple[str, str], ...]:
        """Each reviewed Claim with its newest Review, both by their ids."""
        return tuple(sorted((claim, one.id) for claim, one in self._newest.items()))

    def claims(self, read: Iterable[Claim]) -> tuple[Claim, ...]:
        """Claims as people left them: without the rejected, the corrected with what they should have said."""
        if not self._newest:
            return tuple(read)
        pairs = ((claim, self._newest.get(claim.id)) for claim in read)
        return tuple(as_reviewed(claim, one) for claim, one in pairs if one is None or one.verdict != "REJECTED")


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The Decisions that none taken back later takes back, the oldest first; an undo can be undone in its turn."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in sorted({one.id: one for one in decisions}.values(), key=_order, reverse=True):
        if decision.id in undone:
            continue
        if decision.undoes is None:
            kept.append(decision)
        else:
            undone.add(decision.undoes)
    return tuple(reversed(kept))


def judgements(decisions: Iterable[Decision]) -> tuple[Judgement, ...]:
    """A verdict on every pair of Reports that the Decisions in force name."""
    return tuple(
        Judgement(
            left=min(left, right), right=max(left, right), verdict=_VERDICTS[decision.kind], author=decision.author,
            reasons=(Reason(code="person", text=decision.reason),) if decision.reason else (), time=decision.time,
            id=decision.id,
        )
        for decision in decisions if decision.kind in _VERDICTS
        for left in decision.reports for right in decision.others if left != right
    )  # fmt: skip


def reviews(decisions: Iterable[Decision]) -> tuple[Review, ...]:
    """The Reviews that the Decisions in force come to."""
    return tuple(
        Review(
            id=decision.id, claim=decision.claim, verdict=_REVIEWS[decision.kind], author=decision.author,
            time=decision.time, reason=decision.reason, correction=decision.correction,
        )
        for decision in decisions if decision.kind in _REVIEWS and decision.claim is not None
    )  # fmt: skip


def settle(given: Iterable[Judgement], reports: Container[str]) -> Settled:
    """The Judgements that hold together: from the newest to the oldest, those that the newer ones leave possible.

    SAME is transitive, so an older DIFFERENT falls to a chain of newer SAMEs as well. One on a Report that is not there
    (any more) has no effect; it stays in the ledger and an Issue names it.
    """
    groups = _Groups()
    kept, beaten, lost = [], dict[str, Judgement](), dict[str, tuple[Judgement, str]]()
    for judgement in sorted(set(given), key=_age, reverse=True):
        missing = [report for report in (judgement.left, judgement.right) if report not in reports]
        if missing:
            lost.setdefault(_row(judgement), (judgement, missing[0]))
        elif judgement.verdict == "UNSURE" or groups.take(judgement):
            kept.append(judgement)
        else:
            beaten.setdefault(_row(judgement), judgement)
    issues = [_contradicted(judgement) for judgement in beaten.values()]
    issues += [_unknown_report(judgement, report) for judgement, report in lost.values()]
    return Settled(tuple(reversed(kept)), tuple(sorted(issues, key=lambda issue: (issue.code, issue.message))))


def review(claims: Iterable[Claim], given: Iterable[Review]) -> Reviewed:
    """The newest Review of each Claim; older ones that say otherwise, and lost ones, become Issues."""
    found = {claim.id: claim for claim in claims}
    newest: dict[str, Review] = {}
    issues = []
    for one in sorted(set(given), key=_review_order):
        if one.claim not in found:
            issues.append(_unknown_claim(one))
            continue
        before = newest.get(one.claim)
        if before is not None and (before.verdict, before.correction) != (one.verdict, one.correction):
            issues.append(_reviewed_again(before, one, found[one.claim]))
        newest[one.claim] = one
    return Reviewed(tuple(newest[name] for name in sorted(newest)), tuple(issues))


def as_reviewed(claim: Claim, one: Review | None) -> Claim:
    """The Claim with what its Review says that it should have said; it keeps its id, for it is the same Claim."""
    if one is None or one.correction is None:
        return claim
    right = one.correction
    return msgspec.structs.replace(
        claim, question=right.question, value=right.value, item=right.item, factuality=right.factuality,
        speakers=right.speakers or claim.speakers,
    )  # fmt: skip


class _Groups:
    """Reports that are together, and groups that are apart, as Judgements are taken from the newest to the oldest."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self._members: dict[str, list[str]] = {}

    def take(self, judgement: Judgement) -> bool:
        """Take one in where those taken before leave it possible."""
        left, right = self._of(judgement.left), self._of(judgement.right)
        if judgement.verdict == "DIFFERENT":
            if left == right:
                return False
            self._apart[left].add(right)
            self._apart[right].add(left)
            return True
        if right in self._apart[left]:
            return False
        if left != right:
            self._join(left, right)
        return True

    def _of(self, report: str) -> str:
        if report not in self._home:
            self._home[report] = report
            self._members[report] = [report]
            self._apart[report] = set()
        return self._home[report]

    def _join(self, left: str, right: str) -> None:
        kept, gone = sorted((left, right), key=lambda name: (-len(self._members[name]), name))
        for report in self._members[gone]:
            self._home[report] = kept
        self._members[kept] += self._members.pop(gone)
        for other in self._apart.pop(gone):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)


def _contradicted(judgement: Judgement) -> Issue:
    text = (
        f"{judgement.author} said that {judgement.left} and {judgement.right} tell of {_SAID[judgement.verdict]}"
        f"{_by(judgement)}; a later judgement says otherwise, and it wins."
    )
    return Issue(code="judgement-contradicted", message=text)


def _unknown_report(judgement: Judgement, report: str) -> Issue:
    text = (
        f"{judgement.author} judged {report}{_by(judgement)}, which is not in the ledger, or not any more."
        " The judgement is kept and has no effect."
    )
    return Issue(code="judgement-unknown-report", message=text)


def _unknown_claim(one: Review) -> Issue:
    text = (
        f"{one.author} reviewed {one.claim} ({one.id}), which is not in the ledger, or not any more."
        " The review is kept and has no effect."
    )
    return Issue(code="review-unknown-claim", message=text)


def _reviewed_again(before: Review, after: Review, claim: Claim) -> Issue:
    words = {"CORRECTED": "corrected", "ACCEPTED": "accepted", "REJECTED": "rejected"}
    text = (
        f"{before.author} {words[before.verdict]} {claim.id} ({before.id}) and {after.author} {words[after.verdict]} it"
        f" later ({after.id}); the later review wins."
    )
    span = claim.evidence[0]
    return Issue(code="review-contradicted", message=text, document=claim.document, start=span.start, end=span.end)


def _by(judgement: Judgement) -> str:
    return f" ({judgement.id})" if judgement.id else ""


def _row(judgement: Judgement) -> str:
    """What one Issue is about: a Decision, however many pairs it judges, else the one pair."""
    return judgement.id or f"{judgement.left} {judgement.right} {judgement.verdict} {judgement.author}"


def _review_order(one: Review) -> tuple[str, str]:
    return one.time, one.id


def _order(decision: Decision) -> tuple[str, str]:
    return decision.time, decision.id


def _age(judgement: Judgement) -> tuple[str, str, str, str, str, str]:
    left, right = sorted((judgement.left, judgement.right))
    return judgement.time or "", judgement.id or "", judgement.author, judgement.verdict, left, right
