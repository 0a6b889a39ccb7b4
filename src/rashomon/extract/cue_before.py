"""Cues that say of the sentence before who tells it: "so says X", "it referred to X", "the figures, received from X, …"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from rashomon.extract.cue_phrases import origins
from rashomon.extract.cues import CITING, GIVEN, Cue, could_speak, plausible
from rashomon.extract.papers import signer
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_verb

# What the sentence before gave, taken up again: "this information", "the toll".
_GIVEN = frozenset({"information", "figure", "number", "datum", "data", "word", "report", "news", "account", "claim", "count", "toll",
                    "tally", "estimate", "detail", "statistic"})  # fmt: skip
_POINTED = (["the"], ["this"], ["that"], ["these"], ["those"], ["both"])
_COMING = frozenset({"come", "stem", "originate", "be", "derive"})
_PASSING = frozenset({"give", "provide", "supply", "share", "release", "report", "compile", "collect", "gather", "issue", "communicate",
                      "announce", "transmit", "relay", "publish", "put"})  # fmt: skip
_PASSED = {"receive": frozenset({"from"}), "obtain": frozenset({"from"}), "attribute": frozenset({"to"}),
           "credit": frozenset({"to"}), "collect": frozenset({"from", "by"}), "gather": frozenset({"from", "by"})}  # fmt: skip


def so_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "So says the coordinator.": what the sentence before says; of whom the coordinator cites, they are the origin."""
    number = scene.sentence_number(verb)
    first = next((t for t in sentence if t.is_alpha), None)
    if first is None or first.lower_ not in {"so", "thus"} or verb.i != first.i + 1 or not number:
        return None
    who = next((child for child in verb.children if child.dep_ in {"nsubj", "dobj", "attr"} and child.i > verb.i), None)
    if who is None or not (plausible(scene, who) or could_speak(scene, who)):
        return None
    speaker = cast.resolve(who)
    before = scene.sentences[number - 1]
    if speaker is None or "\n" in scene.text[before.end_char - 1 : sentence.start_char]:
        return None
    chain = [*origins(scene, cast, who), speaker]
    return Cue(
        verb.i, tuple(chain), frozenset(range(before.start, before.end)), frozenset(), "CT+", verb.lemma_.lower()
    )


def source_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "It referred to an ambulance driver.": on whom rest the words of the sentence before."""
    number = scene.sentence_number(verb)
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if who is None or not number:
        return None
    if verb.dep_ != "ROOT" or who.lower_ not in {"it", "they", "he", "she"}:
        return None
    if verb.lemma_.lower() in CITING:
        cited = [child for child in verb.children if child.dep_ == "dobj"]
    else:
        cited = [obj for child in verb.children if child.lower_ == "to" for obj in child.children if obj.dep_ == "pobj"]
    before = scene.sentences[number - 1]
    origin = next((each for each in cited if plausible(scene, each) or could_speak(scene, each)), None)
    if origin is None or "\n" in scene.text[before.end_char - 1 : sentence.start_char]:
        return None
    if origin.pos_ == "PRON" or any(i in scene.count_at for i in range(sentence.start, sentence.end)):
        return None
    speaker = cast.resolve(origin)
    if speaker is None:
        return None
    return Cue(verb.i, (speaker,), frozenset(range(before.start, before.end)), frozenset(), "CT+", "cite")


def given_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "The figures, received from nurses, …", "this count comes from the ward": the sentence before, with these figures, is theirs."""
    if not is_verb(verb) or verb.dep_ not in {"ROOT", "ccomp"}:
        return None
    paper = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if paper is None or paper.lemma_.lower() not in _GIVEN or paper.left_edge.i > sentence.start + 1:
        return None
    if [t.lower_ for t in paper.lefts if t.dep_ != "amod"] not in _POINTED:
        return None
    who = signer(paper) or next(_origins_of(verb), None)
    if who is None or any(
        i in scene.count_at and not who.left_edge.i <= i <= who.i for i in range(sentence.start, sentence.end)
    ):
        return None  # "the figure of nine was given by the mayor"
    number = scene.sentence_number(verb)
    if not number or (who.i > verb.i and any(child.dep_ == "neg" for child in verb.children)):
        return None
    before = scene.sentences[number - 1]
    apart = "\n" in scene.text[before.end_char - 1 : sentence.start_char]
    if apart or not (plausible(scene, who) or could_speak(scene, who) or who.i in scene.count_at):
        return None
    speaker = cast.resolve(who)
    if speaker is None:
        return None
    return Cue(paper.i, (speaker,), frozenset(), frozenset(range(before.start, before.end)), "CT+", GIVEN)


def _origins_of(verb: Token) -> Iterator[Token]:
    """Whom a figure comes from or is given by: "comes from the ward", "was supplied by a teacher", "is attributed to the mayor"."""
    lemma = verb.lemma_.lower()
    if any(child.dep_ == "auxpass" for child in verb.children):
        wanted = _PASSED.get(lemma, frozenset({"by"}) if lemma in _PASSING else frozenset())
    else:
        wanted = frozenset({"from"}) if lemma in _COMING else frozenset()
    for child in verb.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in wanted:
            yield from (obj for obj in child.children if obj.dep_ == "pobj")
