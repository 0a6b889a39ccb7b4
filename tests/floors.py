"""The floors of the project's own gold: below them the tests fail. ``python tests/floors.py`` raises them.

    python tests/floors.py                                  raise each floor to what is reached now
    python tests/floors.py --lower --reason "why"           let those fall that did fall, and write down why

``floors.json`` holds, for each set, a hash of its gold (so that a floor always says what it was measured on) and for each
part the floors; under ``lowered`` stands each fall with its reason. A gold that has changed has no floor to compare with: its
floors are measured anew, which counts as lowering where one falls.
"""

import argparse
import datetime
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from extract.cases import Case, load_cases
from extract.matching import score as score_cases
from rashomon.evaluate import Gold, Score, documents, evaluate, load_gold, restrict
from rashomon.extract import Extractor
from rashomon.ledger import fold
from rashomon.read import Options, Reading

TESTS = Path(__file__).parent
FLOORS = TESTS / "floors.json"
MAX_BYTES = 20_000_000
PARTS = {"open": "without", "held_out": "only"}
SENTENCES = "sentences"
TINY = 1e-9  # 2 * 0.2 is a hair off 0.4

Figures = dict[str, float]
MEASURES: dict[str, Callable[[Score], float | None]] = {
    "counts_precision": lambda score: score.counts.precision,
    "counts_recall": lambda score: score.counts.recall,
    "counts_with_speaker_f1": lambda score: score.counts_with_speaker.f1,
    "counts_in_event_f1": lambda score: score.counts_in_event.f1,
    "events_f1": lambda score: score.events.f1,
    "b_cubed_f1": lambda score: score.b_cubed.f1,
    "speech_f1": lambda score: score.speech.f1,
    "dates": lambda score: score.dates.share,
    "places": lambda score: score.places.share,
    "statuses": lambda score: score.statuses.share,
}


def golds() -> list[Path]:
    """The gold files of the project."""
    return sorted((TESTS / "gold").glob("*.json"))


def gold_hash(name: str) -> str:
    """A hash over the gold of a set: its answers and its texts, not how they are laid out."""
    digest = hashlib.sha256()
    if name == SENTENCES:
        for case in load_cases():  # a case that is expected to fail asks the same as one that is not
            digest.update(msgspec.json.encode(msgspec.structs.replace(case, xfail=None), order="deterministic"))
    else:
        path = TESTS / "gold" / f"{name}.json"
        gold = load_gold(path)
        digest.update(msgspec.json.encode(msgspec.structs.replace(gold, note=""), order="deterministic"))
        for reading in _readings(gold, path):
            digest.update(reading.document.sha256.encode())
    return digest.hexdigest()[:16]


def gold_figures(path: Path, part: str, extractor: Extractor) -> Figures:
    """Every measure on one part ("open", "held_out") of one gold file; none that has nothing to judge."""
    gold = restrict(load_gold(path), PARTS[part])  # type: ignore[arg-type]
    read = [reading.document for reading in _readings(gold, path)]
    score = evaluate(gold, fold(extractor.extract_all(read)), {one.id: one.text for one in read})
    values = {name: measure(score) for name, measure in MEASURES.items()}
    return {name: value for name, value in values.items() if value is not None}


def sentence_figures(split: str, extractor: Extractor) -> Figures:
    """Precision, recall and F1 of the count claims of one split, without and with the speaker."""
    cases: list[Case] = [case for case in load_cases() if case.split == split]
    pairs = [(case, extractor.extract(case.document)) for case in cases]
    without, with_speaker = score_cases(pairs, speaker=False), score_cases(pairs, speaker=True)
    figures = {name: getattr(without, name) for name in ("precision", "recall", "f1")}
    return figures | {f"{name}_speaker": getattr(with_speaker, name) for name in ("precision", "recall", "f1")}


def measured(extractor: Extractor) -> dict[str, dict[str, Any]]:
    """Every set's hash and, rounded down to two places, its figures: the shape of ``floors.json``."""
    made: dict[str, dict[str, Any]] = {
        SENTENCES: {
            "gold": gold_hash(SENTENCES),
            **{split: _down(sentence_figures(split, extractor)) for split in ("dev", "held")},
        }
    }
    for path in golds():
        parts = {part: _down(gold_figures(path, part, extractor)) for part in PARTS}
        made[path.stem] = {"gold": gold_hash(path.stem), **parts}
    return made


def falls(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """Each measure that is lower in ``new``: its name, the floor and what was measured; a measure that is gone is 0."""
    for name, parts in old.items():
        for part, floors in parts.items():
            if part == "gold":
                continue
            for measure, floor in floors.items():
                value = new.get(name, {}).get(part, {}).get(measure, 0.0)
                if value < floor - TINY:
                    yield f"{name} {part} {measure}", floor, value


def main() -> int:
    """Write ``floors.json``; 1 where a floor would fall without leave."""
    parser = argparse.ArgumentParser(prog="tests/floors.py", description=__doc__)
    parser.add_argument("--lower", action="store_true", help="let floors fall; needs --reason")
    parser.add_argument("--reason", default="", help="why, kept in floors.json")
    options = parser.parse_args()
    if options.lower != bool(options.reason.strip()):
        parser.error("--lower and --reason go together")
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    new = measured(Extractor.load())
    fallen = list(falls(kept["floors"], new))
    for name, floor, value in fallen:
        print(f"{name}: {floor} -> {value}")
    if fallen and not options.lower:
        print("These are below their floors. Mend the code, or give --lower and --reason.", file=sys.stderr)
        return 1
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    entry = {
        "date": today,
        "reason": options.reason.strip(),
        "falls": {name: [floor, value] for name, floor, value in fallen},
    }
    kept = {"floors": new, "lowered": kept["lowered"] + ([entry] if fallen else [])}
    FLOORS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0


def _readings(gold: Gold, path: Path) -> list[Reading]:
    outcomes = documents(gold, path.parent, Options(max_bytes=MAX_BYTES))
    return [one for one in outcomes if isinstance(one, Reading)]


def _down(figures: Figures) -> Figures:
    """Two places, rounded down; what is a hair below a hundredth by binary arithmetic counts as that hundredth."""
    return {name: math.floor(100 * value + TINY) / 100 for name, value in figures.items()}


if __name__ == "__main__":
    sys.exit(main())
