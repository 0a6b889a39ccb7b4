"""The contract of a store: what is added is there once, whole, for good, and comes out as it went in."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import made
from rashomon import pipeline
from rashomon.checking import remade
from rashomon.codec import encode_extraction
from rashomon.errors import BusyError, ConflictError, StoreError, UnwritableError
from rashomon.ledger import program
from rashomon.model import (
    Correction,
    Decision,
    Document,
    Extraction,
    FindingMark,
    Reason,
    Release,
    ReleasedEvent,
)
from rashomon.store import Mark, Store, open_ledger
from rashomon.values import Name, Place, Quantity, Value, When


@pytest.fixture
def store(ledger_name: str) -> Iterator[Store]:
    with open_ledger(ledger_name, write=True) as opened:
        yield opened


def test_what_goes_in_comes_out(store: Store) -> None:
    one = made.extraction("d1")
    assert store.add(one, extractor="1")
    assert list(store.extractions()) == [one]


def test_adding_twice_changes_nothing(store: Store) -> None:
    one = made.extraction("d1")
    store.add(one, extractor="1")
    assert not store.add(one, extractor="1")
    assert list(store.extractions()) == [one]


def test_the_order_of_arrival_does_not_show(new_ledger: Callable[[], str]) -> None:
    extractions = [made.extraction(f"d{number}") for number in range(9)]
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(extractions)
        with open_ledger(new_ledger(), write=True) as store:
            for one in extractions:
                store.add(one, extractor="1")
            found.append(list(store.extractions()))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 9


def test_another_text_under_the_same_id_is_refused_and_nothing_is_lost(store: Store) -> None:
    one = made.extraction("d1")
    store.add(one, extractor="1")
    with pytest.raises(ConflictError, match="d1"):
        store.add(made.extraction("d1", "Another text, of Taganrog."), extractor="1")
    assert list(store.extractions()) == [one]


def test_a_newer_extractor_is_read_and_the_older_rows_stay(store: Store) -> None:
    older, newer = made.extraction("d1", low=5), made.extraction("d1", low=6)
    assert store.add(older, extractor="1")
    assert store.add(newer, extractor="2")
    assert list(store.extractions()) == [newer]
    assert [(one.document, one.extractor) for one in store.readings()] == [(older.document, "1"), (older.document, "2")]
    assert [encode_extraction(one).decode() for one in (older, newer)] == [one.body for one in store.readings()]


def test_it_says_what_it_has(store: Store) -> None:
    one = made.extraction("d1")
    assert store.entry("d1") is None
    store.add(one, extractor="1")
    entry = store.entry("d1")
    assert entry is not None
    assert (entry.sha256, entry.publisher) == (one.document.sha256, "Example Daily")
    assert store.has("d1", extractor="1")
    assert not store.has("d1", extractor="2")


def test_text_is_kept_to_the_character(store: Store) -> None:
    text = "\U0001f680 e\u0301\r\nمرحبا — Привет\t'quoted' \u2028 end\n\n"
    one = Extraction(document=Document.of(text, id="d1"))
    store.add(one, extractor="1")
    assert next(store.extractions()).document.text == text


def test_a_text_with_half_a_character_is_refused_whole(store: Store) -> None:
    with pytest.raises(UnwritableError, match="half a character"):
        store.add(Extraction(document=Document.of("Six \ud83d drones.", id="d1")), extractor="1")
    assert store.entry("d1") is None
    assert store.add(made.extraction("d1"), extractor="1")


def test_every_document_is_read_in_order_of_its_id(store: Store) -> None:
    names = ["b", "B", "a", "_", "ä", "10", "9", "\U0001f680"]
    for name in names:
        store.add(made.extraction(name), extractor="1")
    assert [one.document.id for one in store.extractions()] == sorted(names)


def test_many_are_read_while_others_are_asked_for(store: Store) -> None:
    for number in range(1200):
        store.add(Extraction(document=Document.of(f"{number}", id=f"d{number:04}")), extractor="1")
    found = [one.document.id for one in store.extractions() if store.has(one.document.id, extractor="1")]
    assert found == [f"d{number:04}" for number in range(1200)]
    for _ in store.extractions():
        break
    assert store.add(made.extraction("after"), extractor="1")


def decisions() -> list[Decision]:
    """One of each kind, the second taking back the first."""
    by = {"author": "Ada Ñ", "reason": 'It\'s "so" — да'}
    first = Decision.of("merge", time="2025-01-01T00:00:00Z", reports=["r2", "r1"], others=["r3"], **by)
    values: list[tuple[str, Value]] = [
        ("killed", Quantity(low=3, high=None)), ("weapon", Name(name="ATACMS", id="atacms")),
        ("when", When(edtf="2024", start="2024-01-01", end="2024-12-31", precision="year")),
        ("where", Place(name="Here", latitude=1.5, longitude=-2.25)),
    ]  # fmt: skip
    return [
        first,
        Decision.of("undo", time="2025-01-02T00:00:00Z", undoes=first.id, **by),
        Decision.of("split", time="2025-01-03T00:00:00Z", reports=["r1"], others=["r2"], author="b"),
        *(
            Decision.of("correct", time="2025-01-04T00:00:00Z", claim=f"c{question}", author="b",
                        correction=Correction(question=question, value=value, speakers=(made.MINISTRY,)))
            for question, value in values
        ),
        Decision.of("accept", time="2025-01-05T00:00:00Z", claim="c1", author="b"),
        Decision.of("reject", time="2025-01-05T00:00:00Z", claim="c1", author="b"),
    ]  # fmt: skip


def test_decisions_come_out_as_they_went_in_once(store: Store) -> None:
    given = decisions()
    assert all(store.decide(one) for one in given)
    assert not any(store.decide(one) for one in given)
    assert list(store.decisions()) == given


def test_an_undo_of_what_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.decide(Decision.of("undo", time="2025-01-01T00:00:00Z", undoes="dec-none", author="a"))
    assert list(store.decisions()) == []


def release(number: int, previous: str | None = None) -> tuple[Release, list[ReleasedEvent]]:
    one = Release(id=f"rls-{number}", name=f"r{number}", author="a", time="2025-01-01T00:00:00Z", version="1",
                  sha256="0" * 64, bytes=2**40, previous=previous)  # fmt: skip
    events = [
        ReleasedEvent(release=one.id, event=f"evt-{name}", change="added", sha256="1" * 64, title=f"Raid {name}",
                      reports=("r1", "r2"), documents=("d1",), decisions=("dec-1",),
                      findings=(FindingMark(finding="killed (people)", says="single 3", sha256="2" * 64),),
                      why=(Reason(code="documents", text="d1 was added."),))
        for name in "ba"
    ]  # fmt: skip
    return one, events


def test_releases_come_out_as_they_went_in(store: Store) -> None:
    first, events = release(1)
    second, more = release(2, "rls-1")
    store.release(first, events)
    store.release(second, more)
    assert list(store.releases()) == [first, second]
    assert list(store.released()) == [*events, *more]


def test_a_release_that_does_not_follow_the_last_is_refused_whole(store: Store) -> None:
    store.release(*release(1))
    for wrong in (release(2), release(2, "rls-none")):
        with pytest.raises(BusyError, match="in between"):
            store.release(*wrong)
    second, events = release(2, "rls-1")
    with pytest.raises(StoreError):
        store.release(second, [*events, events[0]])
    assert [one.id for one in store.releases()] == ["rls-1"]
    assert len(list(store.released())) == 2


def test_what_is_worked_out_bit_by_bit_is_what_all_rows_give(store: Store) -> None:
    for number in range(6):
        store.add(made.extraction(f"d{number}", low=number), extractor="1")
        if number == 3:
            first = Decision.of("split", time="2025-01-01T00:00:00Z", reports=["rep-d0"], others=["rep-d1"], author="a")
            store.decide(first)
        if number % 2:
            pipeline.derive(store, batch=1)
    claim = made.extraction("d2", low=2).claims[0].id
    store.decide(Decision.of("reject", time="2025-01-02T00:00:00Z", claim=claim, author="a"))
    store.decide(Decision.of("undo", time="2025-01-03T00:00:00Z", undoes=first.id, author="a"))
    pipeline.derive(store)
    assert store.mark() == Mark(program(), *store.last())
    assert remade(store)


def test_a_snapshot_is_of_one_moment(ledger_name: str, store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    with open_ledger(ledger_name) as reader:
        with reader.snapshot():
            assert len(list(reader.extractions())) == 1
            store.add(made.extraction("d2"), extractor="1")
            store.decide(decisions()[0])
            with reader.snapshot():
                assert len(list(reader.extractions())) == 1
            assert list(reader.decisions()) == []
        assert len(list(reader.extractions())) == 2


def test_a_reader_writes_nothing(ledger_name: str, store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    with open_ledger(ledger_name) as reader:
        for write in (lambda: reader.add(made.extraction("d2"), extractor="1"), lambda: reader.decide(decisions()[0])):
            with pytest.raises(UnwritableError):
                write()
    assert len(list(store.extractions())) == 1


def test_a_ledger_is_not_made_where_none_is_asked_for(ledger_name: str) -> None:
    for more in ({}, {"write": True, "make": False}):
        with pytest.raises(StoreError, match="rashomon add"):
            open_ledger(ledger_name, **more)
    open_ledger(ledger_name, write=True).close()
    open_ledger(ledger_name, write=True, make=False).close()


def test_what_it_made_is_sound(store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    for one in decisions():
        store.decide(one)
    store.release(*release(1))
    assert list(store.faults()) == []


def test_two_writers_at_once_lose_nothing(ledger_name: str) -> None:
    def write(who: int) -> list[bool]:
        with open_ledger(ledger_name, write=True, timeout=60) as own:
            return [own.add(made.extraction(f"d{number}"), extractor="1") for number in range(who, who + 20)]

    with ThreadPoolExecutor(4) as pool:
        done = [one for found in pool.map(write, (0, 10, 20, 0)) for one in found]
    assert sum(done) == 40
    with open_ledger(ledger_name) as store:
        assert sorted(one.document.id for one in store.extractions()) == sorted(f"d{number}" for number in range(40))


def test_a_writer_that_waits_too_long_says_so(ledger_name: str, store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    holding, waiting = threading.Event(), threading.Event()

    def hold() -> None:
        with open_ledger(ledger_name, write=True) as own, own._writing():  # type: ignore[attr-defined]
            holding.set()
            waiting.wait(30)

    thread = threading.Thread(target=hold)
    with open_ledger(ledger_name, write=True, timeout=0.2) as other:
        thread.start()
        holding.wait(30)
        with pytest.raises(BusyError, match="another process"):
            other.add(made.extraction("d2"), extractor="1")
        waiting.set()
        thread.join()
        assert other.add(made.extraction("d2"), extractor="1")
