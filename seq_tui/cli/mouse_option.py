"""The option ``--no-mouse``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

_KEY = "seq_tui.no_mouse"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def mouse_option(command: Command) -> Command:
    """Add the option; `has_mouse` returns what it chose."""
    return click.option(
        "--no-mouse",
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Leave the mouse to the terminal, which then selects text by itself.",
    )(command)


def has_mouse() -> bool:
    """Whether the browser reacts to the mouse."""
    return not click.get_current_context().meta.get(_KEY, False)


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
