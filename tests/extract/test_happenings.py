"""Which facts belong to which happening, when and where it was: the cases of ``tests/cases/happenings.yaml``."""

from typing import Any

import pytest

from rashomon.extract import Extractor
from rashomon.model import Document

from . import told

CASES = told.load()


@pytest.mark.parametrize("case", [c for c in CASES if "happenings" in c], ids=lambda case: case["id"])
def test_happenings(extractor: Extractor, case: dict[str, Any]) -> None:
    extraction = told.read(extractor, case)
    reports = told.attacks(extraction)
    wanted = case["happenings"]
    assert len(reports) == len(wanted), [report.anchor.text for report in reports]
    left = list(reports)
    for each in wanted:
        lacks = {report.anchor.text: told.missing(extraction, report, each) for report in left}
        fitting = [report for report in left if not told.missing(extraction, report, each)]
        assert fitting, (each, lacks)
        left.remove(fitting[0])


@pytest.mark.parametrize("case", [c for c in CASES if "nowhere" in c], ids=lambda case: case["id"])
def test_places_of_others_are_not_the_place(extractor: Extractor, case: dict[str, Any]) -> None:
    extraction = told.read(extractor, case)
    found = {name for report in told.attacks(extraction) for name in told.places(extraction, report)}
    assert found.isdisjoint(case["nowhere"])
    assert found


def test_a_part_is_covered_by_its_sum(extractor: Extractor) -> None:
    case = next(c for c in CASES if c["id"] == "sum-over-two-raids")
    extraction = told.read(extractor, case)
    (whole,) = [report for report in told.attacks(extraction) if report.level == "aggregate"]
    parts = {report.id for report in told.attacks(extraction) if report.level == "event"}
    assert set(whole.covers) == parts


def test_two_happenings_that_one_word_opens_are_two_reports(extractor: Extractor) -> None:
    text = (
        "By the ministry's own count, twelve ATACMS have been fired in the two strikes that it described, on 19 November and "
        "on 11 December.\n\nSix flew towards a depot in the Bryansk region in November. In December six more were directed at "
        "the Taganrog airfield."
    )
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="2024-12-12"))
    ids = [report.id for report in extraction.reports if report.type == "ASSAULT"]
    assert len(ids) == len(set(ids)) == 3
