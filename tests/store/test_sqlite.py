"""What a ledger file promises beyond the contract: it opens in any SQLite tool, which cannot change a row either."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import made
from rashomon.errors import StoreError
from rashomon.store import Store, open_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_ledger(path, write=True) as opened:
        yield opened


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


def test_a_file_cut_off_in_the_making_is_no_ledger_yet_and_can_be_made_one(tmp_path: Path, path: Path) -> None:
    half = tmp_path / "half.db"
    connection = sqlite3.connect(half, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the end
    connection.execute("BEGIN IMMEDIATE")
    for number in range(40):
        connection.execute(f"CREATE TABLE table_{number} (body TEXT)")
    shutil.copy(half, path)
    shutil.copy(f"{half}-journal", f"{path}-journal")
    connection.close()
    assert path.stat().st_size > 0
    with pytest.raises(StoreError, match="there is no ledger here yet"), open_ledger(path):
        pass
    with open_ledger(path, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
    with open_ledger(path) as store:
        assert list(store.extractions()) == [made.extraction("d1")]
