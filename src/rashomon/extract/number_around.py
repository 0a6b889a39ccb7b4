"""What stands around a number and changes what it says: a whole, a total behind the noun, a determiner, an area."""

from rashomon.extract.number_cores import DETERMINERS, Core, inner_core, said_of
from rashomon.extract.number_phrases import PAUSES, STATED, phrase_at
from rashomon.extract.number_table import NumberTable
from rashomon.extract.number_tokens import Pieces
from rashomon.values import Quantity

_LATER = 5  # pieces behind a number in which "in total" still belongs to it: "13 cruise missiles in total"


def stands_above(pieces: Pieces, begin: int, core: Core, table: NumberTable) -> bool:
    """Whether "over six regions" says where the drones were, not how many regions more than six."""
    near = {pieces.low(core.last), pieces.low(core.last + 1)}
    if not near & table.refusals["areas"] or core.low > 12:
        return False
    previous = pieces.low(begin - 1)
    return previous not in table.refusals["bounded_areas"] and previous[:1].isalpha()


def whole_of(pieces: Pieces, i: int, core: Core, table: NumberTable) -> tuple[Quantity | None, int, bool]:
    """The whole behind "of" or "out of", the piece after it, and whether the expression is a part of something."""
    k = i + 1 if pieces.low(i) == "of" else i + 2 if pieces.has(("out", "of"), i) else 0
    if not k or core.unit is not None:
        return None, i, False
    determined = pieces.low(k) in DETERMINERS or pieces.low(k).endswith(("'s", "s'"))
    inner_at = k + determined
    inner_at += 2 if pieces.has(("total", "of"), inner_at) else 0
    inner_at += 3 if pieces.has(("a", "total", "of"), inner_at) else 0
    inner = inner_core(pieces, inner_at, table)
    if (
        inner is None
        or inner.kind != "exact"
        or inner.unit is not None
        or inner.low == 0
        or (inner.high is not None and core.kind in STATED | {"none"} and core.low > inner.high)
    ):
        return None, i, determined
    return said_of(pieces, inner), inner.last, True


def is_definite(pieces: Pieces, begin: int, core: Core) -> bool:
    """Whether "the", "these" or a possessive stands before the expression, or is part of it."""
    if core.kind in {"rest", "latter"}:
        return True
    before = pieces.low(begin - 1)
    if before in {"first", "last", "next", "same"}:
        before = pieces.low(begin - 2)
    return before in DETERMINERS - {"all", "such", "it", "them", "us", "which", "whom"} or before.endswith("'s")


def total_follows(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether "in total" follows the noun: "13 cruise missiles in total"."""
    for k in range(i, i + _LATER):
        if pieces.low(k) in PAUSES or pieces.low(k) == "" or pieces.low(k)[0].isdigit():
            return False
        phrase = phrase_at(pieces, k, table, after=True)
        if phrase is not None and phrase.role == "total" and phrase.words != ("overall",):
            return True
    return False
