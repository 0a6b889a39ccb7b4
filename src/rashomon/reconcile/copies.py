"""Which Documents are copies of which, as pure functions of one text and of two.

Two texts are copies where the sets of their five-word runs have a Jaccard similarity of at least 0.8. A text's
``Signature`` is a function of that text alone: the hashes of its runs, and band keys by which copies meet. The keys are
one-permutation MinHash with rotation (Shrivastava and Li, "Densifying one permutation hashing", ICML 2014): the least
hash in each of 32 bins, two bins a key. Two texts at the threshold share one of 16 keys but for 1 pair in some ten
million; a pair that shares one is then compared exactly. Where texts are few, all pairs are.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b
from zlib import crc32

from msgspec import Struct

from rashomon.model import Document

SHINGLE_WORDS = 5
COPY_FROM = 0.8
SHORTEST_WORDS = 25  # a shorter text is a copy only where it is the same text: two flashes of news read alike
FEW = 100  # of up to so many texts every pair is compared, which costs less than a Signature of each
BINS, ROWS = 32, 2

_WORD = re.compile(r"\w+")
_SPACED = {place: " " for place in range(128) if not _WORD.match(chr(place))}
_SPACE = re.compile(rb" ")


class Signature(Struct, frozen=True):
    """What comparing one text with others needs: the hashes of its runs of words, and the keys that copies share."""

    runs: frozenset[int]
    keys: tuple[str, ...]


def signature(text: str) -> Signature:
    """The Signature of a text; without words it has no key and is nothing's copy."""
    words = _words(text)
    if not words:
        return Signature(runs=frozenset(), keys=())
    if len(words) < SHORTEST_WORDS:
        whole = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
        return Signature(runs=frozenset({int(whole.hexdigest(), 16)}), keys=(f"text:{whole.hexdigest()}",))
    runs = frozenset(_hashes(words, SHINGLE_WORDS))
    least = _least(runs)
    bands = [".".join(f"{one:x}" for one in least[row : row + ROWS]) for row in range(0, BINS, ROWS)]
    return Signature(runs=runs, keys=tuple(f"{row}:{band}" for row, band in enumerate(bands)))


def is_copy(one: Signature, other: Signature) -> bool:
    """Whether two texts are copies of each other."""
    return _alike(one.runs, other.runs)


def _alike(one: frozenset[Hashable], other: frozenset[Hashable]) -> bool:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    if not small or len(small) < COPY_FROM * len(large):
        return False
    shared = len(small & large)
    return shared >= COPY_FROM * (len(small) + len(large) - shared)


def copies(documents: Iterable[Document]) -> dict[str, str]:
    """Each copied Document's id with that of the earliest published one it repeats (chains of copies end in one)."""
    ordered = sorted(documents, key=lambda d: (d.published or "9999", d.id))
    if len(ordered) < 2:
        return {}
    root = list(range(len(ordered)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    (_join_few if len(ordered) <= FEW else _join_many)([document.text for document in ordered], root, find)
    return {one.id: ordered[find(place)].id for place, one in enumerate(ordered) if find(place) != place}


def _join_few(texts: list[str], root: list[int], find: Callable[[int], int]) -> None:
    """Join copies, comparing every pair that is not joined yet; the runs of a text only where its words are like another's."""
    words = [_words(text) for text in texts]
    bags = [frozenset(one) for one in words]
    runs: dict[int, frozenset[Hashable]] = {}
    for place in range(len(texts)):
        for other in range(place):
            if not _like(bags[place], bags[other], len(words[place]) + len(words[other])):
                continue
            one, two = sorted((find(other), find(place)))
            if one == two:
                continue
            for each in (place, other):
                if each not in runs:
                    runs[each] = _runs(words[each])
            if _alike(runs[place], runs[other]):
                root[two] = one


def _like(one: frozenset[str], other: frozenset[str], length: int) -> bool:
    """Whether texts of these words, and of this length together, may be copies: those of others share too few words.

    Each word that only one text has begins a run that the other lacks, but for its last four. Copies lack at most a ninth of
    all runs of both.
    """
    apart = len(one) + len(other) - 2 * len(one & other)
    return apart - 2 * (SHINGLE_WORDS - 1) <= length * (1 - COPY_FROM) / (1 + COPY_FROM)


def _words(text: str) -> list[str]:
    """The words of a text without regard to case; of plain ASCII in a third of the time."""
    folded = text.casefold()
    return folded.translate(_SPACED).split() if folded.isascii() else _WORD.findall(folded)


def _join_many(texts: list[str], root: list[int], find: Callable[[int], int]) -> None:
    """Join copies, comparing those that share a key."""
    signatures = [signature(text) for text in texts]
    by_key: dict[str, list[int]] = {}
    for place, mine in enumerate(signatures):
        for key in mine.keys:
            met = by_key.setdefault(key, [])
            for other in met:
                one, two = sorted((find(other), find(place)))
                if one != two and is_copy(mine, signatures[other]):
                    root[two] = one
            met.append(place)


def _runs(words: list[str]) -> frozenset[Hashable]:
    """A text's runs of words as they are; a short text is one run."""
    if len(words) < SHORTEST_WORDS:
        return frozenset([tuple(words)] if words else ())
    return frozenset(zip(*(words[first:] for first in range(SHINGLE_WORDS)), strict=False))


def _hashes(words: list[str], size: int) -> list[int]:
    """CRC-32 of each run of ``size`` words: the same in every process and on every machine, and fast."""
    joined = " ".join(words).encode("utf-8", "surrogatepass")
    starts = [0, *(space.end() for space in _SPACE.finditer(joined))]
    ends = [*(start - 1 for start in starts[1:]), len(joined)]
    return [crc32(joined[start:end]) for start, end in zip(starts, ends[size - 1 :], strict=False)]


def _least(runs: Iterable[int]) -> list[int]:
    """The least hash in each bin; an empty bin takes that of the next one that has any, so that few runs do as well."""
    least: dict[int, int] = {}
    for run in sorted(runs, reverse=True):
        least[run % BINS] = run
    if len(least) < BINS:
        filled = sorted(least)
        for place in set(range(BINS)) - least.keys():
            source = next((one for one in filled if one > place), filled[0])
            # How far it was fetched is part of the value: a borrowed one is not the bin's own.
            least[place] = least[source] + ((source - place) % BINS << 32)
    return [least[place] for place in range(BINS)]
