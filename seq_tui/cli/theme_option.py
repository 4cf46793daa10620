"""The option ``--theme``, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli import output
from seq_tui.settings.quick import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

OPTION = "--theme"

LIST = "?"
"""The value that lists the themes."""

_KEY = "seq_tui.theme"
"""The key of the choice in `click.Context.meta`, which all contexts of a run share."""


def theme_option(command: Command) -> Command:
    """Add the option; `chosen_theme` returns what it chose."""
    return click.option(
        OPTION,
        metavar="NAME",
        expose_value=False,
        is_eager=True,
        callback=_store,
        shell_complete=_complete,
        help=f"The colours of the browser; '{LIST}' lists the names.  [env: {VARIABLES['theme']}]",
    )(command)


def chosen_theme() -> tuple[str, object] | None:
    """The option and the name of the theme, if it is given."""
    name = click.get_current_context().meta.get(_KEY)
    return None if name is None else (OPTION, name)


def _store(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None or context.resilient_parsing:
        return
    from seq_tui.cli.themes import all_theme_names, is_theme

    if value == LIST:
        output.write("".join(f"{name}\n" for name in all_theme_names()).encode())
        context.exit()
    if not is_theme(value):
        from seq_tui.cli.suggestion import closest_name

        near = closest_name(value, all_theme_names())
        meant = f" Did you mean {near}?" if near else ""
        message = f"There is no theme {value!r}.{meant} For all: seq-tui {OPTION} '{LIST}'"
        raise click.BadParameter(message, context, parameter)
    context.meta[_KEY] = value


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from seq_tui.cli.themes import all_theme_names

    return [name for name in all_theme_names() if name.startswith(incomplete)]
