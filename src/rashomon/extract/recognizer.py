"""A model's entity recognizer, its moves decided in bulk instead of one by one.

The recognizer takes a text from left to right and decides at each token whether it stands outside every name, is a name by itself,
or begins one; within a name, whether the name goes on or ends. Its library asks for each of some seventy moves at each token
whether it is allowed, which takes three quarters of its time and 40 % of the model's. Outside a name the scores of a move depend on
the token alone, so that they can be had for a whole batch in one product, and what is allowed hangs on three facts of the
token; only inside a name is there anything to go through. The Docs are the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

RECOGNIZER = "ner"
NAME = "bulk_ner"
_FEATURES = 3  # the token at hand, the first token of the open name, the last token of it so far
_SENT_START = 1

Floats = NDArray[numpy.float32]
Flags = NDArray[numpy.bool_]


def with_bulk_moves(nlp: Language) -> Language:
    """The same pipeline with a BulkRecognizer in the place of its entity recognizer; as it is where that is of another make."""
    if RECOGNIZER not in nlp.pipe_names or not BulkRecognizer.can_stand_for(nlp.get_pipe(RECOGNIZER)):
        return nlp
    if not Language.has_factory(NAME):
        Language.factory(NAME, func=lambda nlp, name: BulkRecognizer(nlp.get_pipe(RECOGNIZER)))
    nlp.add_pipe(NAME, after=RECOGNIZER)
    nlp.remove_pipe(RECOGNIZER)
    return nlp


class BulkRecognizer:
    """Sets the entities that a greedy EntityRecognizer sets."""

    def __init__(self, own: Any) -> None:
        self._own = own  # asked where a Doc comes with entities
        model = own.model
        self._tok2vec, self._lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        self._bias = self._lower.get_param("b")
        self._weights, self._offsets = upper.get_param("W"), upper.get_param("b")
        self._pad = self._lower.get_param("pad")[0]
        names = [own.moves.get_class_name(number) for number in range(own.moves.n_moves)]
        self._moves = [(name.partition("-")[0], name.partition("-")[2]) for name in names]
        kinds = numpy.array([kind for kind, _ in self._moves])
        named = numpy.array([bool(label) for _, label in self._moves])
        self._begins, self._units = (kinds == "B") & named, (kinds == "U") & named
        self._outside = kinds == "O"
        self._inner = {
            label: [self._moves.index((kind, label)) for kind in "IL"] for kind, label in self._moves if kind == "B"
        }

    @staticmethod
    def can_stand_for(own: Any) -> bool:
        """Whether a component is a greedy recognizer of three features with maxout below and a layer of scores above."""
        if type(own) is not EntityRecognizer or own.cfg.get("beam_width") != 1:
            return False
        model = own.model
        return (
            bool(model.attrs.get("has_upper"))
            and not model.attrs.get("unseen_classes")
            and model.get_ref("lower").get_dim("nF") == _FEATURES
            and model.get_ref("lower").get_dim("nP") > 1
            and isinstance(model.get_ref("lower").get_param("b"), numpy.ndarray)
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one Doc."""
        return next(iter(self.pipe([doc])))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128, **_: object) -> Iterator[Doc]:
        """Set the entities of Docs, batch by batch."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            fresh = [doc for doc in batch if len(doc) and not doc.has_annotation("ENT_IOB")]
            self._set(fresh)
            done = set(map(id, fresh))
            yield from (doc if id(doc) in done else self._own(doc) for doc in batch)

    def _set(self, docs: list[Doc]) -> None:
        if not docs:
            return
        hidden = self._lower.predict(self._tok2vec.predict(docs))[1:]  # its first row is the pad
        outer = self._scores(hidden[:, 0] + self._pad[1] + self._pad[2])
        may_be_name = numpy.concatenate([~doc.to_array("IS_SPACE").astype(bool) for doc in docs])
        may_go_on = numpy.concatenate([_may_go_on(doc) for doc in docs])
        units, begins = numpy.outer(may_be_name, self._units), numpy.outer(may_be_name & may_go_on, self._begins)
        outer[~(self._outside | units | begins)] = -numpy.inf
        best, go_on = outer.argmax(axis=1).tolist(), may_go_on.tolist()
        first = 0
        for doc in docs:
            names = [Span(doc, start - first, end - first, label=label)
                     for start, end, label in self._names(hidden, best, go_on, first, first + len(doc))]  # fmt: skip
            doc.set_ents(names, default="outside")
            first += len(doc)

    def _names(
        self, hidden: Floats, best: list[int], go_on: list[bool], at: int, end: int
    ) -> Iterator[tuple[int, int, str]]:
        """First row, row behind the last one, and label of each name between two rows."""
        while at < end:
            start, (kind, label) = at, self._moves[best[at]]
            at += 1
            if kind == "B":
                inner = self._inner[label]
                while go_on[at] and self._goes_on(hidden[at, 0] + hidden[start, 1] + hidden[at - 1, 2], inner):
                    at += 1
                at += 1
            if kind in "BU":
                yield start, at, label

    def _goes_on(self, features: Floats, inner: list[int]) -> bool:
        """Whether an open name goes on behind this token."""
        top = (features + self._bias).max(axis=1)
        stay, leave = self._weights[inner] @ top + self._offsets[inner]
        return bool(stay > leave)

    def _scores(self, features: Floats) -> Floats:
        """The score of every move in each row, before asking what is allowed."""
        top = numpy.ascontiguousarray((features + self._bias).max(axis=2))
        scores: Floats = self._lower.ops.gemm(top, self._weights, trans2=True) + self._offsets
        return scores


def _may_go_on(doc: Doc) -> Flags:
    """Of each token whether a name that holds it can hold the next one: there is one, and it begins no sentence."""
    starts = doc.to_array("SENT_START").astype("int64")
    found = numpy.zeros(len(doc), dtype=bool)
    found[:-1] = starts[1:] != _SENT_START
    return found
