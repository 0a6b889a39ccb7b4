"""Killed, out of disk, damaged: nothing that was reported is lost, what is left is sound, and every error is a sentence."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import made
import rashomon
from rashomon import pipeline, releasing
from rashomon.checking import check
from rashomon.codec import encode_ledger
from rashomon.errors import RashomonError, UnwritableError
from rashomon.model import Decision
from rashomon.store import Store, open_ledger
from store import crashing

KILLS, SERVER_KILLS = 200, 20


def rounds(ledger: str, count: int) -> list[Any]:
    """Kill writers of ledgers of that name, and give what each left."""
    folders = (Path(made.__file__).parent, Path(rashomon.__file__).parents[1], *map(Path, sys.path[1:]))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = [sys.executable, crashing.__file__, ledger, str(count), "20250101"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_rounds(found: list[Any], count: int) -> None:
    assert len(found) == count
    for one in found:
        assert one["problems"] == one["after"] == []
        assert one["rows"] >= one["told"], "what was reported as added is gone"
        assert one["complete"]
        assert one["same"]
    assert len({one["rows"] for one in found}) >= 4, "the kills came all at the same moment"


def test_killed_at_any_moment_it_is_sound_and_a_second_add_completes_it() -> None:
    memory = Path("/dev/shm")  # a killed process leaves there what it would leave on a disk, sooner
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        check_rounds(rounds(f"{folder}/ledger.db", KILLS), KILLS)


def test_killed_at_any_moment_a_server_holds_what_was_reported(postgres: str) -> None:
    check_rounds(rounds(postgres, SERVER_KILLS), SERVER_KILLS)


def test_two_programs_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    ledger, right = str(tmp_path / "both.db"), str(tmp_path / "right.db")
    crashing.write(right)
    script = f"import sys; sys.path[:0] = {[str(Path(made.__file__).parent), *sys.path[1:]]!r}\n" + (
        f"from store import crashing\nfrom rashomon import pipeline\nfrom rashomon.store import open_ledger\n"
        f"with open_ledger({ledger!r}, write=True, timeout=60) as store:\n"
        f"    for one in crashing.DOCUMENTS[:: int(sys.argv[1])]:\n"
        f"        store.add(one, extractor='1')\n"
        f"        pipeline.derive(store)\n"
        f"    for one in crashing.DECISIONS:\n"
        f"        store.decide(one)\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, way]) for way in ("1", "-1")]
    assert [writer.wait() for writer in writers] == [0, 0]
    crashing.write(ledger)
    problems, rows, export = crashing.seen(ledger)
    assert (problems, rows, export) == ([], *crashing.seen(right)[1:])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 3 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def writes(store: Store) -> dict[str, Callable[[], object]]:
    """Everything that can be asked of a ledger and needs room."""
    claim = made.extraction("d1").claims[0].id
    decision = Decision.of("reject", author="ada", time="2025-01-01T00:00:00Z", claim=claim, reason="so " * 20_000)
    draft = releasing.draft(pipeline.look(store), (), (), (), author="ada", time="2025-01-01")
    large = made.extraction("large", "Taganrog " * 20_000)
    return {
        "add": lambda: store.add(large, extractor="1"),
        "decide": lambda: store.decide(decision),
        "release": lambda: store.release(draft.release, draft.events),
        "derive": lambda: pipeline.derive(store),
    }


@pytest.mark.parametrize("what", ["add", "decide", "release", "derive"])
def test_on_a_full_disk_nothing_is_lost(small_disk: Path, what: str) -> None:
    path = small_disk / "ledger.db"
    with open_ledger(path, write=True) as store:
        store.add(made.extraction("d1"), extractor="1")
        pipeline.derive(store)
        store.add(made.extraction("d2"), extractor="1")
        write = writes(store)[what]
        (small_disk / "filler").write_bytes(bytes(left(small_disk)))
        with pytest.raises(UnwritableError, match="what was added before is safe"):
            write()
        assert not done(store, what)
        assert check(store).problems == []
        (small_disk / "filler").unlink()
        write()
        assert done(store, what)
        assert check(store).problems == []
        assert {one.document.id for one in store.extractions()} >= {"d1", "d2"}


def left(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def done(store: Store, what: str) -> bool:
    found: dict[str, Callable[[], object]] = {
        "add": lambda: store.entry("large"), "decide": lambda: list(store.decisions()),
        "release": lambda: list(store.releases()), "derive": lambda: store.mark().extractions == store.last()[0],
    }  # fmt: skip
    return bool(found[what]())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "ledger.db"
    crashing.write(str(path))
    return path


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_found_or_harmless_and_never_a_traceback(sound: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    path = tmp_path / "damaged.db"
    data = bytearray(sound.read_bytes())
    for _ in range(draw.choice((1, 3, 30))):
        start = draw.randrange(len(data))
        for at in range(start, min(len(data), start + draw.choice((1, 16, 512)))):
            data[at] = draw.randrange(256)
    path.write_bytes(data[: draw.randrange(1, len(data))] if draw.random() < 0.2 else data)
    problems = outcome(path, lambda store: check(store).problems)
    looked = outcome(path, lambda store: [encode_ledger(pipeline.look(store)).decode()])
    if looked != [right(sound)]:
        assert problems, "what is shown has changed and check found nothing"
    outcome(path, lambda store: [], write=True)


@cache
def right(sound: Path) -> str:
    """The export of the sound ledger."""
    with open_ledger(sound) as store:
        return encode_ledger(pipeline.look(store)).decode()


def outcome(path: Path, act: Callable[[Store], list[str]], *, write: bool = False) -> list[str]:
    """What an act on a ledger gives, or the sentence in which it is refused."""
    try:
        with open_ledger(path, write=write) as store:
            return act(store)
    except RashomonError as error:
        said = str(error)
    assert said.endswith(".")
    return [said]
