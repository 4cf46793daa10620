"""The option ``--for`` of ``export``, and which other options it excludes or needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.byte_order_mark import byte_order_mark
from seq_tui.cli.output_formats import SUFFIXES
from seq_tui.cli.output_stream import output_stream
from seq_tui.cli.size_option import sized_format
from seq_tui.export.moving.target_names import TARGET_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

_EXCLUDED = {"format_name": "--format", "when": "--start", "zone": "--zone"}
"""The options that mean nothing for another tool, by their parameters. Dates are compared for all
starts of a week."""


def moving_option(command: Command) -> Command:
    """Add the option, as the parameter ``target_name``."""
    return click.option(
        "--for",
        "target_name",
        type=click.Choice(TARGET_NAMES),
        help="Write what another tool takes, into the folder PATH: a file for each sequence, how to"
        " send it, and what is lost. Nothing is sent. hubspot is a beta.",
    )(command)


def check_moving_options(target: str) -> None:
    """Check the other options of an export for another tool.

    Args:
        target: the path of ``--output``.

    Raises:
        click.UsageError: one of them cannot be.
    """
    context = click.get_current_context()
    for parameter, option in _EXCLUDED.items():
        if context.params.get(parameter) is not None:
            raise click.UsageError(f"--for and {option} exclude each other.", context)
    byte_order_mark("--for")
    sized_format("--for")
    path = Path(target)
    if not target.endswith("/") and path.suffix in SUFFIXES.values() and not path.exists():
        raise click.UsageError(f"--for writes a folder: end {target} with /.", context)
    if output_stream(target) is not None:
        raise click.UsageError("--for writes a folder: name one in --output.", context)


def refuse_tags(tags_file: Path | None) -> None:
    """Refuse the option ``--tags`` where no texts are written.

    Raises:
        click.UsageError: it is set.
    """
    if tags_file is not None:
        raise click.UsageError("--tags needs --for, or --format book.")
