"""The records as JSON: the Ledger in the keys and order of the contract, and a document's own rows there and back.

The bytes follow from the records alone: UTF-8, keys in a fixed order, every key present, one newline at the end.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw, Struct

from rashomon.errors import RecordError
from rashomon.model import (
    QUESTIONS,
    Account,
    Claim,
    Correction,
    Decision,
    Document,
    Event,
    Extraction,
    Factuality,
    Finding,
    FindingMark,
    Inferred,
    Issue,
    Ledger,
    Reason,
    ReleasedEvent,
    Report,
    Review,
    Speaker,
)
from rashomon.values import Value


def encode_ledger(ledger: Ledger, *, indent: int | None = 2) -> bytes:
    """The Ledger as canonical JSON; ``indent`` None writes one line."""
    return encode(ledger_tree(ledger), indent=indent)


def encode(tree: Any, *, indent: int | None = 2) -> bytes:
    """Any tree of records, dicts and lists as JSON with a newline at its end; dicts keep their own key order."""
    data = msgspec.json.encode(tree)
    return (data if indent is None else msgspec.json.format(data, indent=indent)) + b"\n"


def ledger_tree(ledger: Ledger) -> dict[str, Any]:
    """The Ledger as the dicts and lists that the contract names."""
    return {
        "format": ledger.format,
        "version": ledger.version,
        "documents": ledger.documents,
        "claims": claim_trees(ledger),
        "events": [event_tree(event) for event in ledger.events],
        "equipment": ledger.equipment,
        "issues": ledger.issues,
    }


def claim_trees(ledger: Ledger) -> list[dict[str, Any]]:
    """Every Claim with the Event that its Report belongs to; null where the Report was linked to none."""
    event_of = {report: event.id for event in ledger.events for report in event.reports}
    reviews = {review.claim: review for review in ledger.reviews}
    return [_claim_tree(claim, event_of.get(claim.report), reviews.get(claim.id)) for claim in ledger.claims]


def _claim_tree(claim: Claim, event: str | None, review: Review | None) -> dict[str, Any]:
    return {
        "id": claim.id,
        "document": claim.document,
        "report": claim.report,
        "event": event,
        "question": claim.question,
        "item": claim.item,
        "by": claim.by,
        "subset_of": claim.subset_of,
        "value": claim.value,
        "factuality": claim.factuality,
        "attribution": claim.attribution,
        "speakers": claim.speakers,
        "evidence": claim.evidence,
        "derived_from": claim.derived_from,
        "denies": claim.denies,
        "as_of": claim.as_of,
        "review": None if review is None else _review_tree(review),
    }


def _review_tree(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "verdict": review.verdict,
        "author": review.author,
        "time": review.time,
        "reason": review.reason,
        "correction": review.correction,
    }


def event_tree(event: Event) -> dict[str, Any]:
    """One Event as the contract has it."""
    return {
        "id": event.id,
        "type": event.type,
        "subtype": event.subtype,
        "title": event.title,
        "when": event.when,
        "where": event.where,
        "actor": event.actor,
        "recipient": event.recipient,
        "target": event.target,
        "weapon": event.weapon,
        "defence": event.defence,
        "part_of": event.part_of,
        "documents": event.documents,
        "reports": event.reports,
        "independent": event.independent,
        "findings": [_finding_tree(finding) for finding in event.findings],
        "addresses": event.addresses,
        "inferred": event.inferred,
    }


def _finding_tree(finding: Finding) -> dict[str, Any]:
    return {
        "question": finding.question,
        "item": finding.item,
        "by": finding.by,
        "subset_of": finding.subset_of,
        "status": finding.status,
        "low": finding.low,
        "high": finding.high,
        "admitted": finding.admitted,
        "independent": finding.independent,
        "reasons": [{"code": reason.code, "text": reason.text} for reason in finding.reasons],
        "accounts": [_account_tree(account) for account in finding.accounts],
        "contradictions": finding.contradictions,
    }


def _account_tree(account: Account) -> dict[str, Any]:
    return {
        "speaker": account.speaker,
        "low": account.low,
        "high": account.high,
        "as_of": account.as_of,
        "claims": account.claims,
        "earlier": account.earlier,
        "derived": account.derived,
        "value": account.value,
        "factuality": account.factuality,
        "denies": account.denies,
    }


def _twin(kind: type[Struct], **types: Any) -> type[Struct]:
    """A record like ``kind`` but for the types of some fields: a value gets its type from its question once that is read."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        type_ = types.get(field.name, field.type)
        fields.append((field.name, type_) if field.required else (field.name, type_, field.default))
    return msgspec.defstruct(f"_Stored{kind.__name__}", fields, kw_only=True, forbid_unknown_fields=True)


