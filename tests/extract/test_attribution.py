"""Who says a marked word of a text: the chain of speakers, how it is known, and how far the text commits to it."""

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rashomon.extract import Extractor
from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.parse import parse
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast, publisher_speaker
from rashomon.model import Document

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "attribution.yaml").read_text(encoding="utf-8"))
MARK = re.compile(r"\[\[(.+?)\]\]")


@cache
def _extractor() -> Extractor:
    return Extractor.load()


def voices(marked: str, publisher: str) -> list[Voice]:
    """Read the text and give the Voice of each marked word, in order."""
    text, at = "", []
    for piece in re.split(r"(\[\[.+?\]\])", marked):
        if MARK.fullmatch(piece):
            at.append(len(text))
        text += MARK.sub(r"\1", piece)
    extractor = _extractor()
    document = Document.of(text, publisher=publisher, published="2024-11-26")
    doc = next(iter(parse(extractor.nlp, [text])))
    scene = Scene(document, doc, extractor.tools)
    attribution = Attribution(scene, Cast(scene, publisher_speaker(publisher, document.id)))
    return [attribution.voice(next(token for token in doc if token.idx <= i < token.idx + len(token))) for i in at]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_says(case: dict[str, Any]) -> None:
    got = voices(case["text"], case.get("publisher", "Example Daily"))
    assert len(got) == len(case["expect"])
    for voice, expected in zip(got, case["expect"], strict=True):
        *chain, publisher = voice.speakers
        found: dict[str, Any] = {
            "by": [speaker.id for speaker in chain], "names": [speaker.name for speaker in chain],
            "publisher": publisher.id, "attribution": voice.attribution, "factuality": voice.factuality,
            "kind": chain[0].kind if chain else None, "side": chain[0].side if chain else None,
        }  # fmt: skip
        assert {key: found[key] for key in expected} == expected


def test_there_are_sixty_cases() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 60


def test_a_long_word_behind_a_colon_is_read_in_no_time() -> None:
    begun = time.perf_counter()
    (voice,) = voices(f"[[Toll]] rises: {'a' * 50}!", "Example Daily")
    assert voice.attribution == "none"
    assert time.perf_counter() - begun < 20  # a pattern that tries every way to cut the word up takes for ever
