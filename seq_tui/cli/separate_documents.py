"""Each sequence of a query as a document of its own, with a file name."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from seq_tui.cli.output_formats import JSON_LINES, RAW, SUFFIXES
from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule


def named_documents(
    paginator: Paginator, format_name: str, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[tuple[str, bytes]]:
    """The file name and the document of each sequence."""
    if format_name == RAW:
        return _envelopes(paginator)
    if format_name == JSON_LINES:
        return _json_lines(paginator, start, weekend)
    writer = FORMATS[format_name].writer(start, weekend)
    return _documents(paginator, SUFFIXES[format_name], writer.render)


def _json_lines(
    paginator: Paginator, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[tuple[str, bytes]]:
    from seq_tui.export.json import encode, sequence_json

    return _documents(
        paginator,
        SUFFIXES[JSON_LINES],
        lambda sequence: encode(sequence_json(sequence, start, weekend)) + b"\n",
    )


async def _documents(
    paginator: Paginator, suffix: str, render: Callable[[Sequence], bytes]
) -> AsyncIterator[tuple[str, bytes]]:
    ranks = count(1)
    async for page in paginator.pages():
        for sequence in page:
            yield _file_name(sequence, next(ranks), suffix), render(sequence)


async def _envelopes(paginator: Paginator) -> AsyncIterator[tuple[str, bytes]]:
    """Each item as received; one that is not a sequence is named by its rank."""
    from seq_tui.export.json import encode
    from seq_tui.wire.records import sequence_from, unwrap

    ranks = count(1)
    async for page in paginator.raw_pages():
        for item in page:
            sequence = sequence_from(unwrap(item) or {})
            name = _file_name(sequence, next(ranks), SUFFIXES[RAW])
            yield name, encode(item, indent=2) + b"\n"


def _file_name(sequence: Sequence, rank: int, suffix: str) -> str:
    """A unique name: it contains the id or, without one, the rank."""
    from seq_tui.export.files import file_name

    return file_name(sequence, suffix if sequence.id is not None else f"-{rank}{suffix}")
