"""Acts of speech: type, who performs them, to whom, on which condition; and what is none."""

from typing import Any

import pytest

from rashomon.errors import LexiconError
from rashomon.extract import Extractor
from rashomon.extract.speech import SpeechFile
from rashomon.lexicon.loader import parse_yaml
from rashomon.model import Document
from rashomon.values import Name, When

from . import told

CASES = [case for case in told.load() if "speech" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_speech(extractor: Extractor, case: dict[str, Any]) -> None:
    extraction = told.read(extractor, case)
    reports = told.speech(extraction)
    assert sorted(report.type for report in reports) == sorted(act["type"] for act in case["speech"])
    for act in case["speech"]:
        report = next(report for report in reports if report.type == act["type"])
        (actor,) = told.of(extraction, report, "actor")
        if "kind" in act:
            assert actor.origin.kind in act["kind"]
        if "recipient" in act:
            assert [name.id for name in told.names(extraction, report, "recipient")] == [act["recipient"]]
        if "condition" in act:
            (condition,) = told.of(extraction, report, "condition")
            assert isinstance(condition.value, Name)
            assert act["condition"] in condition.value.said
            assert condition.factuality == "Uu"
        if "deadline" in act:
            (deadline,) = told.of(extraction, report, "deadline")
            assert isinstance(deadline.value, When)
            assert (deadline.value.end or "")[:10] == act["deadline"]


def test_every_act_cites_its_sentence(extractor: Extractor) -> None:
    for case in CASES:
        for claim in told.read(extractor, case).claims:
            assert all(case["text"][span.start : span.end] == span.text for span in claim.evidence)


def test_an_act_of_no_known_type_is_refused() -> None:
    with pytest.raises(LexiconError, match="'THREATENS' is no type of event"):
        parse_yaml(
            "context: []\nconditions: []\nacts: [{id: x, type: THREATENS, verbs: [vow]}]", SpeechFile, source="s.yaml"
        )


@pytest.mark.parametrize(
    "paper", ["The message", "The message, which was handwritten,", "The document, which was unsigned,"]
)
def test_a_threat_in_nobodys_paper_has_no_speaker(extractor: Extractor, paper: str) -> None:
    text = f'{paper} warned: "We will strike again."'
    document = Document.of(text, publisher="Example Daily", published="2024-12-11")
    (read,) = extractor.extract_all([document])
    assert told.speech(read) == []
