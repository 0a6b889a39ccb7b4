"""Would a trained reader of figures find what the rules leave? A linear model over words and tree, each set held out in turn.

Every number in the open reports of ``tests/gold`` is one case: its question (killed, launched, ...), or none. The model sees the
counted noun, what it hangs on, the words around it and the lexicon's class for it, and is trained on all sets but one. Printed
is how often it names the right question, and, for the numbers of which the rules made no claim, how many figures it proposes
at each confidence and how many of those are right. What it would have to beat is the rules' own precision.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy
from msgspec import Struct
from numpy.typing import NDArray
from spacy.tokens import Token

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "accuracy"))

from reading import Reader  # noqa: E402

from rashomon.evaluate import documents, load_gold, restrict  # noqa: E402
from rashomon.extract.numbers import CountMention  # noqa: E402
from rashomon.extract.scene import Scene  # noqa: E402
from rashomon.read import Options, Reading  # noqa: E402
from rashomon.values import Quantity  # noqa: E402

MAX_BYTES = 20_000_000
NONE = "none"
NEAR, BESIDE = 5, 2  # tokens around a number whose lemmas are features, and of those the nearest
ROUNDS, STEP = 12, 0.15  # of AdaGrad: J. Duchi, E. Hazan, Y. Singer, JMLR 12 (2011)
SEEN = 2  # times that a feature must stand in the reports
CONFIDENCES = (0.5, 0.7, 0.9, 0.97)


class Case(Struct, frozen=True):
    """A number of one report: the set that it is in, its features, the gold's question, whether a claim stands on it."""

    set: str
    features: tuple[str, ...]
    question: str
    claimed: bool


def features(scene: Scene, count: CountMention) -> tuple[str, ...]:
    """What a model may see of a number: the noun, the nodes above it, the words around it."""
    head = scene.head(count)
    noun = head.head if head.dep_ in {"nummod", "quantmod", "amod", "det"} else head
    item = scene.tools.lexicon.item_of(noun.lemma_.lower())
    found = [f"noun {noun.lemma_.lower()}", f"role {noun.dep_}", f"number {head.dep_}", f"unit {count.unit}"]
    found += [f"item {item.id}", f"class {item.class_}"] if item is not None else ["item unknown"]
    found += [f"{where} {node.lemma_.lower()}" for where, node in _above(noun)]
    for token in scene.sentences[scene.sentence_number(head)]:
        apart = token.i - head.i
        if 0 < abs(apart) <= NEAR:
            found.append(f"{'left' if apart < 0 else 'right'} {abs(apart) <= BESIDE} {token.lemma_.lower()}")
        if token.pos_ in {"VERB", "NOUN"}:
            found.append(f"sentence {token.lemma_.lower()}")
    return tuple(dict.fromkeys(found))


def _above(noun: Token) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    for step, node in enumerate(noun.ancestors):
        found += [("above", node), (f"above {min(step, 1)}", node)]
        if node.pos_ in {"VERB", "AUX"}:
            passive = any(child.dep_ == "nsubjpass" for child in node.children)
            return [*found, (f"verb {passive} {noun.dep_}", node)]
    return found


def cases(path: Path, reader: Reader) -> list[Case]:
    """The numbers of the open reports of one gold."""
    gold = restrict(load_gold(path), "without")
    outcomes = documents(gold, path.parent, Options(max_bytes=MAX_BYTES))
    read = [one.document for one in outcomes if isinstance(one, Reading)]
    told: dict[str, dict[tuple[str, int | None, int | None], str]] = defaultdict(dict)
    for _, fact in gold.facts():
        if len(fact.sentence_starts) == len(fact.documents) and fact.polarity == "+":
            for name, start in zip(fact.documents, fact.sentence_starts, strict=True):
                told[name][_first_words(start), fact.low, fact.high] = fact.question
    found = []
    for document, doc in zip(read, reader.docs([reader.extractor.readable(one) for one in read]), strict=True):
        claims = [
            (claim.evidence[0], claim.value)
            for claim in reader.extractor.read(document, doc).claims if isinstance(claim.value, Quantity)
        ]  # fmt: skip
        scene = Scene(document, doc, reader.extractor.tools)
        for count in scene.counts:
            low, high = count.quantity.low, count.quantity.high
            sentence = scene.sentences[scene.sentence_number(scene.head(count))]
            claimed = any(
                span.start <= count.start < span.end and (value.low, value.high) == (low, high)
                for span, value in claims
            )
            question = told[document.id].get((_first_words(sentence.text), low, high), NONE)
            found.append(Case(path.stem, features(scene, count), question, claimed))
    return found


def _first_words(text: str) -> str:
    return " ".join(text.split()[:6])


class Model:
    """Multinomial logistic regression on sparse features."""

    def __init__(self, examples: Sequence[Case]) -> None:
        seen = Counter(feature for example in examples for feature in example.features)
        self.columns = {feature: at for at, feature in enumerate(f for f, times in seen.items() if times >= SEEN)}
        self.questions = sorted({example.question for example in examples})
        self.weights = numpy.zeros((len(self.columns), len(self.questions)), dtype=numpy.float32)
        squares = numpy.full_like(self.weights, 1e-6)
        known = [(self._rows(example), self.questions.index(example.question)) for example in examples]
        for turn in range(ROUNDS):
            random.Random(turn).shuffle(known)
            for rows, answer in known:
                slope = self._shares(rows)
                slope[answer] -= 1
                squares[rows] += slope * slope
                self.weights[rows] -= STEP * slope / numpy.sqrt(squares[rows])

    def ask(self, case: Case) -> tuple[str, float]:
        """The likeliest question and its share."""
        shares = self._shares(self._rows(case))
        best = int(shares.argmax())
        return self.questions[best], float(shares[best])

    def _rows(self, case: Case) -> list[int]:
        return [self.columns[feature] for feature in case.features if feature in self.columns]

    def _shares(self, rows: list[int]) -> NDArray[numpy.float32]:
        scores = self.weights[rows].sum(axis=0)
        shares: NDArray[numpy.float32] = numpy.exp(scores - scores.max())
        return shares / shares.sum()


def main() -> None:
    """Print what the model finds beside the rules."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="keep the parses in this folder between runs")
    reader = Reader(parser.parse_args().cache)
    found = [case for path in sorted((ROOT / "tests" / "gold").glob("*.json")) for case in cases(path, reader)]
    left = [case for case in found if not case.claimed]
    figures = sum(case.question != NONE for case in left)
    print(f"{len(found)} numbers, {len(left)} without a claim, {figures} of those figures of the gold")
    right = 0
    proposed: dict[float, list[bool]] = {level: [] for level in CONFIDENCES}
    for name in sorted({case.set for case in found}):
        model = Model([case for case in found if case.set != name])
        for case in (case for case in found if case.set == name):
            question, share = model.ask(case)
            right += question == case.question
            for level, outcomes in proposed.items():
                if not case.claimed and question != NONE and share >= level:
                    outcomes.append(question == case.question)
    print(f"right question, or rightly none: {right / len(found):.1%}")
    for level, outcomes in proposed.items():
        share = sum(outcomes) / len(outcomes) if outcomes else 0.0
        print(f"confidence {level}: {len(outcomes)} proposed where the rules have none, {share:.0%} right")


if __name__ == "__main__":
    main()
