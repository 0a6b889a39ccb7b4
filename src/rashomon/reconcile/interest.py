"""Statements against interest: what a side says that it would rather not say, from the table of ``interest.yaml``."""

from collections.abc import Collection
from functools import cache
from typing import Literal

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.lexicon import load_yaml
from rashomon.model import COUNT_QUESTIONS, EVENT_TYPES, Speaker, SpeakerKind
from rashomon.reconcile.items import ItemRelation
from rashomon.values import Quantity

SOURCE = "interest.yaml"


class Admission(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row: which side admits what, by a figure within ``least`` and ``most``, on which items and types of event."""

    who: Literal["recipient", "actor", "itself"]
    questions: tuple[str, ...]
    why: str
    least: int | None = None
    most: int | None = None
    items: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Interest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole table; only a speaker of one of the kinds ``speakers`` has an interest."""

    speakers: tuple[SpeakerKind, ...]
    admissions: tuple[Admission, ...]


@cache
def interest() -> Interest:
    """The packaged table, checked; raises LexiconError."""
    table = load_yaml(SOURCE, Interest)
    check(table)
    return table


def check(table: Interest) -> None:
    """Raise LexiconError on the first row that breaks the rules of the file."""
    for row in table.admissions:
        where = f"{SOURCE}, {row.who!r} {row.why!r}"
        own = row.who == "itself"
        for question in row.questions:
            if question not in (("actor",) if own else COUNT_QUESTIONS):
                wanted = "'actor'" if own else "a question that counts"
                raise LexiconError(f"{where}: {question!r} is not {wanted}. Correct it.")
        if not row.questions or (not own and row.least is None and row.most is None):
            raise LexiconError(f"{where}: it would admit everything. Give 'questions', and 'least' or 'most'.")
        if row.least is not None and row.most is not None and row.least > row.most:
            raise LexiconError(f"{where}: 'least' is more than 'most'. Correct one of them.")
        for type_ in row.types:
            if type_ not in EVENT_TYPES:
                raise LexiconError(f"{where}: {type_!r} is no type of event. Correct it.")


def admission(
    speaker: Speaker, question: str, item: str | None, quantity: Quantity, *, recipients: Collection[str],
    actors: Collection[str], relation: ItemRelation,
) -> str | None:  # fmt: skip
    """Why the figure goes against the speaker's interest, None where it does not. Sides are upper-case ids."""
    if speaker.side is None or speaker.kind not in interest().speakers:
        return None
    side = speaker.side.upper()
    for row in interest().admissions:
        sides = recipients if row.who == "recipient" else actors
        other = actors if row.who == "recipient" else recipients
        if side not in sides or (side in other and row.who == "actor") or question not in row.questions:
            continue
        if row.least is not None and (quantity.low or 0) < row.least:
            continue
        if row.most is not None and (quantity.high is None or quantity.high > row.most):
            continue
        if row.items and not (item and any(relation.same_or_parent(kind, item) for kind in row.items)):
            continue
        return row.why
    return None


def own_deed(speaker: Speaker, side: str | None, types: Collection[str]) -> str | None:
    """Why naming the actor of an event of one of ``types`` goes against the speaker's interest: it is its own side."""
    if side is None or speaker.side is None or speaker.side.upper() != side:
        return None
    if speaker.kind not in interest().speakers:
        return None
    rows = [row for row in interest().admissions if row.who == "itself"]
    return next((row.why for row in rows if not row.types or set(row.types) & set(types)), None)
