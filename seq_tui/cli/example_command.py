"""A click command whose help ends with examples."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Command = TypeVar("Command", bound="ExampleCommand")

WIDEST_EXAMPLE = 46
"""Widest column of examples; it leaves room for a description on the same line."""


class ExampleCommand(click.Command):
    """A command with examples below its options."""

    examples: Mapping[str, str] = MappingProxyType({})
    """Command lines, and what each does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line, in which a search may begin with a minus sign, as options do.

        Raises:
            click.NoSuchOption: there is an unknown option.
        """
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            name = error.option_name
            if not self.takes_query() or name.startswith("--"):
                raise
            # Imported late, as only such a mistake needs it.
            from shlex import quote

            search = next((quote(word) for word in words if word.startswith(name)), name)
            message = f"{error.message} For a search: {ctx.command_path} -- {search}"
            raise click.NoSuchOption(name, message, ctx=ctx) from None

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, and those of searches if the command takes one."""
        super().format_epilog(ctx, formatter)
        if self.takes_query():
            from seq_tui.domain.filter.fields import search_examples

            with formatter.section("Searches"):
                formatter.write_dl(list(search_examples()))
        if self.examples:
            with formatter.section("Examples"):
                formatter.write_dl(list(self.examples.items()), col_max=WIDEST_EXAMPLE)

    def takes_query(self) -> bool:
        """Whether the help explains queries."""
        return any(parameter.name == "query" for parameter in self.params)


class ExampleGroup(ExampleCommand, click.Group):
    """A group of commands with examples below them."""


def examples(lines: Mapping[str, str]) -> Callable[[Command], Command]:
    """Give a command its `ExampleCommand.examples`."""

    def add(command: Command) -> Command:
        command.examples = lines
        return command

    return add
