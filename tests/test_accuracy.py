"""The measures on others' gold: what is absent is named, made-up data are measured, keys are read as they are written."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks" / "accuracy"
RELEASE = (
    "Insurgents killed in Kandahar\n\n"
    "KABUL, Afghanistan (May 3) - Afghan and coalition troops killed two insurgents and detained three in Panjwai district, "
    "Kandahar province, yesterday.\n"
)
ROW = {
    "name": "made up", "start_date": "2011-05-02", "event_type": ["insurgentskilled"], "province": ["kandahar"],
    "min_killed": 2, "min_captured": 3,
}  # fmt: skip
KEY = """\
0.  MESSAGE: ID                     TST1-MUC3-9001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 FEB 90
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  BOMBING
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT: "RED FRONT" / "THE FRONT"
21. HUM TGT: NUMBER                 3: "GUARDS"
                                    1: "DRIVER"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS"
"""


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(FOLDER), *arguments], env={**os.environ, "RASHOMON_DATA": str(data)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_absent_sets_are_named_and_made_up_ones_measured(tmp_path: Path) -> None:
    (tmp_path / "isaf_dev").mkdir()
    line = json.dumps({"text": RELEASE, "gold": ROW})
    (tmp_path / "isaf_dev" / "isaf_dev.jsonl").write_text(f"{line}\n", encoding="utf-8")
    rows = tmp_path / "rows.json"
    done = run(tmp_path, "isaf", "muc", "geo", "--json", str(rows), "--cache", str(tmp_path / "parses"))
    assert done.returncode == 0, done.stderr
    assert "skipped muc: no muc4/" in done.stderr
    assert "skipped geo: no geo/" in done.stderr
    got = {row["measure"]: row["ours"] for row in json.loads(rows.read_bytes())}
    assert (got["least killed"], got["least captured"], got["province"]) == (1.0, 1.0, 1.0)
    assert list((tmp_path / "parses").iterdir())


def test_an_unknown_set_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "no-such-set")
    assert done.returncode == 2
    assert "no such set: no-such-set" in done.stderr


def test_a_key_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from muc_key import templates

    path = tmp_path / "key"
    path.write_text(KEY, encoding="latin-1")
    (only,) = templates(path)
    assert (only.message, only.kind, only.optional) == ("TST1-MUC3-9001", "BOMBING", False)
    assert only.dates[0] == (date(1990, 2, 3), date(1990, 2, 3))
    assert only.places[0][:2] == ("PERU", "LIMA")
    assert [(fill.values, fill.refs) for fill in only.numbers] == [(("3",), ("GUARDS",)), (("1",), ("DRIVER",))]
    assert only.organisations[0].values == ("REPORTED AS FACT",)


def test_a_goal_at_most_is_reached_from_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from table import Row, as_markdown

    row = Row(set="s", measure="m", ours=0.04, n=3, goal=0.05, at_most=True, unit="a text")
    assert row.reached
    assert not Row(set="s", measure="m", ours=0.84, n=3, goal=0.85).reached
    assert "≤ 0.050" in as_markdown([row])


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_a_reader_agrees_with_himself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from readers import ledger_of

    from rashomon.evaluate import evaluate, load_gold

    gold = load_gold(path)
    score = evaluate(gold, ledger_of(gold), {})
    assert score.counts_with_speaker.right == score.counts.right == score.counts.gold
    assert score.spurious_claims == score.spurious_events == 0
    assert score.speech.right == score.speech.gold
    for measure in (score.dates, score.places, score.statuses):
        assert measure.right == measure.of
