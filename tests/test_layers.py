"""Imports go one way, and a framework stays in the one room that it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon

PACKAGE = Path(rashomon.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# Each row knows only the rows above it.
LAYERS = (
    {"errors", "settings", "values"},
    {"model"},
    {"codec", "shelf"},
    {"extract", "lexicon", "link", "places", "read", "reconcile", "store"},
    {"addresses", "people", "relation"},
    {"ledger"},
    {"answers", "engine", "evaluate", "export", "pipeline"},
    {"checking", "deciding", "releasing"},
    {"terminal"},
    {"commands"},
    {"cli", "demo", "web"},
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
# Who may look sideways, and at whom.
SIBLINGS = {
    ("settings", "errors"),
    ("extract", "lexicon"),
    ("extract", "places"),
    ("places", "lexicon"),
    ("link", "lexicon"),
    ("reconcile", "lexicon"),
}

# Third-party and standard modules that only these rooms may import.
EDGES = {
    "click": {"cli", "commands"},
    "rich": {"cli", "commands", "terminal"},
    "spacy": {"extract"},
    "thinc": {"extract"},
    "numpy": {"extract", "ledger", "link"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "yaml": {"extract", "lexicon"},
}
SQL = ("SELECT ", "INSERT INTO ", "CREATE TABLE ", "PRAGMA ")


def room_of(path: Path) -> str:
    """The first name under the package: ``read`` for read/text.py, ``cli`` for cli.py, "" for the package itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")


def imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every imported module as its dotted parts, relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            if module == ("rashomon",):
                yield from ((*module, alias.name) for alias in node.names)
            else:
                yield module


def parsed(path: Path) -> tuple[str, ast.AST, list[tuple[str, ...]]]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    package = ("rashomon", *path.relative_to(PACKAGE).parent.parts)
    return room_of(path), tree, list(imports(tree, package))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_knows_only_what_stands_above_it(path: Path) -> None:
    room, tree, found = parsed(path)
    for module in found:
        if module[0] == "rashomon" and len(module) > 1 and module[1] != "__version__":
            other = module[1]
            assert other in RANK, f"{other} is in no layer; give it a place in LAYERS"
            allowed = room == other or (room, other) in SIBLINGS or RANK.get(room, -1) > RANK[other]
            assert allowed, f"{path.name} ({room}) must not import rashomon.{other}"
        rooms = EDGES.get(module[0])
        assert rooms is None or room in rooms, f"{path.name} must not import {module[0]}; only {rooms} may"
    if room != "store":
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.lstrip().startswith(SQL), f"{path.name}: SQL belongs in store/"


def test_only_settings_reads_the_environment() -> None:
    readers = {
        room_of(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
    }
    assert readers == {"settings"}


def test_an_upward_import_would_be_seen() -> None:
    tree = ast.parse("from rashomon import cli\nfrom . import text\nfrom .. import model\nimport spacy.tokens")
    found = list(imports(tree, ("rashomon", "read")))
    assert found == [("rashomon", "cli"), ("rashomon", "read"), ("rashomon", "model"), ("spacy", "tokens")]


def test_every_room_has_a_rank() -> None:
    assert {room_of(path) for path in FILES} - {""} <= RANK.keys()
