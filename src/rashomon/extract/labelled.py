"""Reports in labelled lines: "Source: the governor on Telegram", "Quote: …", "Details: …"."""

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from rashomon.extract.cues import Cue
from rashomon.extract.phrases import Phrase
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import sentence_of
from rashomon.model import Speaker

# Words before a colon that say what a line is, and are nobody.
LABELS = frozenset({"source", "sources", "quote", "quotes", "details", "detail", "background", "reference", "for reference", "update",
                    "updated", "previously", "photo", "video", "note", "context", "what happened", "summary"})  # fmt: skip
_LINE = re.compile(
    r"^(?:literally )?(source|quote|details|updated?)(?: from (?P<who>[^:\n]{2,80}))?:[ \t]*(?=\S)", re.I | re.M
)
_VIA = re.compile(r"\s+(?:on|via|citing|quoting|in|at)\s|;|\n|$")


def label_carry(scene: Scene, cast: Cast, cues: Sequence[Cue]) -> list[Cue]:
    """What stands behind "Quote:" and "Details:" in the voice of the one who is named behind "Source:"."""
    found: list[Cue] = []
    source: tuple[int, Speaker] | None = None
    for match in _LINE.finditer(scene.text):
        label = match.group(1).lower()
        end = scene.text.find("\n", match.end())
        end = len(scene.text) if end < 0 else end
        if label == "source":
            source = _named(scene, cast, match.end(), end)
            continue
        if match["who"]:
            source = _named(scene, cast, match.start("who"), match.end("who")) or source
        if source is None:
            continue
        told = [t.i for t in scene.doc if match.end() <= t.idx < end]
        if label != "quote":
            told = [i for i in told if not _is_told(sentence_of(scene.doc[i]), cues)]
        if told:
            found.append(Cue(source[0], (source[1],), frozenset(), frozenset(told), "CT+", "source"))
    return found


def _is_told(sentence: Span, cues: Sequence[Cue]) -> bool:
    """Whether a sentence has a speaker of its own."""
    inside = range(sentence.start, sentence.end)
    return any(cue.speakers and cue.token in inside for cue in cues)


def _named(scene: Scene, cast: Cast, start: int, end: int) -> tuple[int, Speaker] | None:
    """Who stands behind a label, where it is one alone."""
    line = scene.text[start:end]
    if ";" in line:
        return None
    stop = start + _VIA.search(line).start()  # type: ignore[union-attr]
    tokens = [t for t in scene.doc if start <= t.idx < stop and not t.is_space]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not tokens:
        return None
    speaker = cast.resolve_phrase(Phrase(_head(tokens), tokens[0].i, tokens[-1].i + 1, surface=True))
    return None if speaker is None else (tokens[0].i, speaker)


def _head(tokens: list[Token]) -> Token:
    """The last word of the name before a comma, else of the noun before a preposition."""
    comma = next((at for at, t in enumerate(tokens) if t.text == ","), 0)
    if comma and any(t.ent_type_ == "PERSON" for t in tokens[:comma]):
        return tokens[comma - 1]
    stop = next((at for at, t in enumerate(tokens) if at and t.tag_ == "IN"), len(tokens))
    return next((t for t in reversed(tokens[:stop]) if t.pos_ in {"NOUN", "PROPN"}), tokens[-1])
