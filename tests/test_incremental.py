"""Adding a little at a time gives what reading everything at once gives, byte for byte, whatever the schedule."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rashomon import people, pipeline
from rashomon.ledger import Fold, assemble, fold
from rashomon.model import Decision, Extraction, Judgement, Ledger, Review
from rashomon.people import in_force
from rashomon.relation import LexiconRelation
from rashomon.shelf import MemoryShelf
from rashomon.store import open_ledger
from telling import LEXICON, extraction

SCHEDULES = 1000
PARTS = 20  # tests that the schedules are spread over
PLACES = ("taganrog", "taganrog", "airfield", "azov", "rostov-region", "russia", "odesa", "ukraine", "village", None)
TIMES = (
    "2024-12-10",
    "2024-12-11",
    "2024-12-11",
    "2024-12-12",
    "week 2024-12-09/2024-12-15",
    "2024-12-11T04:20:00Z",
    None,
)


def telling(draw: random.Random, name: str) -> dict:
    """A document of one to three reports, at times with totals over them that may even count over each other."""
    reports = {}
    for key in "xyz"[: draw.choice((1, 1, 2, 3))]:
        says = [
            {"who": draw.choice(("mod", "gov", "staff", "medic")), question: draw.randrange(1, 7), "item": item,
             "fact": draw.choice(("CT+", "CT+", "CT+", "PS+", "CT-"))}
            for question, item in (("launched", "missiles"), ("intercepted", "missiles"), ("killed", "people"))
            if draw.random() < 0.6
        ]  # fmt: skip
        reports[key] = {
            "when": draw.choice(TIMES), "where": draw.choice(PLACES), "weapon": draw.choice(("atacms", "shahed", None)),
            "says": says, "type": draw.choice(("ASSAULT", "ASSAULT", "ASSAULT", "THREATEN")),
        }  # fmt: skip
    for total in ("t", "u")[: draw.choice((0, 0, 1, 2))]:
        others = [key for key in (*reports, "t") if key != total]
        covers = draw.sample(others, draw.randrange(1, len(others) + 1))
        reports[total] = {
            "covers": covers,
            "says": [{"who": "mod", "launched": draw.randrange(1, 12), "item": "missiles"}],
        }
        if "t" in covers and total == "u" and draw.random() < 0.5:
            reports["t"]["covers"] = [*reports["t"]["covers"], "u"]
    text = (
        f"The same words in every one of these. {' '.join(f'w{i}' for i in range(40))}" if draw.random() < 0.3 else None
    )
    return {"id": name, "published": draw.choice(("2024-12-11", "2024-12-12", None)), "reports": reports, "text": text}


def decided(draw: random.Random, read: dict, step: int) -> tuple[Judgement | None, Review | None]:
    """Perhaps a person's verdict on a pair of reports, perhaps one on a claim."""
    reports = [*sorted(report.id for one in read.values() for report in one.reports), "rep-unknown"]
    claims = sorted(claim.id for one in read.values() for claim in one.claims)
    verdict = review = None
    if draw.random() < 0.5 and len(reports) > 2:
        left, right = sorted(draw.sample(reports, 2))
        verdict = Judgement(
            left=left,
            right=right,
            verdict=draw.choice(("SAME", "DIFFERENT", "UNSURE")),
            author="ann",
            time=f"2025-01-{step:02}",
        )
    if draw.random() < 0.3 and claims:
        review = Review(
            id=f"dec-{step}", claim=draw.choice(claims), verdict=draw.choice(("REJECTED", "ACCEPTED")), author="ann",
            time=f"2025-01-{step:02}",
        )  # fmt: skip
    return verdict, review


@pytest.mark.parametrize("part", range(PARTS))
def test_incremental_equals_rebuild(part: int) -> None:
    for seed in range(part, SCHEDULES, PARTS):
        last, whole = both(seed)
        assert encoded(last) == encoded(whole), f"schedule {seed}"


