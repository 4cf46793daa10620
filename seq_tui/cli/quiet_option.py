"""The option ``--quiet``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.output import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def quiet_option(command: Command) -> Command:
    """Add the option; `seq_tui.cli.output.is_quiet` returns whether it is given."""
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Report only what is wrong: no counts, no progress.",
    )(command)


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[QUIET] = True
