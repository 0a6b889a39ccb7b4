"""How much hangs on each hand-set weight of carrying a voice: every one is halved, one at a time.

Printed is, over the open reports of ``tests/gold``, how many figures stand with the right voice, and by how much that moves. A
weight whose change moves nothing is one that a fit to these reports could not set any better.
"""

import argparse
import sys
from pathlib import Path

from spacy.tokens import Doc

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "accuracy"))

from reading import Reader  # noqa: E402

from rashomon.evaluate import Gold, documents, evaluate, load_gold, restrict  # noqa: E402
from rashomon.extract import carry  # noqa: E402
from rashomon.ledger import fold  # noqa: E402
from rashomon.model import Document  # noqa: E402
from rashomon.read import Options, Reading  # noqa: E402

MAX_BYTES = 20_000_000
FACTOR = 0.5

Parsed = list[tuple[Gold, list[Document], list[Doc]]]


def right_voices(parsed: Parsed, reader: Reader) -> int:
    """The figures of the gold that are found with the right voice."""
    total = 0
    for gold, read, docs in parsed:
        ledger = fold(reader.extractor.read(document, doc) for document, doc in zip(read, docs, strict=True))
        total += round(evaluate(gold, ledger, {one.id: one.text for one in read}).counts_with_speaker.right)
    return total


def main() -> None:
    """Print the figures with the right voice, as it is and with each weight changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="keep the parses in this folder between runs")
    reader = Reader(parser.parse_args().cache)
    parsed: Parsed = []
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        gold = restrict(load_gold(path), "without")
        outcomes = documents(gold, path.parent, Options(max_bytes=MAX_BYTES))
        read = [one.document for one in outcomes if isinstance(one, Reading)]
        parsed.append((gold, read, reader.docs([reader.extractor.readable(one) for one in read])))
    now = right_voices(parsed, reader)
    print(f"{now} figures with the right voice")
    for name, weight in list(carry._WEIGHTS.items()):
        carry._WEIGHTS[name] = weight * FACTOR
        print(f"{name:14} {weight:5} halved: {right_voices(parsed, reader) - now:+d}", flush=True)
        carry._WEIGHTS[name] = weight


if __name__ == "__main__":
    main()
