"""Quotation marks in press text -> the spans between them, and which of them a cue stands beside.

A quotation may run over several sentences, and over paragraphs where each opens with a mark and only the last closes.
"""

import re
from typing import NamedTuple

from spacy.tokens import Span, Token

from rashomon.extract.knowledge import cues
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_verb

_OPENERS = frozenset("“„«")
_CLOSERS = frozenset("”»")
MIN_WORDS = 4  # a shorter quotation is a scare quote or a term, not speech


class Quote(NamedTuple):
    """Code points of a quotation, marks included; ``closed`` where a mark ends it, and not its paragraph."""

    start: int
    end: int
    closed: bool = True


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
            found.append(Quote(opened, end, closed=False))
    return [quote for quote in found if len(text[quote.start : quote.end].split()) >= MIN_WORDS]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


class Quotations:
    """The quotations of one document by token."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.found = find_quotes(scene.text)
        self.ranges = [self._tokens(quote) for quote in self.found]

    def holds(self, token: Token) -> bool:
        """Whether a token stands in a quotation."""
        return any(token.i in tokens for tokens in self.ranges)

    def beside(self, sentence: Span, cue: Token) -> frozenset[int]:
        """The tokens of the sentence inside a quotation that the cue itself stands outside of."""
        found: set[int] = set()
        if cue.dep_ == "relcl":
            return frozenset()
        for quote, tokens in zip(self.found, self.ranges, strict=True):
            if (
                quote.end <= sentence.start_char
                or quote.start >= sentence.end_char
                or quote.start <= cue.idx < quote.end
            ):
                continue
            if tokens and not self._divided(cue, tokens):
                found.update(i for i in tokens if sentence.start <= i < sentence.end)
        return frozenset(found)

    def _divided(self, cue: Token, tokens: range) -> bool:
        """Whether another cue verb with its own subject stands between the cue and the quotation."""
        low, high = (cue.i + 1, tokens.start) if cue.i < tokens.start else (tokens.stop, cue.i)
        table = cues().verbs
        return any(
            is_verb(t) and t.lemma_.lower() in table and any(c.dep_ in SUBJECTS for c in t.children)
            for t in self.scene.doc[low:high]
        )

    def runs(self) -> list[list[int]]:
        """The quotations that are one speech, by number: each paragraph of it opens with a mark, and only the last one closes."""
        found: list[list[int]] = []
        for at, quote in enumerate(self.found):
            if found and self._goes_on(self.found[at - 1], quote):
                found[-1].append(at)
            else:
                found.append([at])
        return found

    def _goes_on(self, before: Quote, quote: Quote) -> bool:
        return not before.closed and not self.scene.text[before.end : quote.start].strip()

    def _tokens(self, quote: Quote) -> range:
        inside = [t.i for t in self.scene.doc.char_span(quote.start, quote.end, alignment_mode="expand") or ()]
        return range(inside[0], inside[-1] + 1) if inside else range(0)
