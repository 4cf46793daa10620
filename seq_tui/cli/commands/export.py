"""``seq-tui export``: many sequences into one file, or into a folder with a file for each."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, NoReturn

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.buffered_output import fill, whole_output
from seq_tui.cli.combined_document import many
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.output_formats import EXPORTED, SUFFIXES
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.separate_documents import each
from seq_tui.cli.start_options import chosen_start, start_options
from seq_tui.domain.failure import SourceError
from seq_tui.domain.query import Query
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from datetime import datetime
    from types import FrameType

    from seq_tui.cli.accounts import Account

STANDARD_OUTPUT = "-"


@examples(
    {
        "seq-tui export --output all.json": "all of them in one file",
        "seq-tui export --format markdown --output d/": "a file for each of them",
        "seq-tui export trial --output trial.csv": "those with trial in the name",
    }
)
@click.command("export", cls=ExampleCommand)
@click.argument("query", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(EXPORTED),
    help="What is written.  [default: what the end of PATH says, such as .md]",
)
@click.option(
    "--output",
    "target",
    type=click.Path(),
    required=True,
    metavar="PATH",
    help="A file for all; or a folder, with a / at its end if it is new, for a file for each;"
    " or - for standard output.",
)
@start_options
@account_options
@click.pass_obj
def export(
    choice: AccountChoice,
    query: tuple[str, ...],
    form: str | None,
    target: str,
    when: str | None,
    zone: str | None,
) -> None:
    """Save sequences, all or those of QUERY, in files.

    QUERY is a part of a name, or ids as in id:21,22.

    Files are readable by you only, and each is whole or not there: what had its name before stays
    until then. Names in a folder are made of the id and the name.
    """
    if not target:
        raise click.BadParameter("a path has at least one letter.", param_hint="'--output'")
    form = form or _form_of(target)
    start = chosen_start(when, zone, form)
    for number in (signal.SIGTERM, signal.SIGHUP):
        # As an exception, so that no half of a file is left behind; nohup is obeyed.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    account = required_account(choice)
    progress = Progress()
    wanted = Query.parse(" ".join(query))
    reading = Paginator(account.source, wanted, on_page=progress.show)
    output.note(_write(form, target, reading, start, account, progress))
    for note in reading.notes():
        output.note(note)


def _form_of(target: str) -> str:
    """The form that the end of a file's name stands for."""
    name = Path(target).name.lower()
    forms = (form for form, suffix in SUFFIXES.items() if name.endswith(suffix))
    form = None if target.endswith("/") else next(forms, None)
    if form is None:
        raise click.UsageError(f"Name what to write: --format {'|'.join(EXPORTED)}.")
    return form


def _write(
    form: str,
    target: str,
    reading: Paginator,
    start: datetime | None,
    account: Account,
    progress: Progress,
) -> str:
    """Write it to where it belongs, and say what was written."""
    from seq_tui.export.files import atomic_write, is_folder, remove_abandoned

    path = Path(target)
    if target == STANDARD_OUTPUT:
        # The progress is gone before a whole document appears.
        with whole_output() as write, progress:
            asyncio.run(fill(write, many(reading, form, start), account))
        return f"{counted(reading.taken, 'sequence')} written to standard output"
    is_for_each = target.endswith("/") or is_folder(path)
    remove_abandoned(path if is_for_each else path.parent, time())
    if is_for_each:
        with progress:
            asyncio.run(_fill_folder(path, form, reading, start, account))
        return f"{counted(reading.taken, 'sequence')} written to {path}/, a file for each"
    with atomic_write(path, replace=True) as write, progress:
        asyncio.run(fill(write, many(reading, form, start), account))
    return f"{counted(reading.taken, 'sequence')} written to one file, {path}"


async def _fill_folder(
    path: Path, form: str, reading: Paginator, start: datetime | None, account: Account
) -> None:
    from seq_tui.export.files import atomic_write, make_folder

    written = 0
    try:
        make_folder(path)
        async for name, document in each(reading, form, start):
            with atomic_write(path / name, replace=True) as write:
                write(document)
            written += 1
    except SourceError:
        if written:
            output.note(f"files that are written: {written:,}")
        raise
    finally:
        await account.close()


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
