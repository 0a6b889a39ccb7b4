"""Whole reports, from the text to the claims of each happening: the cases are in ``tests/cases/reports.yaml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from rashomon.extract import Extractor
from rashomon.model import Document
from rashomon.values import Place, Quantity

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "reports.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_report(extractor: Extractor, case: dict[str, Any]) -> None:
    extraction = extractor.extract(Document.of(case["text"], publisher="Example Daily", published=case["published"]))
    places: dict[str, set[str]] = {}
    for claim in extraction.claims:
        if claim.question == "where" and isinstance(claim.value, Place):
            places.setdefault(claim.report, set()).add(claim.value.name)
    found = [
        (
            claim.question,
            claim.item,
            claim.value.low,
            claim.value.high,
            claim.origin.name,
            places.get(claim.report, set()),
        )
        for claim in extraction.claims
        if isinstance(claim.value, Quantity)
    ]
    for question, item, low, high, speaker, place in case["claims"]:
        assert any(
            one[:4] == (question, item, low, high) and speaker in one[4] and any(place in name for name in one[5])
            for one in found
        ), ((question, item, low, high, speaker, place), found)


def test_a_headline_s_figure_is_that_of_the_voice_below(extractor: Extractor) -> None:
    text = "Rocket kills nine in Nikopol\n\nA rocket killed nine people in Nikopol on Monday, Ukraine's police said."
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="2024-05-14"))
    counts = [claim for claim in extraction.claims if isinstance(claim.value, Quantity)]
    assert counts
    assert {claim.origin.id for claim in counts} == {"ua-police"}
