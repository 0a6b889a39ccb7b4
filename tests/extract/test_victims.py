"""Who was killed, told by a name: one person, counted once under one item."""

import pytest

from rashomon.extract import Extractor
from rashomon.model import Document
from rashomon.values import Quantity


def _killed(extractor: Extractor, text: str) -> list[tuple[str | None, int | None, int | None]]:
    claims = extractor.extract(Document.of(text, publisher="A Wire", published="1990-05-04")).claims
    return [
        (claim.item, claim.value.low, claim.value.high)
        for claim in claims
        if claim.question == "killed" and isinstance(claim.value, Quantity)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Judge Julio Ramos was killed in Huancayo on Monday. Ramos was shot to death by two men.",
        "Two men murdered Julio Ramos in Huancayo on Monday. The death of Judge Julio Ramos was condemned by the bishop.",
    ],
)
def test_a_victim_told_of_twice_is_counted_under_one_item(extractor: Extractor, text: str) -> None:
    assert _killed(extractor, text) == [("judges", 1, 1)] * 2


def test_a_wife_is_not_her_husband(extractor: Extractor) -> None:
    text = "Colonel Julio Ramos's wife was killed in Huancayo on Monday. Ramos was killed a year ago."
    assert ("women", 1, 1) not in _killed(extractor, text)[1:]


def test_a_name_in_s_is_one_person(extractor: Extractor) -> None:
    for text in ("TORRES WAS KILLED IN NEIVA YESTERDAY BY TWO MEN.", "MORALES WAS MURDERED IN NEIVA ON MONDAY."):
        assert [(low, high) for _, low, high in _killed(extractor, text)] == [(1, 1)], text
    assert _killed(extractor, "SOLDIERS WERE KILLED IN NEIVA.") == [("military personnel", 2, None)]
