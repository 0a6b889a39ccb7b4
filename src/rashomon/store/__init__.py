"""The ledger on disk: Extractions go in, once each, and come out again. SQL lives here alone."""

from rashomon.store.protocol import Store
from rashomon.store.sqlite import SqliteStore, open_ledger

__all__ = ["SqliteStore", "Store", "open_ledger"]
