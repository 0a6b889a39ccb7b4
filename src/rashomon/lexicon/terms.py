"""Find every known term in a text: equipment, speakers, offices, channels, sides, items and targets, with offsets.

All spellings stand in one Aho-Corasick automaton over the folded lower-case text; what it finds is then held against
word boundaries, case and context. Russian and Ukrainian forms stand in a second automaton over stems, which runs only
on texts with Cyrillic letters.
"""

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from rashomon.lexicon import normal
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.schema import Form, TermKind, Via

_CHANNEL_WORD = re.compile(r"channel|telegram|account|канал|телеграм|паблик|паблік", re.IGNORECASE)
_BEFORE, _AFTER = 80, 40  # characters around a common word in which "channel" makes it a channel's name
_ARTICLE_LIKE = re.compile(r"(?:A|An|Be|А|Ан)-\d")  # "An 26-year-old" is not an An-26: these need their hyphen
_JOINING = re.compile(r"\W(?:and|or|to)-\Z")
_JOINED = re.compile(r"-(?:and|or)\W")
_HYPHENATING: frozenset[TermKind] = frozenset({"equipment", "side", "speaker", "channel"})
_VIAS: tuple[Via, ...] = ("name", "forces", "demonym", "metonym")  # which wins where one entry has a form twice
_NAMED_KINDS: frozenset[TermKind] = frozenset({"speaker", "channel"})
_THINGS: frozenset[TermKind] = frozenset({"equipment", "item", "target"})
_FORCES_FOLLOW: frozenset[Via] = frozenset({"name", "demonym", "metonym"})


class Term(Struct, frozen=True, order=True):
    """One mention: ``text`` stands at ``start`` to ``end`` (code points, half-open); ``id`` is the entry's of ``kind``.

    A plural ending belongs to it, a possessive does not. ``via`` says which sort of name it was.
    """

    start: int
    end: int
    text: str
    kind: TermKind
    id: str
    via: Via = "name"


Spelt = tuple[str, Form]  # a spelling, folded and in its own case, of a form


