"""Each sentence case is read once, however many tests look at it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rashomon.model import Extraction

from .cases import Case

if TYPE_CHECKING:
    from rashomon.extract import Extractor


@pytest.fixture(scope="session")
def read_case(extractor: "Extractor") -> Callable[[Case], Extraction]:
    """A function from a Case to its Extraction, remembered by the Case's id."""
    known: dict[str, Extraction] = {}

    def read(case: Case) -> Extraction:
        if case.id not in known:
            known[case.id] = extractor.extract(case.document)
        return known[case.id]

    return read
