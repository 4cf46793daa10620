"""The option ``--weekend``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.settings.quick import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION = "--weekend"

_CHOICE = click.Choice([rule.value for rule in WeekendRule])

_KEY = "seq_tui.weekend"
"""The key of the chosen rule in `click.Context.meta`, which all contexts of a run share."""


def weekend_option(command: Command) -> Command:
    """Add the option; `chosen_weekend` returns what it chose."""
    return click.option(
        OPTION,
        type=_CHOICE,
        expose_value=False,
        callback=_store,
        help="E-mails due on a Saturday or Sunday: hold them until Monday, or ignore the weekend."
        f"  [env: {VARIABLES['weekend_rule']}; default: hold]",
    )(command)


def chosen_weekend() -> tuple[str, object] | None:
    """The option and its value, if it is given."""
    value = click.get_current_context().meta.get(_KEY)
    return None if value is None else (OPTION, value)


def _store(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_KEY] = value
