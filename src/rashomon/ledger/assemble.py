"""The Ledger of all that was put on a shelf, in canonical order."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon import __version__
from rashomon.addresses import Address, assign
from rashomon.ledger.happenings import UNDATED
from rashomon.ledger.rows import EventRow, FinalRow
from rashomon.ledger.totals import event_order
from rashomon.model import (
    Claim,
    Document,
    DocumentEntry,
    Equipment,
    Event,
    Extraction,
    Issue,
    Judgement,
    Ledger,
    ReleasedEvent,
    Review,
)
from rashomon.people import review, settle
from rashomon.relation import LexiconRelation
from rashomon.shelf import Shelf


class _Cluster(Struct, frozen=True):
    name: str
    row: EventRow
    final: FinalRow


def assemble(
    shelf: Shelf, relation: LexiconRelation, extractions: Iterable[Extraction], judgements: Iterable[Judgement],
    reviews: Iterable[Review], released: Iterable[ReleasedEvent], issues: Iterable[Issue] = (),
) -> Ledger:  # fmt: skip
    """The Ledger. ``extractions`` are those that were put in, once each; ``issues`` are what was found before."""
    found = [*issues]
    documents: list[Document] = []
    claims: list[Claim] = []
    tellers: dict[str, str] = {}
    for extraction in extractions:
        documents.append(extraction.document)
        tellers.update((report.id, report.document) for report in extraction.reports)
        claims += [claim for claim in extraction.claims if claim.report in tellers]
        found += extraction.issues
    documents.sort(key=_publication)
    rank = {document.id: place for place, document in enumerate(documents)}
    people = sorted(set(judgements), key=judgement_order)
    reviewed = review(claims, reviews)
    found += [*settle(people, tellers).issues, *reviewed.issues]

    clusters = [_Cluster(name, row, shelf.get("final", name)) for name, row in shelf.rows("event")]
    published = {document.id: document.published or UNDATED for document in documents}
    members = [sorted(one.row.event.reports, key=lambda name: (published[tellers[name]], name)) for one in clusters]
    at = {one.name: address for one, address in zip(clusters, assign(members, tellers, released), strict=True)}
    verdicts = {question for _, question in shelf.rows("question")}
    for one in clusters:
        claims += one.row.derived
        verdicts.update(one.row.judgements)
        found += [*one.row.issues, *one.final.issues, *_loops(one, at)]
    return Ledger(
        version=__version__,
        documents=_entries(documents, rank, clusters),
        claims=tuple(sorted(set(claims), key=lambda c: (c.document, c.evidence[0], c.question, c.id))),
        events=tuple(sorted((_published(one, at) for one in clusters), key=event_order)),
        equipment=_equipment(relation, clusters, at),
        issues=tuple(sorted(set(found), key=_issue_order)),
        judgements=(*people, *sorted(verdicts, key=lambda one: (one.left, one.right))),
        reviews=reviewed.reviews,
    )


def judgement_order(judgement: Judgement) -> tuple[str, ...]:
    """People's Judgements as the Ledger lists them."""
    one = judgement
    return (one.left, one.right, one.time or "", one.id or "", one.author, one.verdict)


def _published(cluster: _Cluster, at: Mapping[str, Address]) -> Event:
    event, final, address = cluster.row.event, cluster.final, at[cluster.name]
    return replace(
        event, id=address.id, addresses=address.others, part_of=at[final.part_of].id if final.part_of else None,
        title=event.title if final.title is None else final.title,
        findings=event.findings if final.findings is None else final.findings,
    )  # fmt: skip


def _loops(cluster: _Cluster, at: Mapping[str, Address]) -> list[Issue]:
    """The Issue of a total that would lie in one that it counts over itself."""
    if cluster.final.loop is None:
        return []
    above, mine = at[cluster.final.loop].id, at[cluster.name].id
    text = f"{above} and {mine} count over each other; {mine} is not listed under {above}."
    return [Issue(code="part-of-cycle", message=text)]


def _entries(
    documents: Sequence[Document], rank: Mapping[str, int], clusters: Iterable[_Cluster]
) -> tuple[DocumentEntry, ...]:
    copies: dict[str, str] = {}
    for cluster in clusters:
        for copy, original in cluster.row.copies:
            copies[copy] = min(original, copies.get(copy, original), key=rank.__getitem__)
    return tuple(
        DocumentEntry(
            id=document.id, publisher=document.publisher, title=document.title, url=document.url,
            published=document.published, language=document.language, sha256=document.sha256,
            copy_of=copies.get(document.id),
        )
        for document in documents
    )  # fmt: skip


def _equipment(
    relation: LexiconRelation, clusters: Iterable[_Cluster], at: Mapping[str, Address]
) -> tuple[Equipment, ...]:
    found: dict[str, list[str]] = {}
    for cluster in clusters:
        for piece in cluster.row.equipment:
            found.setdefault(piece, []).append(at[cluster.name].id)
    entries = relation.lexicon.equipment
    return tuple(
        Equipment(id=name, name=entries[name].name, class_=entries[name].class_ or "", role=entries[name].role or "",
                  side=entries[name].side, events=tuple(sorted(found[name])))
        for name in sorted(found)
    )  # fmt: skip


def _publication(document: Document) -> tuple[str, str]:
    return (document.published or UNDATED, document.id)


def _issue_order(issue: Issue) -> tuple[str, int, int, str, str]:
    return (issue.document or "", issue.start or -1, issue.end or -1, issue.code, issue.message)
