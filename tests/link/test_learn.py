"""Weights learned without labels: what happenings agree on comes to weigh, what they do not comes to weigh nothing."""

import random

from rashomon.link import default_table, link, profiles_of
from rashomon.link.learn import count, learn
from telling import extractions


def made(days=24, tellings=3, seed=5):
    """Two happenings a day in one town, both told by several: the target is true, the weapon is drawn by lot."""
    draw = random.Random(seed)
    documents = []
    for number in range(days):
        day = f"2024-{1 + number // 2:02d}-{5 + 9 * (number % 2):02d}"
        targets = draw.sample([f"target{letter}" for letter in "abcdefgh"], 2)
        for teller in range(tellings):
            reports = {
                f"r{place}": {
                    "when": day, "where": "odesa", "target": target, "weapon": draw.choice(["shahed", "kalibr", "atacms"]),
                }
                for place, target in enumerate(targets)
            }  # fmt: skip
            documents.append({"id": f"d{number}-{teller}", "bare": True, "published": day, "reports": reports})
    read = extractions(documents)
    return profiles_of(
        [e.document for e in read], [r for e in read for r in e.reports], [c for e in read for c in e.claims]
    )


def test_what_agrees_comes_to_weigh():
    profiles = made()
    learned = learn(profiles, default_table())
    weights = learned.scores()
    assert weights["target"]["same"] > 1 > weights["weapon"]["same"]
    assert weights["target"]["different"] < weights["weapon"]["different"] < 0.5
    clusters = link(profiles, table=learned).clusters
    truth = [members for members in clusters if len({(name.split("-")[0], name[-2:]) for name in members}) == 1]
    assert sum(len(members) == 3 for members in truth) >= 44


def test_the_order_of_reports_does_not_matter():
    profiles = made(8)
    assert learn(profiles, default_table()) == learn(profiles[::-1], default_table())


def test_counting_judged_pairs():
    one, other = (("target", "same"),), (("target", "different"),)
    found = count({one: 99, other: 1}, {one: 10, other: 890}, default_table())
    assert round(found.prior, 3) == 0.1
    assert found.weights()["target"]["same"] > 5
    assert found.weights()["target"]["different"] < -5
    assert 3 < found.threshold() < 3.3
