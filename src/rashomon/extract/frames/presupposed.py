"""Victims spoken of as known: "the murder of the priests", "the kidnapped students", "the priests were murdered".

Such words count nobody; they say that there was one, or more than one. That is told only where the text nowhere says how many
of them it was.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from rashomon.extract.conjoined import nominals
from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.evidence import evidence, is_heading
from rashomon.extract.frames.left_out import is_habit
from rashomon.extract.frames.look_up import frames_of, takes_persons
from rashomon.extract.frames.nouns import persons_of
from rashomon.extract.knowledge import Frame, triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import arguments, is_verb, not_quite, sentence_of
from rashomon.values import Quantity

# "The wounded soldiers" goes back to those that were counted, or were hurt at another time.
_LEFT_ALIVE = frozenset({"wound", "injure", "maim"})
_MANY = Quantity(low=2, high=None, approx=True)
_ONE = Quantity(low=1, high=1)


def presupposed(scene: Scene, discourse: Discourse, blocked: Collection[int]) -> None:
    """Add the victims that are spoken of as known and counted nowhere."""
    told = {fact.trigger for fact in discourse.facts}
    words = triggers().by_verb.keys() | triggers().file.persons_only.nouns
    for i, lemma in enumerate(scene.lemmas):
        if lemma not in words:
            continue
        token = scene.doc[i]
        if i in told or token.idx in blocked or token.is_punct:
            continue
        for frame, counted in _victims(scene, token):
            if (
                counted.item is None
                or is_heading(sentence_of(token))
                or _is_counted(scene, discourse, frame.question, counted)
            ):
                continue
            start, end = evidence(scene, token, counted)
            discourse.add(Fact(
                question=frame.question, frame=frame.id, trigger=token.i, head=counted.head.i, start=start, end=end,
                quantity=_MANY if _is_plural(counted.head) else _ONE, group="person", item=counted.item, form="known",
            ))  # fmt: skip


def _victims(scene: Scene, token: Token) -> Iterator[tuple[Frame, Nominal]]:
    """The frame that a word fills and those to whom it was done."""
    if is_verb(token) and not_quite(token):
        return
    if is_verb(token) and takes_persons(token) and not (token.dep_ == "amod" and token.lemma_.lower() in _LEFT_ALIVE):
        frame = next(
            (frame for frame in frames_of(token) if frame.of == ("person",) and frame.counted == "theme"), None
        )
        theme = token.head if token.dep_ == "amod" else arguments(token).theme
        found = [] if theme is None else [nominal(scene, theme, persons=True)] if token.dep_ == "amod" else nominals(
            scene, theme, persons=True)  # fmt: skip
    elif token.pos_ == "NOUN" and token.lemma_.lower() in triggers().file.persons_only.nouns:
        frame = next(
            (frame for frame in triggers().by_noun.get(token.lemma_.lower(), ()) if frame.of == ("person",)), None
        )
        found = persons_of(scene, token, frame) if frame is not None else []
    else:
        return
    for counted in found:
        if is_verb(token) and is_habit(token, counted):
            continue
        if frame is not None and counted.group == "person" and counted.form in {"definite", "plural", "name"}:
            yield frame, counted


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"}


def _is_counted(scene: Scene, discourse: Discourse, question: str, counted: Nominal) -> bool:
    """Whether the text counts them, or the people that they may be among, somewhere."""
    lexicon = scene.tools.lexicon
    return any(
        fact.question in {question, "casualties"}
        and (
            fact.item in {counted.item, "people"}
            or counted.item == "people"
            or (counted.item and fact.item and lexicon.part_of_item(fact.item, counted.item))
        )
        for fact in discourse.facts
    )
