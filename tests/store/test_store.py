"""The contract of a store: what is added is there once, whole, for good, and comes out as it went in."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import made
from rashomon.errors import ConflictError
from rashomon.model import Document, Extraction
from rashomon.store import Store, open_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_ledger(path, write=True) as opened:
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


def test_the_order_of_arrival_does_not_show(tmp_path: Path) -> None:
    extractions = [made.extraction(f"d{number}") for number in range(9)]
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(extractions)
        with open_ledger(tmp_path / f"{seed}.db", write=True) as store:
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


def test_a_newer_extractor_is_read_and_the_older_rows_stay(path: Path) -> None:
    older, newer = made.extraction("d1", low=5), made.extraction("d1", low=6)
    with open_ledger(path, write=True) as store:
        assert store.add(older, extractor="1")
        assert store.add(newer, extractor="2")
        assert list(store.extractions()) == [newer]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT extractor FROM extraction ORDER BY seq").fetchall() == [("1",), ("2",)]
    connection.close()


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


@pytest.mark.parametrize(
    "statement", ["UPDATE document SET text = ''", "DELETE FROM document", "UPDATE extraction SET body = ''",
                  "DELETE FROM extraction"],
)  # fmt: skip
def test_rows_are_only_ever_added(path: Path, store: Store, statement: str) -> None:
    store.add(made.extraction("d1"), extractor="1")
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        connection.execute(statement)
    connection.close()
    assert list(store.extractions()) == [made.extraction("d1")]


def test_the_text_can_be_searched_in_any_sqlite_tool(path: Path, store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    store.add(made.extraction("d2", "Nothing of the kind."), extractor="1")
    connection = sqlite3.connect(path)
    found = "document JOIN document_text ON document_text.rowid = seq"
    query = f"SELECT id FROM {found} WHERE document_text MATCH 'taganrog'"
    assert connection.execute(query).fetchall() == [("d1",)]
    connection.close()


def test_a_reader_is_not_kept_out_by_a_writer(path: Path, store: Store) -> None:
    store.add(made.extraction("d1"), extractor="1")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with open_ledger(path) as reader:
        assert len(list(reader.extractions())) == 1
    writer.execute("ROLLBACK")
    writer.close()


def test_a_closed_ledger_is_one_file(path: Path) -> None:
    with open_ledger(path, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    copy = path.with_name("copy of 100% of it?.db")
    shutil.copy(path, copy)
    with open_ledger(copy) as store:
        assert len(list(store.extractions())) == 1
