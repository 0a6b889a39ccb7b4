"""The rare words of a telling: its names and figures, those foremost that the language model never met.

Two texts that share them tell of one happening, wherever the place is not resolved or the day not said. How rare a word is
follows from the model's own vocabulary, which is fixed: counted over a ledger it would change with every report.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from rashomon.model import Claim, Rare
from rashomon.values import Name, Place

_MARKS = ".,;:!?()'\""
SHORTEST = 2  # characters of a word; "a", "J." and single digits are no sign


def rare_words(tokens: Iterable[Token], vocabulary: frozenset[str], without: Iterable[str] = ()) -> Rare:
    """The names and figures among ``tokens``, but for ``without``: those out of the ``vocabulary``, and those within it.

    A figure is as telling as a name that nobody knows.
    """
    unmet: set[str] = set()
    met: set[str] = set()
    for token in tokens:
        word = token.lower_
        if len(word) < SHORTEST:
            continue
        if any(map(str.isdigit, word)):
            unmet.add(word)
        elif token.pos_ == "PROPN" and any(map(str.isalpha, word)):
            (met if word in vocabulary else unmet).add(word)
    spoken = frozenset(without)
    return Rare(unmet=tuple(sorted(unmet - spoken)), met=tuple(sorted(met - spoken)))


def spoken_words(claims: Iterable[Claim]) -> frozenset[str]:
    """The words of Claims' figures, names, times and places, and of their speakers.

    Linking compares the former by what they mean; speakers comment on one attack as on the next.
    """
    found: set[str] = set()
    for claim in claims:
        said = [claim.value.said, claim.item or "", claim.by or "", *(speaker.name for speaker in claim.speakers)]
        if isinstance(claim.value, Name | Place):
            said.append(claim.value.name)
        if isinstance(claim.value, Place):
            said.append(claim.value.admin1 or "")
        found.update(word.strip(_MARKS) for word in " ".join(said).casefold().split())
    return frozenset(found)
