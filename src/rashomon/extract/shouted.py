"""Which paragraphs of a text are printed in capitals."""

import re

from rashomon.extract.dateline import dateline_end
from rashomon.extract.parse import paragraphs

_SHOUTED = 0.9  # of the letters: a broadcaster's note in lower case may stand between
_LEAST = 8  # letters: "NATO:" is no sentence
_WRAPPED = 50  # characters: a line of a column
_CAPITALS = re.compile(r"[^\W\d_a-z][^a-z]{8,}")  # a quick sign: most texts have no such run


def is_shouted(text: str) -> bool:
    """Whether nearly all letters of a text are capitals."""
    letters = capitals = 0
    for char in text:
        if char.isalpha():
            letters += 1
            capitals += char.isupper()
    return letters >= _LEAST and capitals >= _SHOUTED * letters


def has_shouted(text: str) -> bool:
    """Whether a text has a paragraph in capitals."""
    if _CAPITALS.search(text) is None:
        return False
    return bool(shouted_spans(text))


def shouted_spans(text: str) -> list[tuple[int, int]]:
    """The paragraphs in capitals; a town in capitals that opens a dispatch ("KYIV - The city ...") makes none."""
    spans = paragraphs(text)
    if is_shouted(text):
        return spans
    flags = [is_shouted(text[start:end]) for start, end in spans]
    for at, (start, end) in enumerate(spans):
        if flags[at] and dateline_end(text, start) == end:
            flags[at] = at + 1 < len(spans) and flags[at + 1]
    return [span for span, flag in zip(spans, flags, strict=True) if flag]


def in_case_of(text: str, parsed: str) -> str:
    """``text`` with the case of its own parsed form, letter by letter: the Doc has it, with plain marks for curly ones."""
    if text == parsed or not has_shouted(text):
        return text
    return "".join(new if new != old and new == old.lower() else old for old, new in zip(text, parsed, strict=True))


def merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with the pieces of one wrapped column joined again: in capitals no line shows that it goes on."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        line = text[text.rfind("\n", 0, start - 1) + 1 : start]
        if found and found[-1][1] == start and (not line.endswith("\n") or len(line) > _WRAPPED):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
