"""A group of commands whose first word may be a query as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seq_tui.cli.example_command import ExampleGroup
from seq_tui.cli.query_argument import complete_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

DEFAULT = "list"
"""The command that takes the query."""


class QueryGroup(ExampleGroup):
    """A group whose command ``list`` may be left out, unless a word names another one.

    The options of ``list`` may stand before the name of any command that has them.
    """

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Those of ``list`` and its own: what may follow the name of the group."""
        options = (each for each in self.commands[DEFAULT].params if isinstance(each, click.Option))
        return [*options, *super().get_params(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command first."""
        index = self._command_index(args)
        if index is not None:
            args = [args[index], *args[:index], *args[index + 1 :]]
        elif args[:1] and args[0] in ctx.help_option_names:
            pass
        elif args or not ctx.resilient_parsing:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands and options, or how a query goes on where there is none."""
        return super().shell_complete(ctx, incomplete) or complete_query(ctx, None, incomplete)

    def takes_query(self) -> bool:
        """Whether the help explains queries."""
        return True

    def _command_index(self, args: Sequence[str]) -> int | None:
        """Where the name of a command stands; `None` if the first word is no such name."""
        with_value = {
            name
            for option in self.commands[DEFAULT].params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] not in ("-", "--"):
            index += 2 if args[index] in with_value else 1
        return index if index < len(args) and args[index] in self.commands else None
