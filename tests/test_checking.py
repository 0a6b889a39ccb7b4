"""``rashomon check``: a ledger as the program writes it is sound, and everything that it never writes is found."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import made
from rashomon import pipeline
from rashomon.checking import check
from rashomon.cli import cli
from rashomon.codec import encode_extraction
from rashomon.model import Decision, Document, Extraction
from rashomon.store import open_ledger


def claim_id(document: str = "a") -> str:
    return made.extraction(document).claims[0].id


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two documents, one of them read twice, and decisions of every kind."""
    path = tmp_path / "ledger.db"
    with open_ledger(path, write=True) as store:
        store.add(made.extraction("a"), extractor="1")
        store.add(made.extraction("b"), extractor="1")
        store.add(made.extraction("b", low=5), extractor="2")
        store.add(Extraction(document=Document.of("It rained.")), extractor="1")
        decide = {"author": "ada", "reason": "so"}
        first = Decision.of("split", time="2025-01-01T00:00:00Z", reports=["rep-a"], others=["rep-b"], **decide)
        store.decide(first)
        store.decide(Decision.of("undo", time="2025-01-02T00:00:00Z", undoes=first.id, **decide))
        store.decide(Decision.of("accept", time="2025-01-03T00:00:00Z", claim=claim_id(), **decide))
    assert CliRunner().invoke(cli, ["release", "--ledger", str(path), "-o", str(tmp_path / "out")]).exit_code == 0
    return path


