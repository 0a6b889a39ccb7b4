"""``rashomon eval`` from outside: the page, the JSON, held-out documents and what goes wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import made
from evaluate import made_gold
from rashomon.cli import cli

TEXT = "The ministry said that all six ATACMS were shot down over Taganrog on 11 December 2024."
EVENT = {
    **made_gold.GOLD["events"][0],
    "documents": ["d1", "d2"],
    "facts": [
        {"question": "intercepted", "item": "ATACMS", "low": 6, "high": 6, "voice": "Russian defence ministry",
         "documents": ["d1", "d2"], "sentence_starts": ["The ministry said that all six"] * 2},
        {"question": "killed", "item": "people", "low": 0, "high": 0, "documents": ["d1"]},
        {"question": "killed", "item": "people", "low": 7, "high": 7, "documents": ["d2"]},
    ],
    "status": {"intercepted": "agreed"},
}  # fmt: skip
GOLD: dict[str, Any] = {
    "set": "command",
    "documents": [{"id": name, "publisher": f"Paper {name}", "text": TEXT} for name in ("d1", "d2")],
    "events": [EVENT],
    "held_out": ["d2"],
}


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("rashomon.cli._load_extractor", made.MadeExtractor)
    return made_gold.write(tmp_path, GOLD)


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, ["eval", *map(str, arguments)])
    assert "Traceback" not in result.output
    return result


def test_the_page_has_every_measure(gold: Path) -> None:
    result = run(gold)
    assert result.exit_code == 0
    for measure in ("counts with speaker", "counts in the right event", "B-cubed", "dates exact", "places", "status",
                    "speech", "too much"):  # fmt: skip
        assert measure in result.stdout
    assert "Counts not found" not in result.stdout


def test_the_misses_of_held_out_documents_are_not_listed(gold: Path) -> None:
    page = run(gold, "--misses").stdout
    assert "killed 0 people" in page
    assert "killed 7 people" not in page
    assert "more in held-out documents are not listed" in page
    assert "killed 7 people" in run(gold, "--misses", "--held-out", "only").stdout


@pytest.mark.parametrize(("held_out", "scored", "facts"), [("all", 2, 4), ("without", 1, 2), ("only", 1, 2)])
def test_held_out_chooses_the_documents(gold: Path, held_out: str, scored: int, facts: int) -> None:
    tree = json.loads(run(gold, "--held-out", held_out, "--format", "json").stdout)
    assert (tree["documents"], tree["counts"]["gold"]) == (scored, facts)


def test_the_json_says_the_same(gold: Path) -> None:
    tree = json.loads(run(gold, "--format", "json", "--misses").stdout)
    assert tree["counts"] == {
        "precision": 0.5, "recall": 0.5, "f1": 0.5, "right": 2, "found": 4, "recalled": 2, "gold": 4,
    }  # fmt: skip
    assert tree["dates"] == {"accuracy": 1.0, "right": 1, "of": 1, "absent": 0}
    assert tree["spurious"] == {
        "claims": 2, "claims_per_document": 1.0, "events": 0, "events_per_document": 0.0,
    }  # fmt: skip
    assert tree["questions"]["killed"]["counts"]["recall"] == 0.0
    assert {miss["kind"] for miss in tree["misses"]} >= {"count", "spurious-count"}
    assert all("d2" not in miss["documents"] for miss in tree["misses"])
    assert tree["misses_withheld"] > 0
    assert "misses" not in json.loads(run(gold, "--format", "json").stdout)


def test_a_text_that_is_not_there_is_named_and_the_rest_is_scored(gold: Path, tmp_path: Path) -> None:
    entries = [GOLD["documents"][0], {"id": "d2", "text_ref": {"path": "none.txt"}}]
    made_gold.write(tmp_path, {**GOLD, "documents": entries})
    result = run(gold)
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert "counts with speaker" in result.stdout


def test_a_gold_that_is_none_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text("{}", encoding="utf-8")
    for wrong in (path, tmp_path / "none.json"):
        result = run(wrong)
        assert result.exit_code == 1
        assert result.stderr.startswith("rashomon: ")
        assert result.stderr.count("\n") == 1
