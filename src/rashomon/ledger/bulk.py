"""Many Documents folded in several processes, a group at a time, with the rows that one ``Fold`` of them all comes to.

Three passes over a ``Spool``: what linking knows of each Report (``link.groups``), which near pairs could be linked, and the
fold of each batch of groups. Batches depend on the Documents alone, so that neither the rows nor their order depend on how
many processes there are. At the end the Events of different batches that lie in one total are held against it.
Between passes rows lie in files, so that memory does not grow with them.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec import Raw, Struct

from rashomon.ledger.fold import Fold
from rashomon.ledger.rows import ROWS, EventRow, RowCodec
from rashomon.ledger.spool import Spool
from rashomon.ledger.totals import Totals, day_keys
from rashomon.lexicon import Lexicon
from rashomon.link import HomeRow, Known, Profile, keys, profiles_of
from rashomon.link.groups import (
    Numbers,
    Sketch,
    Spots,
    Weights,
    all_pairs,
    groups,
    merged,
    near_by,
    number_of,
    sketch,
    slices,
    standings,
    united,
    weigh,
)
from rashomon.model import Extraction, Judgement, Review
from rashomon.people import Reviewing
from rashomon.relation import LexiconRelation, packaged
from rashomon.shelf import Entry, MemoryShelf

SKETCHED = 1000  # Documents whose Profiles stand in one file: a few days' of a large ledger
WEIGHED = 4  # such files whose pairs are weighed at a time; most pairs lie within a few days
BATCH = 2000  # Documents that are folded at a time, and more where a group is larger

ASSEMBLED = ("event", "final", "question")  # the rows that a Ledger is assembled from

Given = TypeVar("Given")
Made = TypeVar("Made")

_rows = msgspec.msgpack.Decoder(list[Raw])
_profile = msgspec.msgpack.Decoder(Profile)


class Work(Struct, frozen=True):
    """What every process needs to know."""

    spool: Spool
    folder: str
    judgements: tuple[Judgement, ...]
    reviews: tuple[Review, ...]
    lexicon: Lexicon | None
    growing: bool
    sketched: int = SKETCHED
    batch: int = BATCH


class Batch(Struct, frozen=True):
    """What one batch came to: its Events are rows in a file, by number, in order of their names.

    ``salvos`` and ``strikes`` are days by hash, each with an Event; ``named`` are totals with an Event that they name.
    """

    events: int
    salvos: Numbers
    strikes: Numbers
    named: Numbers


class Lot(Struct, frozen=True):
    """One batch of Documents, by their numbers, with the rows of their Reports and what the pairs of these come to.

    ``files`` are the first rows of all files of Profiles.
    """

    number: int
    documents: Numbers
    files: Numbers
    rows: Numbers
    left: Numbers
    right: Numbers
    weights: Weights


class Derived(Struct, frozen=True):
    """The rows of everything that was folded, batch by batch; ``finals`` are those that took several batches to find.

    Of what is to grow further there are no ``finals`` but, ``across``, the names of the Events that lie in one total over
    several batches; ``batch`` gives everything else that a shelf holds.
    """

    folder: str
    batches: int
    finals: Mapping[str, Any]
    across: tuple[tuple[str, ...], ...] = ()

    def rows(self, table: str) -> Iterator[tuple[str, Any]]:
        """The rows of ``event``, ``final`` or ``question``, each with its name."""
        codec = RowCodec()
        for name, data in self.data(table):
            final = self.finals.get(name) if table == "final" else None
            yield name, codec.decode(table, data) if final is None else final

    def data(self, table: str) -> Iterator[tuple[str, bytes]]:
        """The same rows as JSON, as they were before what takes several batches to find."""
        for number in range(self.batches):
            yield from _held(self.folder, number)[table]

    def batch(self, number: int) -> tuple[list[tuple[str, str, bytes]], list[Entry]]:
        """Every row of one batch (table, name, as JSON), and every entry of its indexes."""
        rows = [(table, *row) for table, rows in _held(self.folder, number).items() for row in rows]
        return rows, msgspec.msgpack.decode(_entry_file(self.folder, number).read_bytes(), type=list[Entry])

    def shelf(self) -> MemoryShelf:
        """All rows that a Ledger is assembled from."""
        shelf = MemoryShelf()
        for table in ASSEMBLED:
            for name, row in self.rows(table):
                shelf.put(table, name, row)
        return shelf


def derive(
    spool: Spool, folder: Path, judgements: Iterable[Judgement] = (), reviews: Iterable[Review] = (), *,
    lexicon: Lexicon | None = None, processes: int = 1, growing: bool = False, sketched: int = SKETCHED, batch: int = BATCH,
) -> Derived:  # fmt: skip
    """Fold everything in a Spool; ``folder`` holds what is made on the way, and the rows, for as long as they are read.

    ``growing``: all is kept that a shelf holds to which more is to be put later, and totals over several batches are left.
    With several processes the caller's main module must be one that can be imported (``multiprocessing``'s ``spawn``).
    """
    work = Work(spool, str(folder), tuple(judgements), tuple(reviews), lexicon, growing, sketched, batch)
    files = range(0, len(spool), sketched)
    with _Processes(work, processes) as run:
        whole = merged(run(_sketch, files))
        _keep_spots(work.folder, whole)
        left, right = all_pairs(run(_near, slices(whole)), len(whole.documents))
        rows = np.searchsorted(whole.documents, files)  # the first row of each file
        cuts = np.searchsorted(left, [*rows[::WEIGHED], len(whole.documents)])
        pairs = ((rows, left[a:b], right[a:b]) for a, b in pairwise(cuts))
        weights = np.concatenate([np.empty(0), *run(_weigh, pairs)])
        judged = [(one.left, one.right) for one in work.judgements]
        batched = _batches(groups(whole, left, right, weights, judged), batch)
        lots = _lots(whole.documents, rows, left, right, weights, batched)
        del whole, left, right, weights
        batches = list(run(_fold, lots))
        lots_across = _across(batches)
        if growing:
            return Derived(str(folder), len(batches), {}, tuple(_names(work.folder, lots) for lots in lots_across))
        finals = chain.from_iterable(run(_hold, lots_across))
        return Derived(str(folder), len(batches), dict(finals))


class _Processes:
    """Calls a function of this module on each of many things, in their order, in this process or in several."""

    def __init__(self, work: Work, processes: int) -> None:
        self.work = work
        self.pool = get_context("spawn").Pool(processes, _begin, (work,)) if processes > 1 else None

    def __enter__(self) -> Callable[[Callable[[Any], Made], Iterable[Any]], Iterator[Made]]:
        if self.pool is None:
            _begin(self.work, alone=True)
            return map
        return self.pool.imap

    def __exit__(self, *raised: object) -> None:
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()
        _here.clear()


class _Here:
    """What this process has at hand."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.relation = packaged() if work.lexicon is None else LexiconRelation(work.lexicon)
        self.reviewing = Reviewing(work.reviews)
        self.profiles = lru_cache(maxsize=2 * WEIGHED)(self._profiles)

    @cached_property
    def spots(self) -> Spots:
        """Of all rows, when and where; in memory that the processes share."""
        return Spots(*(np.load(_spots_file(self.work.folder, part), mmap_mode="r") for part in Spots.__struct_fields__))

    def _profiles(self, file: int) -> "_File":
        return _File(_profile_file(self.work.folder, file).read_bytes())


