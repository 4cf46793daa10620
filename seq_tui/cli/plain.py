"""Prints what the browser would show, by the commands that print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seq_tui.cli.commands.list import list_sequences
from seq_tui.cli.commands.show import TEXT, show_sequence
from seq_tui.cli.list_output import TABLE
from seq_tui.cli.start_options import screen_start_text
from seq_tui.cli.user_settings import user_settings

if TYPE_CHECKING:
    from seq_tui.domain.query import Query


def print_plainly(query: Query) -> int:
    """Print the sequences that match, or the one whose id was given, with its dates.

    Returns:
        The exit code.
    """
    invoke = click.get_current_context().invoke
    code: int
    if query.single_id is None:
        code = invoke(list_sequences, query=query, format_name=TABLE, sort_keys=(), no_header=False)
    else:
        when = screen_start_text(user_settings())
        ids = (query.single_id,)
        code = invoke(show_sequence, ids=ids, format_name=TEXT, when=when, zone=None)
    return code
