"""Every measure of linking in one table: ``python benchmarks/linking [SET ...]``.

The data sets are others' and are not held here: give their folder as RASHOMON_DATA, or keep it in ``../shared/data``.
A set that is not there is named and passed over, as is the peer where it is not installed. ``--write`` keeps what was
measured in ``figures.json`` and makes the table of ``docs/linking.md`` from it.
"""

import argparse
import os
import sys
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.append(str(HERE.parent / "accuracy"))  # the table, and the reader with its kept parses

from measures import Options  # noqa: E402
from table import Row, as_text, dated, keep  # noqa: E402

PAGE = ROOT / "docs" / "linking.md"
FIGURES = HERE / "figures.json"
# Each is a module here with FILES (what it needs under the data folder) and measure(data, options) -> rows.
SETS = {
    "maverick": "maverick", "syria": "attacks", "ecbplus": "stories", "ua_airforce": "nights", "generated": "generated",
    "growing": "growing",
}  # fmt: skip


def main() -> int:
    """Measure, print and, where asked, write; 0 also where sets are absent."""
    parser = argparse.ArgumentParser(prog="benchmarks/linking", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"any of {', '.join(SETS)}; all where none is given")
    parser.add_argument("--cache", type=Path, help="keep parses in this folder")
    parser.add_argument("--reports", type=int, default=10_000, metavar="N", help="how large a world is made up")
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="of the made-up world: in how many, all at once"
    )
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
        options = Options(cache=given.cache, peer=not given.no_peer, reports=given.reports, processes=given.processes)
        rows += module.measure(data, options)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    rows = dated(rows)
    print(as_text(rows))
    if given.write:
        keep(rows, FIGURES, PAGE, SETS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
