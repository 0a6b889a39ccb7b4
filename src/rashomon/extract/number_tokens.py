"""Text cut into the pieces that numbers are read from."""

import re
from typing import NamedTuple

# A web address or a tag; "U.S." and "a.m."; a run of letters and digits, joined by hyphens, slashes and apostrophes,
# between digits also by separators, so that "S-400", "155mm", "4:20" and "1,200" are one piece each; a paragraph
# break; one sign.
_PIECE = re.compile(
    r"(?:https?://|www\.)\S+|[@#][^\W\d_]\w*"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?:[-‑/'’]|(?<=[0-9])[.,:–](?=[0-9]))[^\W_]+)*"
    r"|\n[^\S\n]*\n\s*"
    r"|[^\w\s]"
)


class Piece(NamedTuple):
    """A word, number or sign at ``start`` to ``end`` (code points).

    ``low`` is lower case with plain hyphens, a line feed for a paragraph break.
    """

    start: int
    end: int
    text: str
    low: str


EDGE = Piece(-1, -1, "", "")


class Pieces:
    """The pieces of one text; reading past either end gives an empty piece."""

    __slots__ = ("count", "pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = [Piece(m.start(), m.end(), m[0], _low(m[0])) for m in _PIECE.finditer(text)]
        self.count = len(self.pieces)

    def __getitem__(self, i: int) -> Piece:
        return self.pieces[i] if 0 <= i < self.count else EDGE

    def low(self, i: int) -> str:
        """The lower-case word at ``i``, empty past the ends."""
        return self.pieces[i].low if 0 <= i < self.count else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between piece ``i`` and the next."""
        return 0 <= i < self.count - 1 and self.pieces[i].end == self.pieces[i + 1].start

    def has(self, words: tuple[str, ...], i: int) -> bool:
        """Whether ``words`` stand at ``i``."""
        if i < 0 or i + len(words) > self.count:
            return False
        pieces = self.pieces
        for word in words:  # a loop, not all(): this is the innermost call, and a generator doubles its time
            if pieces[i].low != word:
                return False
            i += 1
        return True


def words_of(wording: str) -> tuple[str, ...]:
    """The lower-case pieces of a wording."""
    return tuple(_low(m[0]) for m in _PIECE.finditer(wording))


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous"))
    )


_PLURALS = frozenset({
    "people", "children", "men", "women", "troops", "personnel", "police", "servicemen", "servicewomen", "gunmen",
    "policemen", "uavs", "aircraft", "atacms", "himars",
})  # fmt: skip


def _low(text: str) -> str:
    if text[0] == "\n":
        return "\n"
    low = text.lower()
    return low if low.isascii() else low.replace("’", "'").replace("‑", "-")
