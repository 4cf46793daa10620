"""What a reading gives as a document for each sequence, behind the name of its file."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from seq_tui.report.files import file_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from seq_tui.cli.reading import Reading
    from seq_tui.domain.sequence import Sequence


def json_objects(reading: Reading, start: datetime | None) -> AsyncIterator[tuple[str, bytes]]:
    """Each sequence as one JSON object over several lines."""
    from seq_tui.report.json import encode, sequence_json

    return _each(reading, ".json", lambda row: encode(sequence_json(row, start), indent=2) + b"\n")


def json_lines(reading: Reading, start: datetime | None) -> AsyncIterator[tuple[str, bytes]]:
    """Each sequence as one line of JSON."""
    from seq_tui.report.json import encode, sequence_json

    return _each(reading, ".jsonl", lambda row: encode(sequence_json(row, start)) + b"\n")


async def envelopes(
    reading: Reading, _start: datetime | None = None
) -> AsyncIterator[tuple[str, bytes]]:
    """Each item as it was received; what holds no sequence has no name, but a number."""
    from seq_tui.api.records import content, sequence_from
    from seq_tui.report.json import encode

    ranks = count(1)
    async for page in reading.raw_pages():
        for item in page:
            sequence = sequence_from(content(item) or {})
            document = encode(item, indent=2) + b"\n"
            yield _name(sequence, next(ranks), ".json"), document


async def _each(
    reading: Reading, suffix: str, document: Callable[[Sequence], bytes]
) -> AsyncIterator[tuple[str, bytes]]:
    ranks = count(1)
    async for page in reading.pages():
        for sequence in page:
            yield _name(sequence, next(ranks), suffix), document(sequence)


def _name(sequence: Sequence, rank: int, suffix: str) -> str:
    """A name of its own for each: by its id, or where there is none, by its rank."""
    return file_name(sequence, suffix if sequence.id is not None else f"-{rank}{suffix}")
