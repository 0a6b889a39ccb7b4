"""Who is an origin of their own: copies of a text, and an outlet that may repeat what it was told, count with another.

Two texts are copies where the sets of their five-word runs have a Jaccard similarity of at least 0.8. The search is
exact and needs no pairwise pass: a pair that similar must share one of the rarest fifth of either's runs (prefix
filter: Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins", ICDE 2006).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from rashomon.model import Account, Claim, Document
from rashomon.reconcile.accounts import Case

SHINGLE_WORDS = 5
COPY_FROM = 0.8
SHORTEST_WORDS = 25  # a shorter text is a copy only where it is the same text: two flashes of news read alike

_WORD = re.compile(r"\w+")
T = TypeVar("T")


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """Each copied Document's id with that of the earliest published one it repeats (chains of copies end in one)."""
    ordered = sorted(documents, key=lambda d: (d.published or "9999", d.id))
    runs = {document.id: _shingles(document.text) for document in ordered}
    root = {document.id: document.id for document in ordered}
    rank = {document.id: place for place, document in enumerate(ordered)}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for left, right in _similar(runs):
        one, other = sorted((find(left), find(right)), key=rank.__getitem__)
        root[other] = one
    return {document.id: find(document.id) for document in ordered if find(document.id) != document.id}


def repeats(
    answers: list[tuple[Account, tuple[Claim, ...], T]], case: Case, same: Callable[[T, T], bool]
) -> dict[int, tuple[str, Account]]:
    """Positions of the Accounts that are no origin of their own, each with a reason code and whom it counts with.

    Only an Account in the publisher's own voice can be one: it is copied text, or gives the same answer as a speaker
    who was quoted on it before or in the same Document.
    """
    quoted = [told for told in answers if any(claim.attribution != "none" for claim in told[1])]
    voiced: dict[str, list[tuple[Account, tuple[Claim, ...], T]]] = {}
    for told in answers:
        for document in {claim.document for claim in told[1] if claim.attribution == "none"}:
            voiced.setdefault(document, []).append(told)
    found: dict[int, tuple[str, Account]] = {}
    for position, (account, claims, answer) in enumerate(answers):
        if not claims or any(claim.attribution != "none" for claim in claims):
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
    if not all(claim.document in originals for claim in claims):
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


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < SHORTEST_WORDS:
        return frozenset({hash(tuple(words))}) if words else frozenset()
    return frozenset(hash(tuple(words[i : i + SHINGLE_WORDS])) for i in range(len(words) - SHINGLE_WORDS + 1))


def _similar(runs: Mapping[str, frozenset[int]]) -> Iterable[tuple[str, str]]:
    frequency = Counter(run for shingles in runs.values() for run in shingles)
    index: dict[int, list[str]] = {}
    for name in sorted(runs, key=lambda name: (len(runs[name]), name)):
        shingles = runs[name]
        rarest = sorted((run for run in shingles if frequency[run] > 1), key=lambda run: (frequency[run], run))
        unshared = len(shingles) - len(rarest)
        prefix = rarest[: max(0, len(shingles) - math.ceil(COPY_FROM * len(shingles)) + 1 - unshared)]
        seen: set[str] = set()
        for run in prefix:
            for other in index.setdefault(run, []):
                if other not in seen and len(runs[other]) >= COPY_FROM * len(shingles):
                    seen.add(other)
                    shared = len(shingles & runs[other])
                    if shared >= COPY_FROM * (len(shingles) + len(runs[other]) - shared):
                        yield other, name
            index[run].append(name)
