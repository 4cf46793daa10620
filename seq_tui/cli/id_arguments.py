"""The arguments ID..., which several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.query import parse_ids

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def id_arguments(command: Command) -> Command:
    """Add the arguments, parsed, as ``ids``: one or more, each in any form of an id."""
    argument = click.argument("ids", metavar="ID...", nargs=-1, required=True, callback=_parse)
    return argument(command)


def _parse(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[int, ...]:
    if all(map(parse_ids, values)):
        return parse_ids(" ".join(values))
    message = "an id is a whole number such as 21123; find it with seq-tui list NAME."
    raise click.BadParameter(message, context, parameter)
