"""A fresh ledger for each test, in a file and on a server."""

import importlib.util
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from store import server

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server's database."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'rashomon[postgres]'")
    folder = server.programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
    with server.running(folder) as address:
        yield address


@pytest.fixture
def new_schema(postgres: str) -> Callable[[], str]:
    """Makes an empty schema on the server and gives the URL of it."""
    import psycopg

    def make() -> str:
        name = f"ledger_{next(_numbers)}"
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{postgres}&options={quote(f'-csearch_path={name}', safe='')}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives a name under which a new ledger can be opened, each time another one."""
    if request.param == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("new_schema")
        return made
    return lambda: str(tmp_path / f"ledger{next(_numbers)}.db")


@pytest.fixture
def ledger_name(new_ledger: Callable[[], str]) -> str:
    """The name of one new ledger."""
    return new_ledger()
