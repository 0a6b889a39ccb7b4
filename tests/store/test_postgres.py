"""What a ledger on a server promises beyond the contract: foreign schemas, lost connections, and no password in any message."""

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import made
from rashomon import errors
from rashomon.checking import check
from rashomon.cli import cli
from rashomon.codec import encode_extraction
from rashomon.model import Document, Extraction
from rashomon.store import SCHEMA_VERSION, migrations, open_ledger
from rashomon.store.schema import INSERT_DOCUMENT, INSERT_EXTRACTION
from store import server


@pytest.fixture
def url(new_schema: Callable[[], str]) -> str:
    return new_schema()


def execute(url: str, statement: str, values: tuple[object, ...] = ()) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement, values or None)


@pytest.mark.parametrize("table", ["document", "extraction", "decision", "release", "release_event"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = DEFAULT", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_rows_are_only_ever_added(url: str, table: str, statement: str) -> None:
    import psycopg

    open_ledger(url, write=True).close()
    with pytest.raises(psycopg.Error, match="only ever added"):
        execute(url, statement.format(table))


def test_the_commands_work_as_with_a_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str, ledger: str) -> str:
        result = CliRunner().invoke(cli, [*arguments, "--ledger", ledger])
        assert result.exit_code == 0, result.output
        assert server.PASSWORD not in result.output
        return result.stdout

    monkeypatch.setattr("rashomon.cli._load_extractor", made.MadeExtractor)
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path(f"{name}.txt").write_text(f"---\nid: {name}\n---\nSix missiles, he said.", encoding="utf-8")
    exports = []
    for ledger in (url, "file.db"):
        assert "Added 2 documents to " in run("add", "a.txt", "b.txt", ledger=ledger)
        run("split", "rep-a", "rep-b", "--author", "ada", ledger=ledger)
        assert "split rep-a from rep-b" in " ".join(run("log", ledger=ledger).split())
        run("release", "--author", "ada", "-o", ledger[-6:], ledger=ledger)
        assert run("check", ledger=ledger).endswith("sound\n")
        exports.append(run("export", "json", ledger=ledger))
    assert exports[0] == exports[1]


def test_an_older_ledger_is_brought_up_and_loses_nothing(url: str) -> None:
    one = made.extraction("d1")
    doc = one.document
    execute(url, migrations.POSTGRES_MIGRATIONS[0])
    execute(url, "INSERT INTO rashomon_ledger (version) VALUES (1)")
    row = (doc.id, doc.sha256, doc.text, doc.publisher, doc.title, doc.url, doc.published, doc.language)
    execute(url, INSERT_DOCUMENT.replace("?", "%s"), row)
    execute(url, INSERT_EXTRACTION.replace("?", "%s"), (doc.id, "0.0.1", encode_extraction(one).decode()))
    with pytest.raises(errors.OlderLedgerError, match="rashomon upgrade"):
        open_ledger(url)
    with open_ledger(url, write=True) as store:
        assert list(store.extractions()) == [one]
        assert list(store.faults()) == []


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_ledger_is_refused(url: str, write: bool) -> None:
    open_ledger(url, write=True).close()
    execute(url, f"INSERT INTO rashomon_ledger (version) VALUES ({SCHEMA_VERSION + 1})")
    with pytest.raises(errors.NewerLedgerError, match="Upgrade rashomon"):
        open_ledger(url, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_schema_is_refused_and_left_alone(url: str, write: bool) -> None:
    execute(url, "CREATE TABLE bookmark (id INTEGER)")
    with pytest.raises(errors.NotALedgerError, match="another program"):
        open_ledger(url, write=write)
    execute(url, "CREATE TABLE document (id INTEGER)")  # still free


def test_protections_that_were_taken_away_are_found(url: str) -> None:
    with open_ledger(url, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
        store.add(made.extraction("d2"), extractor="1")
    execute(url, "DROP TRIGGER document_kept ON document")
    execute(url, "UPDATE document SET text = 'Nothing of the kind.' WHERE id = 'd1'")
    execute(url, "ALTER TABLE extraction DROP CONSTRAINT extraction_document_fkey")
    execute(url, "DELETE FROM document WHERE id = 'd2'")
    with open_ledger(url) as store:
        found = check(store).problems
    assert "the trigger document_kept of the ledger is missing" in found
    assert any("points to a row of document that is not there" in one for one in found)
    assert any("its text is not the one that was added" in one for one in found)


def test_a_lost_connection_says_so_and_loses_nothing(url: str, postgres: str) -> None:
    with open_ledger(url, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
        execute(postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        with pytest.raises(errors.StoreError, match="connection was lost"):
            store.add(made.extraction("d2"), extractor="1")
    with open_ledger(url, write=True) as store:
        assert store.add(made.extraction("d2"), extractor="1")
        assert check(store).problems == []


def test_a_text_that_the_server_cannot_hold_is_refused_whole(url: str) -> None:
    with open_ledger(url, write=True) as store:
        with pytest.raises(errors.UnwritableError, match="ledger file instead"):
            store.add(Extraction(document=Document.of("Six\x00drones.", id="d1")), extractor="1")
        assert store.entry("d1") is None
        assert store.add(made.extraction("d1"), extractor="1")


def wrong_urls(postgres: str) -> list[str]:
    good = quote(server.PASSWORD, safe="")
    return [
        postgres.replace(good, quote("wr0ng/w ord@%", safe="")),
        postgres.replace("/postgres?", "/none?"),
        postgres.replace("host=", "host=%2Fnowhere"),
        postgres + "&sslmode=what",
        postgres + "&port=what",
        f"postgresql://ledger:{good}%zz@localhost/x",
        f"postgresql://ledger:{good}@[::1/x",
        f"postgresql://localhost:1/x?user=ledger&password={good}&connect_timeout=%zz",
        f"postgresql://localhost:1/x?password={good}",
        f"postgres://ledger:{good}@localhost:what/x",
    ]


@pytest.mark.parametrize("number", range(10))
def test_no_message_holds_a_password(postgres: str, number: int, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = wrong_urls(postgres)[number]
    for command in (["events"], ["add", "-"], ["log"], ["check"]):
        result = CliRunner().invoke(cli, [*command, "--ledger", wrong], input="Six.")
        assert result.exit_code == 1
        shown = result.output + result.stderr + "".join(capfd.readouterr())
        for secret in ("s3cr3t", "wr0ng"):
            assert secret not in shown
        assert result.stderr.startswith("rashomon: postgresql://")
    with pytest.raises(errors.StoreError) as caught:
        open_ledger(wrong)
    assert caught.value.__suppress_context__


def test_the_name_of_a_ledger_holds_no_password(url: str) -> None:
    with open_ledger(url, write=True) as store:
        assert store.name.startswith(f"postgresql://{server.USER}@")
        assert "s3cr3t" not in store.name
        store.add(made.extraction("d1"), extractor="1")
        with pytest.raises(errors.ConflictError) as caught:
            store.add(made.extraction("d1", "Another text, of Taganrog."), extractor="1")
        assert "s3cr3t" not in str(caught.value)


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.StoreError, match=r"rashomon\[postgres\]"):
        open_ledger("postgresql://localhost/x")
