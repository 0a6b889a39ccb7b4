"""Every measure of accuracy in one table: ``python benchmarks/accuracy [SET ...]``.

The data sets are others' and are not held here: give their folder as RASHOMON_DATA, or keep it in ``../shared/data``.
A set that is not there is named and passed over. ``--write`` keeps what was measured in ``figures.json``, beside the
figures of the sets that were not, and makes the table of ``docs/accuracy.md`` from it.
"""

import argparse
import datetime
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import msgspec
from misses import Misses
from reading import Reader
from table import Row, as_markdown, as_text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = Path(__file__).with_name("figures.json")
BEGIN, END = "<!-- measures: begin -->", "<!-- measures: end -->"
# Each is a module here with FILES (what it needs under the data folder) and measure(data, reader, misses) -> rows.
SETS = ("isaf", "muc", "syria", "peace", "geo", "own", "polnear")


def main() -> int:
    """Measure, print and, where asked, write; 0 also where sets are absent."""
    parser = argparse.ArgumentParser(prog="benchmarks/accuracy", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"any of {', '.join(SETS)}; all where none is given")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each measure")
    parser.add_argument("--cache", type=Path, help="keep parses in this folder")
    parser.add_argument("--json", type=Path, help="write the rows to this file as JSON")
    parser.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    options = parser.parse_args()
    unknown = set(options.sets) - set(SETS)
    if unknown:
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    data = Path(os.environ.get("RASHOMON_DATA", ROOT.parent / "shared" / "data"))
    reader = Reader(options.cache)
    rows: list[Row] = []
    for name in options.sets or SETS:
        module = import_module(name)
        absent = [file for file in module.FILES if not (data / file).exists()]
        if absent:
            print(f"skipped {name}: no {', '.join(absent)} in the data folder; set RASHOMON_DATA", file=sys.stderr)
            continue
        misses = Misses(options.misses)
        begun = time.perf_counter()
        rows += module.measure(data, reader, misses)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        print(misses.text(), end="")
    rows = _dated(rows)
    print(as_text(rows))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1))
    if options.write:
        _write(rows)
    return 0


def _dated(rows: list[Row]) -> list[Row]:
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"],
        capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return [msgspec.structs.replace(row, date=today, commit=commit or "unknown") for row in rows]


def _write(rows: list[Row]) -> None:
    """Replace the rows of the sets that were measured, in the order of SETS as they were first written."""
    old = msgspec.json.decode(FIGURES.read_bytes(), type=list[Row]) if FIGURES.exists() else []
    measured = {row.set for row in rows}
    kept = [row for row in old if row.set not in measured]
    order = {name: number for number, name in enumerate(dict.fromkeys(row.set for row in (*old, *rows)))}
    merged = sorted(kept + rows, key=lambda row: order[row.set])
    FIGURES.write_bytes(msgspec.json.format(msgspec.json.encode(merged), indent=1) + b"\n")
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{as_markdown(merged)}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
