"""The project's own gold: every set in ``tests/gold``, the part that rules are tuned on and the part that they are not.

The held-out parts are pooled over all sets, as single ones are small; their misses are never printed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from misses import Misses
from reading import Reader
from table import Row

from rashomon.evaluate import Score, documents, evaluate, load_gold, restrict
from rashomon.read import Options, Reading

FILES = ()
GOLD = Path(__file__).parents[2] / "tests" / "gold"
MAX_BYTES = 20_000_000
HELD_GOALS = {"counts F1, with speaker": 0.92, "dates overlap": 0.97, "places": 0.95, "status of findings": 0.92}

Part = Literal["without", "only"]
# Each measure as (right, of): summed over sets, then divided. F1 is 2 right / (found + gold).
MEASURES: dict[str, Callable[[Score], tuple[float, float]]] = {
    "counts F1": lambda s: (2 * s.counts.right, s.counts.found + s.counts.gold),
    "counts F1, with speaker": lambda s: (2 * s.counts_with_speaker.right, s.counts.found + s.counts.gold),
    "counts precision": lambda s: (s.counts.right, s.counts.found),
    "events F1": lambda s: (2 * s.events.right, s.events.found + s.events.gold),
    "dates overlap": lambda s: (s.dates.right, s.dates.of),
    "places": lambda s: (s.places.right, s.places.of),
    "status of findings": lambda s: (s.statuses.right, s.statuses.of),
    "speech F1": lambda s: (2 * s.speech.right, s.speech.found + s.speech.gold),
}


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Rows for every set's open part, then for all held-out parts together."""
    del data
    found: list[Row] = []
    held: list[Score] = []
    for path in sorted(GOLD.glob("*.json")):
        score_open = _score(path, "without", reader)
        found += rows(path.stem, [score_open], {})
        for miss in score_open.misses:
            misses.add(f"{path.stem} {miss.kind}", " ".join(miss.documents), miss.gold, miss.found, miss.sentence or "")
        held.append(_score(path, "only", reader))
    return found + rows("own, held out", held, HELD_GOALS)


def _score(path: Path, part: Part, reader: Reader) -> Score:
    gold = restrict(load_gold(path), part)
    outcomes = documents(gold, path.parent, Options(max_bytes=MAX_BYTES))
    read = [one.document for one in outcomes if isinstance(one, Reading)]
    return evaluate(gold, reader.ledger(read), {one.id: one.text for one in read})


def rows(name: str, scores: list[Score], goals: dict[str, float]) -> list[Row]:
    """The measures over several scores together."""
    found = []
    for measure, parts in MEASURES.items():
        right, of = (sum(pair) for pair in zip(*map(parts, scores), strict=True))
        found.append(
            Row(set=name, measure=measure, ours=right / of if of else None, n=int(of), goal=goals.get(measure))
        )
    claims, events = sum(s.spurious_claims for s in scores), sum(s.spurious_events for s in scores)
    texts = sum(s.documents for s in scores)
    for measure, count in (("claims without support", claims), ("events without support", events)):
        found.append(Row(set=name, measure=measure, ours=count / texts, n=texts, unit="a text"))
    return found
