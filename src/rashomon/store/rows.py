"""A store over SQL: the same statements for every database; a subclass says how to run one and what its errors mean."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Self

from rashomon.codec import (
    decode_decision,
    decode_extraction,
    decode_released,
    encode_decision,
    encode_extraction,
    encode_released,
)
from rashomon.errors import BusyError, ConflictError, NewerLedgerError, NotFoundError, OlderLedgerError
from rashomon.model import Decision, Document, DocumentEntry, Extraction, Release, ReleasedEvent
from rashomon.shelf import Entry
from rashomon.store import schema
from rashomon.store.migrations import SCHEMA_VERSION
from rashomon.store.protocol import Mark, Stored
from rashomon.store.shelf import Codec, SqlShelf


class SqlStore(ABC):
    """An open ledger; make one with ``open_ledger``."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        """What to call this ledger in a message."""
        return self._name

    # What a database adds -----------------------------------------------------------------------------------------------

    @abstractmethod
    def _run(self, statement: str, values: Sequence[Any]) -> None:
        """Run a statement that gives no rows."""

    @abstractmethod
    def _many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each set of values."""

    @abstractmethod
    def _rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, as they come."""

    @abstractmethod
    def _first(self, statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        """The first row of a statement, or None."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """All or nothing, the write lock taken first so that what is read inside stays true until the commit."""

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """The database's errors as ours, each with what to do next."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """While it lasts, everything read is of one moment."""

    @abstractmethod
    def faults(self) -> Iterator[str]:
        """What the database itself finds wrong with its tables."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""

    # What follows from it -----------------------------------------------------------------------------------------------

    def add(self, extraction: Extraction, *, extractor: str) -> bool:
        """Append the Document and what ``extractor`` read in it, in one transaction; False where both were there."""
        document = extraction.document
        body = encode_extraction(extraction).decode()
        with self._translated(), self._writing():
            entry = self.entry(document.id)
            if entry is not None and entry.sha256 != document.sha256:
                raise ConflictError(
                    f"{document.id}: this id is in {self.name} with another text. Give the new text an id of its own.",
                    source=document.id,
                )
            if entry is None:
                fields = (
                    document.id, document.sha256, document.text, document.publisher, document.title, document.url,
                    document.published, document.language,
                )  # fmt: skip
                self._run(schema.INSERT_DOCUMENT, fields)
            elif self.has(document.id, extractor=extractor):
                return False
            self._run(schema.INSERT_EXTRACTION, (document.id, extractor, body))
            return True

    def entry(self, document: str) -> DocumentEntry | None:
        """The Document of this id as it was first added, or None."""
        with self._translated():
            row = self._first(schema.SELECT_ENTRY, (document,))
        if row is None:
            return None
        identity, publisher, title, url, published, language, sha256 = row
        return DocumentEntry(
            id=identity, publisher=publisher, title=title, url=url, published=published, language=language,
            sha256=sha256,
        )  # fmt: skip

    def has(self, document: str, *, extractor: str) -> bool:
        """Whether ``extractor`` has read this Document."""
        with self._translated():
            return self._first(schema.SELECT_KNOWN, (document, extractor)) is not None

    def extractions(self) -> Iterator[Extraction]:
        """Every Document once, by id, with the Extraction that was added last."""
        with self._translated():
            for *fields, body in self._rows(schema.SELECT_EXTRACTIONS):
                yield decode_extraction(_document(fields), body)

    def readings(self) -> Iterator[Stored]:
        """Every Document with every reading of it, older ones first, as the rows have them."""
        with self._translated():
            for *fields, extractor, body in self._rows(schema.SELECT_READINGS):
                yield Stored(_document(fields), extractor, body)

    def decide(self, decision: Decision) -> bool:
        """Append what a person decided; False where it was there already."""
        with self._translated(), self._writing():
            if self._first(schema.SELECT_DECISION, (decision.id,)) is not None:
                return False
            self._run(schema.INSERT_DECISION, encode_decision(decision))
            return True

    def decisions(self) -> Iterator[Decision]:
        """Everything that people decided, in the order in which it was added."""
        with self._translated():
            for row in self._rows(schema.SELECT_DECISIONS):
                yield decode_decision(row)

    def release(self, release: Release, events: Iterable[ReleasedEvent]) -> None:
        """Append a Release and what it changed, in one transaction."""
        with self._translated(), self._writing():
            last = self._first(schema.SELECT_LAST_RELEASE, ())
            if (last[0] if last else None) != release.previous:
                raise BusyError(f"{self.name}: another release came in between. Release again.")
            self._run(
                schema.INSERT_RELEASE,
                (
                    release.id, release.name, release.author, release.time, release.version, release.sha256,
                    release.bytes, release.previous,
                ),
            )  # fmt: skip
            for event in events:
                row = (event.release, event.event, event.change, event.sha256, encode_released(event))
                self._run(schema.INSERT_RELEASED, row)

    def releases(self) -> Iterator[Release]:
        """Every Release, the oldest first."""
        with self._translated():
            for row in self._rows(schema.SELECT_RELEASES):
                yield Release(**dict(zip(Release.__struct_fields__, row, strict=True)))

    def released(self) -> Iterator[ReleasedEvent]:
        """Every change that a Release made, the oldest first."""
        with self._translated():
            for row in self._rows(schema.SELECT_RELEASED):
                yield decode_released(*row)

    def extraction(self, document: str) -> Extraction:
        """One Document with the Extraction that was added last. Raises NotFoundError."""
        with self._translated():
            row = self._first(schema.SELECT_EXTRACTION, (document,))
            if row is None:
                raise NotFoundError(f"There is no document {document!r} in {self.name}.")
            return decode_extraction(_document(row[:-1]), row[-1])

    def claiming(self, claim: str) -> tuple[str, ...]:
        """The Documents in which a Claim of this id was ever read; a search through all of them."""
        with self._translated():
            return tuple(sorted(name for (name,) in self._rows(schema.SELECT_CLAIMING, (f'%"{claim}"%',))))

    def last(self) -> tuple[int, int]:
        """The numbers of the newest extraction and the newest decision, 0 where there is none."""
        with self._translated():
            extractions, decisions = self._first(schema.SELECT_LAST, ()) or (0, 0)
        return extractions, decisions

    def added(self, after: int, most: int) -> list[tuple[int, str]]:
        """The number and Document of the next extractions after a number, at most so many."""
        with self._translated():
            return [(number, name) for number, name in self._rows(schema.SELECT_NEW_DOCUMENTS, (after, most))]

    def mark(self) -> Mark:
        """How far what is derived has come."""
        with self._translated():
            row = self._first(schema.SELECT_MARK, ())
        return Mark(*row) if row else Mark()

    def shelf(self, codec: Codec) -> SqlShelf:
        """What was derived so far, to read."""
        return SqlShelf(self._kept_rows, self._many, codec)

    def _kept_rows(self, statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of what was derived; they are read long after the shelf was asked for."""
        with self._translated():
            yield from self._rows(statement, values)

    @contextmanager
    def derive(self, codec: Codec) -> Iterator["_Derivation"]:
        """A transaction in which what is derived changes, all or nothing."""
        with self._translated(), self._writing():
            derivation = _Derivation(self.shelf(codec), self._run)
            yield derivation
            derivation.shelf.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Derivation:
    """What is derived, while it changes."""

    def __init__(self, shelf: SqlShelf, run: Callable[[str, Sequence[Any]], None]) -> None:
        self.shelf, self._run = shelf, run

    def load(self, rows: Iterable[tuple[str, str, bytes]], entries: Iterable[Entry]) -> None:
        """Write rows (table, name, as encoded) and entries of indexes that were made elsewhere."""
        self.shelf.load(rows, entries)

    def forget(self) -> None:
        """Throw all of it away, to make it again."""
        for statement in schema.FORGET_DERIVED:
            self._run(statement, ())

    def reach(self, mark: Mark) -> None:
        """Say how far it has come."""
        self._run(schema.DELETE_MARK, ())
        self._run(schema.INSERT_MARK, (mark.program, mark.extractions, mark.decisions))


def _document(fields: Sequence[Any]) -> Document:
    identity, text, publisher, title, url, published, language, sha256 = fields
    return Document(
        id=identity, text=text, publisher=publisher, title=title, url=url, published=published, language=language,
        sha256=sha256,
    )  # fmt: skip


def newer(name: str, version: int) -> NewerLedgerError:
    """The error of a ledger that a newer program wrote."""
    return NewerLedgerError(
        f"{name}: written by a newer version (format {version}; this one knows {SCHEMA_VERSION})."
        " Upgrade rashomon to use it."
    )


def older(name: str, version: int) -> OlderLedgerError:
    """The error of a ledger that an older program wrote and that may not be brought up now."""
    return OlderLedgerError(
        f"{name}: written by an older version (format {version}; this one needs {SCHEMA_VERSION})."
        " Bring it up with 'rashomon upgrade'; nothing in it is lost."
    )
