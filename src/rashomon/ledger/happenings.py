"""One cluster of Reports as an Event: a pure function of the Extractions that its Reports stand in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.addresses import own
from rashomon.ledger.inheriting import inherited, news_day
from rashomon.ledger.rows import EventRow
from rashomon.model import Claim, Document, Event, Extraction, Issue, Judgement, Report
from rashomon.reconcile import Case, copies, reconcile
from rashomon.reconcile.summary import best, names, narrowest, title
from rashomon.relation import LexiconRelation
from rashomon.values import Name, Place, When

EQUIPMENT_QUESTIONS = ("weapon", "defence", "target")
UNDATED = "9999"  # sorts after every year


class Told(Struct, frozen=True):
    """What a cluster's Documents tell of it. A Claim that denies one of another Report stands with that one as well."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]


def told(members: Iterable[str], extractions: Iterable[Extraction]) -> Told:
    """The Reports of a cluster in order of publication, and their Claims."""
    wanted = set(members)
    documents = {extraction.document.id: extraction.document for extraction in extractions}
    reports: list[Report] = []
    by_report: dict[str, dict[str, Claim]] = {}
    for extraction in extractions:
        reports += [report for report in extraction.reports if report.id in wanted]
        report_of: dict[str, str] = {}
        if any(claim.denies for claim in extraction.claims):
            report_of = {claim.id: claim.report for claim in extraction.claims}
        for claim in extraction.claims:
            for home in (
                {claim.report, report_of.get(claim.denies or "", claim.report)} if report_of else (claim.report,)
            ):
                if home in wanted:
                    by_report.setdefault(home, {})[claim.id] = claim
    reports.sort(key=lambda report: (documents[report.document].published or UNDATED, report.id))
    claims = tuple(claim for report in reports for _, claim in sorted(by_report.get(report.id, {}).items()))
    return Told(tuple(reports), claims, documents)


def event_row(
    members: Sequence[str], extractions: Sequence[Extraction], judgements: tuple[Judgement, ...], relation: LexiconRelation, *,
    total: bool,
) -> EventRow:  # fmt: skip
    """Reconcile what a cluster's Reports say. ``total``: one of them counts over several happenings."""
    found = told(members, extractions)
    originals = copies(found.documents.values())
    answers: dict[str, list[Claim]] = {}
    for claim in found.claims:
        answers.setdefault(claim.question, []).append(claim)
    when, where = (best(answers.get(question, ()), question, relation) for question in ("when", "where"))
    place = where if isinstance(where, Place) else None
    first = found.reports[0]
    outcome = reconcile(Case(
        event=first.id, claims=found.claims, relation=relation, reports={report.id: report for report in found.reports},
        published={name: document.published for name, document in found.documents.items()}, originals=originals,
        country=place.country if place else None,
    ))  # fmt: skip
    named = {
        question: names(answers.get(question, ()), question)
        for question in ("actor", "recipient", "target", "weapon", "defence")
    }
    subtypes = Counter(report.subtype for report in found.reports if report.subtype)
    event = Event(
        id=own(first.id), type=first.type,
        subtype=min(subtypes, key=lambda name: (-subtypes[name], name)) if subtypes else None,
        title="", when=when if isinstance(when, When) else None, where=place,
        documents=tuple(sorted({report.document for report in found.reports})), reports=tuple(sorted(members)),
        independent=len(outcome.origins), findings=outcome.findings, actor=named["actor"], recipient=named["recipient"],
        target=named["target"], weapon=named["weapon"], defence=named["defence"],
    )  # fmt: skip
    event = replace(event, inferred=inherited(event, found.reports, found.claims, relation))
    aggregates = [report for report in found.reports if report.level == "aggregate"]
    event = replace(event, title=event_title(event, event.when, relation, total=bool(aggregates)))
    issues = outcome.issues
    supposed = news_day(found.reports, found.claims, found.documents) if event.when is None else None
    if supposed is not None:
        event = replace(event, when=supposed)
        message = f"no text gives the day; {supposed.edtf} is that of the first publication and the day before it"
        issues = (*issues, Issue(code="day-supposed", message=message, document=event.documents[0]))
    return EventRow(
        event=event, total=total,
        parts=tuple(sorted({part for report in aggregates for part in report.covers})), derived=outcome.derived,
        issues=issues, judgements=judgements,
        equipment=_equipment(relation, members, (*found.claims, *outcome.derived)), copies=tuple(sorted(originals.items())),
    )  # fmt: skip


def event_title(event: Event, when: When | None, relation: LexiconRelation, *, total: bool) -> str:
    """The Event's title, without a weapon where that is disputed; ``when`` stands in for a time that it lacks."""
    disputed = any(finding.question == "weapon" and finding.status == "disputed" for finding in event.findings)
    weapon = () if disputed else narrowest(event.weapon, relation)
    return title(event.type, event.when or when, event.where, weapon, event.actor, total=total)


def _equipment(relation: LexiconRelation, members: Iterable[str], claims: Iterable[Claim]) -> tuple[str, ...]:
    """Every lexicon entry that a weapon, defence or target names, or that a count counts or is stopped by."""
    inside, words = set(members), set[str | None]()
    for claim in claims:
        if claim.report in inside:
            words.update((claim.item, claim.by))
            if claim.question in EQUIPMENT_QUESTIONS and isinstance(claim.value, Name):
                words.add(claim.value.id or claim.value.name)
    found = {relation.equipment_id(word) for word in words if word}
    return tuple(sorted(name for name in found if name is not None))
