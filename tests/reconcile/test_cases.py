"""Every case of ``tests/cases/reconcile.yaml`` comes out as it says."""

from pathlib import Path

import pytest
import yaml

from rashomon.ledger import fold
from rashomon.model import COUNT_QUESTIONS
from telling import LEXICON, extractions, quantity

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "reconcile.yaml").read_text(encoding="utf-8"))


def ledger_of(case):
    return fold(extractions(case["documents"]), lexicon=LEXICON)


def event_of(ledger, report):
    return next(event for event in ledger.events if report in event.reports)


def finding_of(event, wanted):
    question = wanted.get("question") or next(key for key in wanted if key in COUNT_QUESTIONS)
    part = wanted.get("means"), wanted.get("of")
    found = [
        finding
        for finding in event.findings
        if finding.question == question and (finding.by, finding.subset_of) == part
        and ("item" not in wanted or finding.item == wanted["item"])
    ]  # fmt: skip
    assert len(found) == 1, [(f.question, f.item, f.by, f.subset_of) for f in event.findings]
    return question, found[0]


def check(finding, question, wanted):
    if question in wanted:
        figure = quantity(wanted[question])
        assert (finding.low, finding.high) == (figure.low, figure.high)
    for key in ("status", "independent", "admitted"):
        if key in wanted:
            assert getattr(finding, key) == wanted[key], [reason.text for reason in finding.reasons]
    codes = {reason.code for reason in finding.reasons}
    assert codes >= set(wanted.get("codes", ()))
    assert not codes & set(wanted.get("without", ()))
    if "types" in wanted:
        assert [one.type for one in finding.contradictions] == wanted["types"]
    assert bool(finding.contradictions) == (finding.status == "disputed")
    if "denies" in wanted:
        assert sum(len(account.denies) for account in finding.accounts) == wanted["denies"]
    assert wanted.get("says", "") in " ".join(reason.text for reason in finding.reasons)
    if "derived" in wanted:
        assert any(account.derived for account in finding.accounts) == wanted["derived"]
    if "earlier" in wanted:
        assert sum(len(account.earlier) for account in finding.accounts) == wanted["earlier"]


def test_there_are_enough_cases():
    assert len(CASES) >= 40
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    ledger = ledger_of(case)
    expected = dict(case["expect"])
    for question in expected.pop("none", ()):
        assert all(finding.question != question for event in ledger.events for finding in event.findings)
    for report, findings in expected.items():
        event = event_of(ledger, report)
        for wanted in findings:
            question, finding = finding_of(event, wanted)
            check(finding, question, wanted)
    assert {issue.code for issue in ledger.issues} == set(case.get("issues", ()))
    for report, total in case.get("part_of", {}).items():
        assert event_of(ledger, report).part_of == (event_of(ledger, total).id if total else None)
    if "copies" in case:
        assert {d.id: d.copy_of for d in ledger.documents if d.copy_of} == case["copies"]
    for report, shown in case.get("shows", {}).items():
        assert event_of(ledger, report).where.name == shown["where"]
