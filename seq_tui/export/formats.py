"""The formats that a sequence can be written in: one table for commands and dialogs.

Each is a function of records and a start, in UTF-8, and reads no clock, no terminal and no file.
A start is a time with a zone. Without one, text, JSON and CSV say nothing of landings; a format
that `needs_start` is a calendar, and whoever asks for it takes now where the user named no start.

Two ways to write, for each format: `Format.one` is one whole document of one sequence;
`Format.document` is one of many, in pieces, for sequences that arrive page by page. What a command
line has beyond these stays there: text for a terminal's width and signs (`report.text` takes
both), a table, and the raw records, which only the source has.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.document import Document

FILE_WIDTH = 80
"""Cells in a line of a text file."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that knows its start."""

    one: Callable[[Sequence], bytes]
    many: Callable[[], Document]
    """A new document for many sequences."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; what writes it is imported when it writes."""

    name: str
    """As on the command line."""

    suffix: str
    """Of a file's name, with its dot."""

    words: str
    """What it is, for a line of a dialog."""

    writer: Callable[[datetime | None], Writer]
    needs_start: bool = False

    def one(self, sequence: Sequence, start: datetime | None = None) -> bytes:
        """One whole document of one sequence, with a line feed at its end.

        Raises:
            ValueError: the format needs a start, or the start has no zone.
        """
        return self.writer(start).one(sequence)

    def document(self, start: datetime | None = None) -> Document:
        """A new document of many sequences, to be written in pieces.

        Raises:
            ValueError: as `one`.
        """
        return self.writer(start).many()

    def many(self, sequences: Iterable[Sequence], start: datetime | None = None) -> Iterator[bytes]:
        """The pieces of one document of many sequences.

        Raises:
            ValueError: as `one`.
        """
        document = self.document(start)
        for sequence in sequences:
            yield document.add(sequence)
        yield document.end()


def _text(start: datetime | None) -> Writer:
    from seq_tui.export.document import Joined
    from seq_tui.export.text import sequence_lines

    def one(sequence: Sequence) -> bytes:
        lines = sequence_lines(sequence, FILE_WIDTH, start=start)
        return "".join(f"{line}\n" for line in lines).encode()

    return Writer(one, lambda: Joined(one, between=b"\n\n"))


def _json(start: datetime | None) -> Writer:
    """An object, or an array with each sequence on a line of its own."""
    from seq_tui.export.document import Joined
    from seq_tui.export.json import encode, sequence_json

    return Writer(
        lambda sequence: encode(sequence_json(sequence, start), indent=2) + b"\n",
        lambda: Joined(
            lambda sequence: encode(sequence_json(sequence, start)),
            before=b"[\n",
            between=b",\n",
            after=b"\n]\n",
            empty=b"[]\n",
        ),
    )


def _csv(start: datetime | None) -> Writer:
    from seq_tui.export import csv

    return Writer(lambda sequence: csv.one(sequence, start), lambda: csv.document(start))


def _markdown(start: datetime | None) -> Writer:
    from seq_tui.export import markdown

    known = _needed(start)
    return Writer(lambda sequence: markdown.one(sequence, known), lambda: markdown.document(known))


def _mermaid(start: datetime | None) -> Writer:
    from seq_tui.export import mermaid

    known = _needed(start)
    return Writer(lambda sequence: mermaid.one(sequence, known), lambda: mermaid.Sections(known))


def _svg(start: datetime | None) -> Writer:
    from seq_tui.export import svg

    known = _needed(start)
    return Writer(lambda sequence: svg.one(sequence, known), lambda: svg.Sheets(known))


def _html(start: datetime | None) -> Writer:
    from seq_tui.export import html

    known = _needed(start)
    return Writer(lambda sequence: html.one(sequence, known), lambda: html.Pages(known))


def _needed(start: datetime | None) -> datetime:
    if start is None:
        raise ValueError("a calendar needs a start")
    return start


_ALL = (
    Format("text", ".txt", "text to read, 80 columns wide", _text),
    Format("json", ".json", "every field as received, and what is computed", _json),
    Format("markdown", ".md", "a document to edit", _markdown, needs_start=True),
    Format("mermaid", ".mmd", "a Gantt chart for Mermaid", _mermaid, needs_start=True),
    Format("csv", ".csv", "one row a step, for a spreadsheet", _csv),
    Format("svg", ".svg", "a picture", _svg, needs_start=True),
    Format("html", ".html", "a page for a browser", _html, needs_start=True),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format by its name, in the order to show them in."""
