"""Every measure of accuracy in one table: ``python benchmarks/accuracy [SET ...]``.

The data sets are others' and are not held here: give their folder as RASHOMON_DATA, or keep it in ``../shared/data``.
A set that is not there is named and passed over. ``--write`` keeps what was measured in ``figures.json``, beside the
figures of the sets that were not, and makes the table of ``docs/accuracy.md`` from it.
"""

import argparse
import os
import sys
import time
from importlib import import_module
from pathlib import Path

import msgspec
from misses import Misses
from reading import Reader
from table import Row, as_text, dated, keep

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = Path(__file__).with_name("figures.json")
# Each is a module here with FILES (what it needs under the data folder) and measure(data, reader, misses) -> rows.
SETS = ("isaf", "muc", "syria", "peace", "geo", "own", "readers", "polnear")
EXTRA = ("muc_dev",)  # only where asked for: to find misses in, not to be reported


def main() -> int:
    """Measure, print and, where asked, write; 0 also where sets are absent."""
    parser = argparse.ArgumentParser(prog="benchmarks/accuracy", description=__doc__)
    parser.add_argument(
        "sets", nargs="*", metavar="SET", help=f"any of {', '.join(SETS + EXTRA)}; all but the last where none is given"
    )
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each measure")
    parser.add_argument("--cache", type=Path, help="keep parses in this folder")
    parser.add_argument("--json", type=Path, help="write the rows to this file as JSON")
    parser.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    options = parser.parse_args()
    unknown = set(options.sets) - set(SETS + EXTRA)
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
    rows = dated(rows)
    print(as_text(rows))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1))
    if options.write:
        keep(rows, FIGURES, PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
