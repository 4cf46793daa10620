"""The option ``--weekend``, before or after the command, and its environment variable."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.env import WEEKEND
from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

_CHOICE = click.Choice([rule.value for rule in WeekendRule])

_KEY = "seq_tui.weekend"
"""The key of the chosen rule in `click.Context.meta`, which all contexts of a run share."""


def weekend_option(command: Command) -> Command:
    """Add the option; `weekend_rule` returns what it chose."""
    return click.option(
        "--weekend",
        type=_CHOICE,
        expose_value=False,
        callback=_store,
        help="E-mails due on a Saturday or Sunday: hold them until Monday, or ignore the weekend."
        f"  [env: {WEEKEND}; default: hold]",
    )(command)


def weekend_rule() -> WeekendRule:
    """The rule that the option of the running command chose, or else the environment.

    Raises:
        click.UsageError: the environment names no rule.
    """
    context = click.get_current_context()
    if chosen := context.meta.get(_KEY):
        return WeekendRule(chosen)
    text = os.environ.get(WEEKEND, "") or WeekendRule.HOLD
    try:
        return WeekendRule(text)
    except ValueError:
        choices = " or ".join(_CHOICE.choices)
        raise click.UsageError(f"{WEEKEND} is {text!r}; it can be {choices}.", context) from None


def _store(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_KEY] = value
