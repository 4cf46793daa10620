"""The options ``--start`` and ``--zone``: when a schedule begins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

NOW = "now"


def start_options(command: Command) -> Command:
    """Add the two options, as the parameters ``when`` and ``zone``."""
    start = click.option(
        "--start",
        "when",
        metavar="WHEN",
        help="Say when each step happens if started then: 2026-11-26 15:00, thu 15:00, +2d, now.",
    )
    zone = click.option(
        "--zone", metavar="ZONE", help="The zone of --start.  [default: the system's]"
    )
    return start(zone(command))


def chosen_start(when: str | None, zone: str | None, *, default: str | None) -> datetime | None:
    """The start that the options say, or else `default`; `None` where neither says one.

    Raises:
        click.UsageError: an option makes no sense.
    """
    when = default if when is None else when
    if when is None:
        if zone is not None:
            raise click.UsageError("--zone is the zone of --start, which is missing.")
        return None

    from seq_tui.domain.start import StartError, parse_start
    from seq_tui.domain.zone import local_zone, zone_named

    option = "--zone"
    try:
        place = local_zone() if zone is None else zone_named(zone)
        option = "--start"
        return parse_start(when, datetime.now(place))
    except StartError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
