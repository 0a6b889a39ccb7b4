"""Fixtures that every test module may use."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from rashomon.extract import Extractor


@pytest.fixture(scope="session")
def extractor() -> "Extractor":
    """The extractor, loaded once: the language model takes seconds, which tests that do not read text need not pay."""
    from rashomon.extract import Extractor

    return Extractor.load()
