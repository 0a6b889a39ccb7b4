"""What the Ledger is derived by: put Documents in, a few or all at once, and assemble what came of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from rashomon.ledger.assemble import assemble
from rashomon.ledger.gather import gather
from rashomon.ledger.happenings import event_row
from rashomon.ledger.rows import Decided, EventRow
from rashomon.ledger.totals import Totals
from rashomon.lexicon import Lexicon
from rashomon.link import Known, Neighbourhood, Profile, newest, profiles_of
from rashomon.model import Extraction, Judgement, Ledger, ReleasedEvent, Review
from rashomon.people import Reviewing, settle
from rashomon.relation import LexiconRelation, packaged
from rashomon.shelf import MemoryShelf, Shelf

Source = Callable[[str], Extraction]


class Fold:
    """What was derived so far (``shelf``), made again where it changes.

    ``source`` gives the Extraction of any Document that was put in; ``judgements`` and ``reviews`` are all that people gave.
    """

    def __init__(
        self, shelf: Shelf, source: Source, relation: LexiconRelation, judgements: Iterable[Judgement] = (),
        reviews: Iterable[Review] = (),
    ) -> None:  # fmt: skip
        self.shelf, self.relation = shelf, relation
        self.source, self.judgements = source, tuple(judgements)
        self.reviewed = Reviewing(reviews)

    def put(self, documents: Iterable[str], known: Known | None = None) -> None:
        """Put in Documents by their ids: new ones, those read again, and those of Claims whose Review is new.

        Verdicts on pairs that are new, or taken back, are found by themselves. What is ``known`` of them is not worked out.
        """
        read = {name: self._read(name) for name in sorted(set(documents))}
        before: Decided = self._decided()
        settled = settle(self.judgements, _There(self.shelf, read)).judgements
        decided = newest(settled)
        pairs = tuple(sorted((*pair, verdict) for pair, verdict in decided.items()))
        now = Decided(pairs, self.reviewed.newest())
        judged = {(left, right) for left, right, _ in {*before.pairs} ^ {*now.pairs}}
        profiles: Mapping[str, Sequence[Profile]] = known.profiles if known else {
            name: profiles_of([one.document], one.reports, one.claims) for name, one in read.items()
        }  # fmt: skip
        changes = Neighbourhood(self.shelf, self.relation, decided, known=known).update(profiles, judged)
        made: dict[str, EventRow] = {}
        for name in sorted(changes.made):
            members = self.shelf.linked("cluster", name)
            rows = [self.shelf.get("report", report) for report in members]
            tellers = sorted({row.profile.document for row in rows})
            extractions = [read.get(teller) or self._read(teller) for teller in tellers]
            total = any(row.counts_over for row in rows)
            made[name] = event_row(members, extractions, changes.made[name], self.relation, total=total)
        Totals(self.shelf, self.relation).update(changes.gone, made)
        if now != before:
            self.shelf.put("decided", "all", now)

    def rereviewed(self) -> set[str]:
        """The Claims whose Review is new, changed or taken back since the last ``put``."""
        return {claim for claim, _ in {*self._decided().reviews} ^ {*self.reviewed.newest()}}

    def _decided(self) -> Decided:
        row: Decided | None = self.shelf.get("decided", "all")
        return row or Decided()

    def _read(self, document: str) -> Extraction:
        """A Document's Extraction as people left it."""
        read = self.source(document)
        return msgspec.structs.replace(read, claims=self.reviewed.claims(read.claims))


class _There:
    """The Reports on a shelf once some Documents are put in, without a list of them all."""

    def __init__(self, shelf: Shelf, read: dict[str, Extraction]) -> None:
        self._shelf = shelf
        self._new = {report.id for one in read.values() for report in one.reports}
        rows = filter(None, (shelf.get("document", name) for name in read))
        self._old = {report for row in rows for report in row.reports}

    def __contains__(self, report: object) -> bool:
        if report in self._new:
            return True
        return report not in self._old and self._shelf.get("report", str(report)) is not None


def fold(
    extractions: Iterable[Extraction],
    judgements: Iterable[Judgement] = (),
    reviews: Iterable[Review] = (),
    *,
    released: Iterable[ReleasedEvent] = (),
    lexicon: Lexicon | None = None,
    processes: int = 1,
) -> Ledger:
    """Fold Extractions, people's verdicts on pairs of Reports and their Reviews of Claims into a Ledger, in memory.

    Two different readings of one Document leave one and an Issue. A reviewed Claim counts as the person left it, and
    stands in the Ledger as it was read, its Review beside it. What was ``released``, oldest first, keeps its address.
    ``lexicon`` defaults to the packaged one. Several ``processes`` make the same Ledger (``rashomon.ledger.bulk``).
    """
    gathered = gather(extractions)
    people = tuple(judgements)
    given = tuple(reviews)
    relation = packaged() if lexicon is None else LexiconRelation(lexicon)
    if processes > 1:
        shelf = _in_processes(gathered.extractions.values(), people, given, lexicon, processes)
    else:
        shelf = MemoryShelf()
        Fold(shelf, gathered.extractions.__getitem__, relation, people, given).put(gathered.extractions)
    return assemble(shelf, relation, gathered.extractions.values(), people, given, released, gathered.issues)


def _in_processes(
    extractions: Iterable[Extraction], people: Iterable[Judgement], given: Iterable[Review], lexicon: Lexicon | None,
    processes: int,
) -> MemoryShelf:  # fmt: skip
    from rashomon.ledger import bulk  # numpy, which one pass does without
    from rashomon.ledger.spool import Spool

    with TemporaryDirectory(prefix="rashomon-") as folder:
        spool = Spool.of(extractions, Path(folder) / "extractions")
        return bulk.derive(spool, Path(folder), people, given, lexicon=lexicon, processes=processes).shelf()
