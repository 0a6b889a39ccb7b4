"""The intermediate records between grammar and Claims: what one predicate says, before it is known who says it."""

from msgspec import Struct, field

from rashomon.values import Quantity


class Fact(Struct, frozen=True, kw_only=True):
    """One count that one predicate states.

    ``trigger`` and ``head`` are token indices of the predicate and of the counted noun; ``start`` and ``end`` the code
    points of the evidence. ``rest_of`` and ``less`` are indices of the Facts that a remainder was reckoned from. ``at`` is where
    the place stands (code points) that a list gives for it alone, ``told_by`` the token whose speaker tells the list.
    """

    question: str
    frame: str
    trigger: int
    head: int
    start: int
    end: int
    quantity: Quantity
    group: str
    item: str | None = None
    equipment: str | None = None
    by: str | None = None
    subset_of: str | None = None
    form: str = "numeral"
    other: bool = False
    partitive: bool = False
    total: bool = False
    implied: bool = False
    rest_of: int | None = None
    less: tuple[int, ...] = ()
    agent: int | None = None
    at: int | None = None
    told_by: int | None = None


class Known(Struct, frozen=True, kw_only=True):
    """A set of things that the text has spoken of, for "all six", "two of them" and "the others" to point at."""

    group: str
    item: str | None
    equipment: str | None
    quantity: Quantity | None
    token: int
    sentence: int
    partial: bool
    facts: tuple[int, ...] = field(default=())
