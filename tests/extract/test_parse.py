"""The joined tree: offsets are the document's own, whatever the text looks like."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.extract import Extractor
from rashomon.extract.dateline import dateline_end
from rashomon.extract.parse import paragraphs, parse
from rashomon.model import Document


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \n", "a", "«»", "\u200b", "A\r\nB\r\n"])
def test_texts_without_words_are_read(extractor: Extractor, text: str) -> None:
    assert extractor.extract(Document.of(text)).document.text == text


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab .,\n\"'’“”«»-—\u00a0\t\r😀é٣1")))
def test_every_token_stands_where_it_says(extractor: Extractor, text: str) -> None:
    doc = next(parse(extractor.nlp, [text]))
    assert len(doc.text) == len(text)
    for token in doc:
        assert len(text[token.idx : token.idx + len(token)]) == len(token)


@given(text=st.text(alphabet=st.sampled_from("ab .\n"), max_size=400))
def test_paragraphs_cover_the_text(text: str) -> None:
    spans = paragraphs(text)
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_headline_is_parsed_alone_and_a_column_is_joined() -> None:
    headline = "Missiles hit Taganrog airfield\nThe governor of the region said on Wednesday that several explosions were heard."
    assert len(paragraphs(headline)) == 2
    title = "Rebels Captured in Two Northern Provinces as Offensive Continues\nThe Army Told Reporters in Gao that four were held."
    assert len(paragraphs(title)) == 2
    column = (
        "The governor of the region said on Wednesday that several explosions\nwere heard in the city before dawn.\n"
    )
    assert len(paragraphs(column)) == 1


def test_every_kind_of_line_break_ends_a_paragraph_and_evidence_stays_verbatim(extractor: Extractor) -> None:
    text = "Raids in the north\u2028\u2028Troops killed two\u2028rebels on Monday near Kunduz."
    assert len(next(parse(extractor.nlp, [text])).text) == len(text)
    spans = [span for claim in extractor.extract(Document.of(text)).claims for span in claim.evidence]
    assert spans
    assert all(span.text == text[span.start : span.end] for span in spans)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KYIV, Ukraine (AP) — Russia said", "KYIV, Ukraine (AP) — "),
        ("   San Vicente, 4 May 90 (Radio Sur) -- [Text] At least", "   San Vicente, 4 May 90 (Radio Sur) -- [Text] "),
        ("No city (Peru), 16 Sep 89 -- [Text] The", "No city (Peru), 16 Sep 89 -- [Text] "),
        ("SIMFEROPOL, Aug 9. The port", "SIMFEROPOL, Aug 9. "),
        ("Managua, no date (Radio Norte) -- The", "Managua, no date (Radio Norte) -- "),
        ("Kyiv - the capital - was hit", None),
        ("Kyiv. The city was hit", None),
        ("Three men -- all of them guards -- died", None),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, dateline: str | None) -> None:
    end = dateline_end(text, 0)
    assert (None if end is None else text[:end]) == dateline


def test_a_dateline_is_parsed_alone() -> None:
    text = "San Vicente, 4 May 90 (Radio Sur) -- [Text] At least six peasants were killed by bandits."
    assert [text[start:end] for start, end in paragraphs(text)][1] == "At least six peasants were killed by bandits."
