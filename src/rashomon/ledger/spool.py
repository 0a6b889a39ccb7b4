"""Extractions in a file, in order of publication: as many as there are, a few in memory at a time."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.codec import decode_extraction, encode_extraction
from rashomon.ledger.happenings import UNDATED
from rashomon.model import Document, Extraction

_document = msgspec.json.Decoder(Document)


class Spool(Struct, frozen=True):
    """Where each Extraction of a file begins and ends, by its number: the earliest published is the first."""

    path: str
    places: NDArray[np.int64]
    reports: int

    @classmethod
    def of(cls, extractions: Iterable[Extraction], path: Path) -> Self:
        """Write Extractions, one of each Document."""
        order: list[tuple[str, str, int, int]] = []
        reports = end = 0
        with path.open("wb") as file:
            for one in extractions:
                data = msgspec.json.encode(one.document) + b"\n" + encode_extraction(one)
                file.write(data)
                order.append((one.document.published or UNDATED, one.document.id, end, end + len(data)))
                end += len(data)
                reports += len(one.reports)
        order.sort()
        return cls(str(path), np.array([row[2:] for row in order], np.int64).reshape(-1, 2), reports)

    def __len__(self) -> int:
        return len(self.places)

    def read(self, numbers: Sequence[int]) -> list[Extraction]:
        """The Extractions of these numbers."""
        found = []
        with Path(self.path).open("rb") as file:
            for number in numbers:
                begin, end = map(int, self.places[number])
                file.seek(begin)
                document, _, rest = file.read(end - begin).partition(b"\n")
                found.append(decode_extraction(_document.decode(document), rest))
        return found
