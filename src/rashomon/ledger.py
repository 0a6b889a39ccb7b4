"""The fold: every Extraction, and all that people decided, into the Ledger as published.

Pure: the same rows give the same bytes in any order, and a second copy of one changes nothing.
The lexicon meets linking and reconciling here, as the relation between the words for things and sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from rashomon import __version__
from rashomon.addresses import Address, assign
from rashomon.lexicon import Lexicon, load
from rashomon.link import Profile, link, profiles_of
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
    Report,
    Review,
)
from rashomon.people import review, settle
from rashomon.reconcile import Case, check_totals, copies, parents, reconcile
from rashomon.reconcile.summary import best, names, narrowest, span, title
from rashomon.relation import LexiconRelation
from rashomon.values import Name, Place, When

EQUIPMENT_QUESTIONS = ("weapon", "defence", "target")
UNDATED = "9999"  # sorts after every year


class Gathered(Struct, frozen=True):
    """Everything that was read, each once and in order."""

    documents: tuple[Document, ...]
    reports: dict[str, Report]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]


def fold(
    extractions: Iterable[Extraction],
    judgements: Iterable[Judgement] = (),
    reviews: Iterable[Review] = (),
    *,
    released: Iterable[ReleasedEvent] = (),
    lexicon: Lexicon | None = None,
) -> Ledger:
    """Fold Extractions, people's verdicts on pairs of Reports and their Reviews of Claims into a Ledger.

    Two different readings of one Document leave one and an Issue. A reviewed Claim counts as the person left it, and
    stands in the Ledger as it was read, its Review beside it. What was ``released``, oldest first, keeps its address.
    ``lexicon`` defaults to the packaged one.
    """
    gathered = gather(extractions)
    relation = LexiconRelation(lexicon or load())
    reviewed = review(gathered.claims, reviews)
    read, gathered = gathered, replace(gathered, claims=reviewed.claims)
    people = sorted(set(judgements), key=_judgement_order)
    settled = settle(people, gathered.reports)
    profiles = {p.id: p for p in profiles_of(gathered.documents, gathered.reports.values(), gathered.claims)}
    links = link(list(profiles.values()), relation, settled.judgements)
    published = {document.id: document.published for document in gathered.documents}
    originals = copies(gathered.documents)
    claims_of = _claims_by_report(gathered)
    clusters = [
        sorted(cluster, key=lambda name: (published[gathered.reports[name].document] or UNDATED, name))
        for cluster in links.clusters
    ]
    tellers = {report.id: report.document for report in gathered.reports.values()}

    events: list[Event] = []
    derived: list[Claim] = []
    issues = [*gathered.issues, *settled.issues, *reviewed.issues]
    for cluster, address in zip(clusters, assign(clusters, tellers, released), strict=True):
        members = [gathered.reports[name] for name in cluster]
        claims = tuple(claim for report in members for claim in claims_of.get(report.id, ()))
        event, outcome_claims, found = _event(address, members, claims, gathered, relation, published, originals)
        events.append(event)
        derived += outcome_claims
        issues += found
    events, more = _with_totals(events, gathered, profiles, relation)
    issues += more
    counted = {*gathered.claims, *derived}
    claims = tuple(sorted({*read.claims, *derived}, key=lambda c: (c.document, c.evidence[0], c.question, c.id)))
    return Ledger(
        version=__version__,
        documents=tuple(_entry(document, originals) for document in gathered.documents),
        claims=claims,
        events=tuple(sorted(events, key=_event_order)),
        equipment=_equipment(relation, events, counted),
        issues=tuple(sorted(set(issues), key=_issue_order)),
        judgements=(*people, *links.judgements),
        reviews=reviewed.reviews,
    )


def gather(extractions: Iterable[Extraction]) -> Gathered:
    """Every Document, Report, Claim and Issue once, in canonical order."""
    readings: dict[str, dict[bytes, Extraction]] = {}
    for extraction in extractions:
        digest = msgspec.json.encode(extraction, order="deterministic")
        readings.setdefault(extraction.document.id, {})[digest] = extraction
    kept, issues = [], []
    for name in sorted(readings):
        versions = readings[name]
        best_reading = max(versions, key=lambda digest: (len(versions[digest].claims), digest))
        kept.append(versions[best_reading])
        if len(versions) > 1:
            text = f"{len(versions)} different readings of one document were given; the one with most claims is kept."
            issues.append(Issue(code="document-conflict", message=text, document=name))
    kept.sort(key=lambda e: (e.document.published or UNDATED, e.document.id))
    reports = {report.id: report for extraction in kept for report in sorted(extraction.reports, key=lambda r: r.id)}
    claims = {claim.id: claim for extraction in kept for claim in extraction.claims if claim.report in reports}
    issues += [issue for extraction in kept for issue in extraction.issues]
    return Gathered(
        tuple(extraction.document for extraction in kept), reports,
        tuple(claims[name] for name in sorted(claims)), tuple(issues),
    )  # fmt: skip


def _claims_by_report(gathered: Gathered) -> dict[str, list[Claim]]:
    """Claims by Report; one that denies a Claim of another Report stands with that one as well."""
    report_of = {claim.id: claim.report for claim in gathered.claims}
    by_report: dict[str, list[Claim]] = {}
    for claim in gathered.claims:
        homes = {claim.report, report_of.get(claim.denies or "", claim.report)}
        for report in sorted(homes):
            by_report.setdefault(report, []).append(claim)
    return by_report


def _event(
    address: Address, members: Sequence[Report], claims: tuple[Claim, ...], gathered: Gathered, relation: LexiconRelation,
    published: Mapping[str, str | None], originals: Mapping[str, str],
) -> tuple[Event, tuple[Claim, ...], tuple[Issue, ...]]:  # fmt: skip
    when, where = best(claims, "when", relation), best(claims, "where", relation)
    place = where if isinstance(where, Place) else None
    time = when if isinstance(when, When) else None
    outcome = reconcile(Case(
        event=address.id, claims=claims, relation=relation, reports=gathered.reports, published=published,
        originals=originals, country=place.country if place else None,
    ))  # fmt: skip
    named = {question: names(claims, question) for question in ("actor", "recipient", "target", "weapon", "defence")}
    subtypes = Counter(report.subtype for report in members if report.subtype)
    total = any(report.level == "aggregate" for report in members)
    event = Event(
        id=address.id, addresses=address.others, type=members[0].type,
        subtype=min(subtypes, key=lambda name: (-subtypes[name], name)) if subtypes else None,
        title="", when=time, where=place, documents=tuple(sorted({report.document for report in members})),
        reports=tuple(sorted(report.id for report in members)), independent=len(outcome.origins),
        findings=outcome.findings, actor=named["actor"], recipient=named["recipient"], target=named["target"],
        weapon=named["weapon"], defence=named["defence"],
    )  # fmt: skip
    event = replace(event, title=_title(event, time, relation, total=total))
    return event, outcome.derived, outcome.issues


def _title(event: Event, when: When | None, relation: LexiconRelation, *, total: bool) -> str:
    disputed = any(finding.question == "weapon" and finding.status == "disputed" for finding in event.findings)
    weapon = () if disputed else narrowest(event.weapon, relation)
    return title(event.type, event.when or when, event.where, weapon, event.actor, total=total)


def _with_totals(
    events: list[Event], gathered: Gathered, profiles: Mapping[str, Profile], relation: LexiconRelation
) -> tuple[list[Event], list[Issue]]:
    """Put each Event under the total that counts over it, and check every total against its parts."""
    by_id = {event.id: event for event in events}
    event_of = {report: event.id for event in events for report in event.reports}
    covers: dict[str, list[str]] = {}
    for report in gathered.reports.values():
        parts = [event_of[part] for part in report.covers if part in event_of]
        if report.level == "aggregate" and parts:
            covers.setdefault(event_of[report.id], []).extend(parts)
    parent, issues = parents(covers)
    explicit = set(parent.values())
    for child, total in _salvos(events, profiles, relation):
        if child not in parent and child not in explicit:
            parent[child] = total
    children: dict[str, list[str]] = {}
    for child in sorted(parent):
        children.setdefault(parent[child], []).append(child)
    finished = []
    for event in events:
        findings = event.findings
        if event.id in children:
            inside = sorted((by_id[child] for child in children[event.id]), key=_event_order)
            findings, found = check_totals(event, inside, relation, exhaustive=event.id in covers)
            issues += found
            event = replace(event, title=_title(event, span([one.when for one in inside]), relation, total=True))
        finished.append(replace(event, part_of=parent.get(event.id), findings=findings))
    return finished, issues


def _salvos(
    events: Sequence[Event], profiles: Mapping[str, Profile], relation: LexiconRelation
) -> Iterable[tuple[str, str]]:
    """Strikes on towns with the whole country's salvo of that time that they lie in: same country, type and weapons."""
    salvos: dict[tuple[str, str, date], list[Event]] = {}
    totals = {event.id for event in events if any(profiles[report].total for report in event.reports)}
    for event in events:
        if event.id in totals and event.where and (event.where.precision or 1) >= 6 and event.where.country:
            for day in _days(event):
                salvos.setdefault((event.type, event.where.country, day), []).append(event)
    for event in events:
        if event.id in totals or event.where is None or (event.where.precision or 1) >= 6 or not event.where.country:
            continue
        key = [(event.type, event.where.country, day) for day in _days(event)]
        around = [total for one in key for total in salvos.get(one, ())]
        found = Counter(total.id for total in around if _armed_alike(event, total, relation))
        if found:
            yield event.id, min(found, key=lambda name: (-found[name], name))


