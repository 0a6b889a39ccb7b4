"""What the fold keeps of each Event beside the clusters of linking."""

from msgspec import Struct

from rashomon.link import ROWS as LINK_ROWS
from rashomon.model import Claim, Event, Issue, Judgement


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


class FinalRow(Struct, frozen=True):
    """An Event as published, ``part_of`` by the name of a cluster, and the Issues of holding it against its parts.

    ``loop`` is the total that it would lie in, did the two not count over each other.
    """

    event: Event
    issues: tuple[Issue, ...] = ()
    loop: str | None = None


class Decided(Struct, frozen=True):
    """People's verdicts on pairs as they were when the rest was derived: left, right, verdict."""

    pairs: tuple[tuple[str, str, str], ...] = ()


ROWS: dict[str, type[Struct]] = {
    **LINK_ROWS,
    "event": EventRow,
    "parent": ParentRow,
    "final": FinalRow,
    "decided": Decided,
}
