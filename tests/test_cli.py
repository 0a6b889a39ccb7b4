"""The command line from outside: output, exit codes, and a line that says what to do for everything that goes wrong."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import made
from rashomon import __version__
from rashomon.cli import cli
from rashomon.model import FORMAT

TEXT = "The ministry said that all six ATACMS were shot down over Taganrog on 11 December 2024."
MAIN = "from rashomon.cli import main; main()"


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> made.MadeExtractor:
    """Stands in for the language model, in whose place it finds the same attack in every text."""
    stand_in = made.MadeExtractor()
    monkeypatch.setattr("rashomon.cli._load_extractor", lambda: stand_in)
    return stand_in


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and none of our settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("RASHOMON_LEDGER", "RASHOMON_MAX_BYTES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(one) for one in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def process(*arguments: str, **more: Any) -> "subprocess.CompletedProcess[bytes]":
    """Run the real program, in a process of its own."""
    return subprocess.run([sys.executable, "-c", MAIN, *arguments], capture_output=True, check=False, **more)


@pytest.fixture
def ledger(folder: Path, extractor: made.MadeExtractor) -> Path:
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"---\nid: {name}\npublisher: Paper {name}\n---\n{TEXT}", encoding="utf-8")
    assert run("add", "a.txt", "b.txt").exit_code == 0
    return folder / "rashomon.db"


def test_version_and_help() -> None:
    assert run("--version").output == f"rashomon {__version__}\n"
    for arguments in ([], *([name] for name in cli.commands)):
        result = run(*arguments, "--help")
        assert result.exit_code == 0
        assert "Example: rashomon" in result.output


@pytest.mark.usefixtures("extractor")
def test_read_prints_a_page_or_json(folder: Path) -> None:
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    page = run("read", "report.txt", "--publisher", "Example Daily", "--published", "2024-12-11")
    assert page.exit_code == 0
    assert "1 report → 1 event" in page.stdout
    assert "Russian Defence Ministry → Example Daily" in page.stdout
    tree = json.loads(run("read", "report.txt", "--format", "json").stdout)
    assert tree["format"] == FORMAT
    assert tree["version"] == __version__
    assert {claim["event"] for claim in tree["claims"]} == {tree["events"][0]["id"]}
    assert list(folder.iterdir()) == [folder / "report.txt"]


@pytest.mark.usefixtures("extractor")
def test_read_takes_standard_input() -> None:
    lines = b'{"id":"a","text":"%s"}\n{"id":"b","text":"%s"}\n' % (TEXT.encode(), TEXT.encode())
    tree = json.loads(run("read", "-", "--format", "json", stdin=lines).stdout)
    assert [document["id"] for document in tree["documents"]] == ["a", "b"]
    one = json.loads(run("read", "-", "--format", "json", stdin=TEXT.encode()).stdout)
    assert len(one["documents"]) == 1


def test_what_reading_doubted_is_an_issue(folder: Path, extractor: made.MadeExtractor) -> None:
    (folder / "report.txt").write_bytes(b"---\nid: a\npublished: 2024-02-31\n---\nThe caf\xe9 was hit, it was said.")
    tree = json.loads(run("read", "report.txt", "--format", "json").stdout)
    codes = {issue["code"] for issue in tree["issues"] if issue["document"] == "a"}
    assert {"published-invalid", "encoding-guessed", "place-ambiguous"} <= codes
    assert extractor.given == ["a"]


BAD = [
    ("missing.txt", None, "it cannot be read"),
    ("empty.txt", b"", "no text in it"),
    ("binary.txt", bytes(range(256)), "binary file"),
    ("encoding.txt", b"\x81\x8d\x8f\x90\x9d", "not UTF-8"),
    ("large.txt", b"x" * 50_000_000, "RASHOMON_MAX_BYTES"),
    ("broken.jsonl", b'{"text":"a"\n', "broken.jsonl:1"),
    ("no-text.jsonl", b'{"id":"a"}\n', 'no "text"'),
    ("page.txt", b"<html><body>Six</body></html>", "HTML"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD, ids=[name for name, _, _ in BAD])
@pytest.mark.parametrize("command", ["read", "add"])
def test_a_bad_input_is_named_and_the_rest_is_done(
    folder: Path, extractor: made.MadeExtractor, command: str, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(f"---\nid: good\n---\n{TEXT}", encoding="utf-8")
    result = run(command, name, "good.txt")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"rashomon: {name}")
    assert says in line
    assert extractor.given == ["good"]
    assert result.stdout


def test_nothing_readable_needs_no_language_model(folder: Path) -> None:
    (folder / "empty.txt").touch()
    blocked = "import sys; sys.modules['spacy'] = None; "
    done = subprocess.run(
        [sys.executable, "-c", blocked + MAIN, "read", "empty.txt", "missing.txt"], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2


def test_a_text_without_events_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def extract_all(self, documents: Any) -> Any:
            return (made.Extraction(document=document) for document in documents)

    monkeypatch.setattr("rashomon.cli._load_extractor", Nothing)
    (folder / "weather.txt").write_text("It rained.", encoding="utf-8")
    result = run("read", "weather.txt")
    assert result.exit_code == 0
    assert "no attack" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "a.txt", "--published", "2024-02-31"),
        ("read", "a.txt", "--published", "yesterday"),
        ("read", "a.txt", "--format", "xml"),
        ("export",),
        ("export", "geojson"),
        ("show",),
        ("explain", "one"),
        ("serve",),
        ("--colour",),
    ],
)
def test_wrong_usage_is_two(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("said", ["many", "-1", "0", "1.5"])
def test_a_setting_that_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("RASHOMON_MAX_BYTES", said)
    result = run("read", "a.txt")
    assert result.exit_code == 1
    assert "RASHOMON_MAX_BYTES" in result.stderr


def test_adding_twice_changes_nothing(ledger: Path, extractor: made.MadeExtractor) -> None:
    before = run("export", "json").stdout
    again = run("add", "a.txt", "b.txt")
    assert again.exit_code == 0
    assert again.stdout == "Added 0 documents to rashomon.db; 2 were there already.\n"
    assert extractor.given == ["a", "b"]
    assert run("export", "json").stdout == before
    assert ledger.exists()


def test_the_order_of_arrival_does_not_show(ledger: Path) -> None:
    assert ledger.exists()
    run("add", "b.txt", "--ledger", "other.db")
    run("add", "a.txt", "--ledger", "other.db")
    assert run("export", "json", "--ledger", "other.db").stdout == run("export", "json").stdout
    assert run("read", "b.txt", "a.txt", "--format", "json").stdout == run("export", "json").stdout


def test_another_text_under_a_known_id_is_refused_and_another_publisher_said(folder: Path, ledger: Path) -> None:
    before = run("export", "json").stdout
    (folder / "a.txt").write_text(f"---\nid: a\npublisher: Paper a\n---\n{TEXT} Corrected.", encoding="utf-8")
    (folder / "b.txt").write_text(f"---\nid: b\npublisher: Another\n---\n{TEXT}", encoding="utf-8")
    result = run("add", "a.txt", "b.txt")
    assert result.exit_code == 1
    refused, noted = result.stderr.splitlines()
    assert "a: this id is in the ledger with another text" in refused
    assert "publisher 'Another' (kept 'Paper b')" in noted
    assert run("export", "json").stdout == before
    assert ledger.exists()


@pytest.mark.usefixtures("ledger")
def test_looking() -> None:
    tree = json.loads(run("export", "json").stdout)
    identity = tree["events"][0]["id"]
    assert identity[:8] in run("events").stdout
    assert json.loads(run("events", "--format", "json").stdout) == {
        "format": FORMAT, "version": __version__, "events": tree["events"]
    }  # fmt: skip
    assert json.loads(run("issues", "--format", "json").stdout)["issues"] == tree["issues"]
    assert "place-ambiguous" in run("issues").stdout
    shown = json.loads(run("show", identity, "--format", "json").stdout)
    assert [event["id"] for event in shown["events"]] == [identity]
    assert "In their words" in run("show", identity[:8]).stdout
    assert run("show", identity.partition("-")[2][:4]).exit_code == 0


@pytest.mark.usefixtures("ledger")
def test_explaining() -> None:
    left, right = json.loads(run("export", "json").stdout)["events"][0]["reports"]
    assert run("explain", left, right).exit_code == 0
    tree = json.loads(run("explain", right, left, "--format", "json").stdout)
    assert (tree["left"], tree["right"]) == (right, left)
    judgement = tree["judgement"]
    assert {judgement["left"], judgement["right"]} == {left, right}
    assert tree["total"] == sum(reason["weight"] for reason in judgement["reasons"])
    assert tree["total"] >= tree["same_from"] > tree["unsure_from"]
    assert tree["compared"] is True
    assert tree["people"] == []
    assert tree["together"].startswith("evt-")


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(("arguments", "says"), [
    (("show", "evt-none"), "There is no event 'evt-none'"),
    (("show", ""), "There is no event ''"),
    (("explain", "rep-", "rep-"), "2 reports begin with 'rep-'"),
    (("explain", "x", "y"), "There is no report 'x'"),
])  # fmt: skip
def test_a_name_that_is_none_says_where_to_look(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert says in result.stderr
    assert "See 'rashomon" in result.stderr


@pytest.mark.usefixtures("ledger")
def test_exporting_to_a_file(folder: Path) -> None:
    assert run("export", "json", "-o", "out.json").output == ""
    assert (folder / "out.json").read_bytes() == run("export", "json").stdout_bytes
    assert run("export", "json", "-o", "-").stdout == run("export", "json").stdout
    refused = run("export", "json", "-o", "missing/out.json")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr


@pytest.mark.parametrize(
    "command", [("events",), ("issues",), ("show", "a"), ("export", "json"), ("explain", "a", "b")]
)
def test_looking_into_a_ledger_that_is_not_there(folder: Path, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.exit_code == 1
    assert "rashomon add" in result.stderr
    assert list(folder.iterdir()) == []


def test_ledgers_that_cannot_be_used(folder: Path, ledger: Path) -> None:
    (folder / "notes.txt").write_text("notes", encoding="utf-8")
    newer = folder / "newer.db"
    newer.write_bytes(ledger.read_bytes())
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for file, says in (("notes.txt", "not a ledger"), ("newer.db", "Upgrade rashomon"), (".", "folder")):
        for command in (("add", "a.txt"), ("events",)):
            result = run(*command, "--ledger", file)
            assert result.exit_code == 1
            assert says in result.stderr
    unwritable = run("add", "a.txt", "--ledger", "missing/ledger.db")
    assert unwritable.exit_code == 1
    assert "does not exist" in unwritable.stderr


def test_the_environment_names_the_ledger(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_LEDGER", str(ledger.rename(ledger.with_name("elsewhere.db"))))
    assert run("events").exit_code == 0


@pytest.mark.parametrize("command", [("--help",), ("events",), ("issues",), ("export", "json")])
def test_looking_does_not_load_the_language_model(ledger: Path, command: tuple[str, ...]) -> None:
    blocked = "import sys; sys.modules['spacy'] = sys.modules['numpy'] = None; "
    done = subprocess.run(
        [sys.executable, "-c", blocked + MAIN, *command], capture_output=True, check=False, cwd=ledger.parent
    )
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_pipe_gets_no_colour_and_no_progress(ledger: Path) -> None:
    done = process("events", cwd=ledger.parent, env={**os.environ, "TERM": "xterm-256color"})
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""
    assert max(map(len, done.stdout.decode().splitlines())) <= 100
    narrow = process("events", cwd=ledger.parent, env={**os.environ, "COLUMNS": "80"})
    assert max(map(len, narrow.stdout.decode().splitlines())) <= 80


def test_an_ascii_terminal_gets_question_marks_and_no_traceback(ledger: Path) -> None:
    done = process("events", cwd=ledger.parent, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.isascii()
    exported = process("export", "json", cwd=ledger.parent, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    json.loads(exported.stdout)


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="a system without SIGPIPE")
@pytest.mark.parametrize("command", [("export", "json"), ("events",), ("--help",)])
def test_a_reader_that_stops_early_ends_it_quietly(ledger: Path, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    arguments = [sys.executable, "-c", MAIN, *command]
    done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, check=False, cwd=ledger.parent)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == -signal.SIGPIPE