def _days(event: Event) -> list[date]:
    days = event.when.days() if event.when else None
    if days is None or (days[1] - days[0]).days > 2:
        return []
    return sorted({*days})


def _armed_alike(event: Event, total: Event, relation: LexiconRelation) -> bool:
    pairs = [(a.id or a.name, b.id or b.name) for a in event.weapon for b in total.weapon]
    return not pairs or any(relation.same_or_parent(a, b) or relation.same_or_parent(b, a) for a, b in pairs)


def _equipment(relation: LexiconRelation, events: Sequence[Event], claims: Iterable[Claim]) -> tuple[Equipment, ...]:
    """Every lexicon entry that a weapon, defence or target names, or that a count counts or is stopped by."""
    event_of = {report: event.id for event in events for report in event.reports}
    found: dict[str, set[str]] = {}
    for claim in claims:
        words = [word for word in (claim.item, claim.by) if word]
        if claim.question in EQUIPMENT_QUESTIONS and isinstance(claim.value, Name):
            words.append(claim.value.id or claim.value.name)
        for word in words:
            name = relation.equipment_id(word)
            if name is not None and claim.report in event_of:
                found.setdefault(name, set()).add(event_of[claim.report])
    entries = relation.lexicon.equipment
    return tuple(
        Equipment(id=name, name=entries[name].name, class_=entries[name].class_ or "", role=entries[name].role or "",
                  side=entries[name].side, events=tuple(sorted(found[name])))
        for name in sorted(found)
    )  # fmt: skip


def _entry(document: Document, originals: Mapping[str, str]) -> DocumentEntry:
    return DocumentEntry(
        id=document.id, publisher=document.publisher, title=document.title, url=document.url,
        published=document.published, language=document.language, sha256=document.sha256,
        copy_of=originals.get(document.id),
    )  # fmt: skip


def _event_order(event: Event) -> tuple[str, str]:
    return ((event.when.start if event.when else None) or UNDATED, event.id)


def _issue_order(issue: Issue) -> tuple[str, int, int, str, str]:
    return (issue.document or "", issue.start or -1, issue.end or -1, issue.code, issue.message)


def _judgement_order(judgement: Judgement) -> tuple[str, ...]:
    one = judgement
    return (one.left, one.right, one.time or "", one.id or "", one.author, one.verdict)
