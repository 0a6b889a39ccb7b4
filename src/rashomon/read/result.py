"""What reading an input can come to: a Reading, a Notice or an InputError, each a value in one stream."""

from msgspec import Struct

from rashomon.errors import InputError
from rashomon.model import Document, Issue


class Reading(Struct, frozen=True, kw_only=True):
    """One Document, and what was doubtful about reading it."""

    document: Document
    issues: tuple[Issue, ...] = ()


class Notice(Struct, frozen=True, kw_only=True):
    """Something passed over on purpose that a person should know of; it does not make the run a failure."""

    source: str
    message: str


Outcome = Reading | Notice | InputError


class Options(Struct, frozen=True, kw_only=True):
    """What holds for a whole run: ``max_bytes`` a document, and metadata for documents that do not say their own."""

    max_bytes: int
    published: str | None = None
    publisher: str | None = None
