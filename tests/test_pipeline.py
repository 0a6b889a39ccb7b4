"""The whole recipe on the bundled samples: the same bytes in any order, kept or not kept."""

from pathlib import Path

import pytest
from msgspec.json import decode

import rashomon
from rashomon import pipeline
from rashomon.checking import check
from rashomon.codec import encode_ledger
from rashomon.errors import InputError
from rashomon.extract import Extractor
from rashomon.read import Notice, Options, Outcome, read_paths
from rashomon.store import open_ledger

SAMPLES = sorted((Path(rashomon.__file__).parent / "demo/reports").glob("*.txt"))[::4]  # a quarter: the parser is slow


def outcomes(paths: list[Path]) -> list[Outcome]:
    return list(read_paths(map(str, paths), Options(max_bytes=1_000_000)))


def fail(problem: InputError | Notice) -> None:
    pytest.fail(f"nothing is wrong with the samples, but: {problem}")


def test_the_same_bytes_in_any_order_kept_or_not(extractor: Extractor, tmp_path: Path) -> None:
    at_once = encode_ledger(pipeline.read(outcomes(SAMPLES), extractor=extractor, report=fail))
    with open_ledger(tmp_path / "ledger.db", write=True) as store:
        half = len(SAMPLES) // 2
        for part in (SAMPLES[half:][::-1], SAMPLES[:half], SAMPLES[:2]):  # in two runs and backwards, and some again
            added = pipeline.add(outcomes(part), extractor=extractor, store=store, report=fail)
            assert added.new + added.known == len(part)
        assert encode_ledger(pipeline.look(store)) == at_once
        checked = check(store)
    assert (checked.problems, checked.notes) == ([], [])
    assert checked.claims == len([claim for claim in decode(at_once)["claims"] if not claim["derived_from"]])


def test_evidence_stands_where_it_says(extractor: Extractor) -> None:
    found = outcomes(SAMPLES)
    texts = {reading.document.id: reading.document.text for reading in pipeline.readings(found, fail)}
    ledger = pipeline.read(found, extractor=extractor, report=fail)
    assert ledger.claims
    for claim in ledger.claims:
        for span in claim.evidence:
            assert texts[claim.document][span.start : span.end] == span.text
