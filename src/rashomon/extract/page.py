"""What a saved web page holds beside its article: buttons, and headlines of other articles, which tell of nothing here.

A paragraph that is a button (``page.yaml``) is furniture. A run of lines without a full stop is a list of other articles
where it stands below words that open one ("Related stories"), or between buttons with no text of the article after it.
A headline in capitals inside an article that has none otherwise links to another one.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from rashomon.lexicon.loader import load_yaml

_CAPITALS = 6  # words in capitals that make a headline rather than a subhead or a name
_LONG = 30  # words; a line of more is text even without its full stop
_HEADLINE = 5  # words, at least
_MANY = 3  # headlines between buttons; a title, its author and its date are no more than one
_OUTER = " \t\r\n|·•>»→-–—:"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TEXT = re.compile(r"[.!:;][\"'”’»)\]]*$")
_CUT = re.compile(r"(?:…|\.\.\.)[\"'”’»)\]]*$")


class PageFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``page.yaml``."""

    furniture: tuple[str, ...]
    related: tuple[str, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    file = load_yaml("page.yaml", PageFile)
    return _lines(file.furniture), _lines(file.related)


def _lines(entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry).replace(r"\*", ".*") for entry in entries), re.DOTALL)


def furniture(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs (code points) of ``text`` that are no part of its article."""
    kinds = [_kind(text[start:end]) for start, end in paragraphs]
    if {"button", "related", "capitals"}.isdisjoint(kinds):
        return []
    shouting = 2 * sum(c.isupper() for c in text) > sum(c.isalpha() for c in text)
    found: list[int] = []
    for number, kind in enumerate(kinds):
        if kind in {"button", "related"}:
            found.append(number)
        elif kind == "capitals" and not shouting and "text" in kinds[:number]:
            found.append(number)
            kinds[number] = "blank"
    for first, last in _runs(kinds):
        lines = [text[start:end] for start, end in paragraphs[first:last]]
        if _is_list(lines, kinds, first, last):
            found += range(first, last)
    return [paragraphs[one] for one in sorted(found)]


def _runs(kinds: list[str]) -> Iterator[tuple[int, int]]:
    """The runs of lines without a full stop, half-open, blank lines between them included."""
    number = 0
    while number < len(kinds):
        last = number
        while last < len(kinds) and kinds[last] in {"line", "capitals", "blank"}:
            last += 1
        if any(kind != "blank" for kind in kinds[number:last]):
            yield number, last
        number = max(last, number + 1)


def _is_list(lines: list[str], kinds: list[str], first: int, last: int) -> bool:
    """Whether a run of lines without a full stop is a list of other articles."""
    before = [kind for kind in kinds[:first] if kind != "blank"]
    after = [kind for kind in kinds[last:] if kind != "blank"]
    if not before:
        return False  # the title
    if before[-1] == "button" and "related" in before:
        before = [kind for kind in before if kind != "button"]
    if before[-1] == "related":
        return True
    if not after or after[0] not in {"button", "related"}:
        return False
    if "text" in after:  # buttons above and below a title, or a list of headlines
        return before[-1] == "button" and sum(len(line.split()) >= _HEADLINE for line in lines) >= _MANY
    # The names of topics below an article, or a page without one; a bulletin has figures.
    return before[-1] == "button" or not any(c.isdigit() for line in lines for c in line)


def _kind(paragraph: str) -> str:
    line = paragraph.strip(_OUTER)
    if not line:
        return "blank"
    button, related = _patterns()
    folded = " ".join(line.replace("’", "'").lower().split())
    words = folded.split()
    is_text = len(words) > _LONG or (_TEXT.search(line) is not None and _CUT.search(line) is None and len(words) > 2)
    if related.fullmatch(folded) and (not is_text or paragraph.rstrip().endswith(":")):
        return "related"
    if is_text:
        return "text"
    if button.fullmatch(folded):
        return "button"
    return "capitals" if line.upper() == line and len(words) >= _CAPITALS and _YEAR.search(line) is None else "line"