_StoredClaim = _twin(Claim, value=Raw, speakers=Raw)
_StoredAccount = _twin(Account, value=Raw)
_StoredFinding = _twin(Finding, accounts=tuple[_StoredAccount, ...])  # type: ignore[valid-type]
_StoredInferred = _twin(Inferred, value=Raw)
_StoredEvent = _twin(Event, findings=tuple[_StoredFinding, ...], inferred=tuple[_StoredInferred, ...])  # type: ignore[valid-type]


class _Stored(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reports: tuple[Report, ...]
    claims: tuple[_StoredClaim, ...]  # type: ignore[valid-type]  # made above from Claim, so the two cannot part
    issues: tuple[Issue, ...]


_stored = msgspec.json.Decoder(_Stored)
_chain = msgspec.json.Decoder(tuple[Speaker, ...])
_values: dict[str, msgspec.json.Decoder[Any]] = {
    question: msgspec.json.Decoder(kind) for question, kind in QUESTIONS.items()
}


def encode_extraction(extraction: Extraction) -> bytes:
    """Reports, Claims and Issues of one Document as one line of JSON; the Document stands beside it in the store."""
    parts = {"reports": extraction.reports, "claims": extraction.claims, "issues": extraction.issues}
    return msgspec.json.encode(parts)


def decode_extraction(document: Document, data: bytes | str) -> Extraction:
    """The inverse of ``encode_extraction``; raises RecordError where the JSON is not what that writes."""
    try:
        stored = _stored.decode(data)
        return Extraction(
            document=document,
            reports=stored.reports,
            claims=tuple(_claim(claim) for claim in stored.claims),
            issues=stored.issues,
        )
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"the stored claims of document {document.id!r} are damaged: {error}") from error


def _claim(stored: Any) -> Claim:
    if stored.question not in _values:
        raise RecordError(f"unknown question {stored.question!r} in claim {stored.id!r}")
    return Claim(
        id=stored.id, document=stored.document, report=stored.report, question=stored.question,
        value=_value(stored.question, bytes(stored.value)), speakers=_speakers(bytes(stored.speakers)), evidence=stored.evidence,
        item=stored.item, by=stored.by, subset_of=stored.subset_of, factuality=stored.factuality,
        attribution=stored.attribution, derived_from=stored.derived_from, denies=stored.denies, as_of=stored.as_of,
    )  # fmt: skip


# Claims of one happening repeat values and speakers: what was decoded before is the same record again.
@lru_cache(maxsize=1 << 14)
def _value(question: str, data: bytes) -> Value:
    value: Value = _values[question].decode(data)
    return value


@lru_cache(maxsize=1 << 14)
def _speakers(data: bytes) -> tuple[Speaker, ...]:
    return _chain.decode(data)


_claims = msgspec.json.Decoder(tuple[_StoredClaim, ...])  # type: ignore[valid-type]
_findings = msgspec.json.Decoder(tuple[_StoredFinding, ...])  # type: ignore[valid-type]
_event = msgspec.json.Decoder(_StoredEvent)


def decode_claims(data: bytes | Raw) -> tuple[Claim, ...]:
    """Claims from the JSON that ``msgspec.json`` makes of them."""
    return tuple(map(_claim, _claims.decode(data)))


def decode_findings(data: bytes | Raw) -> tuple[Finding, ...]:
    """Findings from the JSON that ``msgspec.json`` makes of them."""
    return tuple(map(_finding, _findings.decode(data)))


