"""``seq-tui browse``, and ``seq-tui`` without a command: the browser."""

from __future__ import annotations

import gc
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import click

from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import configured_account, demo_account
from seq_tui.cli.ascii_option import ascii_option
from seq_tui.cli.browser_list_options import browser_list_options, chosen_sort
from seq_tui.cli.entry import can_draw
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.fresh_option import fresh_option, is_fresh
from seq_tui.cli.memory import (
    account_memory,
    located_view,
    remember_background,
    remember_theme,
    remembered_background,
    remembered_profile,
    remembered_theme,
)
from seq_tui.cli.mouse_option import mouse_option
from seq_tui.cli.plain_option import OPTION as PLAIN
from seq_tui.cli.plain_option import is_plain, plain_option
from seq_tui.cli.query_argument import complete_query
from seq_tui.cli.slow_option import slow_option
from seq_tui.cli.theme_option import theme_option
from seq_tui.cli.user_settings import (
    is_empty,
    screen_options,
    set_theme,
    user_settings,
    wrong_on_screen,
)
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.sanitize import strip_controls
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.search_prompt import initial_query, initial_sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.themes import ScreenTheme

DEMO_ADVICE = "Type seq-tui login to browse your own account"
"""Shown in the browser while it shows the demo account by default."""

PROFILES_ADVICE = "Type seq-tui --profile NAME to browse your own account"
"""Shown instead if there are profiles, none of which is used by default."""


@examples(
    {
        "seq-tui": "your account, or the demo account",
        "seq-tui trial": "search for names with trial in them",
        "seq-tui 21143": "open the sequence with this id",
        "seq-tui --plain 21143": "print its steps and dates instead",
    }
)
@click.command("browse", cls=ExampleCommand)
@click.argument("query", nargs=-1, shell_complete=complete_query)
@plain_option
@fresh_option
@mouse_option
@theme_option
@ascii_option
@slow_option
@browser_list_options
@weekend_option
@account_options
@click.pass_obj
def browse(choice: AccountChoice, query: tuple[str, ...]) -> int:
    """Browse an account on the screen.

    If no account is set, this opens the demo account. QUERY is words of a name, in any order, an
    id, ids, or a search such as 'steps>5 has:reply': see below.
    """
    if is_plain():
        from seq_tui.cli.plain import print_plainly

        return print_plainly(query)
    _require_terminal()
    parsed_arguments = Query.parse_arguments(query)
    settings = user_settings()
    options = screen_options(settings)
    check = None if is_empty(settings) else partial(wrong_on_screen, settings)

    from seq_tui.cli.themes import screen_theme

    theme = screen_theme(
        options.theme or ("" if is_fresh() else remembered_theme()),
        is_slow=bool(options.slow),
        background="" if is_fresh() else remembered_background(),
        theme_changed=None if is_fresh() else remember_theme,
        background_reported=None if is_fresh() else remember_background,
    )._replace(next_start=set_theme(settings))
    # Garbage collection takes a seventh of the time to the first row (measured); the screen turns
    # it on again once it is drawn.
    gc.disable()
    # Until the screen handles signals, an interrupt must end the process, not only an import.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    text = strip_controls(str(parsed_arguments) if parsed_arguments.ids else " ".join(query))
    return _open_screen(choice, text, options, check, theme)


def _open_screen(
    choice: AccountChoice,
    text: str,
    options: ScreenOptions,
    check: Callable[[], tuple[str, ...]] | None,
    theme: ScreenTheme,
) -> int:
    """Show the chosen account where the user was in it, or what the text finds."""
    if not (is_fresh() or choice.demo or choice.archive or choice.profile or choice.api_url):
        choice.profile = remembered_profile() or None
    memory = NO_MEMORY if is_fresh() else account_memory(choice)
    if text:
        memory = memory._replace(view=memory.view.elsewhere())
    if (chosen := chosen_sort()) is not None:
        memory = memory._replace(view=memory.view.sorted_by(chosen[1]))
    shown_text = text or memory.view.search
    # The page is requested now, and arrives while the screen is being imported.
    choice.is_browsed, choice.first_page = True, memory.view.row // PER_PAGE + 1
    query = initial_query(shown_text, initial_sort(memory.view, options.sort), options.checks)
    account = configured_account(choice, first=query) or demo_account(_demo_advice())
    memory = memory._replace(view=located_view(memory.view, account, query))

    from seq_tui.cli.first_paint import Look, first_paint_of

    look = Look(options, theme.colours, memory.view)
    with first_paint_of(account, query, shown_text, look) as first_paint:
        from seq_tui.cli.profile_accounts import ProfileAccounts
        from seq_tui.ui.app import run

        source, info = account.source, account.source_info
        accounts = ProfileAccounts(offline=choice.offline, is_fresh=is_fresh(), sort=options.sort)
        return run(source, info, text, first_paint, options, check, theme, accounts, memory)


def _demo_advice() -> str:
    """How to browse an account of one's own."""
    from seq_tui.settings.logins import profile_names

    return PROFILES_ADVICE if profile_names(user_settings()) else DEMO_ADVICE


def _require_terminal() -> None:
    if not can_draw(os.environ):
        message = "The browser needs a terminal"
        advice = f"For text, add {PLAIN}; for JSON, use seq-tui list or seq-tui show ID"
        raise SourceError(Failure(Cause.USAGE, message, advice))
