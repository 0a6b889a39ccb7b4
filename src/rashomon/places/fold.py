"""How names are compared: one key for all the ways in which a name is typed, one looser key for how it is romanised.

The key of a name is its NFKD form without combining marks, casefolded, without apostrophes and dots, with hyphens and
runs of space as one space. The loose key also levels the choices that romanisations of Slavic and Arabic names make
differently (``iy``/``yi``/``ii``, ``kh``/``h``, ``ou``/``u``, doubled letters, the Arabic article); it is a second
resort, for places in the countries that the lexicon gives priority.
"""

import re
import unicodedata

_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a",
    "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, "′": None,
    "ʹ": None, "ʺ": None, "ˈ": None, ".": None, '"': None, "“": None, "”": None,
    "-": " ", "‐": " ", "‑": " ", "‒": " ", "–": " ", "—": " ", "−": " ", "_": " ", "/": " ", ",": " ",
})  # fmt: skip
_ARTICLES = frozenset({
    "al", "el", "as", "ash", "ad", "ar", "an", "at", "az", "ath", "es", "ed", "ul", "ol", "il", "the",
})  # fmt: skip
_LOOSE = (
    (re.compile(r"(?:iy|yy|yi|ii|ij|yj)"), "i"),
    (re.compile(r"[yj](?=[aeiou])"), "i"),
    (re.compile(r"(?:ie|io)"), "e"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"(?:ou|oo)"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"(?:ei|ay|ai)"), "e"),
    (re.compile(r"w"), "v"),
    (re.compile(r"q"), "k"),
    (re.compile(r"g(?=h)"), ""),
    (re.compile(r"(?:ah|eh)\b"), "a"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def fold(name: str) -> str:
    """The key under which a name is stored and looked up."""
    if name.isascii():
        text = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        text = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return " ".join(text.translate(_LETTERS).split())


def loosen(key: str) -> str:
    """The looser key of a folded name, without articles and spaces; empty for names under five letters."""
    words = [word for word in key.split() if word not in _ARTICLES]
    text = "".join(words)
    for pattern, replacement in _LOOSE:
        text = pattern.sub(replacement, text)
    return text if len(text) >= 5 else ""


def without_article(key: str) -> str:
    """The folded name without a leading Arabic article, or the name itself."""
    head, _, rest = key.partition(" ")
    return rest if rest and head in _ARTICLES else key
