"""What makes of the rows what is derived: a mark that changes when any of it does."""

import hashlib
from functools import cache
from pathlib import Path

import rashomon

# Everything between the rows and the Ledger: the code that folds, and the knowledge that it reads.
PARTS = ("lexicon", "link", "reconcile", "ledger", "addresses.py", "model.py", "people.py", "relation.py", "values.py")


@cache
def program() -> str:
    """A hash of the version, the code and the data by which the fold derives; some 100 files, a few milliseconds."""
    root = Path(rashomon.__file__).parent
    digest = hashlib.sha256(rashomon.__version__.encode())
    for part in PARTS:
        path = root / part
        files = sorted(one for one in path.rglob("*") if one.suffix in (".py", ".yaml")) if path.is_dir() else [path]
        for file in files:
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return f"{rashomon.__version__} {digest.hexdigest()[:16]}"
