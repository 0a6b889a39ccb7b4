"""Two careful readers against one another: the second annotation of the held-out reports, scored as the program is.

``tests/gold/second/SET.json`` holds what a second reader found in the held-out reports of a set, knowing neither the first
annotation nor what the program makes of them. It is turned into the Ledger that a program would make of it and goes
through the very same measures. What two people reach is as much as a figure of the program's can mean.
"""

from collections.abc import Iterable
from pathlib import Path

import own
from misses import Misses
from reading import Reader
from table import Row

from rashomon.evaluate import Gold, Score, documents, evaluate, load_gold, restrict
from rashomon.evaluate.gold import GoldAggregate, GoldEvent, GoldFact
from rashomon.model import Claim, Event, Finding, Ledger, Report, Span, Speaker
from rashomon.read import Options, Reading
from rashomon.values import Name, Place, Quantity, When

FILES = ()
SECOND = own.GOLD / "second"
NOWHERE = Span(start=0, end=0, text="")


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Rows over all sets that were read twice; the misses are withheld, as they are of held-out reports."""
    del data, reader, misses
    return own.rows("two readers, held out", [_score(path) for path in sorted(SECOND.glob("*.json"))], {})


def _score(path: Path) -> Score:
    gold = restrict(load_gold(own.GOLD / path.name), "only")
    outcomes = documents(gold, own.GOLD, Options(max_bytes=own.MAX_BYTES))
    texts = {one.document.id: one.document.text for one in outcomes if isinstance(one, Reading)}
    return evaluate(gold, ledger_of(load_gold(path)), texts)


def ledger_of(gold: Gold) -> Ledger:
    """The Ledger that says what a Gold says: a Report for each document of a happening, a Claim for each figure in it."""
    claims: list[Claim] = []
    events: list[Event] = []
    for event in gold.events:
        told = _reports(event.id, event.type, event.documents, event.facts)
        claims += _claims(told, event.facts)
        events.append(Event(
            id=event.id, type=event.type, title=event.summary, when=_when(event), where=_where(event),
            documents=tuple(told), reports=tuple(report.id for report in told.values()), findings=_findings(event),
        ))  # fmt: skip
    for number, aggregate in enumerate(gold.aggregates):
        told = _reports(f"aggregate-{number}", "ASSAULT", aggregate.documents, (aggregate,))
        claims += _claims(told, (aggregate,))
        events.append(Event(
            id=f"aggregate-{number}", type="ASSAULT", title="", documents=tuple(told),
            reports=tuple(report.id for report in told.values()),
        ))  # fmt: skip
    for number, act in enumerate(gold.speech):
        told = _reports(f"speech-{number}", act.type, act.documents, ())
        events.append(Event(
            id=f"speech-{number}", type=act.type, title="", actor=(Name(name=act.speaker),), documents=tuple(told),
            reports=tuple(report.id for report in told.values()),
        ))  # fmt: skip
    return Ledger(version="", claims=tuple(claims), events=tuple(events))


def _reports(
    name: str, kind: str, told_in: Iterable[str], facts: Iterable[GoldFact | GoldAggregate]
) -> dict[str, Report]:
    known = dict.fromkeys((*told_in, *(document for fact in facts for document in fact.documents)))
    return {one: Report(id=f"{name}-{one}", document=one, type=kind, anchor=NOWHERE) for one in known}


def _claims(told: dict[str, Report], facts: Iterable[GoldFact]) -> list[Claim]:
    return [
        Claim.of(
            report=told[document], question=fact.question, item=fact.item, by=fact.by, subset_of=fact.subset_of,
            value=Quantity(low=fact.low, high=fact.high, approx=fact.approx), factuality="CT-" if fact.polarity == "-" else "CT+",
            speakers=[Speaker(id=fact.voice or document, name=fact.voice or document, kind=fact.voice_kind)],
            evidence=[Span(start=number, end=number, text=start)],
        )
        for fact in facts
        for number, (document, start) in enumerate(zip(fact.documents, fact.sentence_starts or fact.documents, strict=False))
    ]  # fmt: skip


def _when(event: GoldEvent) -> When | None:
    if event.date_start is None:
        return None
    return When(edtf=event.date_start, start=event.date_start, end=event.date_end or event.date_start, precision="day")


def _where(event: GoldEvent) -> Place | None:
    if event.place is None:
        return None
    return Place(name=event.place, country=event.country, latitude=event.latitude, longitude=event.longitude)


def _findings(event: GoldEvent) -> tuple[Finding, ...]:
    return tuple(Finding(question=question, status=status) for question, status in event.status.items())
