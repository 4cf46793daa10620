"""Options without a value, which stand before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def flag_option(option: str, help_text: str) -> Callable[[Command], Command]:
    """A decorator that adds an option to a command; `is_given` returns whether it is given."""

    def store(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            context.meta[_key(option)] = True

    return click.option(option, is_flag=True, expose_value=False, callback=store, help=help_text)


def is_given(option: str) -> bool:
    """Whether the option stands before or after the command that runs."""
    return bool(click.get_current_context().meta.get(_key(option), False))


def _key(option: str) -> str:
    """The key of an option in `click.Context.meta`, which all contexts of a run share."""
    return f"seq_tui.{option}"
