"""The words of a paragraph in capitals, and how a word is written once its case is decided."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

_MC = 4  # letters: "Mc" and a name
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_OPENS = re.compile(r"[.!?]['\")\]]*\s+['\"(\[]*\Z|\)\s+--\s*['\"(\[]*\Z|:\s*\"?\Z|\n\s*\n\s*['\"(\[]*\Z|,\s+\"\Z")
_NOTE = re.compile(r"(?:\A|--|[.!?\]]|\n\s*\n)\s*\[[^\[\]]*\][\s\"'(\[]*\Z")  # "[text]", "[reporter]" before a sentence
_ONSET = re.compile(
    r"(?:[ptd][sz]|dj|zw|m[bp]|n[dgkt]|[bcfgkp][lr]|[dtv]r|ch|chr|dw|g[hn]|kh|kn|ll|ph|ps|qu|rh|s[chklmnpqtvwy]|s[cpt]r|shr|spl|th|thr|ts|tw|vl|wh|wr|zh|y|[b-df-hj-np-tv-xz])?"
    r"[aeiouy]"
)
_CODA = re.compile(
    r"[aeiouy](?:[b-df-hj-np-tv-xz]{0,2}|[lnr][dkstz]s?|ght|tch|rth|nth|lls?|rts?|cks?|ngs?|sch|ntz|rtz|ltz|hrs?|wns?)\Z"
)
_ANNOUNCES = frozenset(
    {"in", "since", "of", "until", "by", "early", "late", "last", "next", "this", "during", "from", "on"}
)

_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "by",
        "with",
        "from",
        "to",
        "that",
        "in",
        "at",
        "on",
        "said",
        "its",
        "his",
        "their",
        "were",
        "was",
    }
)
_PLAIN = str.maketrans("áéíóúüñç", "aeiouunc")
_NAMES = ("january", "february", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
          "wednesday", "thursday", "friday", "saturday", "sunday")  # fmt: skip
_DOUBTFUL = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "march", "may")
# Months and weekdays; False where only the words around tell that it is one.
CALENDAR = {**dict.fromkeys(_NAMES, True), **dict.fromkeys(_DOUBTFUL, False)}

Case = Literal["lower", "name", "capitals", "as spelt"]


class CaseToken(Struct):
    """One word of a paragraph: where it stands, in lower case, and how it is to be written (None: not decided)."""

    start: int
    end: int
    lower: str
    before: str
    case: Case | None = None
    spelt: str | None = None
    promoted: bool = False

    @property
    def joined(self) -> bool:
        """Whether only one space or line break stands between it and the word before."""
        return self.before in (" ", "\n", "  ")


def tokens_of(text: str) -> list[CaseToken]:
    """The words of a text, in order."""
    found: list[CaseToken] = []
    last = 0
    for match in _WORD.finditer(text):
        found.append(CaseToken(match.start(), match.end(), lower(match.group()), text[last : match.start()]))
        last = match.end()
    return found


def lower(text: str) -> str:
    """The text in lower case, as long as it was."""
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(low if len(low := char.lower()) == 1 else char for char in text)
    )


def is_sayable(word: str) -> bool:
    """Whether a word can be spoken: acronyms mostly cannot."""
    plain = word.rpartition("'")[2].translate(_PLAIN)
    if not plain.isascii():
        return True
    return _ONSET.match(plain) is not None and _CODA.search(plain) is not None


def opens_sentence(text: str, tokens: Sequence[CaseToken], at: int, abbreviations: frozenset[str]) -> bool:
    """Whether a word begins a sentence."""
    if at == 0:
        return True
    before, previous = tokens[at].before, tokens[at - 1]
    if before.startswith(".") and (
        previous.lower in abbreviations or len(previous.lower) == 1 or "." in previous.lower
    ):
        return "\n\n" in before or '"' in before
    if "]" in before:
        return _NOTE.search(text[: tokens[at].start]) is not None or before.lstrip("]").startswith("[") or "." in before
    return _OPENS.search(before) is not None


def written(text: str, token: CaseToken) -> str:
    """A word in its case; the length stays."""
    if token.case == "as spelt" and token.spelt is not None and len(token.spelt) == len(text):
        return token.spelt
    if token.case == "capitals":
        tail = 2 if text[-2:].upper() in ("'S", "’S") else 0
        return text[: len(text) - tail] + text[len(text) - tail :].lower()
    lowered = token.lower
    if token.case == "lower":
        return lowered
    pieces = re.split(r"(['’])", lowered)
    shaped = "".join(piece if piece in ("s", "t") else piece[:1].upper() + piece[1:] for piece in pieces)
    if shaped.startswith("Mc") and len(shaped) > _MC:
        shaped = f"Mc{shaped[2].upper()}{shaped[3:]}"
    return shaped if len(shaped) == len(text) else lowered


def is_dated(tokens: Sequence[CaseToken], at: int) -> bool:
    """Whether "may", "march" or an abbreviation is a month here: a number beside it, or a word that announces one."""
    beside = [tokens[step].lower for step in (at - 1, at + 1) if 0 <= step < len(tokens)]
    return any(word[:1].isdigit() for word in beside) or (at > 0 and tokens[at - 1].lower in _ANNOUNCES)


def ends_name(token: CaseToken) -> bool:
    """Whether a word cannot stand inside the name of a body."""
    return token.lower in _ARTICLES
