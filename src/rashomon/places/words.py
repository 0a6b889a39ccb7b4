"""Words of a text with the marks that place names are found by: capitals, sentence starts, possessives."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ‘][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_JOIN = re.compile(r"(?:[ \t\u00a0]+|[ \t]*\n[ \t]*|[-‐‑–]|\.[ \u00a0])\Z")
_SENTENCE_END = re.compile(r"[.!?…:;•*|\"“”«»]|\n\s*\n|\n|^\s*$|—")
_ABBREVIATED = frozenset({
    "st", "mt", "ft", "gen", "col", "lt", "maj", "sgt", "capt", "adm", "gov", "sen", "rep", "mr", "mrs", "ms", "dr",
    "prof", "brig", "cmdr", "cpl", "u.s", "no", "jr", "sr",
})  # fmt: skip


class Word(Struct, frozen=True):
    """One word: ``before`` is what stands between it and the word before; ``end`` leaves out a possessive ending."""

    start: int
    end: int
    text: str
    lower: str
    before: str
    capital: bool
    opens: bool
    possessive: bool


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        surface = match.group()
        possessive = _POSSESSIVE.search(surface)
        if possessive:
            end = start + possessive.start()
            surface = text[start:end]
        before = text[last:start]
        abbreviated = bool(found) and before == ". " and found[-1].lower in _ABBREVIATED
        opens = not found or (bool(_SENTENCE_END.search(before)) and not abbreviated)
        if not surface:
            continue
        found.append(
            Word(
                start=start,
                end=end,
                text=surface,
                lower=surface.lower().rstrip("."),
                before=before,
                capital=surface[0].isupper(),
                opens=opens,
                possessive=bool(possessive),
            )
        )
        last = match.end()
    return tuple(found)


def joined(before: str, previous: Word) -> bool:
    """Whether what stands before a word lets it belong to one name with the previous word."""
    if previous.possessive or not _JOIN.match(before):
        return False
    return not before.startswith(".") or previous.lower in ("st", "mt", "ft")


class Spans:
    """Spans to test for overlap; built once, asked often."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any span shares a character with [start, end)."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end
