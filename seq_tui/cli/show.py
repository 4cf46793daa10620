"""``seq-tui show``: one sequence, its steps and every property of theirs."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account

if TYPE_CHECKING:
    from seq_tui.cli.accounts import Account
    from seq_tui.domain.sequence import Sequence

MAX_DIGITS = 19
"""Digits of the largest id of 64 bits."""


def _id(context: click.Context, parameter: click.Parameter, value: str) -> int:
    digits = value.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS):
        raise click.BadParameter("an id is a whole number, such as 21123.", context, parameter)
    return int(digits)


@click.command("show")
@click.argument("sequence_id", metavar="ID", callback=_id)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or one JSON object.",
)
@click.option(
    "--start",
    "when",
    metavar="WHEN",
    help="Say when each step happens if started then: 2026-11-26 15:00, thu 15:00, +2d, now.",
)
@click.option("--zone", metavar="ZONE", help="The zone of --start.  [default: the system's]")
@account_options
@click.pass_obj
def show_sequence(
    choice: AccountChoice, sequence_id: int, form: str, when: str | None, zone: str | None
) -> None:
    """Show the sequence ID: its steps, their delays, and every property."""
    start = _start(when, zone)
    sequence = asyncio.run(_get(required_account(choice), sequence_id))
    if form == "json":
        from seq_tui.report.json import encode, sequence_json

        output.write(encode(sequence_json(sequence, start), indent=2) + b"\n")
    else:
        from seq_tui.report.glyphs import glyphs_for
        from seq_tui.report.text import sequence_lines

        glyphs = glyphs_for(output.encoding())
        lines = sequence_lines(sequence, output.width(), glyphs, start)
        output.write(output.encoded(lines))


def _start(when: str | None, zone: str | None) -> datetime | None:
    """The start that the options say, or `None` where they say none."""
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


async def _get(account: Account, sequence_id: int) -> Sequence:
    try:
        return await account.source.get(sequence_id)
    finally:
        await account.close()
