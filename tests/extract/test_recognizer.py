"""The entity recognizer whose moves are decided in bulk finds what the model's own finds."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from rashomon.extract.parse import load_model, load_plain_model
from rashomon.extract.recognizer import NAME, RECOGNIZER, BulkRecognizer, with_bulk_moves

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*/*.txt"))
ODD = (
    "",
    " \n ",
    "Kharkiv",
    "  The   Ministry of Defence of   Ukraine  said on Monday, 3 May 2021, that  Kharkiv ",
    "THE UNITED NATIONS SAID ON 12 JANUARY THAT THE ARMY OF EL SALVADOR HAD LOST TWENTY MEN IN SAN MIGUEL",
    "Mr. Smith. Dr. Jones of New York. Inc. The U.S. Air Force. On Sunday, Nov. 3. No. 5. Gen.",
)


@pytest.fixture(scope="module")
def models() -> tuple[Language, Language]:
    return load_plain_model(), load_model()


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(token.ent_iob_, token.ent_type_) for token in doc]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_out_the_same(models: tuple[Language, Language], text: str) -> None:
    plain, quick = models
    assert entities(quick(text)) == entities(plain(text))


def test_batches_of_reports_come_out_the_same(models: tuple[Language, Language]) -> None:
    plain, quick = models
    texts = [*ODD, *(path.read_text(encoding="utf-8") for path in GOLD[3::8])]
    texts += [text.upper() for text in texts[-4:]]
    docs = list(plain.pipe(texts)), list(quick.pipe(texts, batch_size=5))
    assert sum(len(doc.ents) for doc in docs[0]) > 300
    for one, other in zip(*docs, strict=True):
        assert entities(one) == entities(other), one.text[:80]


def test_names_that_a_text_comes_with_are_left_to_the_model(models: tuple[Language, Language]) -> None:
    plain, quick = models
    found = []
    for nlp, name in ((plain, RECOGNIZER), (quick, NAME)):
        doc = nlp.make_doc("Grad rockets hit the Azov works in Mariupol")
        doc.set_ents([Span(doc, 0, 2, label="PRODUCT")])
        found.append(entities(nlp.get_pipe(name)(doc)))
    assert found[0] == found[1]
    assert found[0][0] == ("B", "PRODUCT")


def test_a_recognizer_of_another_make_stays() -> None:
    bare, beam = spacy.blank("en"), spacy.blank("en")
    assert with_bulk_moves(bare).pipe_names == []
    beam.add_pipe("beam_ner", name=RECOGNIZER)
    assert not BulkRecognizer.can_stand_for(beam.get_pipe(RECOGNIZER))
    assert with_bulk_moves(beam).pipe_names == [RECOGNIZER]
