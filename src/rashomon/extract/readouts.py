"""Papers that a text gives in full: "The statement reads:", and the paragraphs of it behind the colon."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from rashomon.extract.cues import Cue
from rashomon.extract.papers import PAPERS
from rashomon.extract.quotes import Quotations
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS

_OPENERS = frozenset("\"“„«'‘")
_CLOSERS = frozenset('"”»')
_READING = frozenset({"read", "go", "run", "follow", "say", "state"})


def readout_carry(scene: Scene, cast: Cast, quotations: Quotations, cues: Sequence[Cue]) -> list[Cue]:
    """ "The statement reads:": the quotation in the paragraphs behind it is the signer's, up to the mark that closes it."""
    found: list[Cue] = []
    taken = frozenset(i for cue in cues for i in cue.content)
    for sentence in scene.sentences:
        paper = _announced(sentence)
        if paper is None:
            found.extend(_published(scene, cast, sentence, taken))
            continue
        start = scene.text.find("\n", sentence[-1].idx)
        told = frozenset(_read_out(scene, quotations, start)) - taken if start >= 0 else frozenset()
        speaker = cast.resolve(paper) if told else None
        if speaker is not None:
            found.append(Cue(paper.i, (speaker,), frozenset(), told, "CT+", "read"))
    return found


def _published(scene: Scene, cast: Cast, sentence: Span, taken: frozenset[int]) -> Iterator[Cue]:
    """ "The staff on Thursday made public the following statement:": all that follows is its own, without marks."""
    words = [t for t in sentence if not t.is_space]
    if not words or words[-1].text != ":":
        return
    paper = next(
        (t for t in words if t.lemma_.lower() in PAPERS and any(left.lower_ == "following" for left in t.lefts)), None
    )
    verb = next((node for node in paper.ancestors if node.tag_ in {"VBD", "VBZ", "VBN"}), None) if paper else None
    who = next((child for child in verb.children if child.dep_ in SUBJECTS), None) if verb is not None else None
    rest = frozenset(t.i for t in scene.doc[sentence.end :] if not t.is_space)
    if paper is None or who is None or not rest or scene.doc[min(rest)].text in _OPENERS:
        return
    speaker = cast.resolve(who)
    if speaker is not None:
        yield Cue(paper.i, (speaker,), frozenset(), rest - taken, "CT+", "read")


def _announced(sentence: Span) -> Token | None:
    """The paper of a sentence that ends its paragraph with a colon and says nothing but that it reads as follows."""
    words = [t for t in sentence if not t.is_space]
    if not words or words[-1].text not in {":", ";"} or "\n" not in sentence[-1].text_with_ws + sentence[-1].text:
        return None
    paper = next((t for t in words if t.lemma_.lower() in PAPERS and t.dep_ in {"nsubj", "ROOT"}), None)
    if paper is None or not (paper.dep_ == "ROOT" or paper.head.lemma_.lower() in _READING):
        return None
    return paper


def _read_out(scene: Scene, quotations: Quotations, start: int) -> Iterator[int]:
    """The tokens of the quotation that opens the next paragraph, over as many paragraphs as it is left open."""
    text = scene.text
    while start < len(text) and text[start].isspace():
        start += 1
    if start >= len(text) or text[start] not in _OPENERS:
        return
    run = next((run for run in quotations.runs() if quotations.found[run[0]].start == start), None)
    end = quotations.found[run[-1]].end if run is not None else text.find("\n", start)
    if end < 0 or run is None or not quotations.found[run[-1]].closed:  # a heading, or one that no paragraph opens anew
        closed = [at for mark in _CLOSERS if (at := text.find(mark, max(end, start + 1))) >= 0]
        end = min(closed, default=len(text))
    yield from (t.i for t in scene.doc if start <= t.idx < end)
