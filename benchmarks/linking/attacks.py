"""Seven attacks in Syria, each told by several outlets: which texts tell of one, alone and among unrelated reports.

The measure is that of ``benchmarks/accuracy/syria.py``. The unrelated reports are of the made-up world (``world.py``), whose
attacks happen in the same and other countries and years.
"""

import io
import json
from itertools import islice
from pathlib import Path

import syria
from measures import Options
from misses import Misses
from reading import Reader
from table import Row
from world import tellings

from rashomon.ledger import fold
from rashomon.model import Ledger
from rashomon.read import Options as ReadOptions
from rashomon.read import Reading
from rashomon.read.jsonl import read_jsonl

FILES = syria.FILES
UNRELATED = 2000
MOST_FALL = 0.01


def measure(data: Path, options: Options) -> list[Row]:
    """B-cubed of texts, without and with unrelated reports."""
    attacks, records = syria._load(data / FILES[0])
    lines = "\n".join(json.dumps(record) for record in records).encode()
    outcomes = read_jsonl(io.BytesIO(lines), "syria", ReadOptions(max_bytes=syria.MAX_BYTES))
    own = Reader(options.cache).extractions(one.document for one in outcomes if isinstance(one, Reading))
    others = []
    for telling in islice(tellings(2 * UNRELATED, seed=7), UNRELATED):
        others.append(telling.extraction)
        if sum(len(extraction.reports) for extraction in others) >= UNRELATED:
            break
    alone, mixed = _f1(attacks, fold(own)), _f1(attacks, fold([*own, *others]))
    n = sum(len(attack.documents) for attack in attacks)
    return [
        Row(set="syria", measure="documents to attack, B-cubed F1", ours=alone, n=n, goal=syria.B_CUBED_GOAL),
        Row(
            set="syria", measure=f"the same with {UNRELATED} unrelated reports", ours=mixed, n=n, goal=alone - MOST_FALL
        ),
    ]


def _f1(attacks: list[syria.Attack], ledger: Ledger) -> float:
    chosen = {attack.id: syria._event_of(attack, ledger) for attack in attacks}
    return syria._linking(attacks, chosen, ledger, Misses(0))[0].ours or 0.0
