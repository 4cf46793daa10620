"""The option ``--format`` of commands that report findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT, JSON = "text", "json"

Command = TypeVar("Command", bound="Callable[..., object]")


def report_format_option(
    help_text: str, default: str | None = TEXT
) -> Callable[[Command], Command]:
    """Add the option as ``format_name``."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice([TEXT, JSON]),
        default=default,
        show_default=default is not None,
        help=help_text,
    )
