"""Ledger -> the formats that other programs read. An exporter is a function from the Ledger to bytes.

What a format cannot hold is not written and not hidden: ``NOTES`` says it, in sentences for a person.
"""

from collections.abc import Callable

from rashomon.codec import encode_ledger
from rashomon.export.acled import acled, acled_notes
from rashomon.export.airwars import airwars, airwars_notes
from rashomon.export.files import folder_put, write_file
from rashomon.export.ucdp import ucdp, ucdp_notes
from rashomon.model import Ledger

__all__ = ["EXPORTERS", "NOTES", "folder_put", "write_file"]

Exporter = Callable[[Ledger], bytes]

EXPORTERS: dict[str, Exporter] = {
    "json": encode_ledger,
    "acled": acled,
    "ucdp": ucdp,
    "airwars": airwars,
}
NOTES: dict[str, Callable[[Ledger], tuple[str, ...]]] = {
    "acled": acled_notes,
    "ucdp": ucdp_notes,
    "airwars": airwars_notes,
}
