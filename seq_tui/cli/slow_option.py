"""The options ``--slow`` and ``--no-slow``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.settings.quick import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

SLOW, NOT_SLOW = "--slow", "--no-slow"

_KEY = "seq_tui.slow"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def slow_option(command: Command) -> Command:
    """Add the options; `chosen_slow` returns what they chose."""
    return click.option(
        f"{SLOW}/{NOT_SLOW}",
        default=None,
        expose_value=False,
        callback=_store,
        help="Draw less, and in 16 colours, for a slow link to this terminal; or never do."
        f"  [env: {VARIABLES['slow']}; default: by how soon the terminal answers]",
    )(command)


def chosen_slow() -> tuple[str, object] | None:
    """The option and whether the link is slow, if one is given."""
    value = click.get_current_context().meta.get(_KEY)
    return None if value is None else (SLOW if value else NOT_SLOW, value)


def _store(context: click.Context, _parameter: click.Parameter, value: bool | None) -> None:
    if value is not None:
        context.meta[_KEY] = value
