"""``seq-tui browse``, and ``seq-tui`` alone: the browser on the screen."""

from __future__ import annotations

import gc
import os
import signal

import click

from seq_tui.cli.accounts import (
    AccountChoice,
    account_options,
    configured_account,
    demo_account,
)
from seq_tui.cli.entry import can_draw
from seq_tui.cli.env import ACCESS
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.query import Query
from seq_tui.sanitize import strip_controls

ADVICE = f"Set {ACCESS} to browse your own account"
"""Shown in the browser to whoever sees the demo account by default."""


@examples(
    {
        "seq-tui": "your account, or the demo account",
        "seq-tui trial": "those with trial in their names",
        "seq-tui browse list": "a search for a word that is a command",
    }
)
@click.command("browse", cls=ExampleCommand)
@click.argument("query", nargs=-1)
@account_options
@click.pass_obj
def browse(choice: AccountChoice, query: tuple[str, ...]) -> int:
    """Browse an account on the screen.

    Without an account, this is the demo account. QUERY is a part of a name, or ids as in id:21,22.
    """
    if not can_draw(os.environ):
        message = "The browser needs a terminal"
        advice = "For text or JSON use: seq-tui list, seq-tui show ID"
        raise SourceError(Failure(Cause.USAGE, message, advice))
    # Collecting garbage takes a seventh of the way to the first row (measured); the screen turns it
    # on again once it is drawn.
    gc.disable()
    # Until the screen takes signals over, an interrupt ends the process and no import of it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    text = strip_controls(" ".join(query))
    # The first page is asked for now, and comes while the screen is being imported.
    choice.is_browsed = True
    asked = Query.parse(text)
    account = configured_account(choice, first=asked) or demo_account(ADVICE)

    from seq_tui.cli.first_paint import first_paint_of

    with first_paint_of(account, asked, text) as first_paint:
        from seq_tui.ui.app import run

        return run(account.source, account.source_info, text, first_paint)
