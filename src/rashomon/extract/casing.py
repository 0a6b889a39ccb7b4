"""Which English words there are, read off the language model's own lemma tables: what is left is a name.

Text in capitals does not say which words are names. The model's lemmatizer carries lists of English lemmas by part of
speech and of irregular forms; a word that is none of them, nor a regular form of one, is taken for a name. The lists
hold names too ("bogota"), all in lower case: those are nouns only, and the model has never met a plural of them.
"""

import re
from functools import lru_cache

from spacy.language import Language

_SHORT = 3  # letters: a shorter stem proves nothing ("used" is no form of "us")
_COMPOUND = 8  # letters: "machinegun" is two words, a shorter name splits by chance
_PREFIX = re.compile(
    r"(?:anti|counter|non|pre|re|un|over|under|ex|mis|dis|inter|sub|super|semi|ultra|para|multi|co|de|narco|out|up)"
)
_PARTS = ("noun", "verb", "adj", "adv")
# Endings of regular forms: what is cut off, what is put back, and the part of speech that takes them.
_FORMS = (
    ("ies", "y", "noun verb"), ("es", "", "noun verb"), ("s", "", "noun verb"), ("men", "man", "noun"),
    ("ied", "y", "verb"), ("d", "", "verb"), ("ed", "", "verb"), ("ing", "", "verb"), ("ing", "e", "verb"),
    ("ier", "y", "adj"), ("er", "", "adj verb"), ("er", "e", "adj verb"), ("iest", "y", "adj"), ("est", "", "adj"), ("est", "e", "adj"),
    ("ly", "", "adj"), ("ily", "y", "adj"), ("ness", "", "adj"), ("ers", "", "verb"), ("ers", "e", "verb"),
)  # fmt: skip


class Words:
    """The English words that a language model knows, each with the parts of speech that it can be."""

    def __init__(self, nlp: Language, vocabulary: frozenset[str]) -> None:
        self._parts: dict[str, set[str]] = {}
        self.strings = vocabulary
        self.function = frozenset(word for word in nlp.Defaults.stop_words or () if word.isalpha())
        if not nlp.has_pipe("lemmatizer"):
            return
        lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        for table in ("lemma_index", "lemma_exc"):
            if not lookups.has_table(table):
                continue
            for part in _PARTS:
                for word in lookups.get_table(table).get(part, ()):
                    self._parts.setdefault(word, set()).add(part)
        self.parts = lru_cache(maxsize=65536)(self._parts_of)

    def _parts_of(self, word: str) -> frozenset[str]:
        """The parts of speech that a lower-case word can be; none where it is no English word."""
        found = set(self._parts.get(word, ()))
        if word in self.function:
            found.add("function")
        for cut, put, parts in _FORMS:
            if word.endswith(cut) and len(word) - len(cut) >= _SHORT:
                stem = word[: len(word) - len(cut)] + put
                found |= self._stem(stem, parts)
                if not put and len(stem) > _SHORT and stem[-1] == stem[-2]:
                    found |= self._stem(stem[:-1], parts)
        if not found and (prefix := _PREFIX.match(word)) and len(word) - prefix.end() > _SHORT:
            found |= self.parts(word[prefix.end() :])
        if (
            not found
            and len(word) >= _COMPOUND
            and any(self._is_compound(word, at) for at in range(_SHORT, len(word) - 2))
        ):
            found.add("noun")
        return frozenset(found)

    def _stem(self, stem: str, parts: str) -> set[str]:
        return self._parts.get(stem, set()) & set(parts.split())

    def _is_compound(self, word: str, at: int) -> bool:
        first, rest = word[:at], word[at:]
        return len(first) > _SHORT and "noun" in self.parts(first) and self.is_common(first) and self.is_common(rest)

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word is surely no name: more than a noun, or a noun whose plural the model has met."""
        parts = self.parts(word)
        if parts - {"noun"}:
            return True
        if not parts:
            return False
        if word in self.strings and word.title() not in self.strings:
            return True
        if word.endswith("s") and word not in self._parts:
            return word in self.strings or self.is_common(word[:-1])
        return any(
            form in self.strings
            for form in (word + "s", word + "es", word[:-1] + "ies" if word.endswith("y") else word + "s")
        )

    def is_acronym(self, word: str) -> bool:
        """Whether the model has met a word in capitals only ("FBI", and no "Fbi")."""
        return word in self.strings and word.title() not in self.strings
