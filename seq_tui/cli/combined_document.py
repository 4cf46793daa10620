"""Everything that a reading gives as one document, in pieces: bytes as soon as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.cli.output_formats import JSON_LINES, RAW
from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.document import Document


async def table(reading: Paginator, columns: Iterable[str] | None = None) -> AsyncIterator[bytes]:
    """A table for a person, in one piece: how wide a column is takes all of its cells."""
    sequences: list[Sequence] = []
    async for page in reading.pages():
        sequences += page
    if not sequences:
        yield output.encoded(["no sequences"])
        return

    from seq_tui.export.list_table import DEFAULT_COLUMNS, list_lines
    from seq_tui.presentation.glyphs import glyphs_for
    from seq_tui.presentation.wording import counted

    count = counted(reading.taken, "sequence")
    ending = f"first {count}, there are more" if reading.has_more else count
    glyphs = glyphs_for(output.encoding())
    lines = list_lines(sequences, output.width(), glyphs, columns or DEFAULT_COLUMNS)
    yield output.encoded([*lines, "", ending])


def many(reading: Paginator, form: str, start: datetime | None = None) -> AsyncIterator[bytes]:
    """One document of everything, in any form but a table."""
    if form == RAW:
        return _envelope(reading)
    if form == JSON_LINES:
        return _json_lines(reading, start)
    return _document(reading, FORMATS[form].new_document(start))


async def _document(reading: Paginator, document: Document) -> AsyncIterator[bytes]:
    async for page in reading.pages():
        yield b"".join(document.add(sequence) for sequence in page)
    yield document.end()


async def _json_lines(reading: Paginator, start: datetime | None) -> AsyncIterator[bytes]:
    """One JSON object a line."""
    from seq_tui.export.json import encode, sequence_json

    async for page in reading.pages():
        yield b"".join(encode(sequence_json(sequence, start)) + b"\n" for sequence in page)


async def _envelope(reading: Paginator) -> AsyncIterator[bytes]:
    """The API's own envelope of a list, on one page, with each item as it was received."""
    from seq_tui.export.json import encode

    before = b'{"items":[\n'
    async for page in reading.raw_pages():
        for item in page:
            yield before + encode(item)
            before = b",\n"
    opening = b"\n" if reading.taken else before
    yield opening + b'],"meta":{"type":"collection","count":%d}}\n' % reading.taken
