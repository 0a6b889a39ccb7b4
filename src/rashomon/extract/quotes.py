"""Quotation marks in press text -> the spans between them.

A quotation may run over several sentences, and over paragraphs where each opens with a mark and only the last closes.
"""

import re
from typing import NamedTuple

_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")
MIN_WORDS = 4  # a shorter quotation is a scare quote or a term, not speech


class Quote(NamedTuple):
    """Code points of a quotation, marks included."""

    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """All quotations of MIN_WORDS words or more, in text order, none nested."""
    found: list[Quote] = []
    for start, end in _paragraphs(text):
        opened: int | None = None
        for match in re.finditer(r"[\"“”„«»]", text[start:end]):
            at, mark = start + match.start(), match.group()
            if opened is None:
                if mark not in _CLOSERS:
                    opened = at
            elif mark in _OPENERS and mark != text[opened] and text[opened] != '"':
                continue
            else:
                found.append(Quote(opened, at + 1))
                opened = None
        if opened is not None:
            found.append(Quote(opened, end))
    return [quote for quote in found if len(text[quote.start : quote.end].split()) >= MIN_WORDS]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans
