"""The option ``--as-of``: an archive as the account was at an earlier time."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.account_options import AccountChoice

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def as_of_option(command: Command) -> Command:
    """Add the option; the context's `AccountChoice` stores the time."""
    return click.option(
        "--as-of",
        metavar="WHEN",
        expose_value=False,
        callback=_store,
        help="Read an archive as the account was at an earlier time, as far as it was saved: a day"
        " (its end), or a time such as '2026-10-01 15:00'. Needs --archive.",
    )(command)


def parse_moment(text: str, now: datetime) -> datetime:
    """A time, or the end of a day, in the zone of `now` unless it has its own.

    Raises:
        ValueError: it is neither, or in the future; the text says so.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            message = f"a time is written as 2026-10-01 or '2026-10-01 15:00', not {text[:40]!r}."
            raise ValueError(message) from None
    else:
        moment = datetime.combine(day, time.max)
        if day == now.date():
            moment = now
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    if moment > now:
        raise ValueError("it is in the future.")
    return moment


def _store(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return

    from seq_tui.domain.zone import local_zone

    try:
        moment = parse_moment(value, datetime.now(local_zone()))
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from None
    context.ensure_object(AccountChoice).as_of = moment
