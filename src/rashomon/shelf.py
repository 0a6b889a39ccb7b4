"""Where the fold keeps what it derives: rows by table and name, and indexes from a key to names.

Nothing on a shelf is a fact: all of it can be made again from the Extractions and people's rows, with the same bytes.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from msgspec import Struct

Entry = tuple[str, str, str]  # an index, a key of it, and a name under the key


class Shelf(Protocol):
    """Rows and indexes, each named by its user. What is not there is None or empty; a name is under a key only once."""

    def get(self, table: str, name: str) -> Any:
        """The row of this name, or None."""

    def put(self, table: str, name: str, row: Struct) -> None:
        """Keep a row under a name, in place of the one before."""

    def drop(self, table: str, name: str) -> None:
        """Forget a row, where there is one."""

    def rows(self, table: str) -> Iterator[tuple[str, Any]]:
        """Every row with its name, in order of the names."""

    def link(self, index: str, key: str, name: str) -> None:
        """Enter a name under a key."""

    def unlink(self, index: str, key: str, name: str) -> None:
        """Take a name out from under a key, where it is."""

    def linked(self, index: str, key: str) -> tuple[str, ...]:
        """The names under a key, in order."""


class MemoryShelf:
    """A Shelf in memory, for one pass."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Any]] = {}
        self._indexes: dict[tuple[str, str], set[str]] = {}

    def get(self, table: str, name: str) -> Any:
        """The row of this name, or None."""
        rows = self._tables.get(table)
        return rows.get(name) if rows is not None else None

    def put(self, table: str, name: str, row: Struct) -> None:
        """Keep a row under a name, in place of the one before."""
        self._tables.setdefault(table, {})[name] = row

    def drop(self, table: str, name: str) -> None:
        """Forget a row, where there is one."""
        self._tables.get(table, {}).pop(name, None)

    def rows(self, table: str) -> Iterator[tuple[str, Any]]:
        """Every row with its name, in order of the names."""
        yield from sorted(self._tables.get(table, {}).items())

    def link(self, index: str, key: str, name: str) -> None:
        """Enter a name under a key."""
        self._indexes.setdefault((index, key), set()).add(name)

    def unlink(self, index: str, key: str, name: str) -> None:
        """Take a name out from under a key, where it is."""
        names = self._indexes.get((index, key))
        if names is not None:
            names.discard(name)
            if not names:
                del self._indexes[index, key]

    def linked(self, index: str, key: str) -> tuple[str, ...]:
        """The names under a key, in order."""
        return tuple(sorted(self._indexes.get((index, key), ())))

    def entries(self) -> Iterator[Entry]:
        """Every name that was entered under a key, in order."""
        for (index, key), names in sorted(self._indexes.items()):
            for name in sorted(names):
                yield index, key, name
