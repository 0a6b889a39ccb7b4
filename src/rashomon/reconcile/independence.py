"""Who is an origin of their own: a copied text, and an outlet that may repeat what it was told, count with another."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from rashomon.model import Account, Claim
from rashomon.reconcile.accounts import Case

T = TypeVar("T")


def repeats(
    answers: list[tuple[Account, tuple[Claim, ...], T]], case: Case, same: Callable[[T, T], bool]
) -> dict[int, tuple[str, Account]]:
    """Positions of the Accounts that are no origin of their own, each with a reason code and whom it counts with.

    Only an Account in the publisher's own voice can be one: it is copied text, or gives the same answer as a speaker
    who was quoted on it before or in the same Document.
    """
    attributed = [any(claim.attribution != "none" for claim in told[1]) for told in answers]
    quoted = [told for told, by_another in zip(answers, attributed, strict=True) if by_another]
    found: dict[int, tuple[str, Account]] = {}
    if not case.originals and not 0 < len(quoted) < len(answers):
        return found
    voiced: dict[str, list[tuple[Account, tuple[Claim, ...], T]]] = {}
    for told in answers if case.originals else ():
        for document in {claim.document for claim in told[1] if claim.attribution == "none"}:
            voiced.setdefault(document, []).append(told)
    for position, (account, claims, answer) in enumerate(answers):
        if not claims or attributed[position]:
            continue
        for code, others in (("copy", _copied(claims, voiced, case.originals)), ("may-be-repeating", quoted)):
            for other, other_claims, other_answer in others:
                if other.speaker.id == account.speaker.id or not same(answer, other_answer):
                    continue
                if code == "copy" or any(_heard(claim, one, case) for claim in claims for one in other_claims):
                    found.setdefault(position, (code, other))
    return found


def _copied(claims: tuple[Claim, ...], voiced: Mapping[str, list[T]], originals: Mapping[str, str]) -> list[T]:
    """What the Documents say in their own voice that these Claims' Documents copy, all of them."""
    if not voiced or not all(claim.document in originals for claim in claims):
        return []
    return [told for root in sorted({originals[claim.document] for claim in claims}) for told in voiced.get(root, ())]


def _heard(claim: Claim, quoted: Claim, case: Case) -> bool:
    """Whether the publisher of ``claim`` could have it from the speaker of ``quoted``."""
    if quoted.attribution == "none":
        return False
    if claim.document == quoted.document:
        return True
    mine, theirs = case.published.get(claim.document), case.published.get(quoted.document)
    if not mine or not theirs:
        return False
    size = min(len(mine), len(theirs))  # of one day without a time of day, either could have been first
    return theirs[:size] <= mine[:size]
