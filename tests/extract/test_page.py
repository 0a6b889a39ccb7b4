"""A saved web page: its buttons and the headlines of other articles tell of nothing; its article does."""

import pytest

from rashomon.extract import Extractor
from rashomon.extract.page import furniture
from rashomon.extract.parse import paragraphs
from rashomon.model import Document

BODY = "A drone hit a car near Manbij on Friday, killing two men, the town's hospital said."
LISTS = {
    "related": f"{BODY}\n\nRelated stories\n\nRocket attack kills nine in Erbil\n\nThree soldiers shot dead in Daraa\n",
    "next": f"{BODY}\n\nPrev Post\n\nGunmen kill five in Hama\n\nNext Post\n\nClashes leave two dead in Afrin…\n",
    "inside": f"{BODY}\n\nRecommended Stories\n\nlist 1 of 2Shelling kills six in Homs\n\nThe driver was 31 years old.\n",
    "capitals": f"{BODY}\n\nARMY SAYS FOUR SOLDIERS WERE KILLED IN HOMS\n\nThe car burned out.\n",
    "buttons": "Share on Facebook\n\nPrint\n\nBomb kills seven in a market in Basra\n\nFour shot dead at a checkpoint in Mosul\n\n"
    "Mortar attack wounds 11 in Aden\n\nShare on Facebook\n\nComments\n\nWe reserve the right to remove comments.\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_tell_of_nothing(extractor: Extractor, name: str) -> None:
    extraction = extractor.extract(Document.of(LISTS[name], published="2024-11-26"))
    said = {(claim.question, claim.value) for claim in extraction.claims if claim.question in {"killed", "injured"}}
    assert {value.low for _, value in said} <= {2}, said  # type: ignore[union-attr]
    assert len(extraction.reports) == (name != "buttons")


@pytest.mark.parametrize(
    "text",
    [
        "Two killed in strike on Manbij\n\n" + BODY,
        f"Facebook\n\nTwo killed in strike on Manbij\n\nBy A. Writer\n\nShare\n\n{BODY}",
        f"{BODY}\n\nDestroyed:\n\n3 Kalibr missiles\n\n12 Shahed drones",
        "RUSSIAN MISSILES HIT ODESA OVERNIGHT, KILLING TWO\n\nTHE GOVERNOR SAID THAT A HOUSE BURNED DOWN.",
    ],
)
def test_articles_stay(text: str) -> None:
    left = [text[start:end].strip() for start, end in furniture(text, paragraphs(text))]
    assert set(left) <= {"Facebook", "Share"}
