"""MUC-4's 1300 training messages, measured as ``muc`` measures the test sets: where a climb looks for misses."""

from pathlib import Path

from misses import Misses
from muc import FOLDER, measured
from reading import Reader
from table import Row

SPLITS = tuple((f"dev/dev-muc3-{i:04}-{i + 99:04}", f"dev/key-dev-{i:04}.muc4") for i in range(1, 1300, 100))
FILES = tuple(f"{FOLDER}/{file}" for files in SPLITS for file in files)


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """All of them in one, without goals."""
    return measured("muc_dev", SPLITS, data, reader, misses)
