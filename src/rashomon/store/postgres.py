"""The ledger in a PostgreSQL database, for a team: the same rows as in a file, through psycopg.

A ledger has a schema of its own, the first that the connection finds (``?options=-csearch_path%3DNAME`` in the URL chooses
it). A password is never part of a message: the ledger's name leaves it out, and the server's own words are left out
where they hold it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rashomon.errors import BusyError, NotALedgerError, RecordError, StoreError, UnwritableError
from rashomon.store import schema
from rashomon.store.migrations import POSTGRES_MIGRATIONS, SCHEMA_VERSION
from rashomon.store.rows import SqlStore, newer, older

_LOCK = 0x5261_7368  # "Rash"; the writers of one schema wait for each other under this key and the schema's
_ROWS_AT_ONCE = 500
_APPENDED = ("decision", "document", "extraction", "release", "release_event")
_REFERENCES = (
    ("extraction", "document", "document"), ("decision", "undoes", "decision"), ("release", "previous", "release"),
    ("release_event", "release", "release"),
)  # fmt: skip


class PostgresStore(SqlStore):
    """A ledger on a server; make one with ``open_ledger``."""

    def __init__(self, connection: Any, name: str) -> None:
        super().__init__(name)
        self._connection = connection
        self._cursors = count()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """While it lasts, everything read is of one moment; one inside another is the same moment."""
        with self._translated():
            if self._in_transaction():
                yield
                return
            with self._connection.transaction():
                self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield

    def faults(self) -> Iterator[str]:
        """What the server's catalogue and keys show to be wrong: protections taken away, rows that point nowhere."""
        with self._translated():
            triggers = "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(?) AND tgenabled = 'O'"
            for table in _APPENDED:
                if (f"{table}_kept",) not in list(self._rows(triggers, (table,))):
                    yield f"the trigger {table}_kept of the ledger is missing"
            for table, column, parent in _REFERENCES:
                lost = f"""SELECT t.seq FROM {table} AS t LEFT JOIN {parent} AS p ON p.id = t.{column}
                    WHERE t.{column} IS NOT NULL AND p.id IS NULL ORDER BY t.seq"""  # noqa: S608 - names of our own
                for (row,) in self._rows(lost):
                    yield f"row {row} of {table} points to a row of {parent} that is not there"

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _run(self, statement: str, values: Sequence[Any]) -> None:
        self._connection.execute(_placed(statement), values)

    def _many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_placed(statement), values)

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        if statement not in schema.LONG:
            yield from self._connection.execute(_placed(statement), values).fetchall()
            return
        held = not self._in_transaction()
        with self._connection.cursor(name=f"rows_{next(self._cursors)}", withhold=held) as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(_placed(statement), values)
            yield from cursor

    def _first(self, statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(_placed(statement), values).fetchone()
        return row

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (_LOCK,))
            yield

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(self.name)

    def _in_transaction(self) -> bool:
        from psycopg.pq import TransactionStatus

        return bool(self._connection.info.transaction_status != TransactionStatus.IDLE)


def open_server(url: str, *, write: bool, make: bool, timeout: float) -> PostgresStore:
    """Open the ledger that a URL names; see ``open_ledger``."""
    try:
        import psycopg
    except ImportError as error:
        raise StoreError(
            "A PostgreSQL ledger needs psycopg. Install it with: pip install 'rashomon[postgres]'"
        ) from error
    name, secrets = _shown(url)
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=max(2, round(timeout)))
    except (psycopg.Error, UnicodeError, ValueError) as error:
        words = " ".join(str(error).split())
        said = "" if secrets is None or any(secret in words for secret in secrets) else f" ({words})"
        message = f"{name}: no connection{said}. Check that the server runs, and the URL, user and password."
        raise StoreError(message) from None  # the server's own error may hold the URL, and with it the password
    store = PostgresStore(connection, name)
    try:
        with _translated(name):
            connection.execute(f"SET lock_timeout = {max(1, round(timeout * 1000))}")
            connection.execute("SET client_min_messages = warning")
            _check_marks(connection, store, write=write, make=make)
    except BaseException:
        store.close()
        raise
    return store


