"""One Event on a page: what, where and when; who says what on each question; why; and in which words."""

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.model import COUNT_QUESTIONS, Account, Claim, Event, Finding, Ledger, Review, Speaker
from rashomon.people import as_reviewed
from rashomon.terminal.console import text
from rashomon.terminal.decisions import reviewed
from rashomon.terminal.why import STATUS_STYLE, about, disputes, inherited, notes, one_event
from rashomon.terminal.words import current, earlier, extent, many, moment, one_line, place, question, statement

_MOST_COLUMNS = 4  # speakers side by side; more do not fit 80 columns, so they become rows
_DERIVED = "†"
_CORRECTED = "‡"


def event_page(ledger: Ledger, event: Event, *, ids: bool = False) -> RenderableType:
    """Everything that the Ledger says of one Event; with ``ids`` those of claims and reports beside the quotes."""
    reviews = {review.claim: review for review in ledger.reviews}
    claims = {claim.id: as_reviewed(claim, reviews.get(claim.id)) for claim in ledger.claims}
    parts: list[RenderableType] = [_heading(event), _told(event), _kin(ledger, event), one_event(ledger, event)]
    parts.append(inherited(ledger, event))
    if event.findings:
        parts.append(disputes(event.findings))
        corrected = frozenset(name for name, review in reviews.items() if review.correction is not None)
        table = accounts_table(event.findings, claims, corrected)
        parts += [text(""), table, notes(event.findings)]
    reports = frozenset(event.reports)
    told = [claim for claim in ledger.claims if claim.report in reports]
    parts += [_quotes(ledger, told, ids=ids), _issues(ledger, event, told)]
    return Group(*parts)


def brief_page(ledger: Ledger, event: Event) -> RenderableType:
    """Heading, three findings (rival culprits, then the counts that people differ on), and the reasons of one dispute."""
    claims = {claim.id: claim for claim in ledger.claims}
    telling = [
        finding
        for finding in event.findings
        if finding.question in COUNT_QUESTIONS or (finding.question == "actor" and finding.status == "disputed")
    ]
    telling.sort(key=lambda finding: finding.question != "actor")
    disputed = [finding for finding in telling if finding.status == "disputed"]
    rest = [finding for finding in telling if finding.status != "disputed"]
    chosen = disputed[:2] + rest[: 3 - len(disputed[:2])]
    return Group(_heading(event), _told(event), accounts_table(chosen, claims), disputes(disputed[:1]))


def _heading(event: Event) -> RenderableType:
    when = moment(event.when) if event.when else "when unknown"
    where = place(event.where) if event.where else "where unknown"
    kind = event.type if event.subtype is None else f"{event.type}, {event.subtype}"
    return Group(
        Text.assemble(text(one_line(event.title), "bold"), "  ", text(event.id, "cyan")),
        text(f"{when} — {where} — {kind}"),
    )


def _told(event: Event) -> RenderableType:
    """By how many Reports and origins, and how much of it is disputed."""
    told = many(len(event.reports), "report")
    if len(event.documents) != len(event.reports):
        told = f"{told} in {many(len(event.documents), 'document')}"
    disputed = sum(finding.status == "disputed" for finding in event.findings)
    line = Text.assemble(text(f"{told}, {many(event.independent, 'independent origin')}"))
    return line.append_text(text(f"; {many(disputed, 'finding')} disputed", "bold red")) if disputed else line


def _kin(ledger: Ledger, event: Event) -> RenderableType:
    """The whole that it is a part of, and its parts."""
    by_id = {other.id: other for other in ledger.events}
    lines = []
    if event.part_of is not None:
        whole = by_id.get(event.part_of)
        title = f": {one_line(whole.title)}" if whole else ""
        lines.append(text(f"part of {event.part_of}{title}", "dim"))
    lines += [
        text(f"has the part {other.id}: {one_line(other.title)}", "dim")
        for other in ledger.events
        if other.part_of == event.id
    ]
    return Group(*lines)


def accounts_table(
    findings: Sequence[Finding], claims: dict[str, Claim], corrected: frozenset[str] = frozenset()
) -> RenderableType:
    """Questions down, speakers across; where there are more than four speakers, a row for each Account."""
    speakers = _speakers(findings)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("question", style="bold")
    across = len(speakers) <= _MOST_COLUMNS
    if across:
        for speaker in speakers:
            table.add_column(text(_who(speaker)), overflow="fold")
    else:
        table.add_column("speaker", overflow="fold")
        table.add_column("says", overflow="fold")
    table.add_column("finding")
    for finding in findings:
        label, verdict = text(question(finding)), _verdict(finding)
        if across:
            cells = [
                _cell((a for a in finding.accounts if a.speaker.id == who.id), claims, corrected) for who in speakers
            ]
            table.add_row(label, *cells, verdict)
            continue
        for index, account in enumerate(finding.accounts):
            first = index == 0
            who = text(_who(account.speaker))
            table.add_row(label if first else "", who, _cell([account], claims, corrected), verdict if first else "")
    accounts = [account for finding in findings for account in finding.accounts]
    notes = []
    if any(account.derived for account in accounts):
        notes.append(text(f"{_DERIVED} follows from the other figures of the same speaker", "dim"))
    if any(corrected.intersection(account.claims) for account in accounts):
        notes.append(text(f"{_CORRECTED} as a person corrected it; below is what was read", "dim"))
    return Group(table, *notes) if notes else table


