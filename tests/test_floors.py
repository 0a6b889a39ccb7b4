"""No measure on the project's own gold is below its floor, and every floor was measured on the gold as it is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import floors

if TYPE_CHECKING:
    from rashomon.extract import Extractor

KEPT: dict[str, Any] = json.loads(floors.FLOORS.read_text(encoding="utf-8"))
GOLD = floors.golds()


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
@pytest.mark.parametrize("part", list(floors.PARTS))
def test_no_gold_falls_below_its_floor(path: Path, part: str, extractor: "Extractor") -> None:
    figures = floors.gold_figures(path, part, extractor)
    old = {path.stem: {part: KEPT["floors"][path.stem][part]}}
    fallen = list(floors.falls(old, {path.stem: {part: figures}}))
    assert not fallen, f"(measure, floor, got): {fallen}; mend it, or see tests/floors.py for how a floor is lowered"


@pytest.mark.parametrize("name", [floors.SENTENCES, *(path.stem for path in GOLD)])
def test_the_floor_was_measured_on_this_gold(name: str) -> None:
    assert KEPT["floors"].get(name, {}).get("gold") == floors.gold_hash(name), "run: python tests/floors.py"


def test_every_floor_has_a_gold() -> None:
    assert set(KEPT["floors"]) == {floors.SENTENCES, *(path.stem for path in GOLD)}


def test_a_fall_is_found() -> None:
    old = {"set": {"gold": "x", "open": {"places": 0.9, "dates": 0.5, "gone": 0.1}}}
    new = {"set": {"gold": "x", "open": {"places": 0.89, "dates": 0.6}}}
    assert list(floors.falls(old, new)) == [("set open places", 0.9, 0.89), ("set open gone", 0.1, 0.0)]


def test_every_lowered_floor_has_a_reason() -> None:
    assert [entry for entry in KEPT["lowered"] if not entry["reason"].strip() or not entry["falls"]] == []


def test_lowering_without_a_reason_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["floors.py", "--lower"])
    with pytest.raises(SystemExit):
        floors.main()
    assert "--lower and --reason go together" in capsys.readouterr().err
