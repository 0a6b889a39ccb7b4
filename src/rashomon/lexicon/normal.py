"""How a term is written: one normal form for hyphens, quotes, case, American spelling, plurals and Cyrillic endings.

``fold`` never changes the length of a text, so an offset in the folded text is an offset in the text.
"""

import re

HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
_FOLD = str.maketrans(
    {
        **dict.fromkeys(HYPHENS + "\t\n\r\u00a0\u2009\u202f", " "),
        **dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"'),
    }
)

# British to American, as parts of words; both are found whichever stands in the YAML.
_AMERICAN = (
    ("defence", "defense"), ("armour", "armor"), ("centre", "center"), ("neighbour", "neighbor"), ("harbour", "harbor"),
    ("labour", "labor"), ("storey", "story"), ("theatre", "theater"), ("programme", "program"), ("isation", "ization"),
    ("fibre", "fiber"),
)  # fmt: skip

_LETTER_HYPHEN_DIGIT = re.compile(r"(?<=[^\W\d_])[-](?=\d)")
_ES_ENDING = re.compile(r"(?:[sxz]|[cs]h)\Z")
_IES_ENDING = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])y\Z")

# Case and number endings of Russian and Ukrainian nouns and adjectives: a light stemmer takes off the longest.
_ENDING = re.compile(
    r"(?:иями|ями|ами|ими|ыми|ого|его|ому|ему|ього|ьому|ових|еві|ові|єві|иях|ией|иям|ией|ією|ой|ей|ий|ый|ій|ая|яя|ое|ее"
    r"|ые|ие|ия|ию|ии|ої|ью|ья|ою|ею|єю|ую|юю|ом|ем|єм|ам|ям|ах|ях|им|ым|ім|их|ых|іх|ов|ев|їв|ів|[аяоеєыиіїьуюй])\Z"
)
_LEAST_STEM = 3  # letters: "дом" stays, "мост-ов" loses its ending
CYRILLIC = re.compile(r"[\u0400-\u052f]")
CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+(?:'[\u0400-\u052f]+)*")


def fold(text: str) -> str:
    """Make every hyphen, dash and white-space character a space, and every quote straight; the length stays."""
    return text.translate(_FOLD)


def lower(text: str) -> str:
    """Lower the case without changing the length (a capital dotted I would become two code points)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def spellings(form: str) -> set[str]:
    """Return the folded spellings of a form: American, "S400" for "S-400", and plurals that -s alone does not give."""
    found = [form]
    lowered = form.lower()
    for british, american in _AMERICAN:
        if british in lowered:
            found.append(found[-1].replace(british, american).replace(british.capitalize(), american.capitalize()))
    if "-" in form:
        found += [_LETTER_HYPHEN_DIGIT.sub("", one) for one in found]
    if form[-1] in "sxzhy" and form.rpartition(" ")[2].islower():
        if form[-1] == "y":
            found += [_IES_ENDING.sub("ies", one) for one in found]
        elif _ES_ENDING.search(form):
            found += [f"{one}es" for one in found]
    if len(found) == 1 and form.isascii() and "-" not in form:
        return {form}
    return {fold(one) for one in found}


def stem(word: str) -> str:
    """Take one case or number ending off a Cyrillic word; acronyms and short words stay."""
    if len(word) > 1 and word.isupper():
        return word
    ending = _ENDING.search(word, min(_LEAST_STEM, len(word)))
    return word[: ending.start()] if ending else word


class Stemmed:
    """A folded text with every Cyrillic word stemmed, and the way back to the offsets of the text."""

    def __init__(self, folded: str) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._word_ends: dict[int, int] = {}
        here = 0
        for match in CYRILLIC_WORD.finditer(folded):
            self._keep(folded, here, match.start(), pieces)
            root = stem(match.group())
            pieces.append(root)
            self._starts.extend(range(match.start(), match.start() + len(root)))
            self._word_ends[len(self._starts)] = match.end()
            here = match.end()
        self._keep(folded, here, len(folded), pieces)
        self.text = "".join(pieces)

    def _keep(self, folded: str, start: int, end: int, pieces: list[str]) -> None:
        pieces.append(folded[start:end])
        self._starts.extend(range(start, end))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of a non-empty range of ``self.text``, endings included."""
        return self._starts[start], self._word_ends.get(end, self._starts[end - 1] + 1)


def case_fits(form: str, found: str) -> bool:
    """Whether ``found`` may stand for ``form``, both folded and equal but for case.

    A word in lower case fits any case, a word with a capital only itself, or itself in capitals where it has four
    letters or the form has a digit (so that IT is not "it", yet KINZHAL and SU-34 are found).
    """
    if form == found:
        return True
    numbered = any(char.isdigit() for char in form)
    for wanted, seen in zip(form.split(" "), found.split(" "), strict=True):
        if wanted == seen or wanted == wanted.lower():
            continue
        if not (seen.isupper() and (len(seen) >= 4 or numbered)):
            return False
    return True


def stem_case_fits(form: str, found: str) -> bool:
    """``case_fits`` for stems: acronyms only as themselves, names with a capital, common words in any case."""
    for wanted, seen in zip(form.split(" "), found.split(" "), strict=True):
        if wanted == seen or wanted == wanted.lower():
            continue
        if wanted.isupper() and len(wanted) > 1:
            return False
        if wanted[:1] != seen[:1]:
            return False
    return True
