"""``check release upgrade``: whether a ledger is sound, what is published of it, and bringing an older one up."""

from pathlib import Path

import click

from rashomon.commands.options import (
    author_option,
    author_or_user,
    format_option,
    ledger_name,
    ledger_option,
    open_for_change,
    print_rich,
    processes,
    say,
    write_json,
)


@click.command(epilog="Example: rashomon check --ledger attacks.db")
@click.option("--quick", is_flag=True, help="Do not work the whole ledger out once more to compare.")
@click.option("--remake", is_flag=True, help="First throw away what was worked out and kept, and make it again.")
@ledger_option
@format_option
def check(quick: bool, remake: bool, ledger: str | None, form: str) -> None:
    """Check that a ledger is sound: every row, hash, id, quotation and reference. Exits with 1 where it is not."""
    from rashomon import pipeline
    from rashomon.checking import check as look
    from rashomon.store import open_ledger

    if remake:
        with open_for_change(ledger) as store:
            pipeline.remake(store, processes=processes())
    with open_ledger(ledger_name(ledger)) as store:
        found = look(store, quick=quick)
        name = store.name
    if form == "json":
        write_json({"ledger": name, "sound": not found.problems, "checked": found})
    else:
        from rashomon.terminal.keeping import check_page

        print_rich(check_page(name, found))
    if found.problems:
        click.get_current_context().exit(1)


@click.command(epilog="Example: rashomon release --name 2025-03 -o published")
@click.option("--name", metavar="NAME", help="What to call it  [release-1, release-2, ...].")
@click.option(
    "-o", "--output", metavar="FOLDER", type=click.Path(path_type=Path), default=Path("releases"), show_default=True,
    help="The folder to put its own folder into.",
)  # fmt: skip
@author_option
@ledger_option
def release(name: str | None, output: Path, author: str | None, ledger: str | None) -> None:
    """Publish the ledger as it is: a hashed snapshot, and what changed since the last release, and why.

    Where nothing changed there is no new release; the files of the last one are written where they are missing.
    """
    from rashomon import deciding, pipeline, releasing
    from rashomon.export import folder_put
    from rashomon.people import in_force

    who = author_or_user(author)
    with open_for_change(ledger) as store:
        with store.snapshot():
            decisions, releases, released = list(store.decisions()), list(store.releases()), list(store.released())
            found = pipeline.look(store)
        draft = releasing.draft(
            found, in_force(decisions), releases, released, author=who, time=deciding.moment(decisions), name=name
        )
        known = bool(releases) and releases[-1].id == draft.release.id
        folder = output / draft.release.name
        with folder_put(folder, draft.files):
            if not known:
                store.release(draft.release, draft.events)
    if known:
        say(f"Nothing changed since {draft.release.name} ({draft.release.time[:10]}), which is in {folder}.")
    else:
        from rashomon.terminal.keeping import release_page

        print_rich(release_page(draft.release, draft.events, str(folder)))


@click.command(epilog="Example: rashomon upgrade --ledger attacks.db")
@ledger_option
def upgrade(ledger: str | None) -> None:
    """Bring a ledger that an older version wrote up to this one; nothing in it is lost."""
    from rashomon.store import SCHEMA_VERSION

    with open_for_change(ledger) as store:
        say(f"{store.name} has format {SCHEMA_VERSION}, which this version of rashomon writes.")


COMMANDS = (check, release, upgrade)
