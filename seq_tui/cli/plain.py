"""Prints what the browser would show, by the commands that print it."""

from __future__ import annotations

import click

from seq_tui.cli.browser_list_options import chosen_columns, chosen_sort
from seq_tui.cli.commands.list import list_sequences
from seq_tui.cli.commands.show import TEXT, show_sequence
from seq_tui.cli.list_output import TABLE
from seq_tui.cli.query_argument import parse_query
from seq_tui.cli.start_options import screen_start_text
from seq_tui.cli.user_settings import screen_options, user_settings
from seq_tui.domain.sort_text import parse_sort
from seq_tui.export.column_names import COLUMN_NAMES
from seq_tui.export.list_order import SortKey


def print_plainly(words: tuple[str, ...]) -> int:
    """Print the sequences that match a query, or the one whose id it is, with its dates.

    Returns:
        The exit code.
    """
    context = click.get_current_context()
    parameter = next(each for each in context.command.params if each.name == "query")
    query = parse_query(context, parameter, words)
    invoke = context.invoke
    code: int
    if query.single_id is None:
        code = invoke(
            list_sequences,
            query=query,
            format_name=TABLE,
            columns=_columns(),
            sort_keys=_sort_keys(),
            no_header=False,
        )
    else:
        when = screen_start_text(user_settings())
        ids = (query.single_id,)
        code = invoke(show_sequence, ids=ids, format_name=TEXT, when=when, zone=None)
    return code


def _columns() -> tuple[str, ...] | None:
    """The columns that were chosen for the browser, as far as a table has them."""
    if chosen_columns() is None:
        return None
    names = screen_options(user_settings()).columns
    return ("name", *(name for name in names if name in COLUMN_NAMES))


def _sort_keys() -> tuple[SortKey, ...]:
    """The order that was chosen for the browser."""
    chosen = chosen_sort()
    sort = None if chosen is None else parse_sort(chosen[1])
    return () if sort is None else (SortKey(*sort),)
