"""The looked-up attribute rules set what the model's own ruler sets."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from rashomon.extract.parse import load_model, load_plain_model
from rashomon.extract.recognizer import NAME as BULK
from rashomon.extract.recognizer import RECOGNIZER
from rashomon.extract.tag_rules import NAME, RULER, with_looked_up_rules

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*/*.txt"))
ODD = (
    "",
    " \n ",
    "It ain't over. They're gonna leave, y'all gotta go. Let's see. C'mon!\tThere's one left, there are two.",
    "THE ENEMY FIRED THREE MISSILES; NOBODY WAS HURT, NOTHING ELSE THAN A FENCE BUT THAT WAS HIT.",
)


@pytest.fixture(scope="module")
def models() -> tuple[Language, Language]:
    return load_plain_model(), load_model()


def attributes(nlp: Language, text: str) -> list[tuple[str, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.ent_type_, t.norm_)  # what later parts read
        for t in nlp(text)
    ]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_out_the_same(models: tuple[Language, Language], text: str) -> None:
    plain, quick = models
    assert attributes(quick, text) == attributes(plain, text)


def test_reports_come_out_the_same(models: tuple[Language, Language]) -> None:
    plain, quick = models
    for path in GOLD[::8]:
        text = path.read_text(encoding="utf-8")
        assert attributes(quick, text) == attributes(plain, text), path.name


def test_ruler_and_recognizer_are_exchanged_and_nothing_else(models: tuple[Language, Language]) -> None:
    plain, quick = models
    theirs = {RULER: NAME, RECOGNIZER: BULK}
    assert [theirs.get(name, name) for name in plain.pipe_names] == quick.pipe_names


def test_rules_of_other_shapes_are_matched_and_later_ones_win() -> None:
    first, second = spacy.blank("en"), spacy.blank("en")
    for nlp in (first, second):
        ruler = nlp.add_pipe(RULER)
        ruler.add([[{"LOWER": "drones"}]], {"POS": "NOUN", "LEMMA": "drone"})  # type: ignore[attr-defined]
        ruler.add([[{"LOWER": {"REGEX": "^dr"}}]], {"POS": "VERB"})  # type: ignore[attr-defined]
        ruler.add([[{"LOWER": "two"}, {"LOWER": "drones"}]], {"POS": "PROPN"}, index=-1)  # type: ignore[attr-defined]
        ruler.add([[{"LOWER": {"IN": ["drones", "two"]}}]], {"MORPH": "Number=Plur"})  # type: ignore[attr-defined]
    quick = with_looked_up_rules(second)
    for text in ("two drones", "drones, two of them", "dried drones"):
        assert attributes(quick, text) == attributes(first, text)


def test_a_pipeline_without_rules_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    assert with_looked_up_rules(nlp) is nlp
    assert nlp.pipe_names == []
