"""``seq-tui show``: one sequence with its steps and all their properties."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.output_formats import RAW
from seq_tui.cli.start_options import parse_start_options, start_options
from seq_tui.cli.weekend_option import weekend_option, weekend_rule
from seq_tui.domain.query import MAX_ID_DIGITS
from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule

TEXT = "text"


def _id(context: click.Context, parameter: click.Parameter, value: str) -> int:
    digits = value.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_ID_DIGITS):
        message = "an id is a whole number such as 21123; find it with seq-tui list NAME."
        raise click.BadParameter(message, context, parameter)
    return int(digits)


@examples(
    {
        "seq-tui show 21132": "its steps as text",
        "seq-tui show 21132 --start 'thu 15:00'": "and when each step happens",
        "seq-tui show 21132 --format markdown > a.md": "everything as Markdown",
    }
)
@click.command("show", cls=ExampleCommand)
@click.argument("sequence_id", metavar="ID", callback=_id)
@click.option(
    "--format",
    "format_name",
    type=click.Choice([*FORMATS, RAW]),
    default=TEXT,
    show_default=True,
    help="Format of the output; raw is the API's own JSON, unchanged.",
)
@start_options
@weekend_option
@account_options
@click.pass_obj
def show_sequence(
    choice: AccountChoice, sequence_id: int, format_name: str, when: str | None, zone: str | None
) -> None:
    """Show one sequence: its steps, their delays, and every property.

    ID is in the first column of seq-tui list.
    """
    start = parse_start_options(when, zone, format_name)
    weekend = weekend_rule()
    account = required_account(choice)
    output.write(asyncio.run(_document(account, sequence_id, format_name, start, weekend)))


async def _document(
    account: Account,
    sequence_id: int,
    format_name: str,
    start: datetime | None,
    weekend: WeekendRule,
) -> bytes:
    try:
        if format_name == RAW:
            from seq_tui.export.json import encode

            return encode(await account.source.raw(sequence_id), indent=2) + b"\n"
        sequence = await account.source.get(sequence_id)
    finally:
        await account.close()
    if format_name == TEXT:
        return _text(sequence, start, weekend)
    return FORMATS[format_name].render(sequence, start, weekend)


def _text(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> bytes:
    """Text in the width of the terminal, with glyphs that its encoding has."""
    from seq_tui.export.text import sequence_lines
    from seq_tui.presentation.glyphs import glyphs_for

    glyphs = glyphs_for(output.encoding())
    return output.encode_lines(sequence_lines(sequence, output.width(), glyphs, start, weekend))