class _File:
    """The Profiles of one file by their rows, each decoded when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        self._rows: list[Any] = _rows.decode(data)

    def __getitem__(self, row: int) -> Profile:
        found: Profile | Raw = self._rows[row]
        if isinstance(found, Raw):
            found = self._rows[row] = _profile.decode(found)
        return found


_here: list[_Here] = []


def _begin(work: Work, *, alone: bool = False) -> None:
    _here[:] = [_Here(work)]
    if not alone:  # next to none of what is made is in cycles, so one look for garbage a batch is enough
        gc.disable()
        gc.freeze()


def _sketch(first: int) -> Sketch:
    """The Sketch of one file's Documents, whose Profiles are kept."""
    (here,) = _here
    spool, claims, last = here.work.spool, here.reviewing.claims, first + here.work.sketched
    found = [
        profiles_of([one.document], one.reports, claims(one.claims))
        for one in spool.read(range(first, min(last, len(spool))))
    ]
    kept = [one for profiles in found for one in standings(profiles)]
    _profile_file(here.work.folder, first // here.work.sketched).write_bytes(msgspec.msgpack.encode(kept))
    return sketch(found)


def _keep_spots(folder: str, whole: Spots) -> None:
    for part in Spots.__struct_fields__:
        np.save(_spots_file(folder, part), getattr(whole, part))


def _near(part: tuple[Numbers, Numbers]) -> Numbers:
    """The near pairs of one slice of keys."""
    (here,) = _here
    return near_by(here.spots, *part)


def _weigh(pairs: tuple[Numbers, Numbers, Numbers]) -> Weights:
    """What each pair of rows comes to; the first of the three says which is the first row of each file."""
    (here,) = _here
    rows, left, right = pairs
    both = zip(_profiles(rows, left), _profiles(rows, right), strict=True)
    return np.fromiter((weigh(one, other, here.relation) for one, other in both), np.float64, len(left))


def _profiles(rows: Numbers, numbers: Numbers) -> Iterator[Profile]:
    """The Profiles of these rows."""
    (here,) = _here
    files = np.searchsorted(rows, numbers, side="right") - 1
    for file, row in zip(files.tolist(), (numbers - rows[files]).tolist(), strict=True):
        yield here.profiles(file)[row]


def _batches(found: Iterable[Numbers], most: int) -> list[Numbers]:
    """The groups in batches of about a size."""
    batches: list[list[Numbers]] = []
    size = most
    for group in found:
        if size >= most:
            batches.append([])
            size = 0
        batches[-1].append(group)
        size += len(group)
    return [np.sort(np.concatenate(batch)) for batch in batches]


def _lots(
    documents: Numbers, files: Numbers, left: Numbers, right: Numbers, weights: Weights, batches: Sequence[Numbers]
) -> Iterator[Lot]:
    """Each batch with its rows and the pairs within it; ``documents`` are those of all rows."""
    batch_of = np.empty(int(documents.max(initial=-1)) + 1, np.int64)
    for number, batch in enumerate(batches):
        batch_of[batch[batch < len(batch_of)]] = number
    homes = batch_of[documents]
    inside = np.flatnonzero(homes[left] == homes[right])
    inside = inside[np.argsort(homes[left[inside]], kind="stable")]
    cuts = np.searchsorted(homes[left[inside]], np.arange(len(batches) + 1))
    order = np.argsort(homes, kind="stable")
    rows = np.split(order, np.searchsorted(homes[order], np.arange(1, len(batches))))
    for number, (first, last) in enumerate(pairwise(cuts)):
        mine = inside[first:last]
        yield Lot(number, batches[number], files, rows[number], left[mine], right[mine], weights[mine])


def _known(lot: Lot, read: Mapping[str, Extraction]) -> Known:
    """The Profiles of a lot, and what its pairs come to."""
    standing = dict(zip(lot.rows.tolist(), _profiles(lot.files, lot.rows), strict=True))
    profiles: dict[str, dict[str, Profile]] = {name: {} for name in read}
    for profile in standing.values():
        profiles[profile.document].setdefault(profile.id, profile)  # as a total, before what it may turn out to be
    singles: dict[str, dict[str, float]] = {}
    others: dict[tuple[str, bool], set[tuple[str, bool]]] = {}
    for one, other, weight in zip(lot.left.tolist(), lot.right.tolist(), lot.weights.tolist(), strict=True):
        mine, theirs = standing[one], standing[other]
        if mine.total or theirs.total:
            others.setdefault((mine.id, mine.total), set()).add((theirs.id, theirs.total))
            others.setdefault((theirs.id, theirs.total), set()).add((mine.id, mine.total))
        else:
            singles.setdefault(mine.id, {})[theirs.id] = weight
            singles.setdefault(theirs.id, {})[mine.id] = weight
    return Known({name: [*found.values()] for name, found in profiles.items()}, singles, others)


def _fold(lot: Lot) -> Batch:
    """Fold one batch of groups, and keep the rows."""
    (here,) = _here
    number = lot.number
    read = {one.document.id: one for one in here.work.spool.read(lot.documents.tolist())}
    shelf = MemoryShelf()
    fold = Fold(shelf, read.__getitem__, here.relation, here.work.judgements, here.work.reviews)
    fold.put(read, _known(lot, read))
    codec = RowCodec()
    tables = [table for table in ROWS if table != "decided"] if here.work.growing else ASSEMBLED
    held = {table: [(name, codec.encode(row)) for name, row in shelf.rows(table)] for table in tables}
    if here.work.growing:
        by_keys = [("key", key, name) for name, row in shelf.rows("report") for key in keys(row.profile)]
        _entry_file(here.work.folder, number).write_bytes(msgspec.msgpack.encode([*shelf.entries(), *by_keys]))
    _row_file(here.work.folder, number).write_bytes(msgspec.msgpack.encode(held))
    place = {name: at for at, (name, _) in enumerate(held["event"])}
    days: dict[str, list[tuple[int, int]]] = {"salvo day": [], "strike day": []}
    named = []
    for name, row in shelf.rows("event"):
        for index, key in day_keys(row):
            days[index].append((number_of(key), place[name]))
        homes = [shelf.get("home", part) for part in row.parts]
        named += [(place[name], place[home.cluster]) for home in homes if home is not None]
    if not gc.isenabled():
        gc.collect()
    return Batch(len(place), *(_columns(rows) for rows in (days["salvo day"], days["strike day"], named)))


def _across(batches: Sequence[Batch]) -> list[list[tuple[int, list[int]]]]:
    """The Events that totals hold together over several batches: for each such lot, batches with the numbers of their Events."""
    firsts = np.cumsum([0, *(batch.events for batch in batches)])
    shifts = [np.array([0, first]) for first in firsts]
    salvos = np.concatenate([_columns([]), *(one.salvos + by for one, by in zip(batches, shifts, strict=False))])
    strikes = np.concatenate([_columns([]), *(one.strikes + by for one, by in zip(batches, shifts, strict=False))])
    named = np.concatenate([_columns([]), *(one.named + first for one, first in zip(batches, firsts, strict=False))])
    days = np.concatenate([salvos, strikes[np.isin(strikes[:, 0], salvos[:, 0])]])
    days = days[np.argsort(days[:, 0], kind="stable")]
    same = np.flatnonzero(days[1:, 0] == days[:-1, 0])
    home = united(np.arange(firsts[-1]), days[same, 1], days[same + 1, 1])
    home = united(home, named[:, 0], named[:, 1])
    order = np.argsort(home, kind="stable")
    found = []
    for lot in np.split(order, np.flatnonzero(np.diff(home[order])) + 1) if len(order) else []:
        if len(lot) == 1:
            continue
        at = np.searchsorted(firsts, lot, side="right") - 1
        if at[0] != at[-1]:
            found.append([(int(one), (lot[at == one] - firsts[one]).tolist()) for one in np.unique(at)])
    return [list(_together(found[place : place + BATCH])) for place in range(0, len(found), BATCH)]


def _together(lots: Iterable[list[tuple[int, list[int]]]]) -> Iterator[tuple[int, list[int]]]:
    """Several lots as one, so that a batch is read once."""
    events: dict[int, list[int]] = {}
    for lot in lots:
        for batch, numbers in lot:
            events.setdefault(batch, []).extend(numbers)
    yield from sorted(events.items())


def _hold(lots: Sequence[tuple[int, list[int]]]) -> list[tuple[str, Any]]:
    """The final rows of Events, of all that lie in one total or are one."""
    (here,) = _here
    codec, shelf = RowCodec(), MemoryShelf()
    made: dict[str, EventRow] = {}
    for batch, numbers in lots:
        rows = _held(here.work.folder, batch)["event"]
        for name, data in map(rows.__getitem__, numbers):
            made[name] = codec.decode("event", data)
            for report in made[name].event.reports:
                shelf.put("home", report, HomeRow(name))
    Totals(shelf, here.relation).update((), made)
    return list(shelf.rows("final"))


def _names(folder: str, lots: Sequence[tuple[int, list[int]]]) -> tuple[str, ...]:
    return tuple(_held(folder, batch)["event"][number][0] for batch, numbers in lots for number in numbers)


def _columns(rows: Sequence[tuple[int, int]]) -> Numbers:
    return np.array(rows, np.int64).reshape(-1, 2)


def _held(folder: str, batch: int) -> dict[str, list[tuple[str, bytes]]]:
    return msgspec.msgpack.decode(_row_file(folder, batch).read_bytes(), type=dict[str, list[tuple[str, bytes]]])


def _row_file(folder: str, batch: int) -> Path:
    return Path(folder) / f"rows-{batch}"


def _entry_file(folder: str, batch: int) -> Path:
    return Path(folder) / f"entries-{batch}"


def _spots_file(folder: str, part: str) -> Path:
    return Path(folder) / f"{part}.npy"


def _profile_file(folder: str, file: int) -> Path:
    return Path(folder) / f"profiles-{file}"
