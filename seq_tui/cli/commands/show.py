"""``seq-tui show``: sequences with their steps and all their properties."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import required_account
from seq_tui.cli.as_of_option import as_of_option
from seq_tui.cli.byte_order_mark import bom_option, byte_order_mark
from seq_tui.cli.creator_names import NAMED_FORMATS, CreatorNames
from seq_tui.cli.deleted_option import read_raw
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.id_arguments import id_arguments
from seq_tui.cli.outcome import report_omissions
from seq_tui.cli.output_formats import ALL_FORMATS, EXPORT_FORMATS, JSON_LINES, RAW
from seq_tui.cli.size_option import size_option, sized_format
from seq_tui.cli.start_options import parse_start_options, start_options
from seq_tui.cli.template_texts import TEXT_FORMATS, TemplateTexts
from seq_tui.cli.user_settings import require_right_settings, weekend_rule
from seq_tui.cli.weekend_option import weekend_option
from seq_tui.cli.width_option import width_option
from seq_tui.domain.failure import Cause, SourceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule

TEXT = "text"

MISSING = (Cause.NOT_FOUND, Cause.OFFLINE)
"""The causes of a failure that is that of one sequence: it is not there, or not cached."""

Record = TypeVar("Record")


@examples(
    {
        "seq-tui show 21132": "its steps as text",
        "seq-tui show 21132 --start 'thu 15:00'": "and when each step happens",
        "seq-tui show 21132 --format markdown > a.md": "everything as Markdown",
        "seq-tui show 21132 21143 --format json": "two sequences in one array",
        "seq-tui show 21132 --archive acme.seqtui --as-of 2026-10-01": "as it was on that day",
    }
)
@click.command("show", cls=ExampleCommand)
@id_arguments
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(EXPORT_FORMATS),
    default=TEXT,
    show_default=True,
    help="Format of the output; raw is the API's own JSON, unchanged.",
)
@start_options
@width_option("80")
@weekend_option
@bom_option
@as_of_option
@size_option
@account_options
@click.pass_obj
def show_sequence(
    choice: AccountChoice,
    ids: tuple[int, ...],
    format_name: str,
    when: str | None,
    zone: str | None,
) -> int:
    """Show sequences: their steps, the delays of these, and every property.

    ID is in the first column of seq-tui list. Several ids make one document: as json an array, as
    raw the API's envelope of a list. If one of them is not there, the others are shown, and the
    exit code is 5.
    """
    settings = require_right_settings()
    start = parse_start_options(when, zone, format_name, settings)
    weekend, mark = weekend_rule(settings), byte_order_mark(format_name)
    format_name = sized_format(format_name)
    account = required_account(choice)
    is_single = len(ids) == 1
    if format_name == RAW:
        texts, code = asyncio.run(_read_each(account, partial(read_raw, choice, account), ids))
        document, omission = _raw_document(texts, is_single=is_single), ""
        count = len(texts)
    else:
        sequences, code = asyncio.run(_read_each(account, _reader(account, format_name), ids))
        document, omission = _document(sequences, format_name, start, weekend, is_single=is_single)
        count = len(sequences)
    if count:
        output.write(mark + document)
    return code or report_omissions([omission] if omission else [])


def _reader(account: Account, format_name: str) -> Callable[[int], Awaitable[Sequence]]:
    """Reads a sequence, with the name of its creator and texts for the formats that have them."""
    names, texts = CreatorNames(account.source), TemplateTexts(account.source)

    async def read(sequence_id: int) -> Sequence:
        sequences = [await account.source.get(sequence_id)]
        if format_name in NAMED_FORMATS:
            sequences = await names.add_to(sequences)
        if format_name in TEXT_FORMATS:
            sequences = await texts.add_to(sequences)
        return sequences[0]

    return read


async def _read_each(
    account: Account, read: Callable[[int], Awaitable[Record]], ids: tuple[int, ...]
) -> tuple[list[Record], int]:
    """What was asked for, in that order, and the exit code.

    Of several, those that are missing are only reported.
    """
    found: list[Record] = []
    code = exit_codes.FINE
    try:
        for sequence_id in ids:
            try:
                found.append(await read(sequence_id))
            except SourceError as error:
                if error.failure.cause not in MISSING or len(ids) == 1:
                    raise
                code = exit_codes.BY_CAUSE[error.failure.cause]
                output.note(str(error.failure))
    finally:
        await account.close()
    return found, code


def _raw_document(texts: list[str], *, is_single: bool) -> bytes:
    from seq_tui.cli.raw_items import raw_list
    from seq_tui.wire.item_texts import to_valid_json

    if not is_single:
        return raw_list(texts)
    text = to_valid_json(texts[0]) if texts else ""
    return f"{text.removesuffix(chr(10))}\n".encode()


def _document(
    sequences: list[Sequence],
    format_name: str,
    start: datetime | None,
    weekend: WeekendRule,
    *,
    is_single: bool,
) -> tuple[bytes, str]:
    """The document, and what the format had no room for, in a line for the user."""
    if format_name == TEXT:
        return b"\n\n".join(_text(sequence, start, weekend) for sequence in sequences), ""
    if format_name == JSON_LINES:
        from seq_tui.export.json import encode, sequence_json

        lines = (encode(sequence_json(each, start, weekend)) for each in sequences)
        return b"".join(line + b"\n" for line in lines), ""
    writer = ALL_FORMATS[format_name].writer(start, weekend)
    if is_single:
        return writer.render(sequences[0]), writer.omission(sequences[0])
    document = writer.new_document()
    return b"".join([*map(document.add, sequences), *document.end()]), document.omission


def _text(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> bytes:
    """Text in the width of the terminal, with glyphs that its encoding has."""
    from seq_tui.export.text import sequence_lines
    from seq_tui.presentation.glyphs import glyphs_for

    glyphs = glyphs_for(output.encoding())
    width = output.width() or output.PIPE_WIDTH
    return output.encode_document(sequence_lines(sequence, width, glyphs, start, weekend))
