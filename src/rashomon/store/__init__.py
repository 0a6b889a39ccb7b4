"""The ledger in a file or on a server: Extractions and Decisions go in, once each, and come out again. SQL lives here alone."""

from pathlib import Path

from rashomon.store.migrations import SCHEMA_VERSION
from rashomon.store.protocol import Derivation, Mark, Store, Stored
from rashomon.store.sqlite import open_file

__all__ = ["SCHEMA_VERSION", "Derivation", "Mark", "Store", "Stored", "open_ledger"]

BUSY_SECONDS = 5.0
SCHEMES = ("postgresql://", "postgres://")


def open_ledger(ledger: str | Path, *, write: bool = False, make: bool = True, timeout: float = BUSY_SECONDS) -> Store:
    """Open a ledger, a file or the URL of a PostgreSQL database; without ``write`` nothing is ever changed.

    With it an older one is brought up, and a missing one made unless ``make`` is False. ``timeout`` is in seconds, after
    which a locked ledger raises BusyError. Raises StoreError.
    """
    if str(ledger).startswith(SCHEMES):
        from rashomon.store.postgres import open_server

        return open_server(str(ledger), write=write, make=make, timeout=timeout)
    return open_file(Path(ledger), write=write, make=make, timeout=timeout)
