"""Which pairs of reports link, and why: each row a pair and its verdict."""

from pathlib import Path

import pytest
import yaml

from rashomon.link import candidates, default_table, explain, link, profiles_of
from rashomon.link.features import Days, Hours
from rashomon.relation import LexiconRelation
from telling import LEXICON, extractions

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "link.yaml").read_text(encoding="utf-8"))
RELATION = LexiconRelation(LEXICON)


def profiles(*tellings):
    read = extractions(tellings)
    return profiles_of(
        [e.document for e in read], [r for e in read for r in e.reports], [c for e in read for c in e.claims]
    )


def pair(case):
    left = {"id": "a", "bare": True, **case["left"]}
    right = {"id": "b", "bare": True, **case["right"]}
    return profiles(left, right)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_verdict(case):
    left, right = pair(case)
    judgement = explain(left, right, RELATION)
    told = [(reason.code, reason.weight, reason.text) for reason in judgement.reasons]
    assert judgement.verdict == case["verdict"], told
    assert {reason.code for reason in judgement.reasons} >= set(case.get("codes", ())), told
    assert explain(right, left, RELATION) == judgement
    linked = any(len(cluster) == 2 for cluster in link([left, right], RELATION).clusters)
    assert linked == (case["verdict"] == "SAME")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_blocking_keeps_what_would_link(case):
    if case["verdict"] == "SAME":
        assert candidates(pair(case)) == [(0, 1)]


def test_every_reason_stands_in_the_table():
    for case in CASES:
        for reason in explain(*pair(case), RELATION).reasons:
            assert default_table().codes()[reason.code] == reason.weight
            assert reason.text.endswith(".")


def test_culprits_and_tolls_never_forbid():
    scores = default_table().scores()
    assert min(scores["actor"].values()) == 0
    worst = scores["time"]["same"] + scores["place"]["same"]
    for feature in ("weapon", "killed", "injured", "counts"):
        worst += min(scores[feature].values())
    assert worst >= 4.0


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        (Days(0), "on one day"),
        (Days(1), "a day apart"),
        (Days(12), "12 days apart"),
        (Hours(3.2), "3 h apart"),
        (Hours(30), "30 h apart"),
        (Hours(72.4), "3 days apart"),
    ],
)
def test_distances_are_said_in_words(apart, said):
    assert str(apart) == said


def test_a_missing_date_is_said_by_publication():
    told = {"where": "taganrog", "weapon": "atacms"}
    dated = {"id": "a", "bare": True, "reports": {"r": {"when": "2024-12-11", **told}}, "published": "2024-12-11"}
    undated = {"id": "b", "bare": True, "reports": {"r": told}, "published": "2024-12-13"}
    texts = [reason.text for reason in explain(*profiles(dated, undated), RELATION).reasons]
    assert "A date is missing; its text came out 2 days after." in texts
    assert "Published 2 days apart." in texts
    texts = [reason.text for reason in explain(*profiles({**undated, "id": "c"}, undated), RELATION).reasons]
    assert "A date is missing; published on one day." in texts
