"""Which facts belong to which happening, when and where it was: the cases of ``tests/cases/happenings.yaml``."""

from typing import Any

import pytest

from rashomon.extract import Extractor
from rashomon.model import Document
from rashomon.values import Place, When

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


@pytest.mark.parametrize(
    "text",
    [
        "Two policemen were shot dead in Bogota on Friday. Elsewhere, armed men fired on a bank and wounded a guard.",
        "A bomb killed a guard in Lima on Friday. In another attack, guerrillas of the Shining Path shot dead a mayor.",
    ],
)
def test_what_is_told_as_another_attack_is_another_report(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="2024-12-12"))
    assert len(told.attacks(extraction)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A bomb that rebels placed at a bank in Lima was defused on Friday, the army said.",
        "Talks between rebels and the army went off well in Lima on Friday.",
        "The army set fire safety rules for its barracks in Lima on Friday, rebels said.",
        "The rebels will place a bomb at a bank in Lima, the army warned on Friday.",
    ],
)
def test_a_bomb_that_harms_nothing_is_no_attack(extractor: Extractor, text: str) -> None:
    assert not told.attacks(extractor.extract(Document.of(text, publisher="Example Daily", published="2024-12-12")))


@pytest.mark.parametrize(
    "text",
    [
        "A senator was shot dead in Lima on Friday by men of the Shining Path.",
        "Members of the Shining Path set fire to a bank in Lima on Friday.",
        "The Shining Path set two trucks ablaze near Lima on Friday.",
    ],
)
def test_members_of_a_group_act_for_it(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="2024-12-12"))
    assert "shining-path" in {getattr(c.value, "id", None) for c in extraction.claims if c.question == "actor"}


def test_one_man_dies_once(extractor: Extractor) -> None:
    text = (
        "Guerrillas fought the army for years. The assassination of Bishop Julio Ramos in March 1980 is not forgotten."
    )
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="1989-04-26"))
    assert [report.level for report in extraction.reports if report.type == "ASSAULT"] == ["event"]


def test_a_killing_that_is_spoken_of_has_no_day_of_the_talk(extractor: Extractor) -> None:
    text = (
        "The rector called the inquiry into the killing of six priests in Lima incomplete.\n\n"
        "Did you know that the government would make the announcement last night?"
    )
    extraction = extractor.extract(Document.of(text, publisher="Example Daily", published="1990-01-08"))
    reports = {report.id for report in extraction.reports if report.type == "ASSAULT"}
    assert reports
    assert not [claim for claim in extraction.claims if claim.report in reports and claim.question == "when"]


def test_a_dispatch_on_another_country_says_nothing_of_where(extractor: Extractor) -> None:
    about = "Guatemalan students said that the Guatemalan army murdered five students. Guatemala denied it. Guatemalans fled."
    for text, known in (
        (f"LIMA, May 3 (Wire) -- {about}", {"GT"}),
        (f"GUATEMALA CITY, May 3 (Wire) -- {about}", {"GT"}),
    ):
        claims = extractor.extract(Document.of(text, publisher="A Wire", published="1990-05-04")).claims
        found = {
            claim.value.country for claim in claims if claim.question == "where" and isinstance(claim.value, Place)
        }
        assert found == known, text


def test_without_a_place_it_was_in_the_country_that_the_text_tells_of(extractor: Extractor) -> None:
    about = (
        "Four students were murdered, the Bolivian union said. Bolivian officials denied it. Bolivia is in mourning."
    )
    for text, known in (
        (about, {"BO"}),
        (f"{about} Peruvian papers, Peruvian churches and Peru's lawyers protested.", set()),
    ):
        assert _countries(extractor, text) == known, text


def test_where_a_minister_will_travel_is_not_where_it_was(extractor: Extractor) -> None:
    document = Document.of(
        "Lima, 4 May 90 (EFE) -- The Peruvian minister regretted the murder of two judges. Peru will not rest, he said. "
        "He will be received in Bonn next week.",
        publisher="EFE",
    )
    places = [claim.value for claim in extractor.extract(document).claims if claim.question == "where"]
    assert {place.country for place in places if isinstance(place, Place)} == {"PE"}


def test_a_small_town_far_from_the_country_of_a_dispatch_is_not_meant(extractor: Extractor) -> None:
    document = Document.of(
        "SAN SALVADOR, 4 May 90 (EFE) -- Guerrillas attacked a post in San Ramon on Monday and killed two soldiers. "
        "The Salvadoran army sent troops from San Miguel. The U.S. ambassador condemned the attack.",
        publisher="EFE",
    )
    places = [claim.value for claim in extractor.extract(document).claims if claim.question == "where"]
    assert "US" not in {place.country for place in places if isinstance(place, Place)}


def test_a_place_that_no_list_knows_lies_in_the_country_that_the_text_tells_of(extractor: Extractor) -> None:
    text = (
        "Two teachers were killed in Vashkotambo on Monday. The Peruvian army is looking for the killers. "
        "Peruvian bishops and the president of Peru mourned them."
    )
    claims = extractor.extract(Document.of(text, publisher="A Wire", published="1990-05-04")).claims
    (place,) = [claim.value for claim in claims if claim.question == "where" and isinstance(claim.value, Place)]
    assert (place.name, place.country, place.latitude) == ("Vashkotambo", "PE", None)


def _countries(extractor: Extractor, text: str) -> set[str | None]:
    claims = extractor.extract(Document.of(text, publisher="A Wire", published="1990-05-04")).claims
    return {claim.value.country for claim in claims if claim.question == "where" and isinstance(claim.value, Place)}


def test_who_takes_a_stand_today_does_not_date_the_killing(extractor: Extractor) -> None:
    for said in (
        "Three magistrates resigned today to protest the murder of Judge Julio Ramos.",
        "The front today distributed leaflets claiming responsibility for the murder of Judge Julio Ramos.",
    ):
        claims = extractor.extract(Document.of(said, publisher="A Wire", published="1990-05-04")).claims
        assert [claim for claim in claims if claim.question == "killed"], said
        assert not [claim for claim in claims if claim.question == "when" and claim.factuality == "CT+"], said
    dated = "A paper linked the minister to the March 1980 murder of Judge Julio Ramos."
    claims = extractor.extract(Document.of(dated, publisher="A Wire", published="1990-05-04")).claims
    assert [claim.value.start for claim in claims if claim.question == "when" and isinstance(claim.value, When)] == [
        "1980-03-01"
    ]
