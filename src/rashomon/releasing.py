"""Releases: a published state of the ledger that never changes, and what changed since the one before, and why.

A release is rows in the ledger (``Release``, ``ReleasedEvent``) and a folder of files, each with its hash. The rows hold
what is needed to compare the next one with, and keep the addresses of events; the files are for readers.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rashomon.codec import claim_trees, encode, encode_ledger, event_tree
from rashomon.errors import DecisionError
from rashomon.model import (
    COUNT_QUESTIONS,
    FORMAT,
    Change,
    Decision,
    Event,
    Finding,
    FindingMark,
    Ledger,
    Reason,
    Release,
    ReleasedEvent,
)
from rashomon.reconcile.names import worded
from rashomon.reconcile.reasons import figure, listed

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MOST_NAMED = 5  # documents or decisions that a reason names; the rest are counted


class Draft(Struct, frozen=True):
    """A Release as it would be: its row, those of what changed, and the files."""

    release: Release
    events: tuple[ReleasedEvent, ...]
    files: dict[str, bytes]


def draft(
    ledger: Ledger, decisions: Sequence[Decision], releases: Sequence[Release], released: Sequence[ReleasedEvent], *,
    author: str, time: str, name: str | None = None,
) -> Draft:  # fmt: skip
    """What releasing the Ledger now would write; ``decisions`` are those in force, the rest what was released before.

    Where nothing changed it is the last Release again, with the same files.
    """
    data = encode_ledger(ledger)
    sha256 = hashlib.sha256(data).hexdigest()
    last = releases[-1] if releases else None
    if last is not None and last.sha256 == sha256:
        rows = tuple(row for row in released if row.release == last.id)
        before = _state(row for row in released if row.release != last.id)
        return Draft(last, rows, _files(last, rows, before, data))
    release = Release.of(
        name=_name(name, releases), author=author, time=time, version=ledger.version, sha256=sha256,
        bytes=len(data), previous=last.id if last else None,
    )  # fmt: skip
    before = _state(released)
    rows = tuple(_changes(ledger, decisions, before, release, last))
    return Draft(release, rows, _files(release, rows, before, data))


def withdrawal(name: str, releases: Iterable[Release], released: Iterable[ReleasedEvent]) -> str | None:
    """What became of a released Event that is gone, by its id or a beginning of that; None where there was none."""
    named = {release.id: release.name for release in releases}
    rows = {row.event: row for row in released if row.event.startswith(name)} if name.startswith("evt-") else {}
    if len(rows) != 1:
        return None
    ((event, row),) = rows.items()
    why = " ".join(reason.text for reason in row.why)
    if row.change == "withdrawn":
        return f"{event} ({row.title}) was withdrawn in {named[row.release]}. {why}"
    return f"{event} ({row.title}) is gone since {named[row.release]}: none of its reports is read any more."


def _name(given: str | None, releases: Sequence[Release]) -> str:
    taken = {release.name for release in releases}
    name = given or f"release-{len(releases) + 1}"
    if not _NAME.fullmatch(name):
        raise DecisionError(f"{name!r} cannot be a release's name. Use letters, digits, '.', '_' and '-'.")
    if name in taken:
        raise DecisionError(f"There is a release {name!r} already. Give --name another one.")
    return name


def _state(released: Iterable[ReleasedEvent]) -> dict[str, ReleasedEvent]:
    """Each released Event as the last Release has it."""
    state: dict[str, ReleasedEvent] = {}
    for row in released:
        if row.change == "withdrawn":
            state.pop(row.event, None)
        else:
            state[row.event] = row
    return state


def _changes(
    ledger: Ledger, decisions: Sequence[Decision], before: Mapping[str, ReleasedEvent], release: Release,
    last: Release | None,
) -> Iterable[ReleasedEvent]:  # fmt: skip
    claims: dict[str, list[dict[str, Any]]] = {}
    for tree in claim_trees(ledger):
        claims.setdefault(tree["event"] or "", []).append(tree)
    why = _Why(decisions, before, release.version, last)
    leads = {address: event for event in ledger.events for address in event.addresses}
    for event in sorted(ledger.events, key=lambda event: event.id):
        told = claims.get(event.id, [])
        sha256 = hashlib.sha256(encode({"event": event_tree(event), "claims": told}, indent=None)).hexdigest()
        old = before.get(event.id)
        if old is not None and old.sha256 == sha256:
            continue
        row = ReleasedEvent(
            release=release.id, event=event.id, change="added" if old is None else "changed", sha256=sha256,
            title=event.title, reports=event.reports, documents=event.documents,
            decisions=why.touching(event.reports, {tree["id"] for tree in told}),
            findings=tuple(_mark(finding) for finding in event.findings),
        )  # fmt: skip
        yield replace(row, why=tuple(why.added(row) if old is None else why.changed(row, old)))
    here = {event.id for event in ledger.events}
    for name in sorted(before.keys() - here):
        row = ReleasedEvent(release=release.id, event=name, change="withdrawn", sha256="", title=before[name].title)
        yield replace(row, why=tuple(why.withdrawn(before[name], leads.get(name))))


class _Why:
    """Why an Event is not what it was: documents, people's decisions, the program, or what happened to others."""

    def __init__(
        self, decisions: Sequence[Decision], before: Mapping[str, ReleasedEvent], version: str, last: Release | None
    ) -> None:
        self.decisions = {decision.id: decision for decision in decisions}
        self.known = {document for row in before.values() for document in row.documents}
        self.teller = {report: row for row in before.values() for report in row.reports}
        self.version, self.last = version, last
        self.by_report: dict[str, list[str]] = {}
        self.by_claim: dict[str, list[str]] = {}
        for decision in decisions:
            for report in (*decision.reports, *decision.others):
                self.by_report.setdefault(report, []).append(decision.id)
            if decision.claim is not None:
                self.by_claim.setdefault(decision.claim, []).append(decision.id)

    def touching(self, reports: Iterable[str], claims: Iterable[str]) -> tuple[str, ...]:
        """The Decisions in force that are about one of these."""
        found = {name for report in reports for name in self.by_report.get(report, ())}
        return tuple(sorted(found | {name for claim in claims for name in self.by_claim.get(claim, ())}))

    def added(self, row: ReleasedEvent) -> list[Reason]:
        """Why an Event is new."""
        reasons = self._documents(row, ())
        homes = sorted({self.teller[report].event for report in row.reports if report in self.teller})
        if homes:
            reasons.append(Reason(code="parted", text=f"Its reports told of {_some(homes)} before."))
        return self._or_else([*reasons, *self._decided(row.decisions, ())])

    def changed(self, row: ReleasedEvent, old: ReleasedEvent) -> list[Reason]:
        """Why an Event is another than it was."""
        reasons = self._documents(row, old.documents)
        joined = sorted({self.teller[one].event for one in row.reports if one in self.teller} - {row.event})
        if joined:
            reasons.append(Reason(code="joined", text=f"Reports that told of {_some(joined)} tell of it now."))
        left = sorted({*old.reports} - {*row.reports})
        if left:
            reasons.append(Reason(code="left", text=f"{_some(left)} {_verb(left, 'tells', 'tell')} of it no more."))
        return self._or_else([*reasons, *self._decided(row.decisions, old.decisions)])

    def withdrawn(self, old: ReleasedEvent, now: Event | None) -> list[Reason]:
        """Why an Event is gone, and where its address leads."""
        if now is None:
            text = "None of its reports is read in the documents any more, and its address leads nowhere."
            return [Reason(code="gone", text=text), *self._or_else([])]
        reasons = [Reason(code="joined", text=f"It is one happening with {now.id}, to which its address leads.")]
        reasons += self._documents(replace(old, documents=now.documents), old.documents)
        return reasons + self._decided(self.touching(now.reports, ()), old.decisions) + self._program()

    def _documents(self, row: ReleasedEvent, old: Iterable[str]) -> list[Reason]:
        new = sorted({*row.documents} - {*old} - self.known)
        if not new:
            return []
        words = f"The {_verb(new, 'document', 'documents')} {_some(new)} {_verb(new, 'was', 'were')} added."
        return [Reason(code="documents", text=words)]

    def _decided(self, now: Iterable[str], old: Iterable[str]) -> list[Reason]:
        new = [self.decisions[name] for name in sorted({*now} - {*old})]
        reasons = [Reason(code=_CODES[one.kind], text=_deed(one)) for one in sorted(new, key=lambda one: one.time)]
        undone = sorted({*old} - {*now} - self.decisions.keys())
        if undone:
            reasons.append(Reason(code="undone", text=f"{_some(undone)} {_verb(undone, 'was', 'were')} taken back."))
        return reasons

    def _program(self) -> list[Reason]:
        if self.last is None or self.last.version == self.version:
            return []
        return [Reason(code="program", text=f"rashomon {self.version} reads and decides; it was {self.last.version}.")]

    def _or_else(self, reasons: list[Reason]) -> list[Reason]:
        reasons += self._program()
        return reasons or [Reason(code="others", text="It follows from what changed in other events and documents.")]


