"""What the fold keeps of each Event beside the clusters of linking."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Raw, Struct

from rashomon.codec import decode_claims, decode_event, decode_findings
from rashomon.errors import RecordError
from rashomon.link import ROWS as LINK_ROWS
from rashomon.model import Claim, Event, Finding, Issue, Judgement


class EventRow(Struct, frozen=True, kw_only=True):
    """One cluster (``reports`` of ``event``) and what its Claims come to, before it is held against other Events.

    ``total``: some Report of it counts over several happenings; ``parts`` are the Reports that it names.
    """

    event: Event
    total: bool = False
    parts: tuple[str, ...] = ()
    derived: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    equipment: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()


class ParentRow(Struct, frozen=True):
    """The total that an Event lies in. ``named``: by a total that names it; ``first``: before loops were cut."""

    parent: str | None = None
    named: str | None = None
    first: str | None = None


class FinalRow(Struct, frozen=True, kw_only=True):
    """What holding an Event against its total and its parts changes in it; ``part_of`` and ``loop`` name clusters.

    ``title`` and ``findings`` are None where they stay as they are. ``loop`` is the total that it would lie in, did the two
    not count over each other.
    """

    part_of: str | None = None
    title: str | None = None
    findings: tuple[Finding, ...] | None = None
    issues: tuple[Issue, ...] = ()
    loop: str | None = None


class Decided(Struct, frozen=True):
    """What people had decided when the rest was derived: left, right and verdict of pairs; Claims and their Reviews."""

    pairs: tuple[tuple[str, str, str], ...] = ()
    reviews: tuple[tuple[str, str], ...] = ()


ROWS: dict[str, type[Struct]] = {
    **LINK_ROWS, "event": EventRow, "parent": ParentRow, "final": FinalRow, "decided": Decided,
}  # fmt: skip

# Rows with values in them, whose types follow from their questions.
_TYPED: dict[type[Struct], dict[str, Callable[[Raw], Any]]] = {
    EventRow: {"event": decode_event, "derived": decode_claims},
    FinalRow: {"findings": lambda data: None if bytes(data) == b"null" else decode_findings(data)},
}


class RowCodec:
    """Rows as JSON and back, by the name of their table."""

    def __init__(self) -> None:
        self._decoders: dict[str, Callable[[bytes | str], Any]] = {}
        for table, kind in ROWS.items():
            typed = _TYPED.get(kind)
            self._decoders[table] = msgspec.json.Decoder(kind).decode if typed is None else _typed(kind, typed)

    def encode(self, row: Struct) -> bytes:
        """A row as JSON."""
        return msgspec.json.encode(row)

    def decode(self, table: str, data: bytes | str) -> Any:
        """The row again; raises RecordError where it is damaged."""
        try:
            return self._decoders[table](data)
        except msgspec.DecodeError as error:
            message = f"what was worked out and kept is damaged ({table}: {error}). Run 'rashomon check --remake'."
            raise RecordError(message) from error


def _typed(kind: type[Struct], typed: dict[str, Callable[[Raw], Any]]) -> Callable[[bytes | str], Any]:
    fields: list[Any] = [
        (field.name, Raw if field.name in typed else field.type) for field in msgspec.structs.fields(kind)
    ]
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(msgspec.defstruct(f"_{kind.__name__}", fields))

    def decode(data: bytes | str) -> Any:
        stored = decoder.decode(data)
        values = {name: getattr(stored, name) for name in kind.__struct_fields__}
        return kind(**{name: typed[name](value) if name in typed else value for name, value in values.items()})

    return decode
