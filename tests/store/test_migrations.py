"""Ledgers that older versions wrote: brought up by what writes, in one transaction; refused and left alone by what looks."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import made
from rashomon.cli import cli
from rashomon.codec import encode_extraction
from rashomon.errors import OlderLedgerError
from rashomon.model import Decision
from rashomon.store import migrations, open_ledger
from rashomon.store.schema import INSERT_DOCUMENT, INSERT_EXTRACTION

DECISION = Decision.of("reject", author="ada", time="2025-01-01T00:00:00Z", claim="clm-1")


def old_ledger(path: Path, version: int) -> Path:
    """A ledger as the program of that version made it, with one document in it."""
    connection = sqlite3.connect(path)
    for script in migrations.MIGRATIONS[:version]:
        connection.executescript(script)
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    one = made.extraction("d1")
    doc = one.document
    row = (doc.id, doc.sha256, doc.text, doc.publisher, doc.title, doc.url, doc.published, doc.language)
    connection.execute(INSERT_DOCUMENT, row)
    connection.execute(INSERT_EXTRACTION, (doc.id, "0.0.1", encode_extraction(one).decode()))
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION))
def test_an_older_ledger_is_brought_up_and_loses_nothing(tmp_path: Path, version: int) -> None:
    path = old_ledger(tmp_path / "old.db", version)
    with open_ledger(path, write=True) as store:
        assert list(store.extractions()) == [made.extraction("d1")]
        assert store.decide(DECISION)
        assert list(store.faults()) == []
    with open_ledger(path) as store:
        assert list(store.decisions()) == [DECISION]


def test_it_is_then_the_same_as_a_new_one(tmp_path: Path) -> None:
    tables = []
    for path in (old_ledger(tmp_path / "old.db", 1), tmp_path / "new.db"):
        open_ledger(path, write=True).close()
        connection = sqlite3.connect(path)
        tables.append(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall())
        tables.append(connection.execute("PRAGMA user_version").fetchall())
        connection.close()
    assert tables[:2] == tables[2:]


def test_looking_at_an_older_ledger_says_what_to_do_and_leaves_it_alone(tmp_path: Path) -> None:
    path = old_ledger(tmp_path / "old.db", 1)
    before = path.read_bytes()
    with pytest.raises(OlderLedgerError, match="rashomon upgrade"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_bringing_it_up_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_ledger(tmp_path / "old.db", 1)
    broken = (*migrations.MIGRATIONS, "CREATE TABLE more (a INTEGER);\nCREATE TABLE document (a INTEGER);\n")
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    with pytest.raises(Exception, match="document already exists"):
        open_ledger(path, write=True)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name IN ('decision', 'more')").fetchall()
    connection.close()


def test_the_command_brings_it_up_and_makes_nothing(tmp_path: Path) -> None:
    path = old_ledger(tmp_path / "old.db", 1)
    refused = CliRunner().invoke(cli, ["events", "--ledger", str(path)])
    assert refused.exit_code == 1
    assert "rashomon upgrade" in refused.stderr
    for _ in range(2):
        done = CliRunner().invoke(cli, ["upgrade", "--ledger", str(path)])
        assert done.exit_code == 0
        assert f"format {migrations.SCHEMA_VERSION}" in done.stdout
    assert CliRunner().invoke(cli, ["events", "--ledger", str(path)]).exit_code == 0
    missing = CliRunner().invoke(cli, ["upgrade", "--ledger", str(tmp_path / "missing.db")])
    assert missing.exit_code == 1
    assert not (tmp_path / "missing.db").exists()
