"""``seq-tui show``: one sequence, its steps and every property of theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.command import ExampleCommand, examples
from seq_tui.cli.starts import chosen_start, start_options

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


@examples(
    {
        "seq-tui show 21132": "its steps as text",
        "seq-tui show 21132 --start 'thu 15:00'": "and when each of them happens",
        "seq-tui show 21132 --format json | jq .summary": "its figures",
    }
)
@click.command("show", cls=ExampleCommand)
@click.argument("sequence_id", metavar="ID", callback=_id)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or one JSON object.",
)
@start_options
@account_options
@click.pass_obj
def show_sequence(
    choice: AccountChoice, sequence_id: int, form: str, when: str | None, zone: str | None
) -> None:
    """Show the sequence ID: its steps, their delays, and every property."""
    start = chosen_start(when, zone, default=None)
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


async def _get(account: Account, sequence_id: int) -> Sequence:
    try:
        return await account.source.get(sequence_id)
    finally:
        await account.close()
