"""The ledger on disk: Extractions and Decisions go in, once each, and come out again. SQL lives here alone."""

from pathlib import Path

from rashomon.store.migrations import SCHEMA_VERSION
from rashomon.store.protocol import Store, Stored
from rashomon.store.sqlite import open_file

__all__ = ["SCHEMA_VERSION", "Store", "Stored", "open_ledger"]

BUSY_SECONDS = 5.0


def open_ledger(ledger: str | Path, *, write: bool = False, timeout: float = BUSY_SECONDS) -> Store:
    """Open a ledger, a file; with ``write`` it is made or brought up where need be, without it nothing ever changes.

    ``timeout`` is in seconds, after which a locked ledger raises BusyError. Raises StoreError.
    """
    return open_file(Path(ledger), write=write, timeout=timeout)
