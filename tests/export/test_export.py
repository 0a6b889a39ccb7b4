"""Exports: every format by its name, and files that are written whole or not at all."""

import json
import os
from pathlib import Path

import pytest

from rashomon.cli import EXPORT_FORMATS
from rashomon.errors import UnwritableError
from rashomon.export import EXPORTERS, write_file
from rashomon.model import Ledger


def test_the_command_line_offers_every_exporter() -> None:
    assert tuple(EXPORTERS) == EXPORT_FORMATS


def test_an_empty_ledger_is_still_the_format() -> None:
    tree = json.loads(EXPORTERS["json"](Ledger(version="0.1.0")))
    assert tree == {"format": "rashomon/1", "version": "0.1.0", "documents": [], "claims": [], "events": [],
                    "equipment": [], "issues": []}  # fmt: skip


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "out.json", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_file(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["missing/out.json", ".", "a-file/out.json"])
def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").write_bytes(b"here first")
    with pytest.raises(UnwritableError, match="cannot be written"):
        write_file(tmp_path / name, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]
