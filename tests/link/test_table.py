"""The table of weights: what is refused, and that the page shows what is weighed."""

import math
from pathlib import Path

import msgspec
import pytest

from rashomon.errors import LexiconError
from rashomon.link import default_table, load_table
from rashomon.link.features import COMMON, HAPPENING, SPEECH
from rashomon.link.table import markdown

PAGE = (Path(__file__).parents[2] / "docs" / "linking.md").read_text(encoding="utf-8")
SOURCE = Path(__file__).parents[2] / "src" / "rashomon" / "link" / "weights.yaml"


def test_the_page_shows_the_table():
    assert markdown(default_table()) in PAGE
    table = default_table()
    assert f"**From {table.same_from} a pair is SAME, from {table.unsure_from} UNSURE" in PAGE


def test_every_feature_has_levels_and_every_row_a_feature():
    assert {name for name, _ in (*COMMON, *HAPPENING, *SPEECH)} == default_table().features.keys()


def test_a_table_of_ones_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(SOURCE.read_text(encoding="utf-8").replace("same_from: 4.0", "same_from: 5.0"), encoding="utf-8")
    assert load_table(own).same_from == 5.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("same_from: 4.0", "same_from: 1.0", "unsure_from is above"),
        ("    same: {weight: 3.0,", "    some: {weight: 3.0,", "no level same"),
        ("weight: 3.0", "weight: much", "weight"),
        ("features:", "feature:", "feature"),
    ],
)
def test_what_is_refused(tmp_path, old, new, said):
    own = tmp_path / "own.yaml"
    own.write_text(SOURCE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_table(own)


def test_what_forbids_goes_on_to_forbid():
    table = default_table().reweighed({"time": {"same": 9.0, "apart": 1.0}}, 6.0, 5.0)
    assert table.scores()["time"]["same"] == 9.0
    assert table.scores()["time"]["apart"] == -math.inf
    assert table.same_from == 6.0


def test_the_table_of_measures_is_that_of_the_figures(monkeypatch):
    root = Path(__file__).parents[2]
    monkeypatch.syspath_prepend(str(root / "benchmarks" / "accuracy"))
    from table import Row, as_markdown

    rows = msgspec.json.decode((root / "benchmarks" / "linking" / "figures.json").read_bytes(), type=list[Row])
    assert as_markdown(rows) in PAGE, "run: python benchmarks/linking --write"
    assert {row.commit for row in rows} != {"unknown"}
