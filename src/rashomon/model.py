"""The frozen records: what was read, who said what in it, and what it all comes to.

Document, Span, Speaker, Report, Claim and Issue are written once, when a document is read; a Decision once, when a person
makes it. Judgement is one verdict on a pair of Reports, Review one on a Claim; those of people follow from Decisions.
Event, Account, Finding and Ledger are derived from all of these and can always be made again.
Ids are hashes of identity fields, so the same input gives the same ids on any machine and in any order.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from msgspec import Struct

from rashomon.errors import RecordError
from rashomon.values import Name, Place, Quantity, Value, When

FORMAT = "rashomon/1"

SpeakerKind = Literal["official", "military", "party", "agency", "ngo", "medic", "witness", "media", "unknown"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
AttributionKind = Literal["explicit", "carried", "none"]
Verdict = Literal["SAME", "DIFFERENT", "UNSURE"]
ReviewVerdict = Literal["CORRECTED", "ACCEPTED", "REJECTED"]
DecisionKind = Literal["merge", "split", "correct", "accept", "reject", "undo"]
Change = Literal["added", "changed", "withdrawn"]
Status = Literal["single", "agreed", "compatible", "disputed", "unresolved"]
Level = Literal["event", "aggregate"]
ContradictionType = Literal["figure", "place", "time", "actor", "weapon", "target", "occurrence", "definition"]

# PLOVER's sixteen event types (manual of 2018).
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

COUNT_QUESTIONS = (
    "launched", "intercepted", "diverted", "hit", "fell", "explosions", "killed", "injured", "casualties", "missing",
    "captured", "damaged", "destroyed",
)  # fmt: skip
NAME_QUESTIONS = ("type", "launched_from", "actor", "recipient", "target", "weapon", "defence")
SPEECH_QUESTIONS = ("about", "condition", "deadline")
QUESTIONS: dict[str, type] = {
    **dict.fromkeys(COUNT_QUESTIONS, Quantity),
    **dict.fromkeys(NAME_QUESTIONS, Name),
    **dict.fromkeys(SPEECH_QUESTIONS, Name),
    "when": When,
    "where": Place,
    "launched_from": Place,
    "deadline": When,
}


def derived_id(prefix: str, *fields: Any) -> str:
    """A stable id: the prefix and the first 16 hex digits of the SHA-256 of the canonical JSON of ``fields``."""
    payload = msgspec.json.encode(fields, order="deterministic")
    return f"{prefix}-{hashlib.sha256(payload).hexdigest()[:16]}"


def _check_answer(question: str, value: Value) -> None:
    """Refuse an unknown question, and a value that does not answer it."""
    expected = QUESTIONS.get(question)
    if expected is None:
        raise RecordError(f"unknown question {question!r}; the questions are {', '.join(QUESTIONS)}")
    if not isinstance(value, expected):
        raise RecordError(f"{question!r} takes a {expected.__name__}, not {type(value).__name__}")


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """One published text. ``text`` is never edited; every offset counts Unicode code points of it, half-open."""

    id: str
    text: str
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"
    sha256: str = ""

    @classmethod
    def of(
        cls,
        text: str,
        *,
        id: str | None = None,  # noqa: A002 - the word of the contract
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
        published: str | None = None,
        language: str = "en",
    ) -> "Document":
        """Make a Document, its id from the given one or from text, publisher, url and date."""
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(
            id=id or derived_id("doc", sha256, publisher, url, published),
            text=text, publisher=publisher, title=title, url=url, published=published, language=language,
            sha256=sha256,
        )  # fmt: skip


class Span(Struct, frozen=True, kw_only=True, order=True, gc=False):
    """``text`` stands at ``start`` to ``end`` (code points, half-open) of the Document that its Claim names."""

    start: int
    end: int
    text: str


class Speaker(Struct, frozen=True, kw_only=True, gc=False):
    """Who asserts something. ``id`` is the same for the same speaker in any document; ``side`` is ISO2 or a group id."""

    id: str
    name: str
    kind: SpeakerKind = "unknown"
    side: str | None = None


class Rare(Struct, frozen=True, kw_only=True, gc=False):
    """The names and figures of a telling: those that the language model never ``met``, and those that it did."""

    unmet: tuple[str, ...] = ()
    met: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True, gc=False):
    """One Document's telling of one happening. ``anchor`` is the first mention; an aggregate ``covers`` other Reports.

    ``rare`` are the rare words of its sentences that no Claim says.
    """

    id: str
    document: str
    type: str
    anchor: Span
    subtype: str | None = None
    level: Level = "event"
    covers: tuple[str, ...] = ()
    rare: Rare = Rare()


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """One answer to one question about one Report, by a chain of speakers (origin first, publisher last).

    Refused (RecordError) without a speaker or evidence, with an unknown question, or with a value of the wrong kind.
    ``denies`` names the Claim or the question that this one denies; ``derived_from`` the Claims that it follows from.
    """

    id: str
    document: str
    report: str
    question: str
    value: Value
    speakers: tuple[Speaker, ...]
    evidence: tuple[Span, ...]
    item: str | None = None
    by: str | None = None
    subset_of: str | None = None
    factuality: Factuality = "CT+"
    attribution: AttributionKind = "none"
    derived_from: tuple[str, ...] = ()
    denies: str | None = None
    as_of: str | None = None

    @classmethod
    def of(cls, *, report: Report, question: str, value: Value, speakers: Iterable[Speaker],
           evidence: Iterable[Span], item: str | None = None, by: str | None = None, subset_of: str | None = None,
           factuality: Factuality = "CT+", attribution: AttributionKind = "none",
           derived_from: Iterable[str] = (), denies: str | None = None, as_of: str | None = None) -> "Claim":  # fmt: skip
        """Make a Claim with the id that follows from its identity: extractor and confidence stand outside it."""
        speakers, evidence = tuple(speakers), tuple(sorted(set(evidence)))
        derived_from = tuple(sorted(derived_from))
        identity = (report.id, question, item, by, subset_of, value, [s.id for s in speakers], factuality, evidence,
                    derived_from, denies)  # fmt: skip
        return cls(
            id=derived_id("clm", *identity), document=report.document, report=report.id, question=question,
            value=value, speakers=speakers, evidence=evidence, item=item, by=by, subset_of=subset_of,
            factuality=factuality, attribution=attribution, derived_from=derived_from, denies=denies, as_of=as_of,
        )  # fmt: skip

    def __post_init__(self) -> None:
        if not self.speakers:
            raise RecordError(f"claim on {self.question!r} has no speaker; name at least the publisher")
        if not self.evidence:
            raise RecordError(f"claim on {self.question!r} has no evidence; give at least one span")
        _check_answer(self.question, self.value)

    @property
    def origin(self) -> Speaker:
        """Who said it first."""
        return self.speakers[0]

    @property
    def publisher(self) -> Speaker:
        """Who published it."""
        return self.speakers[-1]


class Issue(Struct, frozen=True, kw_only=True, gc=False):
    """Something the program could not understand or settle, as data; ``start`` and ``end`` where it has a place."""

    code: str
    message: str
    document: str | None = None
    start: int | None = None
    end: int | None = None


class Reason(Struct, frozen=True, kw_only=True, gc=False):
    """Why, as a code that programs read, a sentence that people read and, for linking, the weight that it carried."""

    code: str
    text: str
    weight: float | None = None


class Judgement(Struct, frozen=True, kw_only=True, gc=False):
    """A verdict on whether two Reports tell of one happening, with its author and reasons.

    A person's has the ``time`` and the ``id`` of the Decision that it follows from; the program's has neither.
    """

    left: str
    right: str
    verdict: Verdict
    author: str
    reasons: tuple[Reason, ...] = ()
    time: str | None = None
    id: str | None = None


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """What a Claim should have said, all of it: what the person left alone is repeated from the Claim."""

    question: str
    value: Value
    item: str | None = None
    factuality: Factuality = "CT+"
    speakers: tuple[Speaker, ...] = ()

    def __post_init__(self) -> None:
        _check_answer(self.question, self.value)


class Review(Struct, frozen=True, kw_only=True, gc=False):
    """A person's verdict on a Claim, beside it and never over it; ``id`` is the Decision's that it follows from."""

    id: str
    claim: str
    verdict: ReviewVerdict
    author: str
    time: str
    reason: str = ""
    correction: Correction | None = None


class Decision(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that a person decided, as it is kept: appended, never changed, and taken back only by another one.

    ``merge`` says that each of ``reports`` tells of the same happening as each of ``others``, ``split`` of another one.
    ``correct``, ``accept`` and ``reject`` review ``claim``; ``undo`` takes back the Decision that ``undoes`` names.
    """

    id: str
    kind: DecisionKind
    author: str
    time: str
    reason: str = ""
    reports: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    claim: str | None = None
    correction: Correction | None = None
    undoes: str | None = None

    @classmethod
    def of(cls, kind: DecisionKind, *, author: str, time: str, reason: str = "", reports: Iterable[str] = (),
           others: Iterable[str] = (), claim: str | None = None, correction: Correction | None = None,
           undoes: str | None = None) -> "Decision":  # fmt: skip
        """Make a Decision with the id that follows from all of it."""
        reports, others = tuple(sorted(set(reports))), tuple(sorted(set(others)))
        identity = (kind, author, time, reason, reports, others, claim, correction, undoes)
        return cls(
            id=derived_id("dec", *identity), kind=kind, author=author, time=time, reason=reason, reports=reports,
            others=others, claim=claim, correction=correction, undoes=undoes,
        )  # fmt: skip

    def __post_init__(self) -> None:
        if self.kind in ("merge", "split") and not (self.reports and self.others):
            raise RecordError(f"a {self.kind} needs two sets of reports")
        if self.kind in ("correct", "accept", "reject") and self.claim is None:
            raise RecordError(f"'{self.kind}' needs a claim")
        if (self.kind == "correct") != (self.correction is not None):
            raise RecordError("a correction says what the claim should have said, and nothing else does")
        if (self.kind == "undo") != (self.undoes is not None):
            raise RecordError("an undo names the decision that it takes back, and nothing else does")


