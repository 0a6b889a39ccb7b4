"""The recipe: inputs -> documents -> extractions -> the ledger, with or without a store between.

Every step is a plain function over iterators, so documents stream; only ``fold`` sees all of them. What goes wrong with
one input is handed to ``report`` and the rest goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from rashomon import __version__
from rashomon.errors import BusyError, ConflictError, InputError, NotFoundError
from rashomon.ledger import Fold, RowCodec, assemble, fold, program
from rashomon.link import compare, default_table, keys, profiles_of
from rashomon.link import explain as weigh
from rashomon.link.compare import AUTHOR as PROGRAM
from rashomon.model import Document, Event, Extraction, Inferred, Judgement, Ledger
from rashomon.people import Reviewing, in_force, judgements, reviews
from rashomon.read import Notice, Outcome, Reading
from rashomon.relation import packaged
from rashomon.store import Derivation, Mark, Store

MANY = 5000  # documents from which on all at once is faster than one after the other
BATCH = 2000  # documents that are folded in one transaction: some 50 MB, and seconds of work that may be lost

Report = Callable[[InputError | Notice], None]
Thing = TypeVar("Thing")


class Extractor(Protocol):
    """What the pipeline asks of an extractor: one Extraction for each Document, in order."""

    def extract_all(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Read every Document."""


class Added(Struct, frozen=True, kw_only=True):
    """How many Documents an ``add`` put into the ledger, and how many it found there."""

    new: int
    known: int


def read(outcomes: Iterable[Outcome], *, extractor: Extractor, report: Report) -> Ledger:
    """The Ledger of everything that can be read, nothing kept."""
    return fold(extract(readings(outcomes, report), extractor))


def add(
    outcomes: Iterable[Outcome], *, extractor: Extractor, store: Store, report: Report, processes: int = 1
) -> Added:
    """Append what the store does not have yet, a transaction a document; what it has is not read again."""
    counts = {True: 0, False: 0}
    for extraction in extract(_missing(readings(outcomes, report), store, report, counts), extractor):
        try:
            counts[store.add(extraction, extractor=__version__)] += 1
        except ConflictError as error:  # another process was first with this id
            report(error)
    derive(store, processes=processes)
    return Added(new=counts[True], known=counts[False])


def derive(store: Store, *, batch: int = BATCH, many: int = MANY, processes: int = 1) -> None:
    """Work out what follows from the rows that are new: their neighbourhood in the ledger, and nothing else.

    A transaction for every ``batch`` of Documents; where it is cut off, the next one goes on from there. What another
    version of the program derived is made again, and ``many`` Documents of which nothing is worked out all at once, in
    several ``processes`` (``rashomon.ledger.bulk``), to the same rows. Raises BusyError where another program does the same.
    """
    relation = packaged()
    while not _derived(store):
        if store.mark().program != program() and len(store.added(0, many)) >= many:
            _derive_at_once(store, processes)
            continue
        with store.derive(RowCodec()) as work:
            mark, (newest, decisions) = store.mark(), store.last()
            if mark.program != program():
                work.forget()
                mark = Mark(program())
            decided = in_force(store.decisions())
            fold = Fold(work.shelf, store.extraction, relation, judgements(decided), reviews(decided))
            rows = store.added(mark.extractions, batch)
            claiming = {name for claim in fold.rereviewed() for name in store.claiming(claim)}
            fold.put({*(name for _, name in rows), *claiming})
            work.reach(Mark(mark.program, rows[-1][0] if rows else newest, decisions))


