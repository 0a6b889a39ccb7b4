"""Every attribution of a text, by the words of its source, its cue and its content."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rashomon.errors import LexiconError
from rashomon.extract import AttributionRelation, Extractor, find_attributions
from rashomon.extract.attributions import knowledge
from rashomon.extract.attributions.knowledge import AttributionFile, attributing
from rashomon.extract.parse import parse

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "attributions.yaml").read_text(encoding="utf-8"))


@cache
def _extractor() -> Extractor:
    return Extractor.load()


def told(text: str) -> list[str]:
    """The attributions of a text in the words of the cases."""
    doc = next(iter(parse(_extractor().nlp, [text])))

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    def line(each: AttributionRelation) -> str:
        parts = f"[{words(each.source)}] <{words(each.cue)}> {{{words(each.content)}}} {each.kind} {each.manner}"
        return f"{parts} quoted" if each.quoted else parts

    return [line(each) for each in find_attributions(doc, text)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_attributions(case: dict[str, Any]) -> None:
    assert told(case["text"]) == case["expect"]


def test_no_two_attributions_share_a_cue_word() -> None:
    text = "The mayor said that she had tried to explain what the council's promise to the port meant."
    doc = next(iter(parse(_extractor().nlp, [text])))
    cues = [i for each in find_attributions(doc, text) for start, end in each.cue for i in range(start, end)]
    assert len(cues) == len(set(cues))


def test_an_unknown_place_of_the_content_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = attributing()
    verbs = knowledge.Verbs(kind="statement", takes=("behind",), lemmas=("say",))
    file = AttributionFile(
        verbs=(verbs,), nouns={}, adjectives={}, raising=known.raising, light=known.light, phrases=known.phrases
    )  # fmt: skip
    monkeypatch.setattr(knowledge, "load_yaml", lambda *_: file)
    with pytest.raises(LexiconError, match="no such place behind"):
        attributing.__wrapped__()