class TermMatcher:
    """Finds the terms of a Lexicon. Holds two automata and no state; safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        latin: dict[str, list[Spelt]] = {}
        cyrillic: dict[str, list[Spelt]] = {}
        for form in lexicon.forms():
            if not form.text.isascii() and normal.CYRILLIC.search(form.text):
                cased = normal.Stemmed(normal.fold(form.text)).text
                cyrillic.setdefault(normal.lower(cased), []).append((cased, form))
            else:
                for cased in normal.spellings(form.text):
                    latin.setdefault(normal.lower(cased), []).append((cased, form))
        self._latin, self._latin_forms = _automaton(latin)
        self._cyrillic, self._cyrillic_forms = _automaton(cyrillic)
        words = "|".join(re.escape(normal.fold(word)) for spelt in sorted(lexicon.forces, key=len, reverse=True)
                         for word in sorted(normal.spellings(spelt)))  # fmt: skip
        self._forces = re.compile(rf"(?:'s|')? (?:{words})(?!\w)", re.IGNORECASE)

    def find_terms(self, text: str) -> tuple[Term, ...]:
        """Find every term in ``text``, in order of start, then end, kind and id.

        Within a kind a longer mention beats a shorter one that it overlaps; mentions of several kinds, and several
        entries that share a form, all stand.
        """
        folded = normal.fold(text)
        candidates = list(self._find_latin(text, folded))
        if normal.CYRILLIC.search(folded):
            candidates.extend(self._find_cyrillic(text, folded))
        return _longest(candidates, len(text))

    def _find_latin(self, text: str, folded: str) -> Iterator[Term]:
        for number, start, end in self._latin.find_matches_as_indexes(normal.lower(folded), overlapping=True):
            if start and folded[start - 1].isalnum():
                continue
            plural_end = _word_end(folded, start, end)
            if plural_end is None:
                continue
            found = folded[start:end]
            for cased, form in self._latin_forms[number]:
                common = cased == cased.lower()
                if not (common or normal.case_fits(cased, found)):
                    continue
                if common and _in_compound(text, start, plural_end, form.kind):
                    continue
                if _fits(form, text, folded, start, plural_end):
                    yield from self._terms(text, folded, start, plural_end, form)

    def _find_cyrillic(self, text: str, folded: str) -> Iterator[Term]:
        stemmed = normal.Stemmed(folded)
        for number, start, end in self._cyrillic.find_matches_as_indexes(normal.lower(stemmed.text), overlapping=True):
            if (start and stemmed.text[start - 1].isalnum()) or stemmed.text[end : end + 1].isalnum():
                continue
            found = stemmed.text[start:end]
            first, last = stemmed.original(start, end)
            for cased, form in self._cyrillic_forms[number]:
                if normal.stem_case_fits(cased, found) and _fits(form, text, folded, first, last):
                    yield from self._terms(text, folded, first, last, form)

    def _terms(self, text: str, folded: str, start: int, end: int, form: Form) -> Iterator[Term]:
        yield Term(start, end, text[start:end], form.kind, form.id, form.via)
        if form.kind == "side" and form.via in _FORCES_FOLLOW:
            forces = self._forces.match(folded, end)
            if forces:
                yield Term(start, forces.end(), text[start : forces.end()], "side", form.id, "forces")


def _automaton(spelt: dict[str, list[Spelt]]) -> tuple[AhoCorasick, list[list[Spelt]]]:
    return AhoCorasick(list(spelt), matchkind=MatchKind.Standard, store_patterns=False), list(spelt.values())


def _fits(form: Form, text: str, folded: str, start: int, end: int) -> bool:
    """Whether a form that needs more than its letters has it: its hyphen ("A-50"), or a channel word nearby."""
    article = _ARTICLE_LIKE.match(form.text)
    if article is not None:
        after = text[start + article.end() - 2]
        if not (after in normal.HYPHENS or after.isdigit()):
            return False
    return not form.context or _CHANNEL_WORD.search(folded, max(0, start - _BEFORE), end + _AFTER) is not None


def _word_end(folded: str, start: int, end: int) -> int | None:
    """Where the word ends, a plural -s included, or None in the middle of a word."""
    follows = folded[end : end + 1]
    if not follows.isalnum():
        return end
    last = folded[end - 1]
    plural = follows == "s" or (follows == "S" and folded[start:end].isupper())
    if plural and last.isalnum() and last not in "sS" and not folded[end + 1 : end + 2].isalnum():
        return end + 1
    return None


def _in_compound(text: str, start: int, end: int, kind: TermKind) -> bool:
    """Whether a common word is only a part of a hyphenated one: no tank in "anti-tank", no school in "school-age"."""
    if text[start - 1 : start] == "-" and start > 1 and text[start - 2].isalnum():
        return not _JOINING.search(text, max(0, start - 5), start)
    if kind in _HYPHENATING:
        return False
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha() and not _JOINED.match(text, end)


def _longest(candidates: Iterable[Term], length: int) -> tuple[Term, ...]:
    """Keep, within each kind, the longest of overlapping mentions, the earlier of two as long, and all of one span."""
    taken: dict[TermKind, bytearray] = {}
    spans: set[tuple[TermKind, int, int]] = set()
    kept: dict[tuple[TermKind, str, int, int], Term] = {}
    for term in sorted(candidates, key=lambda term: (term.start - term.end, term.start, _VIAS.index(term.via))):
        span = (term.kind, term.start, term.end)
        cover = taken.setdefault(term.kind, bytearray(length))
        if span not in spans:
            if any(cover[term.start : term.end]):
                continue
            spans.add(span)
            cover[term.start : term.end] = b"\x01" * (term.end - term.start)
        kept.setdefault((term.kind, term.id, term.start, term.end), term)
    return tuple(sorted(_not_inside_names(kept.values())))


def _not_inside_names(terms: Iterable[Term]) -> Iterator[Term]:
    """Leave out the capitalised things that are only a part of a speaker's name: no house in "White House".

    Lower-case words stay ("Ukrainian troops" speak, and are counted), as do names written in capitals throughout.
    """
    terms = list(terms)
    names = [term for term in terms if term.kind in _NAMED_KINDS and term.via == "name" and not term.text.isupper()]
    longest: dict[int, int] = {}
    for name in names:
        for position in range(name.start, name.end):
            longest[position] = max(name.end - name.start, longest.get(position, 0))
    for term in terms:
        part = term.kind in _THINGS and term.text[0].isupper() and longest.get(term.start, 0) > term.end - term.start
        if not part:
            yield term
