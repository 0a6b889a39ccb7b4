"""Every measure of linking in one table: ``python benchmarks/linking [SET ...]``.

The data sets are others' and are not held here: give their folder as RASHOMON_DATA, or keep it in ``../shared/data``.
A set that is not there is named and passed over, as is the peer where it is not installed. ``--write`` keeps what was
measured in ``figures.json`` and makes the table of ``docs/linking.md`` from it.
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

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.append(str(HERE.parent / "accuracy"))  # the table, and the reader with its kept parses

from measures import Options  # noqa: E402
from table import Row, as_markdown, as_text  # noqa: E402

PAGE = ROOT / "docs" / "linking.md"
FIGURES = HERE / "figures.json"
BEGIN, END = "<!-- measures: begin -->", "<!-- measures: end -->"
# Each is a module here with FILES (what it needs under the data folder) and measure(data, options) -> rows.
SETS = {
    "maverick": "maverick", "syria": "attacks", "ecbplus": "stories", "ua_airforce": "nights", "generated": "generated",
}  # fmt: skip


def main() -> int:
    """Measure, print and, where asked, write; 0 also where sets are absent."""
    parser = argparse.ArgumentParser(prog="benchmarks/linking", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"any of {', '.join(SETS)}; all where none is given")
    parser.add_argument("--cache", type=Path, help="keep parses in this folder")
    parser.add_argument("--reports", type=int, default=10_000, metavar="N", help="how large a world is made up")
    parser.add_argument("--no-peer", action="store_true", help="leave Splink out")
    parser.add_argument("--write", action="store_true", help="put the table into docs/linking.md")
    given = parser.parse_args()
    unknown = set(given.sets) - set(SETS)
    if unknown:
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    data = Path(os.environ.get("RASHOMON_DATA", ROOT.parent / "shared" / "data"))
    rows: list[Row] = []
    for name in given.sets or SETS:
        module = import_module(SETS[name])
        absent = [file for file in module.FILES if not (data / file).exists()]
        if absent:
            print(f"skipped {name}: no {', '.join(absent)} in the data folder; set RASHOMON_DATA", file=sys.stderr)
            continue
        begun = time.perf_counter()
        rows += module.measure(data, Options(cache=given.cache, peer=not given.no_peer, reports=given.reports))
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    rows = _dated(rows)
    print(as_text(rows))
    if given.write:
        _write(rows)
    return 0


def _dated(rows: list[Row]) -> list[Row]:
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return [msgspec.structs.replace(row, date=today, commit=commit or "unknown") for row in rows]


def _write(rows: list[Row]) -> None:
    """Replace the rows of the sets that were measured, the others as they were."""
    old = msgspec.json.decode(FIGURES.read_bytes(), type=list[Row]) if FIGURES.exists() else []
    measured = {row.set for row in rows}
    order = {name: number for number, name in enumerate(dict.fromkeys((*SETS, *(row.set for row in (*old, *rows)))))}
    merged = sorted([row for row in old if row.set not in measured] + rows, key=lambda row: order[row.set])
    FIGURES.write_bytes(msgspec.json.format(msgspec.json.encode(merged), indent=1) + b"\n")
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{as_markdown(merged)}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
