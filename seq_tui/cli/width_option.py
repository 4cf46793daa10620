"""The option ``--width``: cells in a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.output import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def width_option(default: str) -> Callable[[Command], Command]:
    """Add the option; `seq_tui.cli.output.width` returns what it chose.

    Args:
        default: the width in a pipe, for the help.
    """
    return click.option(
        "--width",
        type=click.IntRange(min=1),
        metavar="N",
        expose_value=False,
        callback=_store,
        help="Cells in a line of text.  [env: COLUMNS; default: the terminal's, in a pipe"
        f" {default}]",
    )


def _store(context: click.Context, _parameter: click.Parameter, value: int | None) -> None:
    if value is not None:
        context.meta[WIDTH] = value
