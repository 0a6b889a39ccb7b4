"""Statements against interest: what a side says that it would rather not say.

Read each row as: a speaker of an official, military or party kind whose side is ``who`` in the Event admits something
by a firm figure of at least ``least`` (or at most ``most``) on one of the ``questions``.
"""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from rashomon.model import Speaker
from rashomon.reconcile.items import ItemRelation
from rashomon.values import Quantity

ADMITTING_KINDS = frozenset({"official", "military", "party"})


class Admission(Struct, frozen=True, kw_only=True):
    """One row: which side admits what. ``kinds``, where given, are the items that the row is about."""

    who: Literal["recipient", "actor"]
    questions: frozenset[str]
    why: str
    least: int | None = None
    most: int | None = None
    kinds: tuple[str, ...] = ()


ADMISSIONS = (
    Admission(
        who="recipient", least=1, why="admits harm to its own side",
        questions=frozenset({"killed", "injured", "casualties", "damaged", "destroyed", "hit", "missing", "captured"}),
    ),
    Admission(
        who="actor", least=1, kinds=("civilian", "child", "woman"), why="admits that its own attack harmed civilians",
        questions=frozenset({"killed", "injured", "casualties"}),
    ),
    Admission(
        who="actor", least=1, why="admits that what it launched was stopped",
        questions=frozenset({"intercepted", "diverted"}),
    ),
    Admission(who="actor", most=0, why="admits that it missed", questions=frozenset({"hit"})),
)  # fmt: skip


def admission(
    speaker: Speaker, question: str, item: str | None, quantity: Quantity, *, recipients: Collection[str],
    actors: Collection[str], relation: ItemRelation,
) -> str | None:  # fmt: skip
    """Why the figure goes against the speaker's interest, None where it does not. Sides are upper-case ids."""
    if speaker.side is None or speaker.kind not in ADMITTING_KINDS:
        return None
    side = speaker.side.upper()
    for row in ADMISSIONS:
        sides = recipients if row.who == "recipient" else actors
        other = actors if row.who == "recipient" else recipients
        if side not in sides or (side in other and row.who == "actor") or question not in row.questions:
            continue
        if row.least is not None and (quantity.low or 0) < row.least:
            continue
        if row.most is not None and (quantity.high is None or quantity.high > row.most):
            continue
        if row.kinds and not (item and any(relation.same_or_parent(kind, item) for kind in row.kinds)):
            continue
        return row.why
    return None