def damage(path: Path, statement: str, *values: object) -> None:
    """Do with the file what its protections are there to prevent."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        if name.endswith(("_kept", "_stays")):
            connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def problems(path: Path) -> list[str]:
    with open_ledger(path) as store:
        return [problem for problem in check(store).problems if "trigger" not in problem]


def test_what_the_program_writes_is_sound(ledger: Path) -> None:
    before = ledger.read_bytes()
    with open_ledger(ledger) as store:
        found = check(store)
    assert (found.problems, found.notes) == ([], [])
    assert (found.documents, found.readings, found.claims) == (3, 4, 15)
    assert (found.decisions, found.releases) == (3, 1)
    result = CliRunner().invoke(cli, ["check", "--ledger", str(ledger)])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "sound"
    assert ledger.read_bytes() == before


def rewritten(change: Callable[[str], str]) -> Callable[[Path], None]:
    """Rewrite the body of what was read in the document ``a``."""

    def apply(path: Path) -> None:
        body = encode_extraction(made.extraction("a")).decode()
        changed = change(body)
        assert changed != body
        damage(path, "UPDATE extraction SET body = ? WHERE document = 'a'", changed)

    return apply


def sql(statement: str) -> Callable[[Path], None]:
    return lambda path: damage(path, statement)


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (sql("UPDATE document SET text = text || '.' WHERE id = 'a'"), "its text is not the one that was added"),
    "evidence": (rewritten(lambda body: body.replace("The ministry said", "The ministry sang")), "other words"),
    "offset": (rewritten(lambda body: body.replace('"evidence":[{"start":0', '"evidence":[{"start":1')), "other words"),
    "value": (rewritten(lambda body: body.replace('"low":6,"high":6', '"low":7,"high":7')), "not the id of what this"),
    "report": (rewritten(lambda body: body.replace('"report":"rep-a"', '"report":"rep-z"')), "rep-z, which is not there"),
    "document": (rewritten(lambda body: body.replace('"document":"a"', '"document":"z"')), "of another document, z"),
    "issue": (rewritten(lambda body: body.replace('"end":3}', '"end":9999}')), "place that the text has not"),
    "damaged": (rewritten(lambda body: body[:-5]), "are damaged"),
    "unread": (sql("DELETE FROM extraction WHERE document = 'a'"), "nobody has read it"),
    "orphan": (sql("DELETE FROM document WHERE id = 'b'"), "points to a row of document that is not there"),
    "verdict": (sql("UPDATE decision SET author = 'eve' WHERE kind = 'split'"), "not the id of what this decision says"),
    "unreadable decision": (sql("UPDATE decision SET reports = '[1' WHERE kind = 'split'"), "is damaged"),
    "time": (sql("UPDATE decision SET time = '2024' WHERE kind = 'undo'"), "not an earlier decision"),
    "release": (sql("UPDATE release SET sha256 = 'x'"), "not the id of what this release says"),
    "released": (sql("UPDATE release_event SET body = '{}'"), "is damaged"),
    "table": (sql("DROP TABLE document_text"), "table document_text of the ledger is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_it_never_writes_is_found(ledger: Path, name: str) -> None:
    apply, says = FAULTS[name]
    apply(ledger)
    assert any(says in problem for problem in problems(ledger)), problems(ledger)
    result = CliRunner().invoke(cli, ["check", "--ledger", str(ledger), "--format", "json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["sound"] is False


def test_protections_that_were_taken_away_are_found(ledger: Path) -> None:
    damage(ledger, "SELECT 1")
    with open_ledger(ledger) as store:
        found = check(store).problems
    assert "the trigger document_kept of the ledger is missing" in found


def test_kept_work_that_does_not_follow_from_the_rows_is_found(ledger: Path) -> None:
    with open_ledger(ledger, write=True) as store:
        pipeline.derive(store)
        assert check(store).problems == []
    connection = sqlite3.connect(ledger)
    changed = "UPDATE derived SET body = replace(body, 'single', 'agreed') WHERE kind = 'event'"
    assert connection.execute(changed).rowcount
    connection.commit()
    connection.close()
    (problem,) = problems(ledger)
    assert "is not what follows from them" in problem
    with open_ledger(ledger) as store:
        assert check(store, quick=True).problems == []
    result = CliRunner().invoke(cli, ["check", "--remake", "--ledger", str(ledger)])
    assert result.exit_code == 0
    assert problems(ledger) == []


@pytest.mark.parametrize("change", ["'{}'", "'['", "substr(body, 5)"])
def test_kept_work_that_cannot_be_read_says_what_to_do(ledger: Path, change: str) -> None:
    with open_ledger(ledger, write=True) as store:
        pipeline.derive(store)
    connection = sqlite3.connect(ledger)
    connection.execute(f"UPDATE derived SET body = {change} WHERE kind = 'event'")
    connection.commit()
    connection.close()
    refused = CliRunner().invoke(cli, ["events", "--ledger", str(ledger)])
    assert refused.exit_code == 1
    assert "rashomon check --remake" in refused.stderr
    assert any("rashomon check --remake" in problem for problem in problems(ledger))
    assert CliRunner().invoke(cli, ["check", "--remake", "--ledger", str(ledger)]).exit_code == 0
    assert CliRunner().invoke(cli, ["events", "--ledger", str(ledger)]).exit_code == 0


def test_a_damaged_page_is_found(ledger: Path) -> None:
    with ledger.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xff" * 4096)
    result = CliRunner().invoke(cli, ["check", "--ledger", str(ledger)])
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_decision_about_what_was_never_there_is_a_problem_until_it_is_taken_back(ledger: Path) -> None:
    lost = Decision.of("reject", author="ada", time="2025-02-01T00:00:00Z", claim="clm-none")
    with open_ledger(ledger, write=True) as store:
        store.decide(lost)
    assert any("never in this ledger" in problem for problem in problems(ledger))
    with open_ledger(ledger, write=True) as store:
        store.decide(Decision.of("undo", author="ada", time="2025-02-02T00:00:00Z", undoes=lost.id))
    assert problems(ledger) == []


def test_a_decision_about_what_is_read_no_more_is_a_note(ledger: Path) -> None:
    with open_ledger(ledger, write=True) as store:
        store.decide(Decision.of("reject", author="ada", time="2025-02-01T00:00:00Z", claim=claim_id("b")))
        found = check(store)
    assert found.problems == []
    assert ["newest reading does not have" in one for one in found.notes] == [True]


def test_a_foreign_id_is_a_note(tmp_path: Path) -> None:
    document = Document.of("It rained.", id="doc-0123456789abcdef")
    with open_ledger(tmp_path / "ledger.db", write=True) as store:
        store.add(Extraction(document=document), extractor="1")
        found = check(store)
    assert (found.problems, len(found.notes)) == ([], 1)


def test_checking_makes_no_ledger(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["check", "--ledger", str(tmp_path / "none.db")])
    assert result.exit_code == 1
    assert "rashomon add" in result.stderr
    assert list(tmp_path.iterdir()) == []
