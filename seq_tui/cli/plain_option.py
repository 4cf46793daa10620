"""The option ``--plain``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION = "--plain"

_KEY = "seq_tui.plain"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def plain_option(command: Command) -> Command:
    """Add the option; `is_plain` returns what it chose."""
    return click.option(
        OPTION,
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Print the list, or the sequence with this id, instead of opening the browser: for"
        " pipes, screen readers and terminals that cannot draw.",
    )(command)


def is_plain() -> bool:
    """Whether the browser is to print instead of drawing."""
    return bool(click.get_current_context().meta.get(_KEY, False))


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
