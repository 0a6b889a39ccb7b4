"""Over-generation: what is reported of texts that report no attack (ECB+: accidents, crimes, trials, sport, films, business).

Every happening read from such a text is one too many. The texts come as tokens and are put together again, one sentence
a line; the address that some begin with is left out.
"""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

from misses import Misses
from reading import Reader
from table import Row

from rashomon.model import Document

FILES = ("ecbplus/ECB+",)
GOAL = 0.05
TEXTS = 300
# Topics whose texts report attacks: bombs at banks, pirates and a navy, riots and clashes.
ATTACKS = frozenset({"8", "12", "19"})
DEEDS = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST"})

_NO_SPACE_BEFORE = re.compile(r" +([,.;:!?%)\]}]|''|'(?:s|re|ve|d|ll|m|t)\b|n't\b)")
_NO_SPACE_AFTER = re.compile(r"([(\[{$£€#]) +")
_QUOTED = re.compile(r'" ([^"]*?) ?"')


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Happenings a text, of all types and of deeds alone."""
    documents = [Document(id=path.stem, text=_text(path), publisher="The Paper") for path in _chosen(data / FILES[0])]
    events = deeds = touched = 0
    for document, extraction in zip(documents, reader.extractions(documents), strict=True):
        events += len(extraction.reports)
        touched += bool(extraction.reports)
        for report in extraction.reports:
            deed = report.type in DEEDS
            deeds += deed
            start = document.text.rfind("\n", 0, report.anchor.start) + 1
            line = document.text[start : document.text.find("\n", report.anchor.end)]
            said = [claim.question for claim in extraction.claims if claim.report == report.id]
            misses.add("deeds" if deed else "speech", document.id, "nothing", f"{report.type} {said}", line)
    n = len(documents)
    return [
        Row(set="peace", measure="happenings", ours=events / n, n=n, goal=GOAL, at_most=True, unit="a text"),
        Row(set="peace", measure="deeds", ours=deeds / n, n=n, unit="a text"),
        Row(set="peace", measure="acts of speech", ours=(events - deeds) / n, n=n, unit="a text"),
        Row(set="peace", measure="texts with a happening", ours=touched / n, n=n),
    ]


def _chosen(folder: Path) -> list[Path]:
    """The same texts every time, spread over all topics that report no attack."""
    paths = [path for path in folder.glob("*/*.xml") if path.parent.name not in ATTACKS]
    paths.sort(key=lambda path: hashlib.sha256(path.stem.encode()).digest())
    return sorted(paths[:TEXTS])


def _text(path: Path) -> str:
    sentences: dict[int, list[str]] = {}
    for token in ElementTree.parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.get("sentence", 0)), []).append(token.text or "")
    lines = [_joined(words) for _, words in sorted(sentences.items())]
    return "\n".join(line for line in lines if not line.startswith("http")) + "\n"


def _joined(words: list[str]) -> str:
    """The words of a sentence with the spaces that print has."""
    line = " ".join(words).replace("``", '"').replace("' '", "''").replace("''", '"').replace(" - ", "-")
    line = _NO_SPACE_AFTER.sub(r"\1", _NO_SPACE_BEFORE.sub(r"\1", " ".join(line.split())))
    return _QUOTED.sub(r'"\1"', line)
