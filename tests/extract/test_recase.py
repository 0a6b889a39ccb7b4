"""Text in capitals is read in mixed case, with every span the document's own."""

import pytest

from rashomon.extract import Extractor
from rashomon.extract.shouted import has_shouted
from rashomon.model import Document


def recased(extractor: Extractor, text: str) -> str:
    """The text as it is parsed; never longer, shorter or other than in case."""
    read = extractor.readable(Document.of(text))
    assert len(read) == len(text)
    assert read.casefold() == text.casefold()
    return read


@pytest.mark.parametrize(
    "expected",
    [
        "Gunmen killed two farmers near Santa Rosa in the department of Cundinamarca on Sunday.",
        "A bomb exploded last night in front of the Peruvian embassy in La Paz, President Jaime Paz said.",
        "Col. Arturo Valdivieso, commander of the 3rd brigade, denied it.",
        "Members of the Farabundo Marti National Liberation Front [FMLN] blew up a bridge on 3 May.",
        "The Popular Democratic Front (PDF) claimed responsibility; the PDF may march on Lima in March.",
        "San Miguel, 12 Jan 90 (Radio Cadena) -- [Text] The army said that 14 soldiers were wounded.",
        "It was not known who died. They don't want to tell us, Luis Vargas said.",
        "U.S. officials in El Salvador said that the guerrillas used AK-47 rifles and TNT.",
        "Russian missiles hit Kharkiv and Odesa at 2330 GMT, the Ukrainian air force said.",
        "The mayor, Oscar McLintock, fled from Hodeida to Sanaa.",
        "Dynamite was placed in a pumping station and the police machinegunned a car.",
        "The 25th anniversary passed at 3 a.m. in Guatemala City.",
    ],
)
def test_the_case_of_every_word(extractor: Extractor, expected: str) -> None:
    assert recased(extractor, expected.upper()) == expected


def test_a_surname_is_one_everywhere(extractor: Extractor) -> None:
    text = "GEN. HERNAN PAXTON ARRIVED.\n\nPAXTON LEFT AGAIN."
    assert recased(extractor, text) == "Gen. Hernan Paxton arrived.\n\nPaxton left again."


def test_only_the_paragraph_in_capitals(extractor: Extractor) -> None:
    text = "THREE KILLED IN BEIRUT BLAST\n\nA car bomb killed three people, the NNA said.\n"
    assert recased(extractor, text).split("\n")[::2] == [
        "Three killed in Beirut blast",
        "A car bomb killed three people, the NNA said.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NATO:",
        "A NATO and FMLN patrol of the UN left for the USA.",
        "ПРИВЕТ 12",
        "12.05.2024",
        "MOGADISHU, Somalia (AP) — Two men died in the city, police said on Monday.",
    ],
)
def test_nothing_else_is_touched(extractor: Extractor, text: str) -> None:
    assert not has_shouted(text) or not text.isascii()
    assert recased(extractor, text) == text or not text.isascii()


def test_lines_of_a_column_go_on(extractor: Extractor) -> None:
    text = (
        'THE TREASURY POLICE SAID THAT A PATROL WAS ATTACKED BY "BANDITS"\n'
        "WHO FLED TO THE HILLS OF CHALATENANGO; NOBODY WAS HURT IN THE\nTOWN."
    )
    assert recased(extractor, text).split("\n")[1:] == [
        "who fled to the hills of Chalatenango; nobody was hurt in the",
        "town.",
    ]


def test_spans_and_said_are_verbatim(extractor: Extractor) -> None:
    text = "SAN VICENTE, 4 MAY 90 -- AT LEAST SIX PEASANTS WERE KILLED LAST NIGHT IN SAN VICENTE BY GUERRILLAS, THE ARMY SAID."
    document = Document.of(text, publisher="A Wire", published="1990-05-04")
    extraction = extractor.extract(document)
    killed = [claim for claim in extraction.claims if claim.question == "killed"]
    assert [(claim.value.said, claim.value.low) for claim in killed] == [("AT LEAST SIX", 6)]  # type: ignore[union-attr]
    for claim in extraction.claims:
        assert claim.value.said in text
        for span in claim.evidence:
            assert text[span.start : span.end] == span.text


def test_a_bare_surname_is_no_place(extractor: Extractor) -> None:
    text = "Rebels killed Colonel Hernan Guerrero and two soldiers in Cali on Monday. Guerrero led the patrol."
    where = {claim.value.said for claim in extractor.extract(Document.of(text)).claims if claim.question == "where"}
    assert where == {"Cali"}
