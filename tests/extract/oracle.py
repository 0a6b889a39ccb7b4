"""The extraction that a perfect reader would hand in for a sentence case, made from what the case expects.

It proves each case passable: a case that its own answers fail asks for two things at once.
"""

from typing import Any

from msgspec import UNSET

from rashomon.model import QUESTIONS, Claim, Extraction, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

from .cases import Case, Expected
from .words import options


def perfect(case: Case) -> Extraction:
    """Every expected claim, in the first of the wordings that are right."""
    document = case.document
    anchor = Span(start=0, end=len(case.text), text=case.text)
    types = [options(e.name)[0] for e in case.claims if "type" in e.questions and e.name is not UNSET]
    reports: dict[tuple[str, str], Report] = {}
    claims = []
    for expected in case.claims:
        key: Any = _given(expected.event, ""), _given(expected.level, "event")
        report = Report(
            id="/".join(key), document=document.id, type=[*types, "ASSAULT"][0], anchor=anchor, level=key[1]
        )
        reports[key] = report
        if "type" not in expected.questions:
            claims.append(_claim(case.filled(expected), report, anchor, case))
    return Extraction(document=document, reports=tuple(reports.values()), claims=tuple(claims))


def _claim(expected: Expected, report: Report, anchor: Span, case: Case) -> Claim:
    question = expected.questions[0]
    first = options(_given(expected.speaker, case.publisher))[0]
    kind: Any = options(_given(expected.kind, "unknown"))[0]
    origin = Speaker(id=first, name=first, kind=kind, side=_given(expected.side, None))
    through = [Speaker(id=name, name=name, kind="media") for name in _given(expected.through, [])]
    factuality: Any = options(_given(expected.factuality, "CT+"))[0]
    attribution: Any = options(_given(expected.attribution, "none"))[0]
    return Claim.of(
        report=report, question=question, value=_value(expected, question), evidence=(anchor,),
        speakers=(origin, *through, Speaker(id=case.publisher, name=case.publisher, kind="media")),
        item=_first(expected.item), by=_first(expected.by), subset_of=_first(expected.subset_of),
        factuality=factuality, attribution=attribution,
        derived_from=("clm-whole",) if expected.derived is True else (), denies=_first(expected.denies),
    )  # fmt: skip


def _value(expected: Expected, question: str) -> Quantity | When | Place | Name:
    name = _first(expected.name) or "something"
    kind = QUESTIONS[question]
    if kind is Quantity:
        low = _given(expected.low, 1)
        return Quantity(low=low, high=_given(expected.high, None), approx=bool(_given(expected.approx, False)))
    if kind is Place:
        return Place(name=name, country=_given(expected.country, None))
    if kind is When:
        start = _given(expected.start, _given(expected.first, "2024-11-26"))
        end = _given(expected.end, _given(expected.last, start))
        precision: Any = _given(expected.precision, "day")
        return When(edtf=_first(expected.edtf) or "2024-11-26", start=start, end=end, precision=precision)
    return Name(name=name)


def _given(value: Any, default: Any) -> Any:
    return default if value is UNSET else value


def _first(value: Any) -> str | None:
    return None if value is UNSET or value is None else options(value)[0]