_CODES = {"merge": "judgement", "split": "judgement", "correct": "review", "accept": "review", "reject": "review"}
_DEEDS = {"merge": "joined its reports", "split": "parted its reports", "correct": "corrected", "accept": "accepted",
          "reject": "rejected"}  # fmt: skip


def _deed(decision: Decision) -> str:
    what = f" {decision.claim}" if decision.claim else ""
    reason = f": {decision.reason}" if decision.reason else "."
    return f"{decision.author} {_DEEDS[decision.kind]}{what} ({decision.id}){reason}"


def _mark(finding: Finding) -> FindingMark:
    sha256 = hashlib.sha256(encode(finding, indent=None)).hexdigest()
    about = [
        finding.item,
        f"by {finding.by}" if finding.by else None,
        f"of {finding.subset_of}" if finding.subset_of else None,
    ]
    label = ", ".join(word for word in about if word)
    return FindingMark(
        finding=f"{finding.question} ({label})" if label else finding.question, says=_says(finding), sha256=sha256
    )


def _says(finding: Finding) -> str:
    if finding.question in COUNT_QUESTIONS:
        said = "" if finding.low is None and finding.high is None else f" {figure(finding.low, finding.high)}"
    else:
        answers = dict.fromkeys(worded(account.value) for account in finding.accounts if account.value is not None)
        said = f" {listed(list(answers))}" if answers else ""
    return f"{finding.status}{said}"


