"""What a store is, whatever stands behind it: rows that are only ever added, and what they make up."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from msgspec import Struct

from rashomon.model import Decision, Document, DocumentEntry, Extraction, Release, ReleasedEvent
from rashomon.shelf import Entry, Shelf
from rashomon.store.shelf import Codec


class Stored(Struct, frozen=True):
    """One reading of a Document as its row has it: ``body`` may be damaged, and is None where nobody read it."""

    document: Document
    extractor: str | None
    body: str | None


class Mark(Struct, frozen=True):
    """How far what is derived has come: made by which ``program``, up to the last row of extractions and of decisions."""

    program: str = ""
    extractions: int = 0
    decisions: int = 0


class Derivation(Protocol):
    """What is derived, while it changes."""

    @property
    def shelf(self) -> Shelf:
        """The rows and indexes."""

    def load(self, rows: Iterable[tuple[str, str, bytes]], entries: Iterable[Entry]) -> None:
        """Write rows (table, name, as encoded) and entries of indexes that were made elsewhere."""

    def forget(self) -> None:
        """Throw all of it away, to make it again."""

    def reach(self, mark: Mark) -> None:
        """Say how far it has come."""


class Store(Protocol):
    """Rows, kept. Each call that adds is a transaction of its own: once it returns, all of it is on disk."""

    @property
    def name(self) -> str:
        """What to call this ledger in a message; never a password."""

    def add(self, extraction: Extraction, *, extractor: str) -> bool:
        """Append the Document and what ``extractor`` (a version) read in it; False where both were there already.

        Raises ConflictError where the Document's id names another text, and StoreError.
        """

    def entry(self, document: str) -> DocumentEntry | None:
        """The Document of this id as it was first added, or None."""

    def has(self, document: str, *, extractor: str) -> bool:
        """Whether ``extractor`` has read this Document."""

    def extractions(self) -> Iterator[Extraction]:
        """Every Document once, by id, with the Extraction that was added last."""

    def readings(self) -> Iterator[Stored]:
        """Every Document with every reading of it, older ones first, as the rows have them."""

    def decide(self, decision: Decision) -> bool:
        """Append what a person decided; False where it was there already. Raises StoreError."""

    def decisions(self) -> Iterator[Decision]:
        """Everything that people decided, in the order in which it was added."""

    def release(self, release: Release, events: Iterable[ReleasedEvent]) -> None:
        """Append a Release and what it changed. Raises StoreError, also where another one came in between."""

    def releases(self) -> Iterator[Release]:
        """Every Release, the oldest first."""

    def released(self) -> Iterator[ReleasedEvent]:
        """Every change that a Release made, the oldest first."""

    def extraction(self, document: str) -> Extraction:
        """One Document with the Extraction that was added last. Raises NotFoundError."""

    def claiming(self, claim: str) -> tuple[str, ...]:
        """The Documents in which a Claim of this id was ever read; a search through all of them."""

    def last(self) -> tuple[int, int]:
        """The numbers of the newest extraction and the newest decision, 0 where there is none."""

    def added(self, after: int, most: int) -> list[tuple[int, str]]:
        """The number and Document of the next extractions after a number, at most so many."""

    def mark(self) -> Mark:
        """How far what is derived has come."""

    def shelf(self, codec: Codec) -> Shelf:
        """What was derived so far, to read."""

    def derive(self, codec: Codec) -> AbstractContextManager[Derivation]:
        """A transaction in which what is derived changes, all or nothing. Raises StoreError."""

    def snapshot(self) -> AbstractContextManager[None]:
        """While it lasts, everything read is of one moment, whatever others add."""

    def faults(self) -> Iterator[str]:
        """What the database itself finds wrong with its tables, each in a sentence; nothing where it is sound."""

    def close(self) -> None:
        """Let go of the file or the connection."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