def _derive_at_once(store: Store, processes: int) -> None:
    """Throw away what was worked out and work out everything. Until the end the mark says whose work is under way."""
    from rashomon.ledger import bulk  # numpy, which a few Documents do without
    from rashomon.ledger.spool import Spool
    from rashomon.ledger.totals import Totals

    mine = Mark(f"at once {uuid4().hex}")
    with store.derive(RowCodec()) as work:
        newest, decisions = store.last()
        decided = in_force(store.decisions())
        work.forget()
        work.reach(mine)

    @contextmanager
    def going_on() -> Iterator[Derivation]:
        with store.derive(RowCodec()) as work:
            if store.mark() != mine:
                raise BusyError(
                    f"{store.name}: another program is working this ledger out. Run the command again later."
                )
            yield work

    relation, people, given = packaged(), judgements(decided), reviews(decided)
    with TemporaryDirectory(prefix="rashomon-") as folder:
        spool = Spool.of(store.extractions(), Path(folder) / "extractions")
        done = bulk.derive(spool, Path(folder), people, given, processes=processes, growing=True)
        for number in range(done.batches):
            with going_on() as work:
                work.load(*done.batch(number))
    for names in done.across:
        with going_on() as work:
            Totals(work.shelf, relation).update((), {name: work.shelf.get("event", name) for name in names})
    with going_on() as work:
        Fold(work.shelf, store.extraction, relation, people, given).put(())
        work.reach(Mark(program(), newest, decisions))


def remake(store: Store, *, processes: int = 1) -> None:
    """Throw away what was worked out and kept, and work it out once more."""
    with store.derive(RowCodec()) as work:
        work.forget()
        work.reach(Mark())
    derive(store, processes=processes)


def _derived(store: Store) -> bool:
    return store.mark() == Mark(program(), *store.last())


def look(store: Store) -> Ledger:
    """The Ledger of everything in the store, as it was at one moment; nothing is written."""
    with store.snapshot():
        decided = in_force(store.decisions())
        people, reviewed = judgements(decided), reviews(decided)
        if not _derived(store):  # cut off, or by another version; the next command that writes puts it right
            return fold(store.extractions(), people, reviewed, released=store.released())
        relation = packaged()
        shelf = store.shelf(RowCodec())
        return assemble(shelf, relation, store.extractions(), people, reviewed, store.released())


def readings(outcomes: Iterable[Outcome], report: Report) -> Iterator[Reading]:
    """The Documents among the outcomes; the rest is reported."""
    for outcome in outcomes:
        if isinstance(outcome, Reading):
            yield outcome
        else:
            report(outcome)


def extract(documents: Iterable[Reading], extractor: Extractor) -> Iterator[Extraction]:
    """An Extraction for each Reading, with the Issues of both."""
    waiting: dict[str, Reading] = {}

    def handed_on() -> Iterator[Document]:
        for reading in documents:
            if reading.issues:
                waiting[reading.document.id] = reading
            yield reading.document

    for extraction in extractor.extract_all(handed_on()):
        reading = waiting.pop(extraction.document.id, None)
        if reading is None:
            yield extraction
        else:
            yield msgspec.structs.replace(extraction, issues=reading.issues + extraction.issues)


def _missing(documents: Iterable[Reading], store: Store, report: Report, counts: dict[bool, int]) -> Iterator[Reading]:
    """The Readings that this version has not added; a changed text is refused, changed metadata said out loud."""
    for reading in documents:
        document = reading.document
        entry = store.entry(document.id)
        if entry is None:
            yield reading
            continue
        if entry.sha256 != document.sha256:
            message = f"{document.id}: this id is in the ledger with another text. Give the new text an id of its own."
            report(ConflictError(message, source=document.id))
            continue
        changed = [
            f"{name} {getattr(document, name)!r} (kept {getattr(entry, name)!r})"
            for name in ("publisher", "title", "url", "published", "language")
            if getattr(document, name) != getattr(entry, name)
        ]
        if changed:
            message = f"already in the ledger, whose metadata stay as they are: {', '.join(changed)}."
            report(Notice(source=document.id, message=message))
        if changed or store.has(document.id, extractor=__version__):
            counts[False] += 1
        else:
            yield reading


def find_event(ledger: Ledger, name: str) -> Event:
    """The one Event of whose ids one is ``name`` or begins with it, with or without its prefix; raises NotFoundError."""
    names = {event.id: event for event in ledger.events}
    if name in names or any(_begins(one, name) for one in names):
        return only(name, names, "event", "See 'rashomon events'.")
    others = {address: event for event in ledger.events for address in event.addresses}
    found = {event.id: event for address, event in others.items() if _begins(address, name)}
    return next(iter(found.values())) if len(found) == 1 else only(name, others, "event", "See 'rashomon events'.")


def is_named(event: Event, name: str) -> bool:
    """Whether ``name`` is the Event's own id or begins it, and not another address of it."""
    return _begins(event.id, name)


