"""The option ``--size``, which chooses the form of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.export.formats import SLIDE

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

SVG = "svg"

_KEY = "seq_tui.size"
"""The key of the option in `click.Context.meta`, which all contexts of a run share."""


def size_option(command: Command) -> Command:
    """Add the option; `sized_format` applies it."""
    return click.option(
        "--size",
        type=click.Choice([SLIDE.name]),
        expose_value=False,
        callback=_store,
        help="Draw svg for a slide: the timeline without the table, 1600 by 900 pixels."
        "  [default: as tall as its contents]",
    )(command)


def sized_format(format_name: str) -> str:
    """The name of the format in the size that was chosen.

    Raises:
        click.UsageError: a size is chosen for a format that has none.
    """
    context = click.get_current_context()
    size = context.meta.get(_KEY)
    if size is None:
        return format_name
    if format_name != SVG:
        raise click.UsageError("--size needs --format svg.", context)
    return str(size)


def _store(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_KEY] = value
