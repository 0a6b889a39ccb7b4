"""What the fold derived, kept beside the rows that it follows from. All of it may be thrown away and made again.

Reads go to the database once and are remembered while a change is under way; writes wait and go out together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct

from rashomon.shelf import Entry
from rashomon.store import schema

Many = Callable[[str, Iterable[Sequence[Any]]], None]


class Codec(Protocol):
    """How the user of a shelf writes its rows down."""

    def encode(self, row: Struct) -> bytes:
        """A row in bytes."""

    def decode(self, table: str, data: bytes | str) -> Any:
        """The row again."""


class SqlShelf:
    """A Shelf in a database: ``rows`` reads by a statement, ``many`` runs one over and over; see ``rashomon.shelf``."""

    def __init__(self, rows: Callable[..., Iterator[tuple[Any, ...]]], many: Many, codec: Codec) -> None:
        self._read, self._many, self._codec = rows, many, codec
        self._known: dict[tuple[str, str], Any] = {}
        self._changed: set[tuple[str, str]] = set()
        self._names: dict[tuple[str, str], set[str]] = {}
        self._entries: dict[tuple[str, str], dict[str, bool]] = {}  # entered (True) or taken out, not yet written

    def get(self, table: str, name: str) -> Any:
        """The row of this name, or None."""
        if (table, name) not in self._known:
            found = next(iter(self._read(schema.SELECT_DERIVED, (table, name))), None)
            self._known[table, name] = None if found is None else self._codec.decode(table, found[0])
        return self._known[table, name]

    def put(self, table: str, name: str, row: Struct) -> None:
        """Keep a row under a name, in place of the one before."""
        self._known[table, name] = row
        self._changed.add((table, name))

    def drop(self, table: str, name: str) -> None:
        """Forget a row, where there is one."""
        self._known[table, name] = None
        self._changed.add((table, name))

    def rows(self, table: str) -> Iterator[tuple[str, Any]]:
        """Every row with its name, in order of the names."""
        self.flush()
        for name, data in self._read(schema.SELECT_DERIVED_TABLE, (table,)):
            yield name, self._codec.decode(table, data)

    def link(self, index: str, key: str, name: str) -> None:
        """Enter a name under a key."""
        self._entries.setdefault((index, key), {})[name] = True
        if (index, key) in self._names:
            self._names[index, key].add(name)

    def unlink(self, index: str, key: str, name: str) -> None:
        """Take a name out from under a key, where it is."""
        self._entries.setdefault((index, key), {})[name] = False
        if (index, key) in self._names:
            self._names[index, key].discard(name)

    def linked(self, index: str, key: str) -> tuple[str, ...]:
        """The names under a key, in order."""
        names = self._names.get((index, key))
        if names is None:
            names = {name for (name,) in self._read(schema.SELECT_DERIVED_KEY, (index, key))}
            for name, there in self._entries.get((index, key), {}).items():
                (names.add if there else names.discard)(name)
            self._names[index, key] = names
        return tuple(sorted(names))

    def load(self, rows: Iterable[tuple[str, str, bytes]], entries: Iterable[Entry]) -> None:
        """Write rows (table, name, as encoded) and entries of indexes that were made elsewhere, past what is remembered."""
        self._many(schema.PUT_DERIVED, ((table, name, data.decode()) for table, name, data in rows))
        self._many(schema.INSERT_DERIVED_KEY, entries)

    def flush(self) -> None:
        """Write out what waits."""
        rows = [(table, name, self._known[table, name]) for table, name in sorted(self._changed)]
        kept = [(table, name, self._codec.encode(row).decode()) for table, name, row in rows if row is not None]
        entries = [
            (*place, name, there) for place, names in sorted(self._entries.items()) for name, there in names.items()
        ]
        self._many(schema.DELETE_DERIVED_KEY, [entry[:3] for entry in entries if not entry[3]])
        self._many(schema.INSERT_DERIVED_KEY, [entry[:3] for entry in entries if entry[3]])
        self._many(schema.DELETE_DERIVED, [(table, name) for table, name, row in rows if row is None])
        self._many(schema.PUT_DERIVED, kept)
        self._changed.clear()
        self._entries.clear()
        self._known.clear()
        self._names.clear()
