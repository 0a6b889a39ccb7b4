"""Quotation marks and edges: which tokens a quotation holds, and how far a content reaches at its two ends."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

MARKS = frozenset({'"', "''", "``", "“", "”", "„", "«", "»"})
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_EDGES = frozenset({",", ".", ";", ":", "-", "--", "–", "—", "...", "…", " ", "―"})


def find_quotations(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Tokens [start, end) of every quotation, marks included; one that its paragraph does not close ends with it."""
    marks = {doc.vocab.strings[mark] for mark in MARKS}
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i, (is_space, word) in enumerate(doc.to_array(["IS_SPACE", "ORTH"]).tolist()):
        if is_space:
            if opened is not None and "\n" in doc[i].text:
                found.append((opened, i))
                opened = None
            continue
        if word not in marks:
            continue
        token = doc[i]
        mark = text[token.idx]
        if opened is None:
            if mark not in _CLOSING and not (mark not in _OPENING and _closes(token)):
                opened = i
        elif mark not in _OPENING:
            found.append((opened, i + 1))
            opened = None
    if opened is not None:
        found.append((opened, len(doc)))
    return found


def _closes(token: Token) -> bool:
    """Whether a straight mark stands at the end of a word: a closing one whose opening one is missing."""
    before = token.i > 0 and not token.doc[token.i - 1].whitespace_ and not token.doc[token.i - 1].is_space
    return before and bool(token.whitespace_) and token.doc[token.i - 1].text not in {"(", "-", "["}


def trimmed(doc: Doc, tokens: Iterable[int], quotations: dict[int, tuple[int, int]]) -> frozenset[int]:
    """Tokens without the punctuation at their edges; a quotation that is nearly held is held with both marks."""
    kept = sorted(tokens)
    while kept and _edge(doc[kept[0]], set(kept), quotations, first=True):
        kept.pop(0)
    while kept and _edge(doc[kept[-1]], set(kept), quotations, first=False):
        kept.pop()
    if not kept:
        return frozenset()
    held = set(kept)
    held |= _inner_end(doc, held)
    last = max(held)
    if last in quotations:
        start, end = quotations[last]
        if (
            start in held
            and last < end <= last + 3
            and all(doc[i].is_punct or doc[i].is_space for i in range(last + 1, end))
        ):
            held.update(range(last + 1, end))
    first = kept[0]
    around = quotations.get(first)
    if around is not None and around[0] == first - 1 and last < around[1] <= last + 3 and all(
        doc[i].is_punct or doc[i].is_space for i in range(last + 1, around[1])
    ):  # fmt: skip
        return frozenset(held | set(range(around[0], around[1])))
    if first in quotations and quotations[first][0] == first - 1 and quotations[first][1] - 1 in held:
        held.add(first - 1)
    return frozenset(held)


_INNER_OPENING, _INNER_CLOSING = frozenset({"‘", "'"}), frozenset({"’", "'"})


def _inner_end(doc: Doc, held: set[int]) -> set[int]:
    """The mark, and the stop before it, that close a single quotation at the end: "It was an 'intentional act.'"."""
    last = max(held)
    opened = sum(doc[i].text in _INNER_OPENING and doc[i].i + 1 in held and not doc[i].whitespace_ for i in held)
    closed = sum(doc[i].text in _INNER_CLOSING and not doc[i - 1].whitespace_ for i in held)
    if opened <= closed:
        return set()
    for i in range(last + 1, min(last + 4, len(doc))):
        if doc[i].text in _INNER_CLOSING:
            return set(range(last + 1, i + 1))
        if not doc[i].is_punct:
            break
    return set()


def _edge(token: Token, held: set[int], quotations: dict[int, tuple[int, int]], *, first: bool) -> bool:
    if token.is_space:
        return True
    if token.text in MARKS:
        span = quotations.get(token.i)
        return span is None or not (span[0] in held and span[1] - 1 in held)
    if token.i in quotations and quotations[token.i][0] in held and quotations[token.i][1] - 1 in held:
        return False
    if token.text in _EDGES:
        # "Inc." and "a.m." are words; a full stop after them is none of their own.
        return True
    if token.text in {")", "]"}:
        return not any(token.doc[i].text in {"(", "["} for i in held)
    return first and token.text in {"(", "[", ")", "]"} and not any(token.doc[i].text in {")", "]"} for i in held)
