"""Ledger -> the formats that other programs read. An exporter is a function from the Ledger to bytes."""

from collections.abc import Callable

from rashomon.codec import encode_ledger
from rashomon.export.files import folder_put, write_file
from rashomon.model import Ledger

__all__ = ["EXPORTERS", "folder_put", "write_file"]

Exporter = Callable[[Ledger], bytes]

EXPORTERS: dict[str, Exporter] = {
    "json": encode_ledger,
}
