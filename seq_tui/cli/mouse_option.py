"""The option ``--no-mouse``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION = "--no-mouse"

_KEY = "seq_tui.no_mouse"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def mouse_option(command: Command) -> Command:
    """Add the option; `chosen_mouse` returns what it chose."""
    return click.option(
        OPTION,
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Leave the mouse to the terminal, which then selects text by itself.",
    )(command)


def chosen_mouse() -> tuple[str, object] | None:
    """The option, and that the browser does not react to the mouse, if it is given."""
    return (OPTION, False) if click.get_current_context().meta.get(_KEY, False) else None


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
