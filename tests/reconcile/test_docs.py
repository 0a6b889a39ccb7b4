"""The page on how findings are decided says what the code does."""

import re
from pathlib import Path
from typing import get_args

import rashomon.reconcile as package
from rashomon.model import ContradictionType
from rashomon.reconcile import ISSUES, REASONS, interest, lattice
from rashomon.reconcile.copies import COPY_FROM

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-findings-are-decided.md").read_text(encoding="utf-8")


def test_every_reason_and_issue_is_documented():
    assert [code for code in {*REASONS, *ISSUES} if f"`{code}`" not in PAGE] == []


def test_every_code_used_is_in_the_table():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py"))
    used = set(re.findall(r'reason\(\s*"([a-z-]+)"', source)) | set(
        re.findall(r'return "((?:parts|aggregate)-[a-z]+)"', source)
    )
    assert used <= set(REASONS)
    assert len(used) > 15


def test_the_threshold_of_copies_is_documented():
    assert f"at least {COPY_FROM} of all runs" in PAGE


def test_the_lattice_is_documented():
    for row in lattice().divisions:
        assert f"| {row.whole} | {', '.join(row.parts)} | {'yes' if row.all else 'no'} |" in PAGE
    for row in lattice().outcomes:
        assert f"| {row.whole} (the question) | {', '.join(row.parts)} | {'yes' if row.all else 'no'} |" in PAGE


def test_every_type_of_contradiction_is_documented():
    assert [name for name in get_args(ContradictionType) if f"| `{name}` |" not in PAGE] == []


def test_every_admission_is_documented():
    for row in interest().admissions:
        line = next(line for line in PAGE.splitlines() if line.endswith(f"| {row.why} |"))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[0] == ("the side named" if row.who == "itself" else f"the {row.who}")
        assert cells[1].split(", ") == list(row.questions)
        assert cells[2:4] == [str(limit) if limit is not None else "" for limit in (row.least, row.most)]
        assert cells[4] == ", ".join(row.items)