class Release(Struct, frozen=True, kw_only=True, gc=False):
    """One published state of the Ledger: ``sha256`` and ``bytes`` are those of its JSON, ``previous`` the one before."""

    id: str
    name: str
    author: str
    time: str
    version: str
    sha256: str
    bytes: int
    previous: str | None = None

    @classmethod
    def of(cls, *, name: str, author: str, time: str, version: str, sha256: str, bytes: int,  # noqa: A002
           previous: str | None) -> "Release":  # fmt: skip
        """Make a Release with the id that follows from its content and the one before."""
        return cls(id=derived_id("rls", previous, sha256, version), name=name, author=author, time=time,
                   version=version, sha256=sha256, bytes=bytes, previous=previous)  # fmt: skip


class FindingMark(Struct, frozen=True, kw_only=True, gc=False):
    """A Finding as a Release knows it again: what it is about, in words what it came to, and a hash of all of it."""

    finding: str
    says: str
    sha256: str


class ReleasedEvent(Struct, frozen=True, kw_only=True, gc=False):
    """What one Release changed in one Event, and what it was then; the newest row of an address is its present state."""

    release: str
    event: str
    change: Change
    sha256: str
    title: str
    reports: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    findings: tuple[FindingMark, ...] = ()
    why: tuple[Reason, ...] = ()


