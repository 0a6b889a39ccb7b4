"""The version stands in one place, and everything that shows it shows that one."""

import re
from importlib.metadata import version
from pathlib import Path

import rashomon

ROOT = Path(__file__).parents[1]


def test_the_installed_package_has_the_version_of_the_source() -> None:
    assert version("rashomon") == rashomon.__version__


def test_the_version_is_written_once() -> None:
    pattern = re.compile(rf"(?<![\d.]){re.escape(rashomon.__version__)}(?![\d.])")
    files = [path for path in (ROOT / "src").rglob("*.py") if pattern.search(path.read_text(encoding="utf-8"))]
    assert files == [ROOT / "src/rashomon/__init__.py"]


def test_the_changelog_begins_with_it() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rashomon.__version__ in headings[:2]
