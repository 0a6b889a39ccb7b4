"""Why an Event is one, and why its findings are what they are: the two things that a reader asks first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from rashomon.link import default_table
from rashomon.model import DocumentEntry, Event, Finding, Inferred, Judgement, Ledger
from rashomon.terminal.console import text
from rashomon.terminal.words import one_line, question, value

STATUS_STYLE = {"disputed": "bold red", "agreed": "green", "compatible": "cyan", "unresolved": "yellow", "single": ""}
_MOST_LINKS = 6  # pairs of reports on a page; the rest is counted, and rashomon explain has them all
_MOST_REASONS = 4  # of a pair, those that weighed most
# What the table shows already.
_PLAIN = frozenset({"single", "agreed", "compatible", "part"})
# What a dispute does not rest on: it stands below, with what there is to say of the other findings.
_DETAIL = frozenset({
    "same-origin", "copy", "may-be-repeating", "same-body", "admitted", "hedged", "superseded", "derived", "balanced",
    "remainder", "not-checkable", "diverted-within-intercepted", "arithmetic-impossible", "parts-balanced", "parts-exceed",
    "parts-remainder", "aggregate-balanced", "aggregate-compatible", "aggregate-exceeds", "aggregate-short",
    "aggregate-unchecked",
})  # fmt: skip
# A count can be disputed for several things; of other questions the question says what it is.
_SAID_BY_QUESTION = frozenset({"actor", "time", "place", "weapon", "target"})


def one_event(ledger: Ledger, event: Event) -> RenderableType:
    """Why the Reports are one Event: for each but the first what ties it to the others most, and who counts with whom."""
    if len(event.reports) < 2:
        return Group()
    names = _names(ledger, event)
    links = _tree(event, ledger.judgements)
    lines = [_link(judgement, names) for judgement in links[:_MOST_LINKS]]
    more = len(links) - len(lines)
    if more > 0:
        lines.append(text(f"… and {more} more; 'rashomon explain REPORT REPORT' has each", "dim"))
    lines += _copies(ledger, event)
    return Group(text(""), text("One event, because", "bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines))


def inherited(ledger: Ledger, event: Event) -> RenderableType:
    """Which Reports take their day or place from the Event, and who tells it."""
    if not event.inferred:
        return Group()
    names = _names(ledger, event)
    tellers = {claim.id: claim.origin.name for claim in ledger.claims}
    lines = [text(_takes(one, names[one.report], tellers)) for one in event.inferred[:_MOST_LINKS]]
    more = len(event.inferred) - len(lines)
    if more > 0:
        lines.append(text(f"… and {more} more", "dim"))
    return Group(text(""), text("Inferred", "bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines))


def _takes(inferred: Inferred, name: str, tellers: Mapping[str, str]) -> str:
    """What one Report takes from its Event and who tells it, in a sentence."""
    told = dict.fromkeys(one_line(tellers[claim]) for claim in inferred.claims if claim in tellers)
    thing = "day" if inferred.question == "when" else "place"
    return f"{name} gives no exact {thing} and takes it from the event: {value(inferred.value)} ({', '.join(told)})"


def disputes(findings: Iterable[Finding]) -> RenderableType:
    """What cannot all be true, each with what it is about."""
    lines = [
        Padding(Text.assemble(text(f"{question(one)}: {about(one)}. ", STATUS_STYLE["disputed"]), _sentences(one, _DETAIL)), (0, 0, 0, 2))
        for one in findings
        if one.status == "disputed" and one.reasons
    ]  # fmt: skip
    return Group(text(""), text("Disputed, because", "bold"), *lines) if lines else Group()


def notes(findings: Iterable[Finding]) -> RenderableType:
    """What else there is to know: not what the table shows, nor what a dispute rests on."""
    lines = []
    for one in findings:
        disputed = one.status == "disputed"
        told = _sentences(one, {reason.code for reason in one.reasons} - _DETAIL if disputed else _PLAIN)
        if told:
            heading = text(f"{question(one)}: {one.status}. ", STATUS_STYLE[one.status])
            lines.append(Padding(Text.assemble(heading, told), (0, 0, 0, 2)))
    return Group(text(""), text("Why", "bold"), *lines) if lines else Group()


def about(finding: Finding) -> str:
    """A status with what a dispute is about: "disputed (figure)"."""
    types = dict.fromkeys(one.type for one in finding.contradictions if one.type not in _SAID_BY_QUESTION)
    return f"{finding.status} ({', '.join(types)})" if types else finding.status


def _sentences(finding: Finding, without: Collection[str]) -> Text:
    told = [one_line(reason.text) for reason in finding.reasons if reason.code not in without]
    return text(" ".join(told))


def _tree(event: Event, judgements: Sequence[Judgement]) -> list[Judgement]:
    """The fewest pairs that hold the Reports together: people's first, then those that weigh most."""
    reports = frozenset(event.reports)
    pairs = [one for one in judgements if one.verdict == "SAME" and one.left in reports and one.right in reports]
    pairs.sort(
        key=lambda one: (bool(one.reasons) and _weight(one) is not None, -(_weight(one) or 0), one.left, one.right)
    )
    home = {report: report for report in reports}

    def find(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    chosen = []
    for one in pairs:
        left, right = find(one.left), find(one.right)
        if left != right:
            home[right] = left
            chosen.append(one)
    return chosen


def _weight(judgement: Judgement) -> float | None:
    """The sum of what spoke for and against; None for a person's verdict, which is not weighed."""
    weights = [reason.weight for reason in judgement.reasons if reason.weight is not None]
    return sum(weights) if weights else None


def _link(judgement: Judgement, names: dict[str, str]) -> Text:
    """Two Reports and what ties them: "A and B: their times overlap; both name the town (+7.5)"."""
    pair = Text.assemble(text(names[judgement.left], "cyan"), " and ", text(names[judgement.right], "cyan"), ": ")
    weight = _weight(judgement)
    if weight is None:
        why = "; ".join(one_line(reason.text) for reason in judgement.reasons)
        return pair.append_text(text(f"{judgement.author} says so{f': {why}' if why else ''}"))
    told = sorted((one for one in judgement.reasons if one.weight), key=lambda one: -abs(one.weight or 0))
    said = "; ".join(_clause(one_line(reason.text)) for reason in told[:_MOST_REASONS])
    return pair.append_text(text(f"{said} ")).append_text(text(f"({weight:+.2f})", "dim"))


def _clause(sentence: str) -> str:
    """A sentence inside another: no full stop, and a small first letter where the word is no name."""
    first, _, rest = sentence.rstrip(".").partition(" ")
    head = first.lower() if first in _openers() else first
    return f"{head} {rest}" if rest else head


@cache
def _openers() -> frozenset[str]:
    """The words with which the sentences of the table of weights begin; what else one begins with is a name."""
    rows = (row for levels in default_table().features.values() for row in levels.values())
    return frozenset(row.says.split()[0] for row in rows)


def _copies(ledger: Ledger, event: Event) -> list[Text]:
    """Documents of the Event that repeat another one."""
    titles = {one.id: _title(one) for one in ledger.documents}
    return [
        text(f"{_title(one)} is a copy of {titles.get(one.copy_of, one.copy_of)}: the two count as one origin")
        for one in ledger.documents
        if one.id in event.documents and one.copy_of is not None
    ]


def _names(ledger: Ledger, event: Event) -> dict[str, str]:
    """What to call each Report: its Document's publisher and day, with the Report's id where that is not enough."""
    document_of = {claim.report: claim.document for claim in ledger.claims if claim.report in event.reports}
    entries = {one.id: one for one in ledger.documents}
    named = {
        report: _title(entries[document_of[report]]) if document_of.get(report) in entries else report
        for report in event.reports
    }
    seen = list(named.values())
    return {report: name if seen.count(name) == 1 else f"{name}, {report}" for report, name in named.items()}


def _title(document: DocumentEntry) -> str:
    """A Document by its publisher and day."""
    day = f", {document.published[:10]}" if document.published else ""
    return one_line(f"{document.publisher or document.id}{day}")