def _files(
    release: Release, rows: Sequence[ReleasedEvent], before: Mapping[str, ReleasedEvent], data: bytes
) -> dict[str, bytes]:
    """The files of a Release by name: what follows from its rows and the Ledger alone."""
    files = {"ledger.json": data, "delta.json": encode(_delta(release, rows, before))}
    listing = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    ]
    head = {
        "format": FORMAT, "release": release.id, "name": release.name, "author": release.author, "time": release.time,
        "version": release.version, "previous": release.previous,
    }  # fmt: skip
    files["manifest.json"] = encode({**head, "files": listing})
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return {**files, "SHA256SUMS": sums.encode()}


def _delta(release: Release, rows: Sequence[ReleasedEvent], before: Mapping[str, ReleasedEvent]) -> dict[str, Any]:
    counts = {change: sum(row.change == change for row in rows) for change in ("added", "changed", "withdrawn")}
    return {
        "format": FORMAT, "release": release.id, "since": release.previous, "counts": counts,
        "events": [_delta_row(row, before.get(row.event)) for row in rows],
    }  # fmt: skip


def _delta_row(row: ReleasedEvent, old: ReleasedEvent | None) -> dict[str, Any]:
    return {
        "event": row.event, "change": row.change, "title": row.title,
        "why": [{"code": reason.code, "text": reason.text} for reason in row.why],
        "findings": _finding_changes(row, old),
    }  # fmt: skip


def _finding_changes(row: ReleasedEvent, old: ReleasedEvent | None) -> list[dict[str, Any]]:
    was = {mark.finding: mark for mark in old.findings} if old else {}
    now = {mark.finding: mark for mark in row.findings}
    changes: list[tuple[str, Change, FindingMark | None, FindingMark | None]] = []
    for name, mark in now.items():
        if name not in was:
            changes.append((name, "added", None, mark))
        elif was[name].sha256 != mark.sha256:
            changes.append((name, "changed", was[name], mark))
    changes += [(name, "withdrawn", mark, None) for name, mark in was.items() if name not in now]
    return [
        {"finding": name, "change": change, "was": before and before.says, "is": after and after.says}
        for name, change, before, after in changes
    ]


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    shown = list(names[:_MOST_NAMED])
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def _verb(things: Sequence[str], one: str, many: str) -> str:
    return one if len(things) == 1 else many
