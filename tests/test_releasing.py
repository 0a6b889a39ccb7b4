"""Releases: whole, hashed, never changed, with what changed since the last and why; addresses that were released stay."""

import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import made
from rashomon import releasing
from rashomon.cli import cli
from rashomon.errors import BusyError
from rashomon.model import Extraction
from rashomon.store import open_ledger


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RASHOMON_LEDGER", raising=False)
    add("a")
    return tmp_path


def add(*names: str, extractor: str = "1", **more: Any) -> None:
    with open_ledger("rashomon.db", write=True) as store:
        for name in names:
            store.add(made.extraction(name, publisher=f"Paper {name}", **more), extractor=extractor)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def release(*arguments: str) -> str:
    return done("release", "--author", "ada", *arguments)


def delta(name: str) -> Any:
    return json.loads((Path("releases") / name / "delta.json").read_bytes())


def tree() -> Any:
    return json.loads(done("export", "json"))


def codes(row: Any) -> list[str]:
    return [reason["code"] for reason in row["why"]]


def test_a_release_is_the_ledger_with_hashes(folder: Path) -> None:
    page = release()
    files = {path.name: path.read_bytes() for path in (folder / "releases/release-1").iterdir()}
    assert sorted(files) == ["SHA256SUMS", "delta.json", "ledger.json", "manifest.json"]
    assert files["ledger.json"].decode() == done("export", "json")
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    manifest = json.loads(files["manifest.json"])
    listed = {one["name"]: one["sha256"] for one in manifest["files"]}
    for name in ("ledger.json", "delta.json"):
        assert sums[name] == listed[name] == hashlib.sha256(files[name]).hexdigest()
    assert sums["manifest.json"] == hashlib.sha256(files["manifest.json"]).hexdigest()
    assert (manifest["name"], manifest["author"], manifest["previous"]) == ("release-1", "ada", None)
    assert listed["ledger.json"] in page
    assert "events 1 added, 0 changed, 0 withdrawn" in page
    (row,) = delta("release-1")["events"]
    assert (row["change"], codes(row)) == ("added", ["documents"])
    assert {"finding": "intercepted (ATACMS)", "change": "added", "was": None, "is": "single 6"} in row["findings"]


def test_releasing_twice_unchanged_says_so_and_writes_what_is_missing(folder: Path) -> None:
    release()
    kept = {path.name: path.read_bytes() for path in (folder / "releases/release-1").iterdir()}
    assert "Nothing changed since release-1" in release()
    assert "Nothing changed since release-1" in release("--name", "other", "-o", "elsewhere")
    assert {path.name: path.read_bytes() for path in (folder / "elsewhere/release-1").iterdir()} == kept
    assert [path.name for path in (folder / "releases").iterdir()] == ["release-1"]
    with open_ledger("rashomon.db") as store:
        assert len(list(store.releases())) == 1


def test_a_release_changes_nothing_in_the_ledger() -> None:
    before = done("export", "json")
    release()
    assert done("export", "json") == before


def test_the_delta_says_what_changed_and_why() -> None:
    release()
    claim = next(one["id"] for one in tree()["claims"] if one["question"] == "explosions")
    done("reject", claim, "--author", "bob", "--reason", "It was thunder")
    add("b")
    release("--name", "second")
    found = delta("second")
    assert found["counts"] == {"added": 0, "changed": 1, "withdrawn": 0}
    (row,) = found["events"]
    assert codes(row) == ["documents", "review"]
    assert "bob rejected" in row["why"][1]["text"]
    assert "It was thunder" in row["why"][1]["text"]
    done("undo", json.loads(done("log", "--format", "json"))["decisions"][0]["id"])
    release()
    (row,) = delta("release-3")["events"]
    assert codes(row) == ["undone"]


def test_a_newer_program_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    release()
    monkeypatch.setattr(sys.modules["rashomon.ledger.assemble"], "__version__", "9.9.9")
    add("a", extractor="9.9.9", low=5)
    page = release()
    (row,) = delta("release-2")["events"]
    assert codes(row) == ["program"]
    assert "9.9.9" in row["why"][0]["text"]
    changes = {one["finding"]: (one["was"], one["is"]) for one in row["findings"]}
    assert changes["intercepted (ATACMS)"] == ("single 6", "single 5")
    assert "1 changed" in page


def test_released_addresses_stay_and_lead_on() -> None:
    add("b")
    done("split", "rep-a", "rep-b")
    release()
    first, second = sorted(tree()["events"], key=lambda event: event["reports"])
    done("merge", first["id"], second["id"], "--author", "bob")
    release()
    found = delta("release-2")
    assert {row["event"]: row["change"] for row in found["events"]} == {
        first["id"]: "changed",
        second["id"]: "withdrawn",
    }
    gone = next(row for row in found["events"] if row["change"] == "withdrawn")
    assert codes(gone) == ["joined", "judgement"]
    assert first["id"] in gone["why"][0]["text"]
    shown = run("show", second["id"])
    assert shown.exit_code == 0
    assert f"leads to {first['id']} now" in shown.stderr


