"""The command ``seq-tui``: its global options, and its commands by name."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.ascii_option import ascii_option
from seq_tui.cli.browser_list_options import browser_list_options
from seq_tui.cli.crash import report_crash
from seq_tui.cli.env import COMPLETE
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.fresh_option import fresh_option
from seq_tui.cli.mouse_option import mouse_option
from seq_tui.cli.plain_option import plain_option
from seq_tui.cli.pointed_error import PointedError
from seq_tui.cli.slow_option import slow_option
from seq_tui.cli.suggestion import mistyped_name
from seq_tui.cli.theme_option import theme_option
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.system_failure import WINDOWS
from seq_tui.terminal.crash_guard import run_reporting_crashes
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.domain.failure import Failure

COMMANDS = {
    "browse": "seq_tui.cli.commands.browse:browse",
    "search": "seq_tui.cli.commands.search:search",
    "list": "seq_tui.cli.commands.list:list_sequences",
    "show": "seq_tui.cli.commands.show:show_sequence",
    "diff": "seq_tui.cli.commands.diff:diff",
    "export": "seq_tui.cli.commands.export:export",
    "check": "seq_tui.cli.commands.check:check",
    "templates": "seq_tui.cli.commands.templates:templates",
    "schema": "seq_tui.cli.commands.schema:schema",
    "archive": "seq_tui.cli.commands.archive:archive",
    "log": "seq_tui.cli.commands.log:log",
    "serve": "seq_tui.cli.commands.serve:serve",
    "login": "seq_tui.cli.commands.login:login",
    "logout": "seq_tui.cli.commands.logout:logout",
    "doctor": "seq_tui.cli.commands.doctor:doctor",
    "config": "seq_tui.cli.commands.config:config",
    "completion": "seq_tui.cli.commands.completion:completion",
    "man": "seq_tui.cli.commands.man:man",
    "help": "seq_tui.cli.commands.help:show_help",
    "version": "seq_tui.cli.commands.version:version",
}
"""Where each command is defined, as ``module:name``.

A module is imported when its command is used, so that no command loads the libraries of others.
"""


_GIVEN = "seq_tui.given"
"""The key of the whole command line in `click.Context.meta`."""


class LazyGroup(ExampleCommand, click.Group):
    """A group that imports a command when it is used, and searches for any other first word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options, and keep the command line, for the ``--`` that may end them."""
        ctx.meta[_GIVEN] = list(args)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and the exit codes."""
        super().format_epilog(ctx, formatter)
        with formatter.section("Exit codes"):
            formatter.write_dl(list(exit_codes.MEANINGS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, unless on Windows, where only the version and the help work."""
        if sys.platform.startswith("win"):
            raise SourceError(WINDOWS)
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the help."""
        return list(dict.fromkeys([*COMMANDS, *super().list_commands(ctx)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported when it is first used."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, name = COMMANDS[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands and options, or how a query goes on where there is none."""
        found = super().shell_complete(ctx, incomplete)
        if not found and ":" in incomplete:
            from seq_tui.cli.query_argument import complete_query

            found = complete_query(ctx, None, incomplete)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, or ``browse`` with all words as its arguments."""
        is_query = "--" in ctx.meta.get(_GIVEN, [])[-len(args) - 1 : -len(args)]
        if args[0] in COMMANDS and not is_query:
            return super().resolve_command(ctx, args)
        if not is_query and not ctx.resilient_parsing and (meant := _mistyped_command(args[0])):
            raise click.UsageError(
                f"There is no command {args[0]}. Did you mean {meant}?"
                f" To search for that word: seq-tui search {args[0]}",
                ctx,
            )
        words = ["--", *args] if args[0].startswith("-") else args
        return "browse", self.get_command(ctx, "browse"), words


def _mistyped_command(word: str) -> str:
    """The command that was meant by a word that is no command; empty if it is a query."""
    return mistyped_name(word, COMMANDS) if word.isalpha() else ""


@examples(
    {
        "seq-tui --demo": "browse made-up data",
        "seq-tui list trial": "list sequences with trial in the name",
        "seq-tui show 21132 --format markdown": "one sequence as Markdown",
        "seq-tui export --output all.json": "all sequences in one file",
    }
)
@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="[QUERY | COMMAND [ARGS]...]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@plain_option
@fresh_option
@mouse_option
@theme_option
@ascii_option
@slow_option
@browser_list_options
@weekend_option
@account_options
@click.version_option(VERSION, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context) -> int | None:
    """Browse Zendesk Sell sequences: what each step does, and when.

    Without a command, the browser opens. QUERY is words of a name, in any order, an id, ids, or
    a search such as 'steps>5 has:reply', which seq-tui browse --help explains. After -- or the
    command search, every word is part of it.

    To read your own account, type seq-tui login, which stores an access token, or set
    SELL_ACCESS_TOKEN to one. An administrator of Sell can create one under Settings, Integrations,
    OAuth, Access Tokens. Without a token, the browser shows the demo account, and the other
    commands that read an account need --demo or --archive.
    """
    if context.invoked_subcommand is None and (browse := root.get_command(context, "browse")):
        code: int = context.invoke(browse)
        return code
    return None


def main(arguments: Sequence[str] | None = None, prefetch: FirstPagePrefetch | None = None) -> int:
    """Run the command line, and return its exit code.

    Args:
        arguments: the command line; `sys.argv` by default.
        prefetch: the request for the first page, if it was already sent.
    """
    return run_reporting_crashes(lambda: _run(arguments, prefetch), report_crash)


def _run(arguments: Sequence[str] | None, prefetch: FirstPagePrefetch | None) -> int:
    choice = AccountChoice(prefetch=prefetch)
    try:
        code = _invoke(arguments, choice)
        output.write(b"")
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        output.note(error.format_message())
        if isinstance(error, PointedError):
            output.note_lines(error.lines)
        return error.exit_code
    except SourceError as error:
        output.note(_describe(error.failure, choice))
        return exit_codes.BY_CAUSE[error.failure.cause]
    except (click.Abort, KeyboardInterrupt):
        return exit_codes.INTERRUPTED
    return code if isinstance(code, int) else exit_codes.FINE


def _invoke(arguments: Sequence[str] | None, choice: AccountChoice) -> object:
    """Run the command and return its exit code, if it has one.

    Click writes help and version itself; if that fails, the error is that of our own output.
    """
    if COMPLETE in os.environ:
        from seq_tui.cli.shell_completion import register

        register()
    try:
        return root.main(arguments, prog_name="seq-tui", standalone_mode=False, obj=choice)
    except OSError as error:
        if error.errno in output.WRITE_ERRNOS:
            raise output.write_error(error) from None
        raise


def _describe(failure: Failure, choice: AccountChoice) -> str:
    """The failure in one line, with what only the command line can advise."""
    if failure.cause is Cause.UNAUTHORISED and choice.credentials is not None:
        return f"{failure} · The token was read from {choice.credentials.source}."
    if failure.cause is Cause.UNREACHABLE and choice.is_seen():
        return f"{failure} · With --offline, list, show and export read what was seen of it."
    return str(failure)
