"""The option ``--ascii``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION, GLYPHS = "--ascii", "ascii"

_KEY = "seq_tui.ascii"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def ascii_option(command: Command) -> Command:
    """Add the option; `chosen_glyphs` returns what it chose."""
    return click.option(
        OPTION,
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Draw the browser in plain characters.",
    )(command)


def chosen_glyphs() -> tuple[str, object] | None:
    """The option and the glyphs of the browser, if it is given."""
    return (OPTION, GLYPHS) if click.get_current_context().meta.get(_KEY, False) else None


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
