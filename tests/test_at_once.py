"""A ledger that is worked out all at once holds the rows of one that grew, and grows on as that one does."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import pipeline
from rashomon.errors import BusyError
from rashomon.ledger import RowCodec, bulk
from rashomon.model import Decision, Extraction
from rashomon.store import Store, open_ledger
from telling import extraction
from test_incremental import decisions, encoded, telling

SEEDS = 60
PARTS = 3  # tests that the worlds are spread over


def derived(store: Store) -> list[tuple[str, ...]]:
    """Every row and every entry of what was worked out."""
    read = store._rows  # type: ignore[attr-defined]
    return [
        *read("SELECT kind, name, body FROM derived ORDER BY kind, name"),
        *read("SELECT kind, key, name FROM derived_key ORDER BY kind, key, name"),
    ]


def filled(path: Path, seed: int, names: str) -> Iterator[Store]:
    """A ledger with some Documents and what people decided of them; nothing is worked out yet."""
    draw = random.Random(seed)
    read: dict[str, Extraction] = {}
    with open_ledger(path, write=True) as store:
        for name in names:
            read[name] = extraction(telling(random.Random(f"{seed} {name}"), name))
            store.add(read[name], extractor="1")
        before: list[Decision] = []
        for clock in range(3):
            for decision in decisions(draw, read, before, f"2025-01-01T00:00:{clock:02}Z"):
                store.decide(decision)
                before.append(decision)
        yield store


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> list[bulk.Derived]:
    """Batches as small as can be, so that totals lie over several; what each derivation came to."""
    whole, made = bulk.derive, list[bulk.Derived]()

    def small(*given: object, **named: object) -> bulk.Derived:
        made.append(whole(*given, **{**named, "batch": 1, "sketched": 2}))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(bulk, "derive", small)
    return made


@pytest.mark.parametrize("part", range(PARTS))
def test_it_holds_the_same_rows(part: int, tmp_path: Path, small_batches: list[bulk.Derived]) -> None:
    for seed in range(part, SEEDS, PARTS):
        for name, many in (("grown", 100), ("once", 1)):
            for store in filled(tmp_path / f"{name}{seed}", seed, "abcdefghij"):
                pipeline.derive(store, batch=3, many=many)
        with open_ledger(tmp_path / f"grown{seed}") as grown, open_ledger(tmp_path / f"once{seed}") as once:
            assert derived(once) == derived(grown), f"world {seed}"
            assert once.mark() == grown.mark()
            assert encoded(pipeline.look(once)) == encoded(pipeline.look(grown))
    assert any(one.batches > 1 for one in small_batches)


def test_a_night_over_towns_of_several_batches(tmp_path: Path, small_batches: list[bulk.Derived]) -> None:
    launched = {"a": ("kharkiv", 2), "b": ("odesa", 3), "c": ("ukraine", 9), "d": ("lgov", 2), "e": ("odesa", 3)}
    night = [
        {"id": name, "published": "2024-12-11", "reports": {"x": {
            "when": "2024-12-11", "where": place, "weapon": "shahed",
            "says": [{"who": "mayor", "launched": size, "item": "drones"}],
        }}}
        for name, (place, size) in launched.items()
    ]  # fmt: skip
    for name, many in (("grown", 100), ("once", 1)):
        with open_ledger(tmp_path / name, write=True) as store:
            for telling_of in night[:-1]:
                store.add(extraction(telling_of), extractor="1")
            pipeline.derive(store, batch=1, many=many)
            store.add(extraction(night[-1]), extractor="1")
            pipeline.derive(store)
    assert [(one.batches, len(one.across)) for one in small_batches] == [(4, 1)]
    with open_ledger(tmp_path / "grown") as grown, open_ledger(tmp_path / "once") as once:
        assert derived(once) == derived(grown)
        assert sum(event.part_of is not None for event in pipeline.look(once).events) == 2


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("seed", range(10))
def test_it_grows_on_the_same(seed: int, tmp_path: Path) -> None:
    for name, many in (("grown", 100), ("once", 1)):
        for store in filled(tmp_path / name, seed, "abcdefgh"):
            pipeline.derive(store, many=many)
            for late in "ijkl":
                store.add(extraction(telling(random.Random(f"{seed} {late}"), late)), extractor="1")
                pipeline.derive(store, many=many)
    with open_ledger(tmp_path / "grown") as grown, open_ledger(tmp_path / "once") as once:
        assert derived(once) == derived(grown)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("step", range(2))
def test_cut_off_it_begins_again(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for store in filled(tmp_path / "whole", 5, "abcdefghij"):
        pipeline.derive(store, many=1)
    with monkeypatch.context() as patched:
        steps = iter(range(100))

        def failing(self: object, number: int) -> object:
            if next(steps) == step:
                raise KeyboardInterrupt
            return batch(self, number)  # type: ignore[arg-type]

        batch = bulk.Derived.batch
        patched.setattr(bulk.Derived, "batch", failing)
        for store in filled(tmp_path / "cut", 5, "abcdefghij"):
            with pytest.raises(KeyboardInterrupt):
                pipeline.derive(store, many=1)
    with open_ledger(tmp_path / "cut", write=True) as cut, open_ledger(tmp_path / "whole") as whole:
        assert encoded(pipeline.look(cut)) == encoded(pipeline.look(whole))  # worked out from the rows, nothing half
        pipeline.derive(cut, many=100)
        assert derived(cut) == derived(whole)


def test_of_two_at_once_one_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bulk.derive

    def slow(*given: object, **named: object) -> bulk.Derived:
        with open_ledger(tmp_path / "ledger", write=True) as other:
            monkeypatch.setattr(bulk, "derive", whole)
            pipeline.derive(other, many=1)
        return whole(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "derive", slow)
    for store in filled(tmp_path / "ledger", 3, "abcdef"):
        with pytest.raises(BusyError, match="another program is working this ledger out"):
            pipeline.derive(store, many=1)
        before = derived(store)
        pipeline.derive(store, many=1)
        assert derived(store) == before
        assert len([*store.shelf(RowCodec()).rows("document")]) == 6
