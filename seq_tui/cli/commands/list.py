"""``seq-tui list``: sequences as a table, JSON, CSV or raw items."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.buffered_output import buffered_stdout, write_all
from seq_tui.cli.byte_order_mark import bom_option, byte_order_mark, write_after
from seq_tui.cli.columns_option import complete_columns, parse_columns
from seq_tui.cli.deleted_option import deleted_option, note_left_out
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.limit_option import limit_option
from seq_tui.cli.list_output import LIST_FORMATS, TABLE, ListOutput
from seq_tui.cli.outcome import report_outcome
from seq_tui.cli.output_formats import STREAMED
from seq_tui.cli.paginator import Paginator
from seq_tui.cli.progress import Progress
from seq_tui.cli.query_argument import query_argument
from seq_tui.cli.sort_option import sort_option
from seq_tui.cli.sorted_paginator import SortedPaginator
from seq_tui.cli.user_settings import require_right_settings, weekend_rule
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.cli.width_option import width_option
from seq_tui.export.column_names import COLUMN_NAMES, DEFAULT_COLUMNS
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from seq_tui.domain.query import Query
    from seq_tui.export.list_order import SortKey


@examples(
    {
        "seq-tui list trial": "sequences with trial in the name",
        "seq-tui list id:21123,21124": "these two sequences",
        "seq-tui list --columns id,name,tasks": "a table with these columns",
        "seq-tui list --format jsonl | jq -r .name": "all names, page by page",
        "seq-tui list --format csv > steps.csv": "all steps, for a spreadsheet",
        "seq-tui list -f csv --columns id,name": "one row a sequence",
        "seq-tui list --sort -updated,name -n 10": "the ten that changed last",
    }
)
@click.command("list", cls=ExampleCommand)
@query_argument
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(LIST_FORMATS),
    default=TABLE,
    show_default=True,
    help="A table to read; one JSON array; one JSON object per line; one CSV or TSV row per step;"
    " or the API's own JSON, unchanged.",
)
@limit_option
@click.option(
    "--columns",
    "columns",
    metavar="NAMES",
    callback=parse_columns,
    shell_complete=complete_columns,
    help=f"Columns, separated by commas: {', '.join(COLUMN_NAMES)}. In csv, tsv, json and jsonl,"
    " each sequence is then one row or object with exactly these.  [default of the table:"
    f" {','.join(DEFAULT_COLUMNS)}, and deleted if any is]",
)
@sort_option
@click.option("--no-header", is_flag=True, help="Leave out the titles of table, csv and tsv.")
@width_option("as wide as its cells")
@weekend_option
@bom_option
@deleted_option
@as_of_option
@account_options
@click.pass_obj
def list_sequences(
    choice: AccountChoice,
    query: Query,
    format_name: str,
    limit: int | None,
    columns: tuple[str, ...] | None,
    sort_keys: tuple[SortKey, ...],
    *,
    no_header: bool,
) -> int:
    """List all sequences, or those that match QUERY.

    QUERY is words of a name, in any order, ids, or a search such as 'steps>5 has:reply': see below.
    If one of several ids is not there, the others are listed, and the exit code is 5.

    The formats jsonl, csv and tsv are written page by page. If reading fails, each line that was
    written is complete, and the exit code and standard error report the failure. The other formats
    are written only when they are complete.
    """
    form = ListOutput(format_name, columns, has_header=not no_header, is_sorted=bool(sort_keys))
    weekend, mark = weekend_rule(require_right_settings()), byte_order_mark(format_name)
    account = required_account(choice, query)
    note_left_out(choice, account, format_name)
    is_streamed = format_name in STREAMED and not sort_keys
    target = nullcontext(output.write) if is_streamed else buffered_stdout()
    # The progress line is erased before a buffered document is written.
    with target as write, Progress(is_streamed=is_streamed) as progress:
        if sort_keys:
            paginator: Paginator = SortedPaginator(
                account.source, query, limit, sort_keys, weekend, on_page=progress.update
            )
        else:
            paginator = Paginator(
                account.source, query, limit, is_streamed=is_streamed, on_page=progress.update
            )
        chunks = form.chunks(paginator, weekend, account.source.known_creator_names)
        asyncio.run(write_all(write_after(mark, write), chunks, account))
    if format_name == TABLE and not paginator.has_more:
        output.narrate(counted(paginator.count, "sequence") if paginator.count else "no sequences")
    return report_outcome(paginator, is_offline=choice.offline)
