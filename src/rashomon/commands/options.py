"""What several commands share: their options, and how they open a ledger and print."""

import sys
from typing import TYPE_CHECKING, Any

import click

from rashomon.terminal.words import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rashomon.store import Store

ledger_option = click.option("--ledger", metavar="FILE", help="The ledger  [RASHOMON_LEDGER or rashomon.db].")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
author_option = click.option("--author", metavar="NAME", help="Who does it  [the system's user name].")


def author_or_user(given: str | None) -> str:
    """The author that was given, else the name under which the system knows the user."""
    from rashomon.settings import user_name

    name = " ".join((user_name() if given is None else given).split())
    if not name:
        raise click.BadParameter("it is empty; give a name.", param_hint="--author")
    return name


def ledger_name(given: str | None) -> str:
    """The ledger that was given, else that of the settings."""
    from rashomon.settings import load

    return load().ledger if given is None else given


def open_for_change(given: str | None) -> "Store":
    """Open a ledger that is there, to append to it."""
    from rashomon.store import open_ledger

    return open_ledger(ledger_name(given), write=True, make=False)


def processes() -> int:
    """How many processes a command may take for a great many documents: one a processor."""
    import os

    return os.cpu_count() or 1


def print_rich(page: "RenderableType") -> None:
    """Print a page on standard output."""
    from rashomon.settings import load
    from rashomon.terminal.console import make_console, print_page

    print_page(make_console(load().columns), page)


def write_json(tree: Any) -> None:
    """Write JSON on standard output: UTF-8 whatever the terminal is."""
    from rashomon.codec import encode

    write_bytes(encode(tree))


def write_bytes(data: bytes) -> None:
    """Write bytes on standard output, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def say(message: str) -> None:
    """Print a line on standard output."""
    click.echo(printable(message))


def note(message: str) -> None:
    """Print a line on standard error."""
    click.echo(f"rashomon: {printable(message)}", err=True)
