"""The documentation is a contract: what the program has stands in it, and what stands in it the program has."""

import ast
import re
import shlex
from pathlib import Path

import click
import msgspec
import pytest

import rashomon
from rashomon.cli import cli
from rashomon.model import QUESTIONS, Finding
from rashomon.reconcile.reasons import ISSUES, REASONS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs/data-format.md").read_text(encoding="utf-8")

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def section(name: str) -> str:
    """The part of docs/commands.md under the heading of one command."""
    match = re.search(rf"^## rashomon {name}\b.*?(?=^## |\Z)", COMMANDS, re.DOTALL | re.MULTILINE)
    assert match is not None, f"docs/commands.md has no section on 'rashomon {name}'"
    return match[0]


def code_lines(page: Path) -> list[str]:
    return [line.strip() for block in BLOCK.findall(page.read_text(encoding="utf-8")) for line in block.splitlines()]


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = section(name)
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}" in text, f"'rashomon {name}' has {option}, docs/commands.md does not"


def test_every_documented_command_is_there() -> None:
    assert set(re.findall(r"^## rashomon (\w+)", COMMANDS, re.MULTILINE)) == set(cli.commands)


def check_command(line: str) -> None:
    """Parse a shell line as the program would, without running it."""
    words = shlex.split(line, comments=True)
    with click.Context(cli) as parent:
        name, command, rest = cli.resolve_command(parent, words[1:])
        assert command is not None
        command.make_context(name, rest, parent=parent).close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_pages_are_real(page: Path) -> None:
    for line in code_lines(page):
        if line.startswith("rashomon "):
            check_command(line)
        if line.startswith("make "):
            target = line.split()[1]
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), line


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_help_has_an_example_that_is_real(name: str) -> None:
    epilog = cli.commands[name].epilog
    assert epilog is not None
    assert epilog.startswith(f"Example: rashomon {name}")
    check_command(epilog.removeprefix("Example: "))


def test_what_is_not_there_would_be_seen() -> None:
    with pytest.raises(click.UsageError):
        check_command("rashomon serve")
    with pytest.raises(click.UsageError):
        check_command("rashomon events --colour")


def test_every_question_and_status_is_documented() -> None:
    statuses = Finding.__annotations__["status"].__args__
    for word in (*QUESTIONS, *statuses):
        assert re.search(rf"^\| `{word}` \|", FORMAT, re.MULTILINE), f"{word} is not in docs/data-format.md"


def issue_codes() -> dict[str, str]:
    """Every literal code of an Issue, or of a Problem that becomes one, with the file it stands in."""
    found = dict.fromkeys(ISSUES, "reconcile/reasons.py")
    for path in sorted(Path(rashomon.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Issue", "Problem"}:
                given = [keyword.value for keyword in node.keywords if keyword.arg == "code"] + node.args[:1]
                found |= {one.value: path.name for one in given if isinstance(one, ast.Constant)}
    return found


def table_under(heading: str) -> set[str]:
    """The codes in the first column of the table under one heading of docs/data-format.md."""
    text = re.search(rf"^## {heading}$.*?(?=^## |\Z)", FORMAT, re.DOTALL | re.MULTILINE)
    assert text is not None
    return set(re.findall(r"^\| `([\w-]+)` \|", text[0], re.MULTILINE))


def test_the_issue_codes_are_those_documented() -> None:
    assert table_under("issues") == issue_codes().keys()


def test_the_reason_codes_are_those_documented() -> None:
    assert table_under("Reasons") == REASONS.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("#"):
            file = page.parent / target.partition("#")[0]
            assert file.exists(), f"{page.name}: {target}"
            anchor = target.partition("#")[2]
            if anchor:
                headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                slugs = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
                assert anchor in slugs, f"{page.name}: {target}"


def test_every_setting_is_documented() -> None:
    source = (ROOT / "src/rashomon/settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"RASHOMON_\w+", source)):
        assert f"`{name}`" in COMMANDS


def test_the_table_of_measures_is_that_of_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ROOT / "benchmarks" / "accuracy"
    monkeypatch.syspath_prepend(str(folder))
    from table import Row, as_markdown

    rows = msgspec.json.decode((folder / "figures.json").read_bytes(), type=list[Row])
    assert as_markdown(rows) in (ROOT / "docs/accuracy.md").read_text(encoding="utf-8"), (
        "run: python benchmarks/accuracy --write"
    )
    assert {row.commit for row in rows} != {"unknown"}
