"""All sequences of a query as one document, in chunks that are written as pages arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli.output_formats import ALL_FORMATS, JSON_LINES, RAW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.document import Document


def document_chunks(
    paginator: Paginator, format_name: str, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[bytes]:
    """One document of all sequences, in any format but a table."""
    if format_name == RAW:
        return _envelope(paginator)
    if format_name == JSON_LINES:
        return _json_lines(paginator, start, weekend)
    return joined_chunks(paginator, ALL_FORMATS[format_name].new_document(start, weekend))


async def joined_chunks(paginator: Paginator, document: Document) -> AsyncIterator[bytes]:
    """A document to which the sequences are added as they come."""
    async for page in paginator.pages():
        yield b"".join(document.add(sequence) for sequence in page)
    for chunk in document.end():
        yield chunk


async def _json_lines(
    paginator: Paginator, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[bytes]:
    """One JSON object a line."""
    from seq_tui.export.json import encode, sequence_json

    async for page in paginator.pages():
        yield b"".join(encode(sequence_json(sequence, start, weekend)) + b"\n" for sequence in page)


async def _envelope(paginator: Paginator) -> AsyncIterator[bytes]:
    """The API's envelope of a list, with the items of all pages as received."""
    from seq_tui.cli.raw_items import raw_json

    separator = b'{"items":[\n'
    async for page in paginator.raw_pages():
        for item in page:
            yield separator + raw_json(item)
            separator = b",\n"
    lead = b"\n" if paginator.count else separator
    yield lead + b'],"meta":{"type":"collection","count":%d}}\n' % paginator.count
