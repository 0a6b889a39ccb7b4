"""Accounts of who, what, when and where, and whether two answers can both be true."""

from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import Account, Claim, Speaker
from rashomon.reconcile.accounts import Case, newest, speaker_of, strongest
from rashomon.reconcile.items import RIVAL_KINDS, ItemRelation, fold
from rashomon.values import Name, Place, Value, When

Relation = Literal["equal", "compatible", "beside", "rival"]
NEAR_KM = 50.0  # two places further apart than this beyond both radii cannot both be true
SAME_PLACE_KM = 5.0
# Questions that a happening has one answer to, as to sides; the others can have several beside each other.
EXCLUSIVE = frozenset({"actor"})
TIME_PRECISION = ("minute", "hour", "night", "day", "week", "month", "year")


class Answer(Struct, frozen=True, kw_only=True):
    """One Account of one value, with the Claims that are current in it. ``withdrawn``: the speaker said it before."""

    account: Account
    claims: tuple[Claim, ...]
    withdrawn: bool = False

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.account.speaker

    @property
    def denial(self) -> bool:
        """Whether it denies the value."""
        return self.account.factuality.endswith("-")

    @property
    def value(self) -> Value:
        """What is answered."""
        return self.claims[0].value


def answers_of(claims: list[Claim], case: Case) -> list[Answer]:
    """Accounts on one question: one for each speaker and name, and one for each speaker on when and where."""
    voices: dict[tuple[str, bool, str], list[Claim]] = {}
    for claim in sorted(claims, key=attrgetter("id")):
        key = (claim.origin.id, claim.factuality.endswith("-"), value_key(claim.value))
        voices.setdefault(key, []).append(claim)
    found = []
    for _, told in sorted(voices.items()):
        if len(told) == 1:
            found.append(_only(told[0], case))
            continue
        current = _current(told, case)
        kept = {claim.id for claim in current}
        account = Account(
            speaker=speaker_of(told), value=current[0].value, factuality=strongest(current),
            as_of=newest(current, case),
            claims=tuple(sorted(kept)), earlier=tuple(sorted({claim.id for claim in told} - kept)),
            derived=all(claim.derived_from for claim in current),
        )  # fmt: skip
        found.append(Answer(account=account, claims=current))
    return _withdrawn(found) if any(denial for _, denial, _ in voices) else found


def _only(claim: Claim, case: Case) -> Answer:
    """The Account of one Claim."""
    account = Account(
        speaker=claim.origin, value=claim.value, factuality=claim.factuality, as_of=case.date(claim) or None,
        claims=(claim.id,), derived=bool(claim.derived_from),
    )  # fmt: skip
    return Answer(account=account, claims=(claim,))


def _withdrawn(answers: list[Answer]) -> list[Answer]:
    """Of one speaker's answer and its denial of the same, the later alone, with the other among its earlier Claims."""
    by_value = {(answer.speaker.id, value_key(answer.value), answer.denial): answer for answer in answers}
    found = []
    for (speaker, key, denial), answer in by_value.items():
        other = by_value.get((speaker, key, not denial))
        mine, theirs = answer.account.as_of or "", (other.account.as_of or "") if other else ""
        if other is None or mine[:10] == theirs[:10]:
            found.append(answer)
        elif mine > theirs:
            earlier = {*answer.account.earlier, *other.account.claims, *other.account.earlier} - {
                *answer.account.claims
            }
            account = replace(answer.account, earlier=tuple(sorted(earlier)))
            found.append(replace(answer, account=account, withdrawn=denial))
    return found


def value_key(value: Value) -> str:
    """What makes two values one answer of a speaker: a name's id; all times are one answer, and so are all places."""
    if isinstance(value, Name):
        return value.id or fold(value.name)
    return "when" if isinstance(value, When) else "where"


