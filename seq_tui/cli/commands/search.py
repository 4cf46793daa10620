"""``seq-tui search``: the browser, for words that could be taken for a command."""

from __future__ import annotations

import click

from seq_tui.cli.account_options import account_options
from seq_tui.cli.commands.browse import browse
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.query_argument import complete_query
from seq_tui.cli.weekend_option import weekend_option


@examples(
    {
        "seq-tui search list": "search for a word that is also a command",
        "seq-tui -- list": "the same",
    }
)
@click.command("search", cls=ExampleCommand)
@click.argument("query", nargs=-1, required=True, shell_complete=complete_query)
@weekend_option
@account_options
@click.pass_context
def search(context: click.Context, query: tuple[str, ...]) -> int:
    """Browse an account, and search it for QUERY.

    QUERY is as in browse, also if its first word is a command, or looks like one.
    """
    code: int = context.invoke(browse, query=query)
    return code
