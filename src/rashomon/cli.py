"""The command line: parse, call, print. Everything heavy is imported by the command that needs it."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from rashomon import __version__
from rashomon.commands import deciding, keeping
from rashomon.commands.options import (
    format_option,
    ledger_name,
    ledger_option,
    note,
    print_rich,
    processes,
    write_bytes,
)
from rashomon.errors import InputError, MetadataError, NotFoundError, RashomonError
from rashomon.terminal.words import printable

if TYPE_CHECKING:
    from rashomon.model import Document, Extraction, Ledger
    from rashomon.pipeline import Extractor
    from rashomon.read import Notice, Options
    from rashomon.terminal.progress import Progress

Command = TypeVar("Command", bound=Callable[..., Any])

EXPORT_FORMATS = (
    "json",
    "acled",
    "ucdp",
    "airwars",
)  # the keys of rashomon.export.EXPORTERS, here so that --help imports none of them


class _Group(click.Group):
    """Our own errors end as one line on standard error and exit code 1, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RashomonError as error:
            note(str(error))
            ctx.exit(1)


def main() -> None:
    """Run the command line on this process's streams."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # "| head" ends us quietly, as it does any other filter
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # an ASCII-only terminal gets "?" instead of a traceback
    cli(prog_name="rashomon")


def _published(_: click.Context, __: click.Parameter, said: str | None) -> str | None:
    if said is None:
        return None
    from rashomon.read import check_published

    try:
        return check_published(said)
    except MetadataError as error:
        raise click.BadParameter(str(error)) from error


_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True))


def _metadata(command: Command) -> Command:
    """The options that fill in what documents do not say of themselves."""
    published = click.option(
        "--published", metavar="DATE", callback=_published, help="Publication date of documents that state none."
    )
    publisher = click.option("--publisher", metavar="NAME", help="Publisher of documents that state none.")
    return published(publisher(command))


@click.group(
    cls=_Group,
    epilog="Example: rashomon demo",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="rashomon", message="%(prog)s %(version)s")
def cli() -> None:
    """Read rival reports of an attack and keep who says what, where they agree and where they differ."""


@cli.command(epilog='Example: rashomon read report.txt --publisher "Example Daily" --published 2024-12-11')
@_paths
@_metadata
@format_option
def read(paths: tuple[str, ...], published: str | None, publisher: str | None, form: str) -> None:
    """Read reports in one pass and print what they come to; nothing is kept.

    PATH is a text file (.txt, .md), JSON lines (.jsonl), a folder of these, or - for standard input.
    """
    with _reporter() as reporter:
        ledger = _read(paths, _options(published, publisher), reporter)
        if form == "json":
            from rashomon.codec import encode_ledger

            write_bytes(encode_ledger(ledger))
        else:
            from rashomon.terminal.pages import read_page

            print_rich(read_page(ledger))


@cli.command(epilog="Example: rashomon add reports/ --ledger attacks.db")
@_paths
@ledger_option
@_metadata
def add(paths: tuple[str, ...], ledger: str | None, published: str | None, publisher: str | None) -> None:
    """Read reports into a ledger; what is there already is passed over, so adding twice changes nothing."""
    from rashomon import pipeline
    from rashomon.store import open_ledger

    options = _options(published, publisher)
    with _reporter() as reporter, open_ledger(ledger_name(ledger), write=True) as store:
        outcomes = reporter.progress.count(_outcomes(paths, options))
        added = pipeline.add(outcomes, extractor=_load_extractor(), store=store, report=reporter, processes=processes())
        reporter.progress.clear()
        known = f"; {added.known} were there already" if added.known else ""
        click.echo(
            f"Added {added.new} {'document' if added.new == 1 else 'documents'} to {printable(store.name)}{known}."
        )


@cli.command(epilog="Example: rashomon events --ledger attacks.db")
@ledger_option
@format_option
def events(ledger: str | None, form: str) -> None:
    """List the events in a ledger."""
    found = _look(ledger)
    if form == "json":
        from rashomon.codec import encode, ledger_tree

        write_bytes(encode(_part(ledger_tree(found), "events")))
    else:
        from rashomon.terminal.tables import events_table

        print_rich(events_table(found))


@cli.command(epilog="Example: rashomon show evt-3f9a")
@click.argument("event")
@click.option(
    "--ids", is_flag=True, help="Put the ids of claims and reports beside the quotes, to judge and review by."
)
@ledger_option
@format_option
def show(event: str, ids: bool, ledger: str | None, form: str) -> None:
    """Show one event: who says what on each question, why it is disputed or not, and in which words.

    EVENT is an id, or as much of its beginning as no other has.
    """
    from rashomon import pipeline

    found = _look(ledger)
    try:
        chosen = pipeline.find_event(found, event)
    except NotFoundError:
        _say_withdrawn(event, ledger)
        raise
    if not pipeline.is_named(chosen, event):
        note(f"{event} leads to {chosen.id} now.")
    if form == "json":
        from rashomon.codec import encode_ledger

        write_bytes(encode_ledger(pipeline.restrict(found, [chosen.id])))
    else:
        from rashomon.terminal.event import event_page

        print_rich(event_page(found, chosen, ids=ids))


@cli.command(epilog="Example: rashomon issues --format json")
@ledger_option
@format_option
def issues(ledger: str | None, form: str) -> None:
    """List what could not be understood or settled."""
    found = _look(ledger)
    if form == "json":
        from rashomon.codec import encode, ledger_tree

        write_bytes(encode(_part(ledger_tree(found), "issues")))
    else:
        from rashomon.terminal.pages import titles
        from rashomon.terminal.tables import issues_table

        print_rich(issues_table(found.issues, titles(found)))


@cli.command(epilog="Example: rashomon explain rep-81c2 rep-d07e")
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@ledger_option
@format_option
def explain(left: str, right: str, ledger: str | None, form: str) -> None:
    """Say why two reports were linked into one event, or were not.

    REPORT is a report's id (they stand in 'rashomon show --format json'), or as much of its beginning as no other has.
    """
    from rashomon import pipeline
    from rashomon.store import open_ledger

    with open_ledger(ledger_name(ledger)) as store:
        found = pipeline.explain(store, left, right)
    if form == "json":
        from rashomon.codec import encode

        write_bytes(encode(found))
    else:
        from rashomon.terminal.explained import explained_page

        print_rich(explained_page(found))


@cli.command(epilog="Example: rashomon export json -o attacks.json")
@click.argument("form", metavar="FORMAT", type=click.Choice(EXPORT_FORMATS))
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write here, whole or not at all."
)
@ledger_option
def export(form: str, output: Path | None, ledger: str | None) -> None:
    """Write a ledger out for other programs.

    FORMAT is json, or a view by another project's codebook as CSV: acled, ucdp, airwars.
    """
    from rashomon.export import EXPORTERS, NOTES, write_file

    found = _look(ledger)
    data = EXPORTERS[form](found)
    for sentence in NOTES[form](found) if form in NOTES else ():
        note(sentence)
    if output is None or str(output) == "-":
        write_bytes(data)
    else:
        write_file(output, data)


@cli.command("eval", epilog="Example: rashomon eval gold.json --misses")
@click.argument("gold", metavar="GOLD.json", type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="List every miss, where it stands and what was found instead.")
@click.option(
    "--held-out",
    type=click.Choice(["all", "without", "only"]),
    default="all",
    show_default=True,
    help="Score all documents, those that are not held out, or the held-out ones.",
)
@format_option
def eval_(gold: Path, misses: bool, held_out: str, form: str) -> None:
    """Read the documents of a gold file and score what comes of them against it.

    The misses of held-out documents are listed only with --held-out only.
    """
    from rashomon import evaluate, pipeline
    from rashomon.codec import encode
    from rashomon.read import Reading

    whole = evaluate.load_gold(gold)
    chosen = evaluate.restrict(whole, cast("evaluate.HeldOut", held_out))
    with _reporter() as reporter:
        outcomes = list(evaluate.documents(chosen, gold.parent, _options(None, None)))
        texts = {one.document.id: one.document.text for one in outcomes if isinstance(one, Reading)}
        ledger = pipeline.read(reporter.progress.count(outcomes), extractor=_load_extractor(), report=reporter)
        reporter.progress.clear()
        score = evaluate.evaluate(chosen, ledger, texts)
        shown, withheld = evaluate.listed(score.misses, () if held_out == "only" else whole.held_out)
        if form == "json":
            write_bytes(encode(evaluate.score_tree(score, shown if misses else None, withheld=withheld)))
        else:
            click.echo(printable(evaluate.score_text(score, shown if misses else None, withheld=withheld)), nl=False)


@cli.command(epilog="Example: rashomon demo")
def demo() -> None:
    """Read the bundled sample reports and show, on one screen, what comes of them."""
    from rashomon.settings import load
    from rashomon.terminal.console import make_console
    from rashomon.terminal.pages import print_demo

    folder = Path(__file__).parent / "demo" / "reports"
    with _reporter() as reporter:
        ledger = _read((str(folder),), _options(None, None), reporter)
        print_demo(make_console(load().columns), ledger, printable(os.path.relpath(folder)))


for _command in (*deciding.COMMANDS, *keeping.COMMANDS):
    cli.add_command(_command)


class _Reporter:
    """Prints what goes wrong with single inputs, and remembers whether anything did."""

    def __init__(self, progress: "Progress") -> None:
        self.progress = progress
        self.failed = 0

    def __call__(self, problem: "InputError | Notice") -> None:
        if isinstance(problem, InputError):
            self.failed += 1
            self.progress.say(f"rashomon: {printable(str(problem))}")
        else:
            source = f"{problem.source}: " if problem.source else ""
            self.progress.say(f"rashomon: note: {printable(source + problem.message)}")


@contextmanager
def _reporter() -> Iterator[_Reporter]:
    """Exit with 1 at the end where some inputs could not be read."""
    from rashomon.terminal.progress import Progress

    reporter = _Reporter(Progress())
    try:
        yield reporter
    finally:
        reporter.progress.clear()
    if reporter.failed:
        click.get_current_context().exit(1)


def _read(paths: tuple[str, ...], options: "Options", reporter: _Reporter) -> "Ledger":
    from rashomon import pipeline

    outcomes = reporter.progress.count(_outcomes(paths, options))
    ledger = pipeline.read(outcomes, extractor=_load_extractor(), report=reporter)
    reporter.progress.clear()
    return ledger


def _outcomes(paths: tuple[str, ...], options: "Options") -> Iterator[Any]:
    from rashomon.read import read_paths

    return read_paths(paths, options, getattr(sys.stdin, "buffer", None))  # None where it was closed


def _options(published: str | None, publisher: str | None) -> "Options":
    from rashomon.read import Options
    from rashomon.settings import load

    return Options(max_bytes=load().max_bytes, published=published, publisher=publisher)


class _LazyExtractor:
    """The extractor, whose language model is loaded when there is a first document to read, and not before."""

    def extract_all(self, documents: Iterable["Document"]) -> Iterator["Extraction"]:
        """Read every Document."""
        waiting = iter(documents)
        for first in waiting:
            from rashomon.extract import Extractor

            yield from Extractor.load().extract_all(chain([first], waiting))


def _load_extractor() -> "Extractor":
    return _LazyExtractor()


def _look(given: str | None) -> "Ledger":
    from rashomon import pipeline
    from rashomon.store import open_ledger

    with open_ledger(ledger_name(given)) as store:
        return pipeline.look(store)


def _say_withdrawn(event: str, ledger: str | None) -> None:
    """Raise NotFoundError that says what became of an Event that was released and is gone, where it was one."""
    from rashomon import releasing
    from rashomon.store import open_ledger

    with open_ledger(ledger_name(ledger)) as store:
        said = releasing.withdrawal(event, store.releases(), store.released())
    if said is not None:
        raise NotFoundError(said)


def _part(tree: dict[str, Any], key: str) -> dict[str, Any]:
    """The head of the ledger's JSON with one of its lists."""
    return {name: tree[name] for name in ("format", "version", key)}
