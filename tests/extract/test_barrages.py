"""Lists of munitions and of areas, as air forces and ministries write them; the posts are made up."""

import pytest

from rashomon.extract import Extractor
from rashomon.ledger import fold
from rashomon.model import Claim, Document, Extraction
from rashomon.values import Place, Quantity

LINES = """\
Results of combat work
In the night of 3 March the enemy attacked Ukraine with 64 means of air attack. The following were detected:

- 3 Kh-101 cruise missiles (from the airspace of the Saratov region);
- 1 Iskander-M ballistic missile from Crimea;
- 60 Shahed drones from Kursk and Oryol.

As of 09:00, 58 targets were shot down: two Kh-101 and 56 Shahed drones.
❗️Hits of one ballistic missile and 4 UAVs were recorded at five locations.
"""
AREAS = """\
"On-duty air defence destroyed 18 Ukrainian unmanned aerial vehicles overnight: 9 UAVs over the territory of the Lipetsk region, \
six - over the territory of the Tambov region, and three UAVs over the Penza region," Russia's Defence Ministry said.
"""
VERBS = "The army said 20 drones were shot down over the Sumy region, 12 over the Poltava region and seven more over the Odesa region."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


def read(extractor: Extractor, text: str) -> Extraction:
    return extractor.extract(Document.of(text, id="d", publisher="Made Up Post", published="2025-03-03"))


def counts(extraction: Extraction, question: str) -> set[tuple[str | None, int | None]]:
    found: list[Claim] = [claim for claim in extraction.claims if claim.question == question]
    return {(claim.item, claim.value.low) for claim in found if isinstance(claim.value, Quantity)}


def test_lines_of_a_communique_are_counts(extractor: Extractor) -> None:
    read_ = read(extractor, LINES)
    assert counts(read_, "launched") >= {("munitions", 64), ("Kh-101", 3), ("Iskander-M", 1), ("Shahed", 60)}
    assert counts(read_, "intercepted") == {("munitions", 58), ("Kh-101", 2), ("Shahed", 56)}
    assert counts(read_, "hit") == {("ballistic missiles", 1), ("drones", 4), ("locations", 5)}


def test_each_area_of_a_list_is_a_happening_within_the_night(extractor: Extractor) -> None:
    ledger = fold([read(extractor, AREAS)])
    night = next(event for event in ledger.events if event.where is not None and event.where.name == "Russia")
    areas = {event.where.name: event for event in ledger.events if event is not night and event.where is not None}
    assert set(areas) == {"Lipetsk Oblast", "Tambov Oblast", "Penza Oblast"}
    assert {event.part_of for event in areas.values()} == {night.id}
    told = {event.where.name: [(f.low, f.item) for f in event.findings if f.question == "intercepted"]
            for event in (*areas.values(), night) if event.where}  # fmt: skip
    assert told == {"Lipetsk Oblast": [(9, "drones")], "Tambov Oblast": [(6, "drones")], "Penza Oblast": [(3, "drones")],
                    "Russia": [(18, "drones")]}  # fmt: skip
    assert {claim.origin.name for claim in ledger.claims} == {"Russian defence ministry"}


def test_areas_are_told_apart_without_a_total(extractor: Extractor) -> None:
    ledger = fold([read(extractor, VERBS)])
    told = {(event.where.name, finding.low) for event in ledger.events if event.where for finding in event.findings
            if finding.question == "intercepted"}  # fmt: skip
    assert told == {("Sumy Oblast", 20), ("Poltava Oblast", 12), ("Odesa Oblast", 7)}


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        ("The enemy attacked with 3 Iskander-M ballistic missiles from Crimea and with 90 Shahed strike UAVs from Kursk.",
         "launched", {("Iskander-M", 3), ("Shahed", 90)}),
        ("Its units had intercepted 14 missiles, among them nine Kh-101 cruise missiles and two Kinzhals, and 70 of the 80 drones.",
         "intercepted", {("missiles", 14), ("Kh-101", 9), ("Kinzhal", 2), ("drones", 70)}),
        ("Its units had intercepted 14 missiles, among them nine Kh-101 cruise missiles and two Kinzhals, and 70 of the 80 drones.",
         "launched", {("drones", 80)}),
        ("They intercepted 30 Kh-101, Kalibr and Kh-59 cruise missiles, as well as 40 Shahed-type drones.",
         "intercepted", {("cruise missiles", 30), ("Shahed", 40)}),
        ("Air defences destroyed 12 out of 15 Russian cruise missiles fired from six enemy bombers overnight, the air force said.",
         "intercepted", {("cruise missiles", 12)}),
        ("Air Force jets and mobile fire groups were engaged in repelling the attack.", "intercepted", set()),
        ("Six missiles were fired, the governor said. Three drones hang in the museum, 4 missiles beside them.",
         "launched", {("missiles", 6)}),
    ],
)  # fmt: skip
def test_a_list_along_a_sentence(
    extractor: Extractor, text: str, question: str, wanted: set[tuple[str | None, int | None]]
) -> None:
    assert counts(read(extractor, text), question) == wanted


def test_air_defence_as_such_marks_no_part(extractor: Extractor) -> None:
    claims = read(
        extractor, "Air defence systems shot down 30 drones, eleven of them by Pantsir, the ministry said."
    ).claims
    assert {(claim.by, claim.value.low) for claim in claims if isinstance(claim.value, Quantity)} == {
        (None, 30),
        ("Pantsir", 11),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The enemy attacked Ukraine with 4 Iskander-M ballistic missiles from Crimea overnight.",
        "Ukraine was attacked overnight with nine missiles (launched from Russia's Tambov Oblast).",
        "Nine cruise missiles were fired at Ukraine overnight from bombers from the area west of Engels.",
    ],
)
def test_where_they_came_from_is_not_where_it_happened(extractor: Extractor, text: str) -> None:
    claims = read(extractor, text).claims
    assert {claim.value.name for claim in claims if claim.question == "where" and isinstance(claim.value, Place)} == {
        "Ukraine"
    }


def test_civilian_facilities_are_no_civilians(extractor: Extractor) -> None:
    claims = read(extractor, "Several civilian, energy and fuel facilities were hit in Odesa.").claims
    assert not [claim for claim in claims if claim.item == "civilians"]