def _speakers(findings: Iterable[Finding]) -> list[Speaker]:
    """Every speaker once, in the order of the Accounts."""
    return list({account.speaker.id: account.speaker for f in findings for account in f.accounts}.values())


def _who(speaker: Speaker) -> str:
    return one_line(speaker.name)


def _cell(accounts: Iterable[Account], claims: dict[str, Claim], corrected: frozenset[str]) -> Text:
    """What one speaker says on one question: earlier figures struck through, the current one after them."""
    lines = []
    for account in accounts:
        line = Text()
        for figure in earlier(account, claims):
            line.append_text(text(figure, "dim strike")).append(" → ")
        line.append_text(text(current(account, claims)))
        if account.derived:
            line.append(f" {_DERIVED}")
        if corrected.intersection(account.claims):
            line.append(f" {_CORRECTED}")
        lines.append(line)
    return Text("\n").join(lines)


def _verdict(finding: Finding) -> Text:
    words = about(finding)
    if finding.admitted:
        words += ", admitted"
    counted = finding.question in COUNT_QUESTIONS and (finding.low is not None or finding.high is not None)
    if counted and finding.status != "single":
        words += f"\n{extent(finding.low, finding.high)}"
    return text(words, STATUS_STYLE[finding.status])


def _quotes(ledger: Ledger, claims: Sequence[Claim], *, ids: bool) -> RenderableType:
    """The words themselves, under the chain of speakers that they came by and the document they stand in."""
    documents = {document.id: document for document in ledger.documents}
    reviews = {review.claim: review for review in ledger.reviews}
    chains: dict[tuple[str, tuple[str, ...]], list[Claim]] = {}
    for claim in claims:
        if not claim.derived_from:
            chains.setdefault((claim.document, tuple(one.name for one in claim.speakers)), []).append(claim)
    lines: list[RenderableType] = []
    for (identity, chain), said in sorted(chains.items(), key=lambda one: (one[0][0], _first(one[1]))):
        document = documents.get(identity)
        published = f", {document.published}" if document and document.published else ""
        reports = "".join(f", {report}" for report in sorted({claim.report for claim in said})) if ids else ""
        lines.append(text(f"{one_line(' → '.join(chain))}  ({identity}{published}{reports})", "cyan"))
        lines.extend(
            Padding(Text.assemble(text(f"“{one_line(quote)}”"), "  ", text(answers, "dim")), (0, 0, 0, 2))
            for quote, answers in _by_quote(said, reviews, ids=ids)
        )
    return Group(text(""), text("In their words", "bold"), *lines) if lines else Group()


def _first(claims: Iterable[Claim]) -> int:
    return min(span.start for claim in claims for span in claim.evidence)


def _by_quote(claims: Iterable[Claim], reviews: Mapping[str, Review], *, ids: bool) -> list[tuple[str, str]]:
    """Each piece of evidence once, in the order of the text, with what was read out of it and what people made of that."""
    found: dict[tuple[int, str], list[str]] = {}
    for claim in claims:
        quote = " … ".join(span.text for span in claim.evidence)
        item = f" {claim.item}" if claim.item else ""
        answer = f"{claim.question.replace('_', ' ')}{item}: {statement(claim, said=False)}"
        made = f" ({reviewed(reviews[claim.id], claim)})" if claim.id in reviews else ""
        identity = f" [{claim.id}]" if ids else ""
        found.setdefault((claim.evidence[0].start, quote), []).append(f"{one_line(answer)}{identity}{made}")
    return [(quote, "; ".join(dict.fromkeys(answers))) for (_, quote), answers in sorted(found.items())]


def _issues(ledger: Ledger, event: Event, claims: Iterable[Claim]) -> RenderableType:
    """The Issues of its Documents that have no place in them, or one in the part that tells of this Event."""
    told: dict[str, list[int]] = {}
    for claim in claims:
        told.setdefault(claim.document, []).extend(at for span in claim.evidence for at in (span.start, span.end))
    messages = dict.fromkeys(
        f"{issue.code}: {one_line(issue.message)}"
        for issue in ledger.issues
        if issue.document in event.documents
        and (
            issue.start is None
            or issue.document not in told
            or min(told[issue.document]) <= issue.start <= max(told[issue.document])
        )
    )
    lines = [Padding(text(message, "yellow"), (0, 0, 0, 2)) for message in messages]
    return Group(text(""), text("Not settled", "bold"), *lines) if lines else Group()
