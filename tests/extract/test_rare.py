"""Which words of a telling are rare: names and figures, less what Claims say."""

import pytest

from rashomon.model import Document

TEXT = (
    "On Friday a drone hit a motorcycle in Idlib province, killing two people on their way to a Zatuna wedding, "
    "neighbour Bashar Qantari said. A bus of line 47 burned beside it."
)


@pytest.fixture(scope="module")
def report(extractor):
    return extractor.extract(Document.of(TEXT, published="2024-12-11")).reports[0]


def test_names_that_the_model_never_met_and_figures_are_rare(report):
    assert {"zatuna"} <= {*report.rare.unmet}
    assert not {"drone", "motorcycle", "village", "people"} & {*report.rare.unmet, *report.rare.met}


def test_what_claims_say_is_left_to_them(report):
    assert not {"friday", "idlib", "two", "qantari"} & {*report.rare.unmet, *report.rare.met}


def test_another_sentence_is_another_telling(report):
    assert "47" not in report.rare.unmet


def test_what_was_read_before_changes_nothing(extractor, report):
    extractor.extract(Document.of("Bashar Qantari spoke in Kafr Zatuna. Zatuna is small: zatuna."))
    assert extractor.extract(Document.of(TEXT, published="2024-12-11")).reports[0] == report
    assert "zatuna" not in extractor.tools.vocabulary