def find_report(ledger: Ledger, name: str) -> str:
    """The one Report's id that is ``name`` or begins with it; raises NotFoundError."""
    return only(name, {report: report for event in ledger.events for report in event.reports}, "report",
                "See 'rashomon show EVENT'.")  # fmt: skip


class Explained(Struct, frozen=True, kw_only=True):
    """Why two Reports are one Event or are not: the program's sum over their features, and what overrides it.

    ``judgement`` is the program's; ``people`` are verdicts on this very pair. ``compared``: they share a key, so that linking
    looks at the pair at all. ``together`` is the Event that both stand in, None where they stand in two;
    ``inferred`` is what they take from it.
    """

    left: str
    right: str
    judgement: Judgement
    total: float
    same_from: float
    unsure_from: float
    compared: bool
    people: tuple[Judgement, ...]
    together: str | None
    inferred: tuple[Inferred, ...] = ()


def explain(store: Store, left: str, right: str) -> Explained:
    """Weigh two Reports of a ledger by their ids or beginnings; raises NotFoundError."""
    ledger = look(store)
    left, right = find_report(ledger, left), find_report(ledger, right)
    home = {report: event.id for event in ledger.events for report in event.reports}
    documents = sorted({claim.document for claim in ledger.claims if claim.report in (left, right)})
    reviewed = Reviewing(reviews(in_force(store.decisions())))
    read = [store.extraction(name) for name in documents]
    claims = [claim for one in read for claim in reviewed.claims(one.claims)]
    found = profiles_of([one.document for one in read], [report for one in read for report in one.reports], claims)
    profiles = {
        profile.id: replace(profile, parts=tuple(sorted({home.get(part, part) for part in profile.parts})))
        for profile in found
    }
    one, other = profiles[left], profiles[right]
    relation, table = packaged(), default_table()
    return Explained(
        left=left, right=right, judgement=weigh(one, other, relation), total=compare(one, other, relation).total,
        same_from=table.same_from, unsure_from=table.unsure_from,
        compared=one.document != other.document and not {*keys(one)}.isdisjoint(keys(other)),
        people=tuple(j for j in ledger.judgements if {j.left, j.right} == {left, right} and j.author != PROGRAM),
        together=home[left] if home[left] == home[right] else None,
        inferred=tuple(
            taken for event in ledger.events if home[left] == home[right] == event.id
            for taken in event.inferred if taken.report in (left, right)
        ),
    )  # fmt: skip


def restrict(ledger: Ledger, events: Iterable[str]) -> Ledger:
    """The part of the Ledger that tells of ``events``: their Documents, Claims, equipment and Issues."""
    chosen = frozenset(events)
    kept = tuple(event for event in ledger.events if event.id in chosen)
    reports = {report for event in kept for report in event.reports}
    documents = {document for event in kept for document in event.documents}
    claims = {claim.id for claim in ledger.claims if claim.report in reports}
    return msgspec.structs.replace(
        ledger,
        documents=tuple(document for document in ledger.documents if document.id in documents),
        claims=tuple(claim for claim in ledger.claims if claim.report in reports),
        events=kept,
        equipment=tuple(piece for piece in ledger.equipment if chosen.intersection(piece.events)),
        issues=tuple(issue for issue in ledger.issues if issue.document in documents),
        judgements=tuple(one for one in ledger.judgements if one.left in reports and one.right in reports),
        reviews=tuple(one for one in ledger.reviews if one.claim in claims),
    )


def only(name: str, things: Mapping[str, Thing], kind: str, where: str) -> Thing:
    """The one thing whose id is ``name`` or begins with it; raises NotFoundError, which says ``where`` to look."""
    if name in things:
        return things[name]
    found = [key for key in things if _begins(key, name)]
    if len(found) == 1:
        return things[found[0]]
    if found:
        raise NotFoundError(f"{len(found)} {kind}s begin with {name!r}. Give more of the id. {where}")
    raise NotFoundError(f"There is no {kind} {name!r} in this ledger. {where}")


def _begins(identity: str, name: str) -> bool:
    return bool(name) and (identity.startswith(name) or identity.partition("-")[2].startswith(name))
