"""How much longer ``rashomon read FILE`` takes than loading the same language model and parsing the same text.

Whole processes, several runs each in turn, medians; what is printed last is the ratio, which machines share.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import rashomon

SAMPLES = Path(rashomon.__file__).parent / "demo" / "reports"

READ = "from rashomon.cli import main; main()"
PARSE = """
import sys
from pathlib import Path
from rashomon.extract.parse import load_plain_model
load_plain_model()(Path(sys.argv[1]).read_text(encoding="utf-8"))
"""


def seconds(code: str, *arguments: str) -> float:
    """Wall time of one Python process from start to end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Time both and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=sorted(SAMPLES.glob("*.txt"))[0], help="one report")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    read, parse = [], []
    for _ in range(options.runs):  # in turn, so that both see the same machine
        parse.append(seconds(PARSE, str(options.path)))
        read.append(seconds(READ, "read", str(options.path)))
    reading, parsing = statistics.median(read), statistics.median(parse)
    print(f"{options.path.name}, {options.path.stat().st_size:,} bytes, {options.runs} runs each, medians")
    print(f"load the model and parse  {parsing:6.2f} s")
    print(f"rashomon read             {reading:6.2f} s")
    print(f"ratio                     {reading / parsing:6.2f}")


if __name__ == "__main__":
    main()