@pytest.mark.parametrize("seed", range(40))
def test_a_ledger_that_grows_on_disk_is_what_one_pass_over_its_rows_gives(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    read: dict[str, Extraction] = {}
    path = tmp_path / "grows.db"
    for clock in range(6):
        with open_ledger(path, write=True) as store:
            for name in draw.sample("abcdefghij", draw.choice((0, 1, 2, 3))):
                read[name] = extraction(telling(random.Random(f"{seed} {name}"), name))
                store.add(read[name], extractor="1" if draw.random() < 0.8 else "2")
            for decision in decisions(draw, read, list(store.decisions()), f"2025-01-01T00:00:{clock:02}Z"):
                store.decide(decision)
            if draw.random() < 0.8:
                pipeline.derive(store, batch=draw.choice((1, 2, 100)))
    with open_ledger(path, write=True) as store:
        pipeline.derive(store)
        grown = pipeline.look(store)
        decided = in_force(store.decisions())
        whole = fold(store.extractions(), people.judgements(decided), people.reviews(decided))
    assert encoded(grown) == encoded(whole)


def test_what_another_program_derived_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_ledger(path, write=True) as store:
        for name in "abc":
            store.add(extraction(telling(random.Random(name), name)), extractor="1")
        pipeline.derive(store)
        right = encoded(pipeline.look(store))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE derived_mark SET program = 'older'")
    connection.execute("UPDATE derived SET body = '{}' WHERE kind = 'event'")
    connection.commit()
    connection.close()
    with open_ledger(path) as store:
        assert encoded(pipeline.look(store)) == right  # looking works it out in memory and writes nothing
    with open_ledger(path, write=True) as store:
        pipeline.derive(store)
        assert encoded(pipeline.look(store)) == right


def decisions(
    draw: random.Random, read: dict[str, Extraction], before: list[Decision], time: str
) -> Iterator[Decision]:
    """At most one thing that a person does to what was read."""
    reports = sorted(report.id for one in read.values() for report in one.reports)
    claims = sorted(claim.id for one in read.values() for claim in one.claims)
    kind = draw.choice(("merge", "split", "reject", "accept", "undo", None, None))
    if kind in ("merge", "split") and len(reports) > 1:
        left, right = draw.sample(reports, 2)
        yield Decision.of(kind, author="ann", time=time, reports=[left], others=[right])
    elif kind in ("reject", "accept") and claims:
        yield Decision.of(kind, author="ann", time=time, claim=draw.choice(claims))
    elif kind == "undo" and before:
        yield Decision.of(kind, author="ann", time=time, undoes=draw.choice(before).id)


def both(seed: int) -> tuple[Ledger, Ledger]:
    """One schedule's Ledger as it grew, and as it is read at once."""
    draw, relation = random.Random(seed), LexiconRelation(LEXICON)
    names = [f"d{i}" for i in range(draw.randrange(2, 9))]
    schedule = [(name, extraction(telling(draw, name))) for name in names]
    schedule += [(name, extraction(telling(draw, name))) for name in names if draw.random() < 0.15]  # read again
    read, shelf = {}, MemoryShelf()
    judgements: list[Judgement] = []
    reviews: list[Review] = []
    step = 1
    while schedule or step == 1:
        size = draw.choice((1, 1, 2, 5))
        batch, schedule = dict(schedule[:size]), schedule[size:]
        read |= batch
        verdict, review = decided(draw, read, step)
        judgements += [verdict] if verdict else []
        reviews += [review] if review else []
        touched = {name for name, one in read.items() if review and any(c.id == review.claim for c in one.claims)}
        Fold(shelf, read.__getitem__, relation, judgements, reviews).put({*batch, *touched})
        step += 1
    last = assemble(shelf, relation, read.values(), judgements, reviews, ())
    whole = fold(read.values(), judgements, reviews, lexicon=LEXICON)
    return last, whole


def encoded(ledger: Ledger) -> bytes:
    return msgspec.json.encode(ledger, order="deterministic")
