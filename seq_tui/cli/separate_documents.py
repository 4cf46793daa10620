"""Each sequence of a query as a document of its own, with a file name."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.cli.output_formats import ALL_FORMATS, JSON_LINES, RAW, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from datetime import datetime

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule


class NamedDocument(NamedTuple):
    """The document of one sequence."""

    name: str
    """The name of its file."""

    sequence_id: int | None
    document: bytes
    omission: str = ""
    """What the format had no room for, in a line for the user."""


class StoredDocuments:
    """Documents that wait until all of their names are known."""

    def __init__(self) -> None:
        from seq_tui.export.spool import Spool

        self._spool = Spool()
        self._documents: list[NamedDocument] = []
        self._sizes: list[int] = []
        self.digests: dict[str, str] = {}
        """The checksum of each document, by name."""

    def add(self, document: NamedDocument) -> None:
        """Store a document.

        Raises:
            SourceError: there is no room.
        """
        self._spool.write(document.document)
        self._sizes.append(len(document.document))
        self._documents.append(document._replace(document=b""))
        self.digests[document.name] = sha256(document.document).hexdigest()

    def read(self) -> Iterator[NamedDocument]:
        """The documents in the order in which they came, once.

        Raises:
            SourceError: they cannot be read.
        """
        pieces = self._spool.pieces(self._sizes)
        for each, piece in zip(self._documents, pieces, strict=True):
            yield each._replace(document=piece)


def named_documents(
    paginator: Paginator, format_name: str, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[NamedDocument]:
    """A document for each sequence."""
    if format_name == RAW:
        return _envelopes(paginator)
    if format_name == JSON_LINES:
        return _json_lines(paginator, start, weekend)
    writer = ALL_FORMATS[format_name].writer(start, weekend)
    return _documents(paginator, SUFFIXES[format_name], writer.render, writer.omission)


def _json_lines(
    paginator: Paginator, start: datetime | None, weekend: WeekendRule
) -> AsyncIterator[NamedDocument]:
    from seq_tui.export.json import encode, sequence_json

    return _documents(
        paginator,
        SUFFIXES[JSON_LINES],
        lambda sequence: encode(sequence_json(sequence, start, weekend)) + b"\n",
    )


async def _documents(
    paginator: Paginator,
    suffix: str,
    render: Callable[[Sequence], bytes],
    omission: Callable[[Sequence], str] = lambda _: "",
) -> AsyncIterator[NamedDocument]:
    ranks = count(1)
    async for page in paginator.pages():
        for sequence in page:
            name = document_name(sequence, next(ranks), suffix)
            yield NamedDocument(name, sequence.id, render(sequence), omission(sequence))


async def _envelopes(paginator: Paginator) -> AsyncIterator[NamedDocument]:
    """Each item as received; one that is not a sequence is named by its rank."""
    from seq_tui.cli.raw_items import raw_json
    from seq_tui.wire.item_texts import value_of
    from seq_tui.wire.records import sequence_from, unwrap

    ranks = count(1)
    async for page in paginator.raw_pages():
        for item in page:
            sequence = sequence_from(unwrap(value_of(item)) or {})
            name = document_name(sequence, next(ranks), SUFFIXES[RAW])
            yield NamedDocument(name, sequence.id, raw_json(item) + b"\n")


def document_name(sequence: Sequence, rank: int, suffix: str) -> str:
    """A unique name: it contains the id or, without one, the rank."""
    from seq_tui.export.files import file_name

    return file_name(sequence, suffix if sequence.id is not None else f"-{rank}{suffix}")
