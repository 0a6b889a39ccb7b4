"""What a store is, whatever stands behind it: rows that are only ever added, and what they make up."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from msgspec import Struct

from rashomon.model import Decision, Document, DocumentEntry, Extraction, Release, ReleasedEvent


class Stored(Struct, frozen=True):
    """One reading of a Document as its row has it: ``body`` may be damaged, and is None where nobody read it."""

    document: Document
    extractor: str | None
    body: str | None


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