def decode_event(data: bytes | Raw) -> Event:
    """An Event from the JSON that ``msgspec.json`` makes of it."""
    stored: Any = _event.decode(data)
    fields = {name: getattr(stored, name) for name in Event.__struct_fields__}
    findings, inferred = tuple(map(_finding, stored.findings)), tuple(map(_inferred, stored.inferred))
    return Event(**{**fields, "findings": findings, "inferred": inferred})


def _inferred(stored: Any) -> Inferred:
    fields = {name: getattr(stored, name) for name in Inferred.__struct_fields__}
    return Inferred(**{**fields, "value": _values[stored.question].decode(stored.value)})


def _finding(stored: Any) -> Finding:
    fields = {name: getattr(stored, name) for name in Finding.__struct_fields__}
    return Finding(**{**fields, "accounts": tuple(_account(one, stored.question) for one in stored.accounts)})


def _account(stored: Any, question: str) -> Account:
    fields = {name: getattr(stored, name) for name in Account.__struct_fields__}
    value = None if bytes(stored.value) in (b"", b"null") else _values[question].decode(stored.value)
    return Account(**{**fields, "value": value})


class _Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Correction whose value has yet to get the type of its question."""

    question: str
    value: Raw
    item: str | None = None
    factuality: Factuality = "CT+"
    speakers: tuple[Speaker, ...] = ()


class _Released(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a released Event's row holds beside its columns."""

    title: str
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    decisions: tuple[str, ...]
    findings: tuple[FindingMark, ...]
    why: tuple[Reason, ...]


_correction = msgspec.json.Decoder(_Correction)
_released = msgspec.json.Decoder(_Released)
_names = msgspec.json.Decoder(tuple[str, ...])


def encode_decision(decision: Decision) -> tuple[str | None, ...]:
    """A Decision as the columns of its row, in the order of its fields."""
    judges = decision.kind in ("merge", "split")
    return (
        decision.id, decision.kind, decision.author, decision.time, decision.reason,
        _line(decision.reports) if judges else None, _line(decision.others) if judges else None, decision.claim,
        None if decision.correction is None else _line(decision.correction), decision.undoes,
    )  # fmt: skip


def decode_decision(row: Sequence[str | None]) -> Decision:
    """The inverse of ``encode_decision``; raises RecordError where the row is not what that gives."""
    identity, kind, author, time, reason, reports, others, claim, correction, undoes = row
    try:
        return Decision(
            id=identity or "", kind=kind, author=author or "", time=time or "", reason=reason or "",  # type: ignore[arg-type]
            reports=_names.decode(reports) if reports else (), others=_names.decode(others) if others else (),
            claim=claim, correction=_correction_of(correction) if correction else None, undoes=undoes,
        )  # fmt: skip
    except (msgspec.DecodeError, RecordError) as error:
        raise RecordError(f"the decision {identity!r} is damaged: {error}") from error


def encode_released(event: ReleasedEvent) -> str:
    """What a released Event's row holds beside its columns, as one line of JSON."""
    return _line({name: getattr(event, name) for name in _Released.__struct_fields__})


def decode_released(release: str, event: str, change: str, sha256: str, body: str) -> ReleasedEvent:
    """The inverse of ``encode_released``, with the columns; raises RecordError."""
    try:
        held = msgspec.structs.asdict(_released.decode(body))
    except msgspec.DecodeError as error:
        raise RecordError(f"the event {event!r} of release {release!r} is damaged: {error}") from error
    return ReleasedEvent(release=release, event=event, change=change, sha256=sha256, **held)  # type: ignore[arg-type]


def _correction_of(data: str) -> Correction:
    stored = _correction.decode(data)
    decoder = _values.get(stored.question)
    if decoder is None:
        raise RecordError(f"unknown question {stored.question!r} in a correction")
    fields = msgspec.structs.asdict(stored)
    return Correction(**{**fields, "value": decoder.decode(stored.value)})


def _line(tree: Any) -> str:
    return msgspec.json.encode(tree).decode()
