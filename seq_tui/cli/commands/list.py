"""``seq-tui list``: sequences as a table, as JSON, or as the API's own envelope."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.buffered_output import fill, whole_output
from seq_tui.cli.columns_option import columns
from seq_tui.cli.combined_document import many, table
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.output_formats import JSON_LINES, RAW, STREAMED
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TABLE = "table"

FORMS = (TABLE, "json", JSON_LINES, "csv", RAW)


@examples(
    {
        "seq-tui list trial": "those with trial in their names",
        "seq-tui list id:21123,21124": "these two",
        "seq-tui list --columns id,name,tasks": "a table of other columns",
        "seq-tui list --format jsonl | jq -r .name": "all names, as they come",
        "seq-tui list --format csv > steps.csv": "a spreadsheet of all steps",
    }
)
@click.command("list", cls=ExampleCommand)
@click.argument("query", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=TABLE,
    show_default=True,
    help="A table to read; one JSON array; one JSON object a line; one row a step for a"
    " spreadsheet; or all items as the API sent them, in its own envelope.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N sequences.")
@click.option(
    "--columns",
    "names",
    metavar="NAMES",
    callback=columns,
    help="Columns of the table, with commas between: id, name, steps, length, days, emails,"
    " replies, tasks, gap, creator, created, updated.  [default: id,name,steps,length,days,"
    "updated]",
)
@account_options
@click.pass_obj
def list_sequences(
    choice: AccountChoice,
    query: tuple[str, ...],
    form: str,
    limit: int | None,
    names: tuple[str, ...] | None,
) -> None:
    """List sequences, all or those of QUERY.

    QUERY is a part of a name, or ids as in id:21,22.

    Jsonl and csv are written as the sequences come: of these, each line is whole, and exit code and
    standard error say if later ones are missing. Every other form is written when it is whole.
    """
    if names and form != TABLE:
        raise click.UsageError("--columns chooses the columns of the table.")
    wanted = Query.parse(" ".join(query))
    account = required_account(choice, wanted)
    is_streamed = form in STREAMED
    target = nullcontext(output.write) if is_streamed else whole_output()
    # The progress is gone before a whole document appears.
    with target as write, Progress(is_streamed=is_streamed) as progress:
        reading = Paginator(account.source, wanted, limit, on_page=progress.show)
        asyncio.run(fill(write, _pieces(reading, form, names), account))
    for note in reading.notes():
        output.note(note)
    if wanted.name.isdecimal() and not reading.taken:
        output.note(f"no name holds {wanted.name}; an id is asked for as id:{wanted.name}")


def _pieces(reading: Paginator, form: str, names: tuple[str, ...] | None) -> AsyncIterator[bytes]:
    return table(reading, names) if form == TABLE else many(reading, form)
