"""What the place reader hands on: one naming of a place."""

from msgspec import Struct

from rashomon.model import Issue, Span
from rashomon.values import Place


class PlaceMention(Struct, frozen=True, kw_only=True):
    """One naming of a place at [start, end).

    ``kind`` is the place's kind, ``point`` for a distance and bearing, or ``unknown``. ``place`` is None where it could
    not be settled; ``issue`` says why, and ``likeliest`` is the rival that most would take it for: a guess, and never an
    event's place. ``qualifiers`` are the spans that narrowed it down. ``role`` is ``place``,
    ``qualifier`` (it only says where another one is), ``reference`` (a distance is measured from it), ``modifier``
    ("Black Sea port") or ``name`` (it only names a place: "the Poltava Tribune"). ``demonym`` marks words for people and
    nationality, which are no places; ``metonym`` a country or capital that speaks or decides.
    """

    start: int
    end: int
    text: str
    kind: str
    place: Place | None = None
    likeliest: Place | None = None
    qualifiers: tuple[Span, ...] = ()
    issue: Issue | None = None
    demonym: bool = False
    metonym: bool = False
    role: str = "place"
