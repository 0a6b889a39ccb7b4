"""Writes a ledger and is killed at it: a program of its own, so that what it was doing ends as a machine without power does.

``python crashing.py LEDGER ROUNDS SEED`` forks a child that adds, decides and releases, kills it at a random moment,
looks at what it left, and lets a second one complete it. It prints one JSON line a round.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import made
from rashomon import pipeline, releasing
from rashomon.checking import check
from rashomon.codec import encode_ledger
from rashomon.errors import StoreError
from rashomon.model import Decision
from rashomon.people import in_force
from rashomon.store import open_ledger

DOCUMENTS = [made.extraction(f"d{number}", low=number, publisher=f"Paper {number}") for number in range(4)]
SPLIT = Decision.of("split", author="ada", time="2025-01-01T00:00:00Z", reports=["rep-d0"], others=["rep-d1"])
DECISIONS = [
    SPLIT,
    Decision.of("reject", author="ada", time="2025-01-02T00:00:00Z", claim=DOCUMENTS[2].claims[1].id),
    Decision.of("undo", author="ada", time="2025-01-03T00:00:00Z", undoes=SPLIT.id),
]
ROWS = [0, *(1 for _ in DOCUMENTS), 0, *(1 for _ in DECISIONS), 0]  # that each step of ``write`` keeps


def write(ledger: str, step: Callable[[], object] = lambda: None) -> None:
    """Everything that is to be in the ledger; what is there already changes nothing. ``step`` is called after each."""
    with open_ledger(ledger, write=True) as store:
        step()
        for one in DOCUMENTS:
            store.add(one, extractor="1")
            step()
        pipeline.derive(store, batch=2)
        step()
        for decision in DECISIONS:
            store.decide(decision)
            step()
        pipeline.derive(store)
        step()
        before, released = list(store.releases()), list(store.released())
        decided = in_force(store.decisions())
        draft = releasing.draft(pipeline.look(store), decided, before, released, author="ada", time="2025-01-04")
        if not before:
            store.release(draft.release, draft.events)


def seen(ledger: str) -> tuple[list[str], int, bytes]:
    """What ``check`` says, how many rows there are, and the export."""
    with open_ledger(ledger) as store:
        found = check(store)
        return found.problems, found.documents + found.decisions + found.releases, encode_ledger(pipeline.look(store))


def killed(ledger: str, steps: int, after: float | None) -> int:
    """Fork a writer, kill it so many seconds after a step that it told of, and give how many rows it said were kept.

    Without a time the writer stops at that step till it is killed: on a busy machine, and with a server that is quick,
    a few milliseconds are otherwise several steps, and every kill would come at the same few of them.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def step() -> None:
            nonlocal count
            os.write(writing, b".")
            count += 1
            if after is None and count == steps:
                signal.pause()

        write(ledger, step)
        os._exit(0)
    os.close(writing)
    for _ in range(steps):
        os.read(reading, 1)
    time.sleep(after or 0)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = steps
    while os.read(reading, 1):
        told += 1
    os.close(reading)
    return sum(ROWS[:told])


def main() -> None:
    ledger, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    names = [place(ledger, number) for number in range(rounds + 2)]
    write(names[0])  # the first one loads what all of them need
    start = time.monotonic()
    write(names[1])
    whole = time.monotonic() - start
    _, rows, right = seen(names[1])
    draw = random.Random(seed)
    for number, name in enumerate(names[2:]):
        if number % 3 == 0:
            told = killed(name, 1 + number // 3 % (len(ROWS) - 1), None)
        elif number % 3 == 1:
            told = killed(name, draw.randrange(len(ROWS)), draw.uniform(0, 0.005))
        else:
            told = killed(name, 0, draw.uniform(0, whole * 1.1))
        there = exists(name)
        try:
            problems, count, _ = seen(name) if there else ([], 0, b"")
        except StoreError as error:
            if "there is no ledger here yet" not in str(error):
                raise
            problems, count = [], 0  # killed before it was made: that has been taken back, and nothing is there
        write(name)
        after, complete, export = seen(name)
        print(json.dumps({
            "problems": problems, "told": told, "rows": count, "after": after, "complete": complete == rows, "same": export == right,
        }), flush=True)  # fmt: skip
        forget(name)


def place(ledger: str, number: int) -> str:
    """A ledger of its own for each round: a file, or a schema on the server."""
    if "://" not in ledger:
        return f"{ledger}{number}"
    import psycopg

    with psycopg.connect(ledger, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA crash_{number}")
    return f"{ledger}&options={quote(f'-csearch_path=crash_{number}', safe='')}"


def exists(name: str) -> bool:
    if "://" not in name:
        return Path(name).exists() and Path(name).stat().st_size > 0
    import psycopg

    with psycopg.connect(name) as connection:
        return connection.execute("SELECT to_regclass('rashomon_ledger')").fetchone() != (None,)


def forget(name: str) -> None:
    if "://" not in name:
        for path in Path(name).parent.glob(f"{Path(name).name}*"):
            path.unlink()


if __name__ == "__main__":
    main()
