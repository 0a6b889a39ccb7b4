"""Whether a ledger is what it should be: the database's own checks, hashes, ids, verbatim evidence, and what points where.

A problem is something that this program never writes. A note is something that it may come to by itself: a decision on
a report that a newer version does not find in the text any more.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon import pipeline
from rashomon.codec import decode_extraction, encode_ledger
from rashomon.errors import RecordError, StoreError
from rashomon.ledger import fold
from rashomon.model import Claim, Decision, Document, Extraction, Issue, Release, Report, Span
from rashomon.people import in_force, judgements, reviews
from rashomon.store import Store, Stored

_RELEASED = tuple(name for name in Release.__struct_fields__ if name != "id")
_OWN_ID = re.compile(r"doc-[0-9a-f]{16}")


class Checked(Struct, kw_only=True):
    """What was looked at, and what was found."""

    documents: int = 0
    readings: int = 0
    claims: int = 0
    decisions: int = 0
    releases: int = 0
    problems: list[str] = []
    notes: list[str] = []


def check(store: Store, *, quick: bool = False) -> Checked:
    """Look at every row of a ledger, and unless ``quick`` work it all out once more; nothing is changed."""
    found = Checked()
    try:
        with store.snapshot():
            found.problems += store.faults()
            reports, claims = _check_readings(store.readings(), found)
            _check_decisions(store.decisions(), reports, claims, found)
            _check_releases(store.releases(), found)
            for _ in store.released():  # each is decoded, which is the check
                pass
            if not (quick or found.problems or remade(store)):
                found.problems.append(
                    "What was worked out from the rows and kept is not what follows from them."
                    " Run 'rashomon check --remake'."
                )
    except (StoreError, RecordError) as error:  # rows that cannot be read at all end the look at them
        found.problems.append(str(error))
    return found


def remade(store: Store) -> bool:
    """Whether the Ledger that was worked out bit by bit is the one that all the rows give at once."""
    decided = in_force(store.decisions())
    whole = fold(store.extractions(), judgements(decided), reviews(decided), released=store.released())
    return encode_ledger(pipeline.look(store)) == encode_ledger(whole)


class _Seen(Struct):
    """Ids that some reading has (``ever``) and that the newest reading of its Document has (``now``)."""

    ever: set[str]
    now: set[str]


def _check_readings(readings: Iterable[Stored], found: Checked) -> tuple[_Seen, _Seen]:
    reports, claims = _Seen(set(), set()), _Seen(set(), set())
    last: Extraction | None = None
    document = ""
    for one in readings:
        if one.document.id != document:
            _keep(last, reports, claims)
            last, document = None, one.document.id
            found.documents += 1
            _check_document(one.document, found)
        if one.body is None:
            found.problems.append(f"{one.document.id}: nobody has read it.")
            continue
        found.readings += 1
        try:
            last = decode_extraction(one.document, one.body)
        except RecordError as error:
            found.problems.append(f"{one.document.id}, read by {one.extractor}: {error}.")
            continue
        found.claims += len(last.claims)
        found.problems += (f"{one.document.id}, read by {one.extractor}: {fault}." for fault in _faults(last))
        reports.ever |= {report.id for report in last.reports}
        claims.ever |= {claim.id for claim in last.claims}
    _keep(last, reports, claims)
    return reports, claims


def _keep(last: Extraction | None, reports: _Seen, claims: _Seen) -> None:
    if last is not None:
        reports.now |= {report.id for report in last.reports}
        claims.now |= {claim.id for claim in last.claims}


def _check_document(document: Document, found: Checked) -> None:
    if hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest() != document.sha256:
        found.problems.append(f"{document.id}: its text is not the one that was added; the hash differs.")
    own = Document.of(document.text, publisher=document.publisher, url=document.url, published=document.published).id
    if _OWN_ID.fullmatch(document.id) and own != document.id:
        found.notes.append(f"{document.id}: from its text, publisher, url and date its id would be {own}.")


def _faults(extraction: Extraction) -> Iterator[str]:
    """What one reading of a Document has that none should."""
    document = extraction.document
    reports = {report.id: report for report in extraction.reports}
    claims = {claim.id for claim in extraction.claims}
    for report in extraction.reports:
        if report.document != document.id:
            yield f"{report.id} is a report of another document, {report.document}"
        yield from _not_verbatim(report.id, (report.anchor,), document.text)
        yield from (f"{report.id} covers {part}, which is not there" for part in report.covers if part not in reports)
    for claim in extraction.claims:
        if claim.document != document.id:
            yield f"{claim.id} is a claim of another document, {claim.document}"
        yield from _not_verbatim(claim.id, claim.evidence, document.text)
        if claim.report not in reports:
            yield f"{claim.id} is on the report {claim.report}, which is not there"
        elif _id_of(claim, reports[claim.report]) != claim.id:
            yield f"{claim.id} is not the id of what this claim says"
        missing = [source for source in claim.derived_from if source not in claims]
        yield from (f"{claim.id} follows from {source}, which is not there" for source in missing)
    yield from (f"the issue {issue.code} is about a place that the text has not" for issue in _lost(extraction))


def _lost(extraction: Extraction) -> Iterator[Issue]:
    length = len(extraction.document.text)
    for issue in extraction.issues:
        if issue.start is not None and not 0 <= issue.start <= (issue.end or issue.start) <= length:
            yield issue


def _not_verbatim(name: str, spans: Iterable[Span], text: str) -> Iterator[str]:
    for span in spans:
        if text[span.start : span.end] != span.text or span.start < 0:
            yield f"{name} quotes {span.text[:40]!r} at {span.start} to {span.end}, where the text has other words"


def _id_of(claim: Claim, report: Report) -> str:
    return Claim.of(
        report=report, question=claim.question, value=claim.value, speakers=claim.speakers, evidence=claim.evidence,
        item=claim.item, by=claim.by, subset_of=claim.subset_of, factuality=claim.factuality,
        derived_from=claim.derived_from, denies=claim.denies,
    ).id  # fmt: skip


def _check_decisions(decisions: Iterable[Decision], reports: _Seen, claims: _Seen, found: Checked) -> None:
    given = list(decisions)
    found.decisions = len(given)
    times = {one.id: one.time for one in given}
    for one in given:
        again = Decision.of(
            one.kind, author=one.author, time=one.time, reason=one.reason, reports=one.reports, others=one.others,
            claim=one.claim, correction=one.correction, undoes=one.undoes,
        )  # fmt: skip
        if again.id != one.id:
            found.problems.append(f"{one.id} is not the id of what this decision says.")
        if one.undoes is not None and times.get(one.undoes, one.time) >= one.time:
            found.problems.append(f"{one.id} takes back {one.undoes}, which is not an earlier decision.")
    for one in in_force(given):
        for seen, names in ((reports, (*one.reports, *one.others)), (claims, (one.claim,) if one.claim else ())):
            for name in names:
                if name not in seen.ever:
                    found.problems.append(f"{one.id} is about {name}, which was never in this ledger.")
                elif name not in seen.now:
                    found.notes.append(f"{one.id} is about {name}, which the newest reading does not have.")


def _check_releases(releases: Iterable[Release], found: Checked) -> None:
    previous = None
    for release in releases:
        found.releases += 1
        if release.previous != previous:
            found.problems.append(f"{release.id} does not follow the release before it.")
        if Release.of(**{name: getattr(release, name) for name in _RELEASED}).id != release.id:
            found.problems.append(f"{release.id} is not the id of what this release says.")
        previous = release.id
