"""The ledger as one SQLite file: write-ahead log, foreign keys, a full-text index; opens in any SQLite tool."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from rashomon.codec import decode_extraction, encode_extraction
from rashomon.errors import (
    BusyError,
    ConflictError,
    NewerLedgerError,
    NotALedgerError,
    RecordError,
    StoreError,
    UnwritableError,
)
from rashomon.model import Document, DocumentEntry, Extraction
from rashomon.store import schema

_HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 5.0


class SqliteStore:
    """A ledger file that is open; make one with ``open_ledger``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def add(self, extraction: Extraction, *, extractor: str) -> bool:
        """Append the Document and what ``extractor`` read in it, in one transaction; False where both were there."""
        document = extraction.document
        body = encode_extraction(extraction).decode()
        with _translated(self._path), self._transaction():
            entry = self.entry(document.id)
            if entry is not None and entry.sha256 != document.sha256:
                raise ConflictError(
                    f"{document.id}: this id is in {self._path} with another text. Give the new text an id of its own.",
                    source=document.id,
                )
            if entry is None:
                self._connection.execute(
                    schema.INSERT_DOCUMENT,
                    (
                        document.id,
                        document.sha256,
                        document.text,
                        document.publisher,
                        document.title,
                        document.url,
                        document.published,
                        document.language,
                    ),
                )
            elif self.has(document.id, extractor=extractor):
                return False
            self._connection.execute(schema.INSERT_EXTRACTION, (document.id, extractor, body))
            return True

    def entry(self, document: str) -> DocumentEntry | None:
        """The Document of this id as it was first added, or None."""
        with _translated(self._path):
            row = self._connection.execute(schema.SELECT_ENTRY, (document,)).fetchone()
        if row is None:
            return None
        identity, publisher, title, url, published, language, sha256 = row
        return DocumentEntry(
            id=identity,
            publisher=publisher,
            title=title,
            url=url,
            published=published,
            language=language,
            sha256=sha256,
        )

    def has(self, document: str, *, extractor: str) -> bool:
        """Whether ``extractor`` has read this Document."""
        with _translated(self._path):
            return self._connection.execute(schema.SELECT_KNOWN, (document, extractor)).fetchone() is not None

    def extractions(self) -> Iterator[Extraction]:
        """Every Document once, by id, with the Extraction that was added last."""
        with _translated(self._path):
            for *fields, body in self._connection.execute(schema.SELECT_EXTRACTIONS):
                identity, text, publisher, title, url, published, language, sha256 = fields
                document = Document(
                    id=identity,
                    text=text,
                    publisher=publisher,
                    title=title,
                    url=url,
                    published=published,
                    language=language,
                    sha256=sha256,
                )
                yield decode_extraction(document, body)

    def close(self) -> None:
        """Let go of the file; the last one to do so folds the write-ahead log into it."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, the write lock taken first so that what is read inside stays true until the commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # after a full disk SQLite has rolled back by itself
                self._connection.execute("ROLLBACK")
            raise


def open_ledger(path: Path, *, write: bool = False, timeout: float = BUSY_SECONDS) -> SqliteStore:
    """Open the ledger at ``path``; with ``write`` it is made where it is missing, without it nothing is ever made.

    ``timeout`` is in seconds, after which a locked file raises BusyError. Raises StoreError.
    """
    _check_file(path, write=write)
    with _translated(path):
        connection = _connect(path, write=write, timeout=timeout)
        try:
            _check_marks(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return SqliteStore(connection, path)


def _check_file(path: Path, *, write: bool) -> None:
    """Refuse what is plainly no ledger before SQLite touches it."""
    try:
        if path.is_dir():
            raise NotALedgerError(f"{path}: this is a folder. Give --ledger the name of a file.")
        if not path.exists():
            if not write:
                raise StoreError(f"{path}: there is no ledger here yet. Make one with 'rashomon add PATH'.")
            if not path.parent.is_dir():
                raise UnwritableError(f"{path}: the folder {path.parent} does not exist. Make it, or give another.")
            return
        with path.open("rb") as stream:
            header = stream.read(len(_HEADER))
    except OSError as error:
        why = error.strerror or str(error)
        raise UnwritableError(f"{path}: it cannot be opened ({why}). Check the name and the permissions.") from error
    if header != _HEADER and (header or not write):
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
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, timeout=timeout, isolation_level=None)
    return connection


def _check_marks(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    application, version = _marks(connection)
    if (application, version) == (0, 0) and write and _is_blank(connection):
        _create(connection)
        application, version = _marks(connection)
    if application != schema.APPLICATION_ID:
        raise NotALedgerError(f"{path}: this database belongs to another program. Give --ledger another file.")
    if version > schema.SCHEMA_VERSION:
        raise NewerLedgerError(
            f"{path}: written by a newer version (format {version}; this one knows {schema.SCHEMA_VERSION})."
            " Upgrade rashomon to use it."
        )
    if version < schema.SCHEMA_VERSION:
        raise StoreError(f"{path}: format {version} of the ledger is not known. Make a new ledger from the documents.")
    connection.execute("PRAGMA foreign_keys = ON")
    if write:
        _use_write_ahead_log(connection)
        connection.execute("PRAGMA synchronous = FULL")  # a document reported as added survives a power cut
        connection.execute("BEGIN IMMEDIATE")  # finds out now, not after the first analysis, that it is read-only
        connection.execute("ROLLBACK")


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _is_blank(connection: sqlite3.Connection) -> bool:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(count == 0)


def _create(connection: sqlite3.Connection) -> None:
    """Lay out a new ledger, once, also where several processes begin together."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_blank(connection):
            for statement in _statements(schema.SCHEMA):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


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
