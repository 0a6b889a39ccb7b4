"""A text in capitals -> the same text in mixed case, one code point for one, for the parser and the readers.

Wires, cables and headlines are printed in capitals. The parser, the place finder and the rules for names expect capitals
to mean something. A paragraph whose letters are nearly all capitals is rewritten: names keep a capital, acronyms all of
theirs, everything else becomes lower case. Offsets stay, so that every span is cut from the document's own text.

A word's case is decided from what is known: the lexicon's and the gazetteer's names, the English words of the language
model, acronyms in brackets, and the words on both sides. What no list knows is a name.
"""

import re
from itertools import pairwise

from msgspec import Struct

from rashomon.extract.case_tokens import (
    CALENDAR,
    Case,
    CaseToken,
    ends_name,
    is_dated,
    is_sayable,
    lower,
    opens_sentence,
    tokens_of,
    written,
)
from rashomon.extract.casing import Words
from rashomon.extract.shouted import merged, shouted_spans
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.loader import load_yaml
from rashomon.lexicon.terms import Term, TermMatcher
from rashomon.places import Gazetteer

_AREA = 4  # the precision of a first-level area
_KNOWN_TOWN = 20_000  # people: a smaller town does not make a name of a word that is in the dictionary
_LONGEST = 6  # words of a place's name

_ACRONYM = 7  # letters, at most
_MC = 4  # letters: "Mc" and a name
_HEAD = 8  # words of a body's name before its noun
_CONTRACTED = re.compile(r"'(?:re|ve|ll|d|m)\Z")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED = re.compile(
    r"(?<=[A-Z]\s)[\[(]([A-Z][A-Z0-9-]{1,9})[\]),]|\b([A-Z]{2,9})(?= [\[(](?:[A-Z]+ ){2,}[A-Z]+[\])])"
)
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|d|th|mm|km|am|pm|s)")
_ROMAN = re.compile(r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})\Z")
_SMALL = frozenset(
    {"of", "and", "for", "the", "in", "to", "with", "on", "de", "del", "y", "e", "para", "por", "against"}
)


class CasingFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``casing.yaml``."""

    opening: frozenset[str]
    inside: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    names: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    spelt: tuple[str, ...]


class Recaser:
    """Rewrites paragraphs in capitals; holds word lists and no state."""

    def __init__(self, words: Words, lexicon: Lexicon, matcher: TermMatcher, gazetteer: Gazetteer) -> None:
        self.words = words
        self.matcher = matcher
        self.gazetteer = gazetteer
        self.file = load_yaml("casing.yaml", CasingFile)
        self._spelt = {spelt.lower(): spelt for spelt in self.file.spelt}
        self._spellings: dict[str, str] = {}
        for form in lexicon.forms():
            if (lowered := form.text.lower()) != form.text:
                self._spellings.setdefault(lowered, form.text)
        self._areas = gazetteer.words("region_nouns")
        self._stop = gazetteer.words("stop")
        self._place: dict[str, bool] = {}

    def recase(self, text: str) -> str:
        """The text with every paragraph in capitals in mixed case; the same object where there is none."""
        shouted = merged(text, shouted_spans(text))
        if not shouted:
            return text
        acronyms = {
            word
            for start, end in shouted
            for found in _BRACKETED.finditer(text, start, end)
            if self._can_be_acronym(word := (found[1] or found[2]).lower())
        }
        found = [self._paragraph(text[start:end], acronyms) for start, end in shouted]
        names = {token.lower.removesuffix("'s") for tokens in found for token in tokens if token.promoted}
        pieces, last = [], 0
        for (start, end), tokens in zip(shouted, found, strict=True):
            for token in tokens:
                if token.case == "lower" and token.lower.removesuffix("'s") in names:
                    token.case = "name"
            pieces += [text[last:start], self._write(text[start:end], tokens)]
            last = end
        return "".join([*pieces, text[last:]])

    def _paragraph(self, text: str, acronyms: set[str]) -> list[CaseToken]:
        tokens = tokens_of(text)
        self._places(text, tokens)
        self._known(text, tokens)
        for at, token in enumerate(tokens):
            if token.case is None:
                token.case = self._single(tokens, at, acronyms, text)
        self._neighbours(tokens)
        return tokens

    def _write(self, text: str, tokens: list[CaseToken]) -> str:
        letters = list(lower(text))
        for at, token in enumerate(tokens):
            shape = written(text[token.start : token.end], token)
            if token.case == "lower" and opens_sentence(text, tokens, at, self.file.abbreviations):
                shape = shape[:1].upper() + shape[1:] if len(shape[:1].upper()) == 1 else shape
            letters[token.start : token.end] = shape
        return "".join(letters)

    # What the lists know ------------------------------------------------------------------------------------------------

    def _known(self, text: str, tokens: list[CaseToken]) -> None:
        """Names of the lexicon, as they are spelt there."""
        starts = {token.start: at for at, token in enumerate(tokens)}
        for term in sorted(self.matcher.find_terms(text), key=lambda term: (term.start, -term.end)):
            at = starts.get(term.start)
            spelt = self._spelling(term)
            if at is None or spelt is None or tokens[at].case is not None:
                continue
            inside = [token for token in tokens[at : at + _HEAD] if token.start < term.end]
            if len(inside) == 1 and self._is_common_term(inside[0].lower, spelt, tokens, at):
                continue
            for token in inside:
                piece = spelt[token.start - term.start : token.end - term.start]
                if len(piece) == token.end - token.start or token is inside[-1]:
                    token.case, token.spelt = "as spelt", piece

    def _spelling(self, term: Term) -> str | None:
        written = " ".join(term.text.lower().split())
        if len(written) != len(term.text):
            return None
        spelt = self._spellings.get(written)
        if spelt is None and written.endswith("s") and (singular := self._spellings.get(written[:-1])) is not None:
            return f"{singular}s"
        return spelt

    def _is_common_term(self, word: str, spelt: str, tokens: list[CaseToken], at: int) -> bool:
        """Whether a name of the lexicon is rather the word of the dictionary that looks like it ("hawk", "let", "pole")."""
        if "function" in self.words.parts(word):
            return True
        if word in self.file.names or not self.words.is_common(word):
            return False
        if spelt.isupper() and len(spelt) > 3 and self.words.parts(word) == {"noun"}:
            return at > 0 and tokens[at - 1].lower in {"a", "an", "the", "this", "that"}
        return self._country(word) is None

    def _country(self, word: str) -> str | None:
        return self.gazetteer.country_of_demonym(word) or next(
            (m.entry.country for m in self.gazetteer.matches(word) if m.entry.kind == "country"), None
        )

    def _places(self, text: str, tokens: list[CaseToken]) -> None:
        """Names of places of several words, the longest first."""
        function = [self._is_function(token.lower) for token in tokens]
        odd = [not closed and self._is_odd(token.lower) for token, closed in zip(tokens, function, strict=True)]
        at = 0
        while at < len(tokens):
            stop = at
            while not function[at] and stop + 1 < len(tokens) and stop + 1 - at < _LONGEST and (
                tokens[stop + 1].joined or tokens[stop + 1].before == "-"
            ):  # fmt: skip
                stop += 1
            for last in range(stop, at, -1):
                own = any(odd[at : last + 1])
                if (
                    function[last]
                    or not (own or last == at + 1)
                    or not self._names_place(text, tokens[at], tokens[last], own=own)
                ):
                    continue
                for token in tokens[at : last + 1]:
                    inner = token.lower in self.file.inside and token is not tokens[at] and token is not tokens[last]
                    token.case = "lower" if inner else "name"
                at = last
                break
            at += 1

    def _names_place(self, text: str, first: CaseToken, last: CaseToken, *, own: bool) -> bool:
        matches = [m for m in self.gazetteer.matches(text[first.start : last.end]) if not m.stem and not m.loose]
        return bool(matches) and (own or any(
            not m.alternative and (m.entry.population >= _KNOWN_TOWN or m.entry.kind in ("country", "region", "sea")) for m in matches
        ))  # fmt: skip

    def _is_odd(self, word: str) -> bool:
        """Whether a word is hardly one of the dictionary: it makes a name of the words around it."""
        return word in self.file.opening or not (word in self.file.inside or self.words.is_common(word))

    def _is_function(self, word: str) -> bool:
        return "function" in self.words.parts(word) and word not in self.file.opening | self.file.inside

    def _can_be_acronym(self, word: str) -> bool:
        known = self._spellings.get(word, "").isupper()
        return (
            (known or not self.words.is_common(word))
            and not self.words.parts(word) - {"noun"}
            and not self._is_place(word)
        )

    def _is_place(self, word: str) -> bool:
        """Whether a single word names a country, an area or a town that is better known than the word."""
        found = self._place.get(word)
        if found is None:
            found = self._place[word] = any(
                m.entry.kind in ("country", "sea")
                or (m.entry.kind == "region" and m.entry.precision == _AREA)
                or (m.entry.population >= _KNOWN_TOWN and not m.alternative and not m.stem)
                for m in self.gazetteer.matches(word)
                if not m.loose and not ((m.stem or word in self._stop) and self.words.parts(word))
            )
        return found

    # One word -----------------------------------------------------------------------------------------------------------

    def _single(self, tokens: list[CaseToken], at: int, acronyms: set[str], text: str) -> Case:
        token = tokens[at]
        word = token.lower.replace("’", "'").removesuffix("'s")
        if word.endswith("n't"):
            return "lower"
        word = _CONTRACTED.sub("", word)
        if not _LETTER.search(word):
            return "lower"
        if word in self._spelt:
            token.spelt = self._spelt[word] + text[token.start + len(word) : token.end].lower()
            return "as spelt"
        if any(char.isdigit() for char in word):
            return "lower" if _NUMBERED.fullmatch(word) else "capitals"
        if len(word) == 1:
            return self._letter(text, token, word)
        if "." in word:
            return "lower" if word in {"a.m.", "p.m."} else "capitals"
        if word == "us":
            named = at > 0 and tokens[at - 1].lower == "the"
            return "capitals" if named or self._before_noun(tokens, at) else "lower"
        if CALENDAR.get(word) is not None:
            return "name" if CALENDAR[word] or is_dated(tokens, at) else "lower"
        if word in self.file.common:
            return "lower"
        if word in acronyms:
            return "capitals"
        if word in self.file.names or word in self.file.given or word in self.file.surnames:
            return "name"
        return self._listed(tokens, at, word)

    def _listed(self, tokens: list[CaseToken], at: int, word: str) -> Case:
        parts = self.words.parts(word)
        if self.gazetteer.country_of_demonym(word) is not None:
            return "name"
        if word in self.file.opening | self.file.inside:
            return "lower"
        if "function" in parts or parts - {"noun"}:
            return "lower"
        if self._is_place(word) and (not parts or not self.words.is_common(word) or self._country(word) is not None):
            return "name"
        if parts:
            return "lower"
        if self.gazetteer.matches(word) and len(word) > 3:
            return "name"
        if word.startswith("mc") and len(word) > _MC:
            return "name"
        if len(word) > _ACRONYM or (at and tokens[at].joined and tokens[at - 1].lower in self.file.given):
            return "name"
        if _ROMAN.match(word.upper()) or self.words.is_acronym(word.upper()) or not is_sayable(word):
            return "capitals"
        if len(word) <= 3 and not self.gazetteer.matches(word):
            return "name" if word.title() in self.words.strings else "capitals"
        return "name"

    def _letter(self, text: str, token: CaseToken, word: str) -> Case:
        if word == "i" or text[token.end : token.end + 1] == "." or text[token.start - 1 : token.start] == "-":
            return "capitals"
        if text[token.end : token.end + 1] in ("-", "&"):
            return "capitals"
        return "lower"

    def _before_noun(self, tokens: list[CaseToken], at: int) -> bool:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return following is not None and following.joined and not self._is_function(following.lower)

    # Words side by side -------------------------------------------------------------------------------------------------

    def _neighbours(self, tokens: list[CaseToken]) -> None:
        for at, token in enumerate(tokens):
            if token.lower in self.file.opening and token.case == "lower" and at + 1 < len(tokens):
                self._open_name(tokens, at)
        for at in range(1, len(tokens)):
            token = tokens[at]
            previous = tokens[at - 1]
            initial = token.before == ". " and len(previous.lower) == 1
            if token.case != "lower" or not (initial or (token.joined and self._names_person(previous))):
                continue
            if self._can_be_name(token.lower, given=initial or previous.lower in self.file.given):
                token.case, token.promoted = "name", True
        for token, following in pairwise(tokens):
            if token.case != "lower":
                continue
            if self._is_person(following) and following.before.lstrip(".") in (" ", "\n", "  "):
                if token.lower in self.file.abbreviations or (following.joined and token.lower in self.file.titles):
                    token.case = "name"
            elif following.joined and following.lower in self._areas and self._is_area(token.lower):
                token.case = "name"
        self._bodies(tokens)

    def _is_area(self, word: str) -> bool:
        """Whether "department" or "province" behind a word makes it a place's name."""
        return self.words.parts(word) <= {"noun"} and any(
            m.entry.kind == "region" for m in self.gazetteer.matches(word)
        )

    def _open_name(self, tokens: list[CaseToken], at: int) -> None:
        """ "El", "San", "de la" and the word behind them."""
        token, following = tokens[at], tokens[at + 1]
        if not following.joined or self._is_function(following.lower):
            return
        within = at > 0 and token.joined and tokens[at - 1].lower in self.file.inside
        if following.case == "lower" and following.lower not in self.file.inside:
            following.case = "name"
        token.case = "lower" if within else "name"

    def _names_person(self, token: CaseToken) -> bool:
        """Whether a word goes before a surname: a name that is no place, a title."""
        word = token.lower
        if token.case == "lower":
            return word in self.file.abbreviations or word in self.file.titles or word in self.file.inside
        if word in self.file.given:
            return True
        return (token.case == "name" and word not in self.file.names and not self._is_place(word)
                and self.gazetteer.country_of_demonym(word) is None)  # fmt: skip

    def _can_be_name(self, word: str, *, given: bool) -> bool:
        """Whether a word of the dictionary can be somebody's surname: a noun only, and a rare one, or behind a given name."""
        word = word.removesuffix("'s")
        if word in self.file.inside | self.file.common or self.words.parts(word) != {"noun"}:
            return False
        return not self.words.is_common(word) or (given and word.title() in self.words.strings)

    def _is_person(self, token: CaseToken) -> bool:
        return token.case == "name" and self.gazetteer.country_of_demonym(token.lower) is None

    def _bodies(self, tokens: list[CaseToken]) -> None:
        """The words of a body's name that stand before its acronym: "Popular Liberation Front [PLF]"."""
        for at, following in enumerate(tokens[1:]):
            if not (following.case == "capitals" or (following.spelt or "").isupper()) or following.before not in (
                " [",
                " (",
                "\n[",
                "\n(",
            ):
                continue
            first = at
            while (
                first > 0
                and at - first < _HEAD
                and tokens[first].before in (" ", "-", "\n")
                and not ends_name(tokens[first - 1])
            ):
                first -= 1
            for inner in tokens[first : at + 1]:
                if inner.case == "lower" and inner.lower not in _SMALL:
                    inner.case = "name"