def test_an_address_that_leads_nowhere_says_what_became_of_it() -> None:
    release()
    (event,) = tree()["events"]
    with open_ledger("rashomon.db", write=True) as store:
        store.add(Extraction(document=made.extraction("a", publisher="Paper a").document), extractor="2")
    assert "is gone since release-1" in run("show", event["id"]).stderr
    release()
    (row,) = delta("release-2")["events"]
    assert (row["change"], codes(row)[0]) == ("withdrawn", "gone")
    refused = run("show", event["id"][:9])
    assert refused.exit_code == 1
    assert "was withdrawn in release-2" in refused.stderr
    assert "There is no event" in run("show", "evt-none").stderr


def test_an_earlier_report_that_comes_later_does_not_take_the_address() -> None:
    add("b")
    release()
    (event,) = tree()["events"]
    with open_ledger("rashomon.db", write=True) as store:
        early = made.extraction("0", publisher="Early")
        store.add(early, extractor="1")
    (now,) = tree()["events"]
    assert now["reports"] == ["rep-0", "rep-a", "rep-b"]
    assert now["id"] == event["id"]
    assert json.loads(done("show", event["id"], "--format", "json"))["events"][0]["id"] == event["id"]


def test_a_split_off_report_is_a_new_event_and_says_where_from() -> None:
    add("b")
    release()
    (event,) = tree()["events"]
    done("split", "rep-b", event["id"])
    release()
    added, changed = sorted(delta("release-2")["events"], key=lambda row: row["change"])
    assert (changed["event"], codes(changed)) == (event["id"], ["left", "judgement"])
    assert codes(added) == ["parted", "judgement"]
    assert event["id"] in added["why"][0]["text"]


@pytest.mark.parametrize("name", ["a/b", "..", ".hidden", "-x", "ä"])
def test_a_name_that_cannot_be_a_folder_is_refused(folder: Path, name: str) -> None:
    result = run("release", "--author", "ada", f"--name={name}")
    assert result.exit_code == 1
    assert "cannot be a release's name" in result.stderr
    assert not (folder / "releases").exists()


def test_a_taken_name_or_folder_is_refused_and_nothing_is_released(folder: Path) -> None:
    release("--name", "one")
    add("b")
    assert "already" in run("release", "--author", "ada", "--name", "one").stderr
    (folder / "releases/two").mkdir()
    (folder / "releases/two/notes.txt").write_text("mine", encoding="utf-8")
    assert "something else here" in run("release", "--author", "ada", "--name", "two").stderr
    (folder / "file").touch()
    assert "cannot be written" in run("release", "--author", "ada", "-o", "file").stderr
    with open_ledger("rashomon.db") as store:
        assert [one.name for one in store.releases()] == ["one"]
    assert sorted(path.name for path in (folder / "releases").iterdir()) == ["one", "two"]


def test_what_was_released_is_never_changed(folder: Path) -> None:
    release()
    assert {path.stat().st_mode & 0o777 for path in (folder / "releases/release-1").iterdir()} == {0o444}
    (folder / "releases/release-1/ledger.json").chmod(0o644)
    (folder / "releases/release-1/ledger.json").write_text("{}", encoding="utf-8")
    assert "something else here" in run("release", "--author", "ada").stderr
    connection = sqlite3.connect("rashomon.db")
    for table in ("release", "release_event"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            connection.execute(f"DELETE FROM {table}")
    connection.close()


def test_two_releases_at_once_make_one() -> None:
    with open_ledger("rashomon.db", write=True) as store:
        from rashomon import pipeline

        ledger = pipeline.look(store)
        drafts = [
            releasing.draft(ledger, (), (), (), author=who, time="2025-01-01T00:00:00Z", name=who) for who in "ab"
        ]
        store.release(drafts[0].release, drafts[0].events)
        with pytest.raises(BusyError, match="in between"):
            store.release(drafts[1].release, drafts[1].events)
        assert [one.name for one in store.releases()] == ["a"]


def test_the_order_in_which_documents_came_does_not_show_in_a_release(folder: Path) -> None:
    add("b")
    release()
    with open_ledger("other.db", write=True) as store:
        for name in ("b", "a"):
            store.add(made.extraction(name, publisher=f"Paper {name}"), extractor="1")
    release("--ledger", "other.db", "-o", "others")
    for name in ("ledger.json", "delta.json"):
        assert (folder / "releases/release-1" / name).read_bytes() == (folder / "others/release-1" / name).read_bytes()
