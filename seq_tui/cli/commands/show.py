"""``seq-tui show``: one sequence, its steps and every property of theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.output_formats import RAW
from seq_tui.cli.start_options import chosen_start, start_options
from seq_tui.domain.query import MAX_ID_DIGITS
from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.sequence import Sequence

TEXT = "text"


def _id(context: click.Context, parameter: click.Parameter, value: str) -> int:
    digits = value.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_ID_DIGITS):
        message = "an id is a whole number, such as 21123; seq-tui list NAME finds it."
        raise click.BadParameter(message, context, parameter)
    return int(digits)


@examples(
    {
        "seq-tui show 21132": "its steps as text",
        "seq-tui show 21132 --start 'thu 15:00'": "and when each of them happens",
        "seq-tui show 21132 --format markdown > a.md": "all of it for a document",
    }
)
@click.command("show", cls=ExampleCommand)
@click.argument("sequence_id", metavar="ID", callback=_id)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, RAW]),
    default=TEXT,
    show_default=True,
    help="Text to read, or any other form; raw is what the API sent, in its own envelope.",
)
@start_options
@account_options
@click.pass_obj
def show_sequence(
    choice: AccountChoice, sequence_id: int, form: str, when: str | None, zone: str | None
) -> None:
    """Show one sequence: its steps, their delays, every property.

    ID is that of the first column of seq-tui list.
    """
    start = chosen_start(when, zone, form)
    account = required_account(choice)
    output.write(asyncio.run(_document(account, sequence_id, form, start)))


async def _document(account: Account, sequence_id: int, form: str, start: datetime | None) -> bytes:
    try:
        if form == RAW:
            from seq_tui.export.json import encode

            return encode(await account.source.raw(sequence_id), indent=2) + b"\n"
        sequence = await account.source.get(sequence_id)
    finally:
        await account.close()
    return _text(sequence, start) if form == TEXT else FORMATS[form].render(sequence, start)


def _text(sequence: Sequence, start: datetime | None) -> bytes:
    """Text for where it goes: in the width of the terminal, and with signs that it can draw."""
    from seq_tui.export.text import sequence_lines
    from seq_tui.presentation.glyphs import glyphs_for

    glyphs = glyphs_for(output.encoding())
    return output.encoded(sequence_lines(sequence, output.width(), glyphs, start))
