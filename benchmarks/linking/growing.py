"""What one more report costs in a ledger on disk, small and of a million: a made-up world (``world.py``) of ``--reports``.

A ledger is filled, worked out all at once in ``--processes``, and then some forty reports of all its days are added one by one:
read back what they may belong to, link, reconcile, commit. They were kept out of it at even distances.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from measures import Options
from msgspec import Struct
from table import Row
from world import Telling, tellings

from rashomon import __version__, pipeline
from rashomon.store import open_ledger

FILES = ()
SMALL = 1000  # reports of the ledger that a full one is held against
ADDED = 40  # documents that are added one by one


class Grown(Struct, frozen=True):
    """A ledger of ``reports``: seconds to work it out, bytes of its file, and seconds that one more document takes."""

    reports: int
    seconds: float
    bytes: int
    busy: float
    clock: float


def measure(data: Path, options: Options) -> list[Row]:
    """The cost of one document, at the size that is asked for, over that at a thousand."""
    small, full = _grown(SMALL, 1), _grown(options.reports, options.processes)
    name, by = "growing", f"{options.processes} processes"
    over = f"adding a document, over adding it to {SMALL:,}"
    return [
        Row(set=name, measure=f"{over}: time of processor", ours=full.busy / small.busy, n=full.reports, goal=3,
            at_most=True, unit="times"),
        Row(set=name, measure=f"{over}: time", ours=full.clock / small.clock, n=full.reports, goal=3, at_most=True,
            unit="times"),
        Row(set=name, measure="adding a document", ours=1000 * full.clock, n=full.reports, unit="ms"),
        Row(set=name, measure=f"working out the whole ledger on disk, {by}", ours=full.seconds, n=full.reports, unit="s"),
        Row(set=name, measure="its file", ours=full.bytes / 2**30, n=full.reports, unit="GiB"),
    ]  # fmt: skip


def _grown(reports: int, processes: int) -> Grown:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        with open_ledger(path, write=True) as store:
            store._run("PRAGMA synchronous = OFF", ())  # type: ignore[attr-defined]
            later: list[Telling] = []
            told = 0
            for telling in tellings(reports + ADDED):
                if told >= (len(later) + 0.5) * reports / ADDED and len(later) < ADDED:
                    later.append(telling)
                    continue
                told += len(telling.extraction.reports)
                store.add(telling.extraction, extractor=__version__)
        with open_ledger(path, write=True) as store:
            begun = time.perf_counter()
            pipeline.derive(store, processes=processes)
            seconds = time.perf_counter() - begun
        with open_ledger(path, write=True) as store:
            clocks, busy = [], []
            for telling in later:
                clock, used = time.perf_counter(), time.process_time()
                store.add(telling.extraction, extractor=__version__)
                pipeline.derive(store)
                clocks.append(time.perf_counter() - clock)
                busy.append(time.process_time() - used)
        found = Grown(told, seconds, path.stat().st_size, median(busy), median(clocks))
    print(
        f"  {told} reports: {seconds:.0f} s, then {1000 * found.clock:.1f} ms a document", file=sys.stderr, flush=True
    )
    return found
