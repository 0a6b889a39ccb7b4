"""What can be wrong with a ledger file: each ends in its own error, says what to do, and touches nothing."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import made
import rashomon
from rashomon import errors
from rashomon.store import open_ledger
from rashomon.store.migrations import APPLICATION_ID, SCHEMA_VERSION


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
    return path


def set_pragma(path: Path, pragma: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma}")
    connection.commit()
    connection.close()


def test_looking_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(errors.StoreError, match="rashomon add"):
        open_ledger(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("content", [b"Six drones.", b"SQLite format 2\x00" + bytes(100)])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, write: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(errors.NotALedgerError, match=r"notes\.txt"):
        open_ledger(path, write=write)
    assert path.read_bytes() == content


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (id INTEGER PRIMARY KEY)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(errors.NotALedgerError, match="another program"):
        open_ledger(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_ledger_is_refused(ledger: Path, write: bool) -> None:
    set_pragma(ledger, f"user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(errors.NewerLedgerError, match="Upgrade rashomon"):
        open_ledger(ledger, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_an_older_ledger_is_refused(ledger: Path, write: bool) -> None:
    set_pragma(ledger, "user_version = 0")
    with pytest.raises(errors.StoreError, match="format 0"):
        open_ledger(ledger, write=write)


def test_a_damaged_ledger_is_refused(ledger: Path) -> None:
    with ledger.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * 8192)
    with pytest.raises(errors.NotALedgerError, match="Restore"), open_ledger(ledger) as store:
        list(store.extractions())


def test_a_cut_off_ledger_is_refused(ledger: Path) -> None:
    with ledger.open("r+b") as stream:
        stream.truncate(60)
    with pytest.raises(errors.NotALedgerError):
        open_ledger(ledger)


def test_a_damaged_row_is_refused(ledger: Path) -> None:
    connection = sqlite3.connect(ledger)
    connection.execute("INSERT INTO extraction (document, extractor, body) VALUES ('d1', '2', '{\"claims\": 1}')")
    connection.commit()
    connection.close()
    with pytest.raises(errors.NotALedgerError, match="'d1' are damaged"), open_ledger(ledger) as store:
        list(store.extractions())


def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.NotALedgerError, match="folder"):
        open_ledger(tmp_path, write=True)
    with pytest.raises(errors.UnwritableError, match="does not exist"):
        open_ledger(tmp_path / "missing/ledger.db", write=True)
    (tmp_path / "file").touch()
    with pytest.raises(errors.UnwritableError):
        open_ledger(tmp_path / "file/ledger.db", write=True)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with pytest.raises(errors.NotALedgerError):
        open_ledger(path)
    with open_ledger(path, write=True) as store:
        assert store.add(made.extraction("d1"), extractor="1")


def test_a_locked_ledger_says_so(ledger: Path) -> None:
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.BusyError, match="another process"):
        open_ledger(ledger, write=True, timeout=0.05)
    other.execute("ROLLBACK")
    with open_ledger(ledger, write=True, timeout=0.05) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.BusyError):
            store.add(made.extraction("d2"), extractor="1")
    other.close()


def test_the_marks_are_in_the_file(ledger: Path) -> None:
    assert ledger.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"Rash"


AS_NOBODY = """
import os, sys
from pathlib import Path
import made
from rashomon.errors import UnwritableError
from rashomon.store import open_ledger
if os.getuid() == 0:  # to root every file is writable
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
with open_ledger(path) as store:
    print(len(list(store.extractions())))
for refused in (path, path.with_name("new.db")):
    try:
        open_ledger(refused, write=True)
    except UnwritableError as error:
        print("refused:", error)
"""


def test_a_read_only_ledger_can_be_read_and_not_written(ledger: Path) -> None:
    with tempfile.TemporaryDirectory() as name:  # not tmp_path, whose parents are closed to others
        copy = Path(name, "ledger.db")
        shutil.copy(ledger, copy)
        copy.chmod(0o444)
        copy.parent.chmod(0o555)
        command = [sys.executable, "-c", AS_NOBODY, str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
        copy.parent.chmod(0o755)
    assert done.stderr == ""
    count, *refusals = done.stdout.splitlines()
    assert count == "1"
    assert [line.split()[0] for line in refusals] == ["refused:"] * 2


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
import made
from rashomon.errors import UnwritableError
from rashomon.store import open_ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_ledger(Path(sys.argv[1]), write=True) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        for number in range(1_000):
            store.add(made.extraction(f"n{number}", f"{number} Taganrog " * 500), extractor="1")
            print(f"n{number}", flush=True)
    except UnwritableError as error:
        print("refused:", error)
"""

ENDLESS = """
import sys
from pathlib import Path
import made
from rashomon.store import open_ledger
with open_ledger(Path(sys.argv[1]), write=True) as store:
    for number in range(1_000_000):
        store.add(made.extraction(f"n{number}", f"{number} Taganrog " * 50), extractor="1")
        print(f"n{number}", flush=True)
"""


def check_sound(path: Path, reported: list[str]) -> None:
    """The file is whole, everything reported is in it, and every document in it has its claims."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    orphans = "SELECT count(*) FROM document WHERE id NOT IN (SELECT document FROM extraction)"
    assert connection.execute(orphans).fetchone() == (0,)
    connection.close()
    with open_ledger(path, write=True) as store:
        found = {extraction.document.id for extraction in store.extractions()}
        assert found >= set(reported)
        assert store.add(made.extraction("after"), extractor="1")


def environment() -> dict[str, str]:
    """The environment of a process that finds the same program as this one, and what the tests make."""
    folders = (Path(made.__file__).parent, Path(rashomon.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}


def test_killed_at_any_moment_it_loses_nothing_that_was_reported(ledger: Path) -> None:
    for lines in (1, 7, 23):
        command = [sys.executable, "-c", ENDLESS, str(ledger.with_name(f"{lines}.db"))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
            assert process.stdout is not None
            reported = [process.stdout.readline().strip() for _ in range(lines)]
            process.send_signal(signal.SIGKILL)
            reported += process.stdout.read().split("\n")[:-1]
        assert len(reported) >= lines
        check_sound(ledger.with_name(f"{lines}.db"), reported)


def test_a_full_disk_loses_nothing_that_was_reported(ledger: Path) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    *reported, refusal = done.stdout.splitlines()
    assert refusal.startswith("refused:"), done.stderr
    assert "Check the disk" in refusal
    assert reported
    check_sound(ledger, reported)


def test_many_that_make_one_ledger_at_once_make_it_once(tmp_path: Path) -> None:
    def opens(path: Path) -> None:
        open_ledger(path, write=True, timeout=60).close()

    with ThreadPoolExecutor(6) as pool:
        for number in range(40):
            list(pool.map(opens, [tmp_path / f"{number}.db"] * 6))  # raises what any of them raised
