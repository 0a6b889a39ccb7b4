"""Every kind of input, good and bad, against what the YAML beside it says that it must come to."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from rashomon import errors
from rashomon.read import Notice, Options, Reading, read_paths

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/read/inputs.yaml").read_text(encoding="utf-8"))
OPTIONS = Options(max_bytes=10_000)


def case_bytes(case: dict[str, Any]) -> bytes:
    return case["bytes"].encode("raw_unicode_escape").decode("unicode_escape").encode("latin-1")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_input(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["name"]
    path.write_bytes(case_bytes(case))
    outcomes = list(read_paths([str(path)], OPTIONS))
    failures = [outcome for outcome in outcomes if isinstance(outcome, errors.InputError)]
    readings = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
    notices = [outcome for outcome in outcomes if isinstance(outcome, Notice)]
    if "error" in case:
        assert readings == []
        assert [type(failure).__name__ for failure in failures] == [case["error"]]
        assert case["says"] in str(failures[0])
        assert case["name"] in str(failures[0])
        assert failures[0].source.startswith(str(path))
        return
    assert failures == []
    (reading,) = readings
    assert reading.document.text == case["text"]
    fields = case.get("fields", {})
    assert {key: getattr(reading.document, key) for key in fields} == fields
    assert [issue.code for issue in reading.issues] == case.get("issues", [])
    assert all(issue.document == reading.document.id for issue in reading.issues)
    assert len(notices) == ("notice" in case)
    assert all(case["notice"] in notice.message for notice in notices)


def test_the_same_text_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.md"
    for path in (first, second):
        path.write_text("Six drones.", encoding="utf-8")
    one, other = (next(iter(read_paths([str(path)], OPTIONS))) for path in (first, second))
    assert one == other


def test_options_fill_in_what_the_document_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\npublisher: Its Own\n---\nSix drones.", encoding="utf-8")
    options = Options(max_bytes=10_000, publisher="Another", published="2024-12-11")
    (reading,) = read_paths([str(path)], options)
    assert isinstance(reading, Reading)
    assert (reading.document.publisher, reading.document.published) == ("Its Own", "2024-12-11")
