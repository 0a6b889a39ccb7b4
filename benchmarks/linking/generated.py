"""A made-up world (``world.py``) of any size: whether its reports become its attacks, and what a larger ledger costs.

``--reports`` says how many; the goals are set for a million, which ``--processes`` puts in at once (``bulk.py``). Else times
are of one process: linking and reconciling everything at once, in memory, at a tenth of the size and at all of it, and adding
one document after another to a ledger on disk, small and full.
"""

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import bulk
from measures import Options, b_cubed
from table import Row
from world import Telling, tellings

from rashomon import __version__, pipeline
from rashomon.ledger import fold
from rashomon.store import open_ledger

FILES = ()
SMALL = 1000  # reports of the ledger that a full one is held against
ADDED = 40  # documents that are added one by one


def measure(data: Path, options: Options) -> list[Row]:
    """B-cubed F1 over Reports, how time grows, and what adding one document costs; in several processes see ``bulk``."""
    if options.processes > 1:
        return bulk.measure(options)
    told, later = _world(options.reports)
    tenth, _ = _folded(_world(options.reports // 10)[0])
    seconds, found = _folded(told)
    gold = {report: attack for telling in told for report, attack in telling.truth.items()}
    precision, recall, f1 = b_cubed(found, gold)
    name = "made up"
    small, full = _adding(*_world(SMALL)), _adding(told, later)
    return [
        Row(set=name, measure="B-cubed F1", ours=f1, n=len(gold), goal=0.97),
        Row(set=name, measure="B-cubed precision", ours=precision, n=len(gold)),
        Row(set=name, measure="B-cubed recall", ours=recall, n=len(gold)),
        Row(set=name, measure="link and reconcile, one process", ours=1000 * seconds / len(gold), n=len(gold), goal=0.6,
            at_most=True, unit="ms a report"),
        Row(set=name, measure="time, over that of a tenth", ours=seconds / tenth, n=len(gold), goal=12, at_most=True,
            unit="times"),
        Row(set=name, measure=f"adding a document, over adding it to {SMALL:,}", ours=full / small, n=ADDED, goal=3, at_most=True,
            unit="times"),
    ]  # fmt: skip


def _world(reports: int) -> tuple[list[Telling], list[Telling]]:
    """A world of about so many Reports, as crowded as any, in no order; and some of it that is to come later."""
    told = list(tellings(reports + ADDED))
    random.Random(1).shuffle(told)
    return told[ADDED:], told[:ADDED]


def _folded(told: Sequence[Telling]) -> tuple[float, list[tuple[str, ...]]]:
    begun = time.process_time()
    ledger = fold(telling.extraction for telling in told)
    return time.process_time() - begun, [event.reports for event in ledger.events]


def _adding(told: Sequence[Telling], later: Sequence[Telling]) -> float:
    """Seconds that one more document takes in a ledger on disk: added, linked, reconciled and committed."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "made.db", write=True) as store:
        for telling in told:
            store.add(telling.extraction, extractor=__version__)
        pipeline.derive(store)
        taken = []
        for telling in later:
            begun = time.process_time()
            store.add(telling.extraction, extractor=__version__)
            pipeline.derive(store)
            taken.append(time.process_time() - begun)
    return median(taken)
