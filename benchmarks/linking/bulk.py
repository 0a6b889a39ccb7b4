"""A great many made-up reports (``world.py``) at once: what linking and reconciling them in several processes takes.

Reports are written to a file first; measured is what lies between that file and the rows of every Event, at a tenth of the
size and at all of it. Splink links the tenth in the same run, with its training and one clustering, and reconciles nothing.
"""

import math
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import peer
from measures import Options, b_cubed
from msgspec import Struct
from table import Row
from world import tellings

from rashomon.ledger.bulk import derive
from rashomon.ledger.spool import Spool
from rashomon.link import Profile, profiles_of

MILLION = 1_000_000
PROBABILITY = 0.99  # above which Splink joins
LOOK = 0.5  # seconds between two looks at what memory the processes hold


class Made(Struct, frozen=True):
    """What one size came to: seconds of the clock and of all processes, the most memory in bytes, and the clusters."""

    seconds: float
    busy: float
    memory: int
    clusters: list[tuple[str, ...]]
    gold: dict[str, str]


class _Reports(Struct):
    reports: tuple[str, ...]


class _Event(Struct):
    event: _Reports


def measure(options: Options) -> list[Row]:
    """Time, memory and F1 at the size that is asked for, growth over a tenth of it, and the peer."""
    rival = None
    if options.peer and peer.installed():
        with multiprocessing.get_context("spawn").Pool(1) as alone:  # what it holds is not to be counted with ours
            rival = alone.apply(_peer, (options.reports // 10,))
    tenth = _made(options.reports // 10, options.processes)
    whole = _made(options.reports, options.processes)
    count = len(whole.gold)
    precision, recall, f1 = b_cubed(whole.clusters, whole.gold)
    name, by = "made up, at once", f"{options.processes} processes"
    most = 600 * count / MILLION
    rows = [
        Row(set=name, measure="B-cubed F1", ours=f1, n=count, goal=0.97),
        Row(set=name, measure="B-cubed precision", ours=precision, n=count),
        Row(set=name, measure="B-cubed recall", ours=recall, n=count),
        Row(set=name, measure="F1 over pairs", ours=pairwise(whole.clusters, whole.gold), n=count, goal=0.97),
        Row(set=name, measure=f"link and reconcile, {by}", ours=whole.seconds, n=count, goal=most, at_most=True, unit="s"),
        Row(set=name, measure=f"link and reconcile, {by}", ours=1000 * whole.seconds / count, n=count, goal=0.6, at_most=True,
            unit="ms a report"),
        Row(set=name, measure="the same, seconds of processor", ours=1000 * whole.busy / count, n=count, goal=1.2,
            at_most=True, unit="ms a report"),
        Row(set=name, measure="time, over that of a tenth", ours=whole.seconds / tenth.seconds, n=count, goal=12, at_most=True,
            unit="times"),
        Row(set=name, measure="seconds of processor, over those of a tenth", ours=whole.busy / tenth.busy, n=count, goal=12,
            at_most=True, unit="times"),
        Row(set=name, measure="memory, all processes together", ours=whole.memory / 2**30, n=count, goal=4, at_most=True,
            unit="GiB"),
    ]  # fmt: skip
    if rival is not None:
        seconds, busy, theirs = rival
        rows += [
            Row(set=name, measure="time of Splink on a tenth, over ours", ours=seconds / tenth.seconds, n=len(tenth.gold),
                goal=5, unit="times"),
            Row(set=name, measure="seconds of processor of Splink on a tenth, over ours", ours=busy / tenth.busy,
                n=len(tenth.gold), goal=5, unit="times"),
            Row(set=name, measure="B-cubed F1 on a tenth, Splink", ours=b_cubed(theirs, tenth.gold)[2], n=len(tenth.gold)),
            Row(set=name, measure="B-cubed F1 on a tenth", ours=b_cubed(tenth.clusters, tenth.gold)[2], n=len(tenth.gold)),
        ]  # fmt: skip
    return rows


def pairwise(clusters: Iterable[Sequence[str]], gold: dict[str, str]) -> float:
    """F1 over pairs of reports: those of one cluster against those of one attack."""
    held = hit = 0
    for members in clusters:
        held += math.comb(len(members), 2)
        hit += sum(math.comb(size, 2) for size in Counter(gold[report] for report in members).values())
    true = sum(math.comb(size, 2) for size in Counter(gold.values()).values())
    return 2 * hit / (held + true)


def _made(reports: int, processes: int) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        gold: dict[str, str] = {}
        names: dict[str, str] = {}  # each attack's name once

        def extractions() -> Iterator:
            for telling in tellings(reports):
                gold.update((report, names.setdefault(attack, attack)) for report, attack in telling.truth.items())
                yield telling.extraction

        spool = Spool.of(extractions(), Path(folder) / "spool")
        with _Watch() as watch:
            done = derive(spool, Path(folder), processes=processes)
        told = msgspec.json.Decoder(_Event)
        clusters = [told.decode(data).event.reports for _, data in done.data("event")]
    _say(f"{len(gold)} reports", watch)
    return Made(watch.seconds, watch.busy, watch.memory, clusters, gold)


def _peer(reports: int) -> tuple[float, float, list[tuple[str, ...]]]:
    """Seconds of the clock and of the processor that Splink takes, and its clusters."""
    profiles: list[Profile] = []
    for telling in tellings(reports):
        one = telling.extraction
        profiles += profiles_of([one.document], one.reports, one.claims)
    with _Watch() as watch:
        found = peer.clusters(profiles, (PROBABILITY,))
    _say(f"Splink, {len(profiles)} reports", watch)
    return watch.seconds, watch.busy, found[PROBABILITY]


class _Watch:
    """Time and memory of this process and those that it starts, while it is watched."""

    def __enter__(self) -> "_Watch":
        self.memory, self._over = 0, threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()
        self._clock, self._busy = time.perf_counter(), _busy()
        return self

    def __exit__(self, *raised: object) -> None:
        self.seconds, self.busy = time.perf_counter() - self._clock, _busy() - self._busy
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            here = [os.getpid(), *(child.pid for child in multiprocessing.active_children())]
            self.memory = max(self.memory, sum(map(_held, here)))


def _busy() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _held(process: int) -> int:
    """The memory that a process holds; what several share is counted for each. Linux alone says so."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _say(text: str, watch: _Watch) -> None:
    seconds = f"{watch.seconds:.0f} s, {watch.busy:.0f} s of processor"
    print(f"  {text}: {seconds}, {watch.memory / 2**30:.2f} GiB", file=sys.stderr, flush=True)
