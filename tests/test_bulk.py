"""Folding in batches and in several processes gives what one fold gives, byte for byte."""

import random
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from rashomon.codec import decode_extraction, encode_extraction
from rashomon.ledger import assemble, fold, gather
from rashomon.ledger.bulk import derive
from rashomon.ledger.spool import Spool
from rashomon.link import FORBIDS, default_table, profiles_of, total
from rashomon.link.groups import groups, merged, near, sketch, weigh
from rashomon.link.spots import plainly_apart, spot
from rashomon.model import Extraction, Judgement, Ledger, Review
from rashomon.relation import LexiconRelation
from telling import LEXICON, extraction
from test_incremental import decided, encoded, telling

SCHEDULES = 200
PARTS = 5  # tests that the schedules are spread over


def told(draw: random.Random, many: int) -> dict[str, Extraction]:
    """Documents as they are read back from where they are kept."""
    made = [extraction(telling(draw, f"d{number}")) for number in range(many)]
    return {one.document.id: decode_extraction(one.document, encode_extraction(one)) for one in made}


def world(seed: int) -> tuple[dict[str, Extraction], list[Judgement], list[Review]]:
    """Some Documents, and what people say of them."""
    draw = random.Random(seed)
    read = told(draw, draw.randrange(2, 12))
    decisions = [decided(draw, read, step) for step in range(1, 4)]
    return read, [one for one, _ in decisions if one], [one for _, one in decisions if one]


def in_batches(
    read: dict[str, Extraction], folder: Path, judgements: Iterable[Judgement] = (), reviews: Iterable[Review] = ()
) -> tuple[Ledger, int, int]:
    """Documents folded in the smallest batches there are; how many, and how many Events took several to finish."""
    kept = gather(read.values()).extractions
    done = derive(
        Spool.of(kept.values(), folder / "spool"), folder, judgements, reviews, lexicon=LEXICON, sketched=2, batch=1
    )
    relation = LexiconRelation(LEXICON)
    return assemble(done.shelf(), relation, kept.values(), judgements, reviews, ()), done.batches, len(done.finals)


@pytest.mark.parametrize("part", range(PARTS))
def test_batches_give_what_one_fold_gives(part: int, tmp_path: Path) -> None:
    several = 0
    for seed in range(part, SCHEDULES, PARTS):
        read, judgements, reviews = world(seed)
        ledger, batches, _ = in_batches(read, tmp_path, judgements, reviews)
        assert encoded(ledger) == encoded(fold(read.values(), judgements, reviews, lexicon=LEXICON)), f"world {seed}"
        several += batches > 1
    assert several > SCHEDULES // PARTS // 4


def test_a_night_over_towns_of_several_batches_is_held_against_them(tmp_path: Path) -> None:
    launched = {"kharkiv": 2, "odesa": 3, "ukraine": 9, "lgov": 2}
    tellings = [
        {"id": place, "published": "2024-12-11", "reports": {"x": {
            "when": "2024-12-11", "where": place, "weapon": "shahed",
            "says": [{"who": "mayor", "launched": size, "item": "drones"}],
        }}}
        for place, size in launched.items()
    ]  # fmt: skip
    read = {one["id"]: extraction(one) for one in tellings}
    ledger, batches, finals = in_batches(read, tmp_path)
    assert encoded(ledger) == encoded(fold(read.values(), lexicon=LEXICON))
    assert (batches, finals) == (4, 3)
    assert sum(event.part_of is not None for event in ledger.events) == 2


def test_processes_give_what_one_fold_gives() -> None:
    read, judgements, reviews = told(random.Random(5), 60), *world(5)[1:]
    one = fold(read.values(), judgements, reviews, lexicon=LEXICON)
    assert encoded(fold(read.values(), judgements, reviews, lexicon=LEXICON, processes=2)) == encoded(one)


def test_nothing_folds_to_nothing() -> None:
    assert fold([], processes=2) == fold([])


def test_what_is_plainly_apart_is_forbidden() -> None:
    scores, relation = default_table().scores(), LexiconRelation(LEXICON)
    seen = {True: 0, False: 0}
    for seed in range(30):
        read = told(random.Random(seed), 6)
        profiles = [
            profile for one in read.values() for profile in profiles_of([one.document], one.reports, one.claims)
        ]
        for one, other in combinations(profiles, 2):
            apart = plainly_apart(spot(one, scores), spot(other, scores))
            assert not apart or total(one, other, relation, scores) == FORBIDS
            seen[apart] += 1
    assert min(seen.values()) > 100


def test_groups_do_not_depend_on_how_the_documents_were_sketched() -> None:
    read = told(random.Random(2), 40)
    documents = [profiles_of([one.document], one.reports, one.claims) for one in read.values()]
    flat = [profile for profiles in documents for profile in profiles if not profile.total]
    whole = sketch(documents)
    parts = merged(sketch(documents[first : first + 7]) for first in range(0, 40, 7))
    left, right = near(whole)
    assert [one.tolist() for one in (left, right)] == [one.tolist() for one in near(parts)]
    assert len(left) < len(list(combinations(flat, 2)))
    weights = 3.0 * (left % 2)
    found = [group.tolist() for group in groups(whole, left, right, weights)]
    assert found == [group.tolist() for group in groups(parts, left, right, weights)]
    assert sorted(number for group in found for number in group) == list(range(40))
    assert len(found) > 1


def test_two_totals_weigh_what_they_may_come_to_once_their_parts_are_known() -> None:
    telling = {
        "x": {"when": "2024-12-11", "where": "taganrog"},
        "t": {"covers": ["x"], "says": [{"who": "mod", "killed": 9}]},
    }
    made = [extraction({"id": name, "published": "2024-12-11", "reports": telling}) for name in "ab"]
    one, other = (
        next(profile for profile in profiles_of([read.document], read.reports, read.claims) if profile.total)
        for read in made
    )
    relation, scores = LexiconRelation(LEXICON), default_table().scores()
    assert weigh(one, other, relation) == total(one, other, relation, scores) + 6.0
