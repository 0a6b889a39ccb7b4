"""Documents a second of the extractor, against the language model alone over the same texts, in one run.

The texts are those given, gone through again and again until there are enough of them.
"""

import argparse
import itertools
import time
from collections.abc import Iterable
from pathlib import Path

import rashomon
from rashomon.extract import Extractor
from rashomon.extract.parse import load_plain_model
from rashomon.ledger import fold
from rashomon.model import Document
from rashomon.read import Options, Reading, read_paths

SAMPLES = Path(rashomon.__file__).parent / "demo" / "reports"
MAX_BYTES = 20_000_000


def documents(path: Path, count: int) -> list[Document]:
    """The first ``count`` Documents under ``path``, repeated under new ids where there are fewer."""
    found = [one.document for one in read_paths([str(path)], Options(max_bytes=MAX_BYTES)) if isinstance(one, Reading)]
    if not found:
        raise SystemExit(f"{path}: no document could be read")
    return [
        Document.of(one.text, id=f"{number}-{one.id}", publisher=one.publisher, published=one.published)
        for number, one in enumerate(itertools.islice(itertools.cycle(found), count))
    ]


def exhaust(items: Iterable[object]) -> float:
    """Seconds to go through ``items``."""
    begun = time.perf_counter()
    for _ in items:
        pass
    return time.perf_counter() - begun


def main() -> None:
    """Time parsing, extracting and folding; print each and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=SAMPLES, help="reports: a file or a folder")
    parser.add_argument("--documents", type=int, default=200)
    options = parser.parse_args()
    chosen = documents(options.path, options.documents)
    characters = sum(len(one.text) for one in chosen)
    nlp, extractor = load_plain_model(), Extractor.load()
    warm = chosen[:5]
    exhaust(nlp.pipe(one.text for one in warm))
    exhaust(extractor.extract_all(warm))

    parsing = exhaust(nlp.pipe(one.text for one in chosen))
    begun = time.perf_counter()
    extractions = list(extractor.extract_all(chosen))
    extracting = time.perf_counter() - begun
    begun = time.perf_counter()
    ledger = fold(extractions)
    folding = time.perf_counter() - begun

    claims = sum(len(one.claims) for one in extractions)
    print(f"{len(chosen)} documents, {characters:,} characters, {claims:,} claims, {len(ledger.events):,} events")
    print(f"language model alone  {len(chosen) / parsing:8.1f} documents/s")
    print(f"extractor             {len(chosen) / extracting:8.1f} documents/s")
    print(f"fold                  {len(chosen) / folding:8.1f} documents/s")
    print(f"ratio extractor time / model time {extracting / parsing:.2f}")


if __name__ == "__main__":
    main()