def _check_marks(connection: Any, store: PostgresStore, *, write: bool, make: bool) -> None:
    name = store.name
    version = _version(connection)
    if version is None:
        if not _is_blank(connection):
            raise NotALedgerError(
                f"{name}: this schema belongs to another program. Give the URL of another database or schema."
            )
        if not (write and make):
            raise StoreError(f"{name}: there is no ledger here yet. Make one with 'rashomon add PATH'.")
    elif version > SCHEMA_VERSION:
        raise newer(name, version)
    elif version < SCHEMA_VERSION and not write:
        raise older(name, version)
    if write:
        if version != SCHEMA_VERSION:
            with store._writing():
                _bring_up(connection)
    else:
        connection.execute("SET default_transaction_read_only = on")


def _version(connection: Any) -> int | None:
    """The version of the tables, or None where there is no ledger."""
    (table,) = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()) AND relname = 'rashomon_ledger'"
        " UNION ALL SELECT NULL LIMIT 1"
    ).fetchone()
    if table is None:
        return None
    (version,) = connection.execute("SELECT max(version) FROM rashomon_ledger").fetchone()
    return version or 0


def _is_blank(connection: Any) -> bool:
    (count,) = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(current_schema())"
    ).fetchone()
    return bool(count == 0)


def _bring_up(connection: Any) -> None:
    """Make the tables of a new ledger, or those that an older one lacks; the lock is held, and all of it or nothing."""
    version = _version(connection) or 0
    for number, script in enumerate(POSTGRES_MIGRATIONS[version:], start=version + 1):
        connection.execute(script)
        connection.execute("INSERT INTO rashomon_ledger (version) VALUES (%s)", (number,))


def _placed(statement: str) -> str:
    """A statement with the placeholders that psycopg knows."""
    return statement.replace("?", "%s")


def _shown(url: str) -> tuple[str, tuple[str, ...] | None]:
    """The URL without password and parameters, and what of it is secret; None where that cannot be told."""
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        user = f"{parts.username}@" if parts.username else ""
        host = parts.hostname or (asked.get("host") or [""])[0]
        port = f":{parts.port}" if parts.port else ""
        given = [parts.password, *asked.get("password", ()), *asked.get("sslpassword", ())]
    except ValueError:
        return "postgresql://…", None
    secrets = {form for one in given if one for form in (one, unquote(one))}
    return f"postgresql://{user}{host}{port}{parts.path}", tuple(secrets)


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """The server's errors as ours, each with what to do next."""
    import psycopg

    try:
        yield
    except RecordError as error:
        raise NotALedgerError(f"{name}: {error}. Restore the ledger, or make a new one from the documents.") from error
    except UnicodeEncodeError as error:
        raise UnwritableError(
            f"{name}: a text in it has half a character ({error.reason}) and cannot be kept."
        ) from error
    except psycopg.Error as error:
        raise _store_error(error, name) from error


def _store_error(error: Any, name: str) -> StoreError:
    from psycopg import DataError, OperationalError, errors

    words = " ".join((error.diag.message_primary or str(error)).split())
    if isinstance(error, errors.LockNotAvailable):
        return BusyError(f"{name}: another process is writing to this ledger. Try again when it is done.")
    if isinstance(error, errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return UnwritableError(f"{name}: it cannot be written or opened ({words}). Check the user's rights.")
    if isinstance(error, errors.DiskFull | errors.OutOfMemory | errors.ConfigurationLimitExceeded):
        return UnwritableError(f"{name}: writing failed ({words}). Check the server; what was added before is safe.")
    if isinstance(error, DataError):
        return UnwritableError(f"{name}: PostgreSQL cannot hold this text ({words}). Keep it in a ledger file instead.")
    if isinstance(error, OperationalError):
        return StoreError(f"{name}: the connection was lost ({words}). What was added before is safe; run it again.")
    return NotALedgerError(f"{name}: this is not a sound ledger ({words}). Restore it, or give another.")
