"""What a store is, whatever stands behind it: rows that are only ever added, and the Extractions they make up."""

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from rashomon.model import DocumentEntry, Extraction


class Store(Protocol):
    """Extractions, kept. Each is added whole in a transaction of its own: once ``add`` returns, it is on disk."""

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

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
