"""The ledger as one SQLite file: write-ahead log, foreign keys, a full-text index; opens in any SQLite tool."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rashomon.errors import BusyError, NotALedgerError, RecordError, StoreError, UnwritableError
from rashomon.store import migrations
from rashomon.store.migrations import SCHEMA_VERSION
from rashomon.store.rows import SqlStore, newer, older

_HEADER = b"SQLite format 3\x00"
NOT_YET = "{}: there is no ledger here yet. Make one with 'rashomon add PATH'."


class SqliteStore(SqlStore):
    """A ledger file that is open; make one with ``open_ledger``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(str(path))
        self._connection = connection
        self._path = path

    def snapshot(self) -> AbstractContextManager[None]:
        """While it lasts, everything read is of one moment; one inside another is the same moment."""
        return nullcontext() if self._connection.in_transaction else self._transaction("BEGIN")

    def faults(self) -> Iterator[str]:
        """What SQLite finds wrong with the file: damaged pages, rows that point nowhere, protections taken away."""
        with self._translated():
            for (message,) in self._rows("PRAGMA integrity_check"):
                if message != "ok":
                    yield f"the file is damaged: {message}"
            for table, row, parent, _ in self._rows("PRAGMA foreign_key_check"):
                yield f"row {row} of {table} points to a row of {parent} that is not there"
            there = set(self._rows("SELECT type, name FROM sqlite_schema"))
            for kind, name in sorted(_wanted() - there):
                yield f"the {kind} {name} of the ledger is missing"

    def close(self) -> None:
        """Let go of the file; the last one to do so folds the write-ahead log into it."""
        self._connection.close()

    def _run(self, statement: str, values: Sequence[Any]) -> None:
        self._connection.execute(statement, values)

    def _many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(statement, values)

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(statement, values)

    def _first(self, statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row

    def _writing(self) -> AbstractContextManager[None]:
        return self._transaction("BEGIN IMMEDIATE")

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(self._path)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        """All or nothing."""
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # after a full disk SQLite has rolled back by itself
                self._connection.execute("ROLLBACK")
            raise


def open_file(path: Path, *, write: bool, make: bool, timeout: float) -> SqliteStore:
    """Open the ledger at ``path``; see ``open_ledger``."""
    _check_file(path, make=write and make)
    with _translated(path):
        connection = _connect(path, write=write, timeout=timeout)
        try:
            _check_marks(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(connection, path)


def _check_file(path: Path, *, make: bool) -> None:
    """Refuse what is plainly no ledger before SQLite touches it."""
    try:
        if path.is_dir():
            raise NotALedgerError(f"{path}: this is a folder. Give --ledger the name of a file.")
        if not path.exists():
            if not make:
                raise StoreError(NOT_YET.format(path))
            if not path.parent.is_dir():
                raise UnwritableError(f"{path}: the folder {path.parent} does not exist. Make it, or give another.")
            return
        with path.open("rb") as stream:
            header = stream.read(len(_HEADER))
    except OSError as error:
        why = error.strerror or str(error)
        raise UnwritableError(f"{path}: it cannot be opened ({why}). Check the name and the permissions.") from error
    half_made = not any(header) and Path(f"{path}-journal").exists()  # its first page is written last
    if header != _HEADER and not half_made and (header or not make):
        raise NotALedgerError(f"{path}: this file is not a ledger. Give --ledger another file; this one is untouched.")


def _connect(path: Path, *, write: bool, timeout: float) -> sqlite3.Connection:
    """Connect in autocommit mode; transactions are begun by hand."""
    uri = f"file:{quote(str(path.absolute()))}"
    if write:
        return sqlite3.connect(f"{uri}?mode=rwc", uri=True, timeout=timeout, isolation_level=None)
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=timeout, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        # A write-ahead log needs a writable folder even to read. Without one, and with no log left, the file is
        # complete and cannot change under us.
        connection.close()
        if Path(f"{path}-wal").exists():
            raise
        if Path(f"{path}-journal").exists():  # cut off in the making: what was half written is taken back first
            with closing(sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=timeout)) as writer:
                writer.execute("PRAGMA schema_version")
            if not path.stat().st_size:
                raise StoreError(NOT_YET.format(path)) from None
            return sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=timeout, isolation_level=None)
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, timeout=timeout, isolation_level=None)
    return connection


def _check_marks(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    application, version = _marks(connection)
    if application == 0:
        if version == 0 and write and _is_blank(connection):
            _bring_up(connection)
        application, version = _marks(connection)  # where it was not blank, another may have made it in the meantime
    if application != migrations.APPLICATION_ID:
        raise NotALedgerError(f"{path}: this database belongs to another program. Give --ledger another file.")
    if version > SCHEMA_VERSION:
        raise newer(str(path), version)
    if version < 1:
        raise StoreError(f"{path}: format {version} of the ledger is not known. Make a new ledger from the documents.")
    if version < SCHEMA_VERSION and not write:
        raise older(str(path), version)
    connection.execute("PRAGMA foreign_keys = ON")
    if write:
        if version < SCHEMA_VERSION:
            _bring_up(connection)
        _use_write_ahead_log(connection)
        connection.execute("PRAGMA synchronous = FULL")  # a document reported as added survives a power cut
        connection.execute("BEGIN IMMEDIATE")  # finds out now, not after the first analysis, that it is read-only
        connection.execute("ROLLBACK")


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is and its version: two reads of the header alone, which also a file cut off in the making allows."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _is_blank(connection: sqlite3.Connection) -> bool:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(count == 0)


def _bring_up(connection: sqlite3.Connection) -> None:
    """Make the tables of a new ledger, or those that an older one lacks, once, also where several processes begin."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        application, version = _marks(connection)
        if application == migrations.APPLICATION_ID or _is_blank(connection):
            for script in migrations.MIGRATIONS[version:]:
                for statement in _statements(script):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {max(version, SCHEMA_VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    """The tables, triggers and indexes of a sound ledger, each by kind and name."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _bring_up(connection)
        return frozenset(connection.execute("SELECT type, name FROM sqlite_schema").fetchall())
    finally:
        connection.close()


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Let readers go on while one writes. Where others have the file open right now, the next writer will switch."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, each with what to do next."""
    try:
        yield
    except RecordError as error:
        raise NotALedgerError(f"{path}: {error}. Restore the file, or make a new ledger from the documents.") from error
    except UnicodeEncodeError as error:
        raise UnwritableError(
            f"{path}: a text in it has half a character ({error.reason}) and cannot be kept."
        ) from error
    except UnicodeDecodeError as error:
        raise NotALedgerError(f"{path}: this is not a sound ledger ({error}). Restore a copy of it.") from error
    except sqlite3.Error as error:
        raise _store_error(error, path) from error


def _store_error(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code, the rest its detail
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(f"{path}: another process is writing to this ledger. Try again when it is done.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return UnwritableError(f"{path}: it cannot be written or opened ({error}). Check the file and its folder.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return UnwritableError(f"{path}: writing failed ({error}). Check the disk; what was added before is safe.")
    return NotALedgerError(f"{path}: this is not a sound ledger ({error}). Restore a copy, or give another file.")
