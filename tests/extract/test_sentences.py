"""The sentence cases, one test each, and the scores over all of them against the floors.

``pytest tests/extract/test_sentences.py -k scores -s`` prints the scores by split and by theme.
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.model import Extraction

from .cases import Case, load_cases
from .matching import Score, compare, describe, plain, score

CASES = load_cases()
SPLITS = {split: [case for case in CASES if case.split == split] for split in ("dev", "held")}
FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["floors"]["sentences"]

ReadCase = Callable[[Case], Extraction]


def _parameters() -> list[object]:
    return [
        pytest.param(case, id=case.id, marks=[pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else [])
        for case in SPLITS["dev"]
    ]


@pytest.mark.parametrize("case", _parameters())
def test_reads(case: Case, read_case: ReadCase) -> None:
    extraction = read_case(case)
    outcome = compare(case, extraction)
    assert outcome.right, _explain(case, extraction)


@pytest.mark.parametrize("split", ["dev", "held"])
def test_scores(split: str, read_case: ReadCase) -> None:
    """Count claims of the whole split; held cases are never looked at one by one, so that they stay a fair measure."""
    pairs = [(case, read_case(case)) for case in SPLITS[split]]
    without, with_speaker = score(pairs, speaker=False), score(pairs, speaker=True)
    right = sum(compare(case, extraction).right for case, extraction in pairs)
    print(f"\n{split}: {right} of {len(pairs)} cases right; {with_speaker.expected} count claims expected")
    print(_row("without speaker", without), _row("with speaker", with_speaker), sep="\n")
    for theme in sorted({case.theme for case, _ in pairs}):
        print(_row(theme, score([pair for pair in pairs if pair[0].theme == theme], speaker=True)))
    got = {name: getattr(without, name) for name in ("precision", "recall", "f1")}
    got |= {f"{name}_speaker": getattr(with_speaker, name) for name in ("precision", "recall", "f1")}
    below = {name: (round(got[name], 4), floor) for name, floor in FLOORS[split].items() if got[name] < floor}
    assert not below, f"below the floor (got, floor): {below}"


def test_ids_are_unique() -> None:
    assert [case_id for case_id, times in Counter(case.id for case in CASES).items() if times > 1] == []


def test_there_are_enough_and_a_hundred_are_held() -> None:
    assert len(CASES) >= 300
    assert len(SPLITS["held"]) >= 100  # written before the extractor; later cases are all dev
    assert len(SPLITS["dev"]) + len(SPLITS["held"]) == len(CASES)


def test_every_case_asks_something() -> None:
    assert [case.id for case in CASES if not (case.claims or case.absent or case.none)] == []
    assert [case.id for case in CASES if case.none and case.claims] == []


def _row(name: str, figures: Score) -> str:
    return (
        f"  {name:22} P {figures.precision:.3f}  R {figures.recall:.3f}  F1 {figures.f1:.3f}"
        f"  ({figures.expected} expected, {figures.produced} produced)"
    )


def _explain(case: Case, extraction: Extraction) -> str:
    outcome = compare(case, extraction)
    lines = [case.text, *(f"  missed: {plain(case.filled(expected))}" for expected in outcome.missed)]
    lines += [f"  unwanted: {unwanted}" for unwanted in outcome.unwanted]
    if not outcome.groups:
        lines.append("  claims of one happening stand in two reports, or of two happenings in one")
    lines += [f"  report: {report.type} {report.level} {report.anchor.text!r}" for report in extraction.reports]
    lines += [f"  read: {describe(claim)}" for claim in extraction.claims]
    return "\n".join(lines)