class Extraction(Struct, frozen=True, kw_only=True, gc=False):
    """All that was read out of one Document."""

    document: Document
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


class Account(Struct, frozen=True, kw_only=True, gc=False):
    """What one origin speaker says on one question of one Event; the newest is current, ``earlier`` Claim ids are kept.

    ``low`` and ``high`` answer counts; ``value`` answers names, times and places and is None for counts. ``denies`` are
    the ids of the Claims of other speakers that it denies.
    """

    speaker: Speaker
    low: int | None = None
    high: int | None = None
    value: Value | None = None
    factuality: Factuality = "CT+"
    as_of: str | None = None
    claims: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    derived: bool = False
    denies: tuple[str, ...] = ()


class Contradiction(Struct, frozen=True, kw_only=True, gc=False):
    """What makes a Finding disputed: its type, and the ids of the Claims of each camp; no two camps can both be right."""

    type: ContradictionType
    between: tuple[tuple[str, ...], ...]


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """What all Accounts of one question (and item) of one Event come to.

    ``contradictions`` say what is disputed about it, and are empty unless it is.
    ``by`` or ``subset_of`` mark a part ("two by Pantsir", "three children among the twelve"): it stands after its whole and
    is never added to it.
    """

    question: str
    status: Status
    item: str | None = None
    by: str | None = None
    subset_of: str | None = None
    low: int | None = None
    high: int | None = None
    admitted: bool = False
    independent: int = 0
    contradictions: tuple[Contradiction, ...] = ()
    reasons: tuple[Reason, ...] = ()
    accounts: tuple[Account, ...] = ()


class Inferred(Struct, frozen=True, kw_only=True, gc=False):
    """A day or place that a Report takes from its Event, as others tell it in ``claims``; no speaker of the Report says it."""

    report: str
    question: str
    value: Value
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_answer(self.question, self.value)


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """A happening in the world: the Reports that tell of it, and what their Claims come to.

    ``inferred`` is what its vaguer Reports take from it. ``addresses`` are its other ids: those of its Reports, and those that
    it was released under before.
    """

    id: str
    type: str
    title: str
    subtype: str | None = None
    when: When | None = None
    where: Place | None = None
    actor: tuple[Name, ...] = ()
    recipient: tuple[Name, ...] = ()
    target: tuple[Name, ...] = ()
    weapon: tuple[Name, ...] = ()
    defence: tuple[Name, ...] = ()
    part_of: str | None = None
    documents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    independent: int = 0
    findings: tuple[Finding, ...] = ()
    addresses: tuple[str, ...] = ()
    inferred: tuple[Inferred, ...] = ()


class Equipment(Struct, frozen=True, kw_only=True, gc=False):
    """One weapon, defence or sensor that the ledger names, with the Events it appears in. ``class_`` reads ``class``."""

    id: str
    name: str
    class_: str = msgspec.field(name="class")
    role: str
    side: str | None = None
    events: tuple[str, ...] = ()


class DocumentEntry(Struct, frozen=True, kw_only=True, gc=False):
    """A Document as the Ledger lists it: all but its text. ``copy_of`` names the Document that it repeats."""

    id: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str
    sha256: str
    copy_of: str | None = None


class Ledger(Struct, frozen=True, kw_only=True, gc=False):
    """All of it, as published: a pure function of the appended rows, the same bytes in any order of arrival."""

    version: str
    format: str = FORMAT
    documents: tuple[DocumentEntry, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    issues: tuple[Issue, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    reviews: tuple[Review, ...] = ()
