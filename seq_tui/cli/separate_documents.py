"""What a reading gives as a document for each sequence, behind the name of its file."""

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


def each(reading: Paginator, form: str, start: datetime | None) -> AsyncIterator[tuple[str, bytes]]:
    """Each sequence in that form."""
    if form == RAW:
        return _envelopes(reading)
    if form == JSON_LINES:
        return _json_lines(reading, start)
    return _documents(reading, SUFFIXES[form], FORMATS[form].writer(start).render)


def _json_lines(reading: Paginator, start: datetime | None) -> AsyncIterator[tuple[str, bytes]]:
    from seq_tui.export.json import encode, sequence_json

    return _documents(
        reading,
        SUFFIXES[JSON_LINES],
        lambda sequence: encode(sequence_json(sequence, start)) + b"\n",
    )


async def _documents(
    reading: Paginator, suffix: str, document: Callable[[Sequence], bytes]
) -> AsyncIterator[tuple[str, bytes]]:
    ranks = count(1)
    async for page in reading.pages():
        for sequence in page:
            yield _name(sequence, next(ranks), suffix), document(sequence)


async def _envelopes(reading: Paginator) -> AsyncIterator[tuple[str, bytes]]:
    """Each item as it was received; what holds no sequence goes by its rank."""
    from seq_tui.export.json import encode
    from seq_tui.wire.records import sequence_from, unwrap

    ranks = count(1)
    async for page in reading.raw_pages():
        for item in page:
            sequence = sequence_from(unwrap(item) or {})
            yield _name(sequence, next(ranks), SUFFIXES[RAW]), encode(item, indent=2) + b"\n"


def _name(sequence: Sequence, rank: int, suffix: str) -> str:
    """A name of its own for each: by its id, or where there is none, by its rank."""
    from seq_tui.export.files import file_name

    return file_name(sequence, suffix if sequence.id is not None else f"-{rank}{suffix}")
