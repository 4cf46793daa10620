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
