"""A count of documents on standard error, where that is a terminal; nothing else ever goes there unasked."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

_CLEAR = "\r\x1b[K"


class Progress:
    """One line that is written over; ``say`` prints a message above it."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._count = 0

    def count(self, items: Iterable[Item]) -> Iterator[Item]:
        """Pass every item on, showing how many there were."""
        for item in items:
            self._count += 1
            self._draw(f"{self._count:,} documents")
            yield item

    def say(self, message: str) -> None:
        """Print a line that stays."""
        self.clear()
        print(message, file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        self._draw("")

    def _draw(self, line: str) -> None:
        if self._shown:
            print(f"{_CLEAR}{line}", end="", file=sys.stderr, flush=True)
