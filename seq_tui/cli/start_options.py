"""The options ``--start`` and ``--zone``, which set the start of a schedule."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli import output
from seq_tui.export.formats import FORMATS
from seq_tui.settings import values

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from seq_tui.settings.quick import QuickSettings

NO_START = "none"
"""The value of ``--start`` for documents without dates."""

Command = TypeVar("Command", bound="Callable[..., object]")


def start_options(command: Command) -> Command:
    """Add both options, as the parameters ``when`` and ``zone``."""
    start = click.option(
        "--start",
        "when",
        metavar="WHEN",
        help="Show when each step happens if started at WHEN: 2026-11-26 15:00, thu 3pm, 3 dec,"
        " tomorrow 9, +2wd (weekdays), now, or what date prints; a zone may follow, as in"
        " thu 15:00 Europe/Warsaw; or none, for days and sums without dates.  [default, for formats"
        " with a calendar: the first weekday after today at 09:00, or at the start_time of the"
        " settings]",
    )
    zone = click.option(
        "--zone",
        metavar="ZONE",
        shell_complete=_complete_zone,
        help="Time zone of --start and of the landings: a name such as Europe/Warsaw, or a POSIX"
        " rule.  [default: the one named in --start, or else that of the settings, or the"
        " system's]",
    )
    return start(zone(command))


def _complete_zone(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The zones whose name or, if there are none, whose city begins with `incomplete`."""
    from zoneinfo import available_timezones

    wanted = incomplete.casefold()
    names = sorted(available_timezones())
    by_name = [name for name in names if name.casefold().startswith(wanted)]
    return by_name or [name for name in names if f"/{wanted}" in name.casefold()]


def parse_start_options(
    when: str | None, zone: str | None, format_name: str, settings: QuickSettings
) -> datetime | None:
    """The start that the options set; `None` if they set none and the format has no calendar.

    The settings have the zone and the clock time that hold without options.

    Raises:
        click.UsageError: an option is invalid.
    """
    draws_calendar = format_name in FORMATS and FORMATS[format_name].draws_calendar
    is_none = when is not None and when.strip().lower() == NO_START
    if is_none or (when is None and not draws_calendar):
        if zone is not None:
            raise click.UsageError("--zone needs --start.")
        return None

    from seq_tui.domain.start import StartError
    from seq_tui.domain.start_text import parse_start
    from seq_tui.domain.zone import find_zone
    from seq_tui.domain.zone_name import is_zone_known, zone_name

    option = "--zone"
    try:
        timezone = _settings_zone(settings) if zone is None else find_zone(zone)
        option = "--start"
        now = _now(timezone)
        start = _default_start(now, settings) if when is None else parse_start(when, now)
        if zone is not None:
            start = start.astimezone(timezone)
    except StartError as error:
        raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
    except OverflowError:
        message = f"{when!r} is outside the years of the calendar in that zone"
        raise click.BadParameter(message, param_hint="'--start'") from None
    if not is_zone_known(start):
        _warn_of_unknown_zone(zone_name(start))
    return start


def screen_start_text(settings: QuickSettings) -> str:
    """The start that the browser begins with, as ``--start`` takes it."""
    from seq_tui.domain.start import MORNING, next_weekday_morning

    clock = settings.value("start_time", values.parse_start_time, MORNING)
    return f"{next_weekday_morning(_now(_settings_zone(settings)), clock):%Y-%m-%d %H:%M}"


def _settings_zone(settings: QuickSettings) -> tzinfo:
    from seq_tui.domain.zone import find_zone, local_zone

    name = settings.value("zone", values.parse_zone, "")
    return find_zone(name) if name else local_zone()


def _default_start(now: datetime, settings: QuickSettings) -> datetime:
    from seq_tui.domain.start import MORNING, morning_after_today

    return morning_after_today(now, settings.value("start_time", values.parse_start_time, MORNING))


def _now(zone: tzinfo) -> datetime:
    return datetime.now(zone)


def _warn_of_unknown_zone(offset: str) -> None:
    if "TZ" in os.environ:
        cause = f"TZ={os.environ['TZ']} is no time zone"
    else:
        cause = "the time zone of this system cannot be read"
    output.note(
        f"{cause}, so landings are in {offset} and ignore clock changes;"
        " set TZ or --zone, for example to Europe/Warsaw"
    )
