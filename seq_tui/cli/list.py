"""``seq-tui list``: sequences as a table or as JSON."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from seq_tui.cli import output
from seq_tui.cli.accounts import AccountChoice, account_options, required_account
from seq_tui.cli.reading import Reading
from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from seq_tui.cli.accounts import Account
    from seq_tui.domain.sequence import Sequence


@click.command("list")
@click.argument("query", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="A table to read, one JSON array, or one JSON object a line. Lines are written page by"
    " page: each is whole, and exit code and standard error say if later ones are missing.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N sequences.")
@account_options
@click.pass_obj
def list_sequences(
    choice: AccountChoice, query: tuple[str, ...], form: str, limit: int | None
) -> None:
    """List sequences, all or those of QUERY.

    QUERY is a part of a name, or ids as in id:21,22.
    """
    account = required_account(choice)
    reading = Reading(account.source, Query.parse(" ".join(query)), limit)
    asyncio.run(_list(account, reading, form))
    for note in reading.notes():
        output.note(note)


async def _list(account: Account, reading: Reading, form: str) -> None:
    """Read and write: a table or an array once all is there, lines as soon as they are.

    With lines, the unit that is whole or absent is the line and not the list.
    """
    sequences: list[Sequence] = []
    try:
        async for page in reading.pages():
            if form == "jsonl":
                _write_json_lines(page)
            else:
                sequences += page
    finally:
        await account.close()
    if form == "json":
        _write_json_array(sequences)
    elif form == "table":
        _write_table(sequences, reading)


def _write_json_lines(sequences: list[Sequence]) -> None:
    from seq_tui.report.json import encode, sequence_json

    output.write(b"".join(encode(sequence_json(sequence)) + b"\n" for sequence in sequences))


def _write_json_array(sequences: list[Sequence]) -> None:
    """One array, each sequence on a line of its own."""
    from seq_tui.report.json import encode, sequence_json

    items = b",\n".join(encode(sequence_json(sequence)) for sequence in sequences)
    output.write(b"[\n" + items + b"\n]\n" if items else b"[]\n")


def _write_table(sequences: list[Sequence], reading: Reading) -> None:
    from seq_tui.report.glyphs import glyphs_for
    from seq_tui.report.text import list_lines

    count = f"{reading.taken} sequence{'' if reading.taken == 1 else 's'}"
    ending = f"first {count}, there are more" if reading.has_more else count
    lines = list_lines(sequences, output.width(), glyphs_for(output.encoding()))
    output.write_lines([*lines, "", ending] if sequences else ["no sequences"])