def relate(question: str, left: Value, right: Value, relation: ItemRelation) -> Relation:
    """How two answers stand to each other: equal, compatible (one vaguer), beside (both can be), or rival."""
    if isinstance(left, When) and isinstance(right, When):
        return _times(left, right)
    if isinstance(left, Place) and isinstance(right, Place):
        return _places(left, right)
    if isinstance(left, Name) and isinstance(right, Name):
        return _names(question, left, right, relation)
    return "beside"


def side(name: Name, relation: ItemRelation) -> str | None:
    """The side that a name stands for, upper case."""
    found = relation.side_of(name.id) if name.id else None
    found = found or relation.side_of(name.name)
    return found.upper() if found else None


def worded(value: Value) -> str:
    """A value as a reader names it."""
    if isinstance(value, Name | Place):
        return value.name
    return value.edtf if isinstance(value, When) else value.said


def vagueness(value: Value) -> tuple[float, float]:
    """How vague a time or place is; less is more precise."""
    if isinstance(value, When):
        return (float(value.start is None), float(TIME_PRECISION.index(value.precision)))
    if isinstance(value, Place):
        return (float(value.latitude is None) * 8 + (value.precision or 7), value.radius_km or 0.0)
    return (0.0, 0.0)


def _current(told: list[Claim], case: Case) -> tuple[Claim, ...]:
    """Every claim of a name; of times and places the most precise that the newest allows, and what equals it."""
    value = told[0].value
    if isinstance(value, Name):
        return tuple(told)
    ordered = sorted(told, key=lambda c: (case.date(c)[:10], c.id), reverse=True)
    check: Callable[[Value, Value], Relation] = lambda a, b: relate(told[0].question, a, b, case.relation)  # noqa: E731
    fitting = [claim for claim in ordered if check(ordered[0].value, claim.value) != "rival"]
    best = min(fitting, key=lambda claim: (*vagueness(claim.value), ordered.index(claim)))
    return (best, *(claim for claim in fitting if claim is not best and check(best.value, claim.value) == "equal"))


def _times(left: When, right: When) -> Relation:
    one, other = left.days(), right.days()
    if one is None or other is None:
        return "equal" if left.edtf == right.edtf else "compatible"
    if (left.start, left.end) == (right.start, right.end) or one == other:
        return "equal"
    slack = timedelta(days=0 if left.zone and right.zone else 1)  # an unknown zone shifts a day
    return "compatible" if one[0] <= other[1] + slack and other[0] <= one[1] + slack else "rival"


def _places(left: Place, right: Place) -> Relation:
    if left.gazetteer_id is not None and (left.gazetteer, left.gazetteer_id) == (right.gazetteer, right.gazetteer_id):
        return "equal"
    distance = left.distance_km(right)
    if distance is None:
        return "equal" if fold(left.name) == fold(right.name) else "compatible"
    if distance <= SAME_PLACE_KM and abs((left.precision or 1) - (right.precision or 1)) <= 1:
        return "equal"
    slack = (left.radius_km or 0) + (right.radius_km or 0) + NEAR_KM
    regional = max(left.precision or 1, right.precision or 1) >= 4
    if regional and left.country and left.country == right.country:
        return "compatible"
    return "compatible" if distance <= slack else "rival"


def _names(question: str, left: Name, right: Name, relation: ItemRelation) -> Relation:
    one, other = value_key(left), value_key(right)
    if one == other:
        return "equal"
    if question in ("actor", "recipient"):
        sides = side(left, relation), side(right, relation)
        if None in sides:
            return "beside"
        if sides[0] == sides[1]:
            return "compatible"
        return "rival" if question in EXCLUSIVE else "beside"
    words = [name.id or name.name for name in (left, right)]
    if relation.same_or_parent(words[0], words[1]) or relation.same_or_parent(words[1], words[0]):
        return "compatible"
    if question == "weapon" and any(all(relation.same_or_parent(kind, word) for word in words) for kind in RIVAL_KINDS):
        return "rival"
    return "beside"
