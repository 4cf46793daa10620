"""The options ``--start`` and ``--zone``: when a schedule begins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.export.formats import FORMATS

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
        help="Say when each step happens if started then: 2026-11-26 15:00, thu 15:00, +2d, now."
        "  [default: now, in a form that is a calendar]",
    )
    zone = click.option(
        "--zone", metavar="ZONE", help="The zone of --start.  [default: the system's]"
    )
    return start(zone(command))


def chosen_start(when: str | None, zone: str | None, form: str) -> datetime | None:
    """The start that the options say; `None` where they say none and the form can do without.

    Raises:
        click.UsageError: an option makes no sense.
    """
    if when is None and form in FORMATS and FORMATS[form].needs_start:
        when = NOW
    if when is None:
        if zone is not None:
            raise click.UsageError("--zone is the zone of --start, which is missing.")
        return None

    from seq_tui.domain.start import StartError, parse_start
    from seq_tui.domain.zone import find_zone, local_zone

    option = "--zone"
    try:
        place = local_zone() if zone is None else find_zone(zone)
        option = "--start"
        return parse_start(when, datetime.now(place))
    except StartError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
