"""The option ``--fresh``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

_KEY = "seq_tui.fresh"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def fresh_option(command: Command) -> Command:
    """Add the option; `is_fresh` returns whether it was given."""
    return click.option(
        "--fresh",
        is_flag=True,
        expose_value=False,
        callback=_store,
        help="Start without what is remembered, and remember nothing of this session.",
    )(command)


def is_fresh() -> bool:
    """Whether nothing is restored or remembered."""
    return bool(click.get_current_context().meta.get(_KEY, False))


def _store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.meta[_KEY] = True
