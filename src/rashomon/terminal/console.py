"""Where the pages are printed: a terminal as wide as it is, a pipe at 100 columns and without colour."""

import sys
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from rashomon.terminal.words import printable

PIPE_COLUMNS = 100


def make_console(columns: int | None = None, file: TextIO | None = None) -> Console:
    """A Console on ``file`` (standard output); ``columns`` is the width to use where it is no terminal."""
    file = sys.stdout if file is None else file
    width = None if file.isatty() else columns or PIPE_COLUMNS
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def print_page(console: Console, page: RenderableType) -> None:
    """Print ``page``; to a file or a pipe without the spaces that fill its lines."""
    if console.is_terminal:
        console.print(page)
        return
    with console.capture() as captured:
        console.print(page)
    for line in captured.get().splitlines():
        console.file.write(f"{line.rstrip()}\n")


def text(content: str, style: str = "") -> Text:
    """``content`` as it stands: no markup is read out of it and nothing in it steers the terminal."""
    return Text(printable(content), style=style)
