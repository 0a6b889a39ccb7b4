"""The gold file: what a careful reader finds in a set of documents, as frozen records, and its loader.

The shape is described field by field in docs/evaluating.md. A key that it does not know is refused: a misspelt key
that was passed over would make a score look like one of another gold.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from rashomon.errors import GoldError, UnreadableError
from rashomon.model import COUNT_QUESTIONS, Document, SpeakerKind, Status
from rashomon.read import Options, Outcome, Reading, read_paths

HeldOut = Literal["all", "without", "only"]
Record = TypeVar("Record", bound="GoldEvent | GoldAggregate | GoldSpeech | GoldFact")


class TextRef(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a text stands: ``path`` from the gold file's folder, or from any folder above it."""

    path: str


class GoldDocument(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document with its ``text``, or a ``text_ref`` to a file that holds it."""

    id: str
    publisher: str | None = None
    published: str | None = None
    language: str = "en"
    title: str | None = None
    url: str | None = None
    text: str | None = None
    text_ref: TextRef | None = None
    note: str = ""


class GoldFact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One figure by one voice, in each of ``documents``; ``low`` and ``high`` are inclusive, None is unbounded."""

    question: str
    item: str | None = None
    subset_of: str | None = None
    by: str | None = None
    low: int | None = None
    high: int | None = None
    approx: bool = False
    vague: bool = False
    voice: str | None = None
    voice_kind: SpeakerKind = "unknown"
    polarity: Literal["+", "-"] = "+"
    certainty: Literal["certain", "probable", "possible"] = "certain"
    documents: tuple[str, ...] = ()
    sentence_starts: tuple[str, ...] = ()
    note: str = ""


class GoldAggregate(GoldFact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure over several happenings at once, the ids of which it ``covers``."""

    covers: tuple[str, ...] = ()


class GoldEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One happening: when (days, inclusive), where (WGS 84 degrees, kilometres), its figures and their status."""

    id: str
    type: str = "ASSAULT"
    summary: str = ""
    date_start: str | None = None
    date_end: str | None = None
    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    actor: str | None = None
    recipient: str | None = None
    weapons: tuple[str, ...] = ()
    defences: tuple[str, ...] = ()
    part_of: str | None = None
    documents: tuple[str, ...] = ()
    facts: tuple[GoldFact, ...] = ()
    status: dict[str, Status] = {}
    note: str = ""


class GoldSpeech(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act of speech: who threatens, accuses, rejects, requests; ``about`` is an event's id or a short text."""

    type: str
    speaker: str
    addressee: str | None = None
    date: str | None = None
    about: str | None = None
    documents: tuple[str, ...] = ()
    note: str = ""


class Gold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set. ``held_out`` names the documents that nothing is tuned on."""

    set: str
    documents: tuple[GoldDocument, ...]
    events: tuple[GoldEvent, ...] = ()
    aggregates: tuple[GoldAggregate, ...] = ()
    speech: tuple[GoldSpeech, ...] = ()
    held_out: tuple[str, ...] = ()
    note: str = ""

    def facts(self) -> Iterator[tuple[GoldEvent | None, GoldFact]]:
        """Yield every figure with its happening; None for the figure of an aggregate."""
        for event in self.events:
            for fact in event.facts:
                yield event, fact
        for aggregate in self.aggregates:
            yield None, aggregate


def load_gold(path: Path) -> Gold:
    """Read and check a gold file; raises UnreadableError, or GoldError that names the entry and what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise UnreadableError(f"{path}: it cannot be read ({why}). Check the name.", source=str(path)) from error
    try:
        gold = msgspec.json.decode(data, type=Gold)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: not a gold file: {error}. The fields stand in docs/evaluating.md.") from error
    for problem in _problems(gold):
        raise GoldError(f"{path}: {problem}")
    return gold


def _problems(gold: Gold) -> Iterator[str]:
    known = {document.id for document in gold.documents}
    if len(known) < len(gold.documents):
        yield "two documents have the same id. Give each its own."
    happenings = {event.id for event in gold.events}
    if len(happenings) < len(gold.events):
        yield "two events have the same id. Give each its own."
    for document in gold.documents:
        if document.text is None and document.text_ref is None:
            yield f"document {document.id!r} has no text. Give 'text', or 'text_ref' with a 'path'."
    for where, names in _references(gold):
        if not names and where != "'held_out'":
            yield f"{where} names no document. Give 'documents'."
        for name in names:
            if name not in known:
                yield f"{where} names the document {name!r}, which is not among 'documents'. Correct one of them."
    for event in gold.events:
        if event.part_of is not None and event.part_of not in happenings:
            yield f"event {event.id!r} is part of {event.part_of!r}, which is not an event. Correct 'part_of'."
        for day in (event.date_start, event.date_end):
            if day is not None and not _is_day(day):
                yield f"event {event.id!r} has the date {day!r}. Give YYYY-MM-DD."
    for happening, fact in gold.facts():
        if fact.question not in COUNT_QUESTIONS:
            where = f"event {happening.id!r}" if happening else "an aggregate"
            yield f"{where} has a figure on {fact.question!r}; the questions are {', '.join(COUNT_QUESTIONS)}."
    for aggregate in gold.aggregates:
        for name in aggregate.covers:
            if name not in happenings:
                yield f"an aggregate covers {name!r}, which is not an event. Correct 'covers'."


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return len(said) == len("2024-12-11")


def _references(gold: Gold) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "'held_out'", gold.held_out
    for event in gold.events:
        yield f"event {event.id!r}", event.documents
    for happening, fact in gold.facts():
        yield f"a figure of {happening.id!r}" if happening else "an aggregate", fact.documents
    for speech in gold.speech:
        yield f"the speech of {speech.speaker!r}", speech.documents


def restrict(gold: Gold, held_out: HeldOut) -> Gold:
    """The part of the gold that rests on the held-out documents alone, or on the others alone."""
    if held_out == "all":
        return gold
    chosen = {document.id for document in gold.documents if (document.id in gold.held_out) == (held_out == "only")}
    events = tuple(
        msgspec.structs.replace(event, facts=_told_in(event.facts, chosen)) for event in _told_in(gold.events, chosen)
    )
    kept = {event.id for event in events}
    return msgspec.structs.replace(
        gold,
        documents=tuple(document for document in gold.documents if document.id in chosen),
        events=tuple(e if e.part_of in kept else msgspec.structs.replace(e, part_of=None) for e in events),
        aggregates=_told_in(gold.aggregates, chosen),
        speech=_told_in(gold.speech, chosen),
        held_out=tuple(name for name in gold.held_out if name in chosen),
    )


def _told_in(records: Iterable[Record], chosen: set[str]) -> tuple[Record, ...]:
    """Those told in a chosen document, each with those documents only; the starts of sentences go along."""
    kept = []
    for record in records:
        inside = [number for number, name in enumerate(record.documents) if name in chosen]
        if not inside:
            continue
        changes = {"documents": tuple(record.documents[number] for number in inside)}
        if isinstance(record, GoldFact) and len(record.sentence_starts) == len(record.documents):
            changes["sentence_starts"] = tuple(record.sentence_starts[number] for number in inside)
        kept.append(msgspec.structs.replace(record, **changes))
    return tuple(kept)


def documents(gold: Gold, folder: Path, options: Options) -> Iterator[Outcome]:
    """Every document of the gold, read as the program reads any file, under the id and metadata that the gold gives.

    ``folder`` is the gold file's own. A front-matter block is taken off a text, as ``rashomon read`` does; what
    cannot be read is handed on as an InputError.
    """
    for entry in gold.documents:
        if entry.text is not None:
            yield Reading(document=_document(entry, entry.text))
            continue
        path = _find(entry, folder)
        if path is None:
            name = entry.text_ref.path if entry.text_ref else ""
            message = f"{name}: no such file in {folder} or a folder above it. Correct 'text_ref' of {entry.id!r}."
            yield UnreadableError(message, source=name)
            continue
        for outcome in read_paths([str(path)], options):
            if isinstance(outcome, Reading):
                yield Reading(document=_document(entry, outcome.document.text), issues=outcome.issues)
            else:
                yield outcome


def _document(entry: GoldDocument, text: str) -> Document:
    return Document.of(
        text, id=entry.id, publisher=entry.publisher, title=entry.title, url=entry.url, published=entry.published,
        language=entry.language,
    )  # fmt: skip


def _find(entry: GoldDocument, folder: Path) -> Path | None:
    if entry.text_ref is None:
        return None
    above = folder.resolve()
    candidates = (place / entry.text_ref.path for place in (above, *above.parents))
    return next((path for path in candidates if path.is_file()), None)
