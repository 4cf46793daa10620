"""The table of formats that a sequence can be exported in, for commands and dialogs.

Every format produces UTF-8 from records, a start and the weekend rule alone: it reads no clock,
terminal or other file.
A start is a time with a zone. Without one, a document has no dates but those of the records. A
format that `draws_calendar` is meant to have a start; its callers default to a weekday morning.

Each format writes in two ways: `Format.render` returns the document of one sequence, and
`Format.new_document` joins many sequences, which may arrive page by page. Forms that only the
command line offers stay there: text for a terminal's width and glyphs (see `export.text`), a table,
and the raw records, which only the source has.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.document import Document
    from seq_tui.export.svg import Layout

FILE_WIDTH = 80
"""Cells in a line of a text file."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A format bound to a start and a weekend rule."""

    render: Callable[[Sequence], bytes]
    new_document: Callable[[], Document]
    omission: Callable[[Sequence], str] = lambda _: ""
    """What `render` leaves out of a sequence, as `Document.omission` says it."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, whose writer is imported on first use."""

    name: str
    """Its name on the command line."""

    suffix: str
    """The suffix of its files, with the dot."""

    description: str
    """One line for a dialog."""

    writer: Callable[[datetime | None, WeekendRule], Writer]
    draws_calendar: bool = False

    def render(
        self,
        sequence: Sequence,
        start: datetime | None = None,
        weekend: WeekendRule = WeekendRule.HOLD,
    ) -> bytes:
        """Return the complete document of one sequence, which ends in a line feed.

        Raises:
            ValueError: the start has no zone.
        """
        return self.writer(start, weekend).render(sequence)

    def new_document(
        self, start: datetime | None = None, weekend: WeekendRule = WeekendRule.HOLD
    ) -> Document:
        """Begin a document of many sequences, which is written in pieces.

        Raises:
            ValueError: the start has no zone.
        """
        return self.writer(start, weekend).new_document()


def _text(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export.document import JoinedDocument
    from seq_tui.export.text import sequence_lines

    def render(sequence: Sequence) -> bytes:
        lines = sequence_lines(sequence, FILE_WIDTH, start=start, weekend=weekend)
        return "".join(f"{line}\n" for line in lines).encode()

    return Writer(render, lambda: JoinedDocument(render, separator=b"\n\n"))


def _json(start: datetime | None, weekend: WeekendRule) -> Writer:
    """Write an object, or an array with each sequence on a line of its own."""
    from seq_tui.export.document import JoinedDocument
    from seq_tui.export.json import encode, sequence_json

    return Writer(
        lambda sequence: encode(sequence_json(sequence, start, weekend), indent=2) + b"\n",
        lambda: JoinedDocument(
            lambda sequence: encode(sequence_json(sequence, start, weekend)),
            prefix=b"[\n",
            separator=b",\n",
            suffix=b"\n]\n",
            empty=b"[]\n",
        ),
    )


def _csv(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export import csv

    return Writer(
        lambda sequence: csv.render(sequence, start, weekend),
        lambda: csv.new_document(start, weekend),
    )


def _tsv(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export import csv

    return Writer(
        lambda sequence: csv.render(sequence, start, weekend, tabs=True),
        lambda: csv.new_document(start, weekend, tabs=True),
    )


def _markdown(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export import markdown

    return Writer(
        lambda sequence: markdown.render(sequence, start, weekend),
        lambda: markdown.new_document(start, weekend),
    )


def _mermaid(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export import mermaid

    drawer = mermaid.SequenceDrawer(start, weekend)
    return Writer(drawer.render, lambda: mermaid.MermaidDocument(start, weekend), drawer.omission)


def _svg(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export.svg import SHEET

    return _pictures(start, weekend, SHEET)


def _slide(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export.slide import SLIDE

    return _pictures(start, weekend, SLIDE)


def _pictures(start: datetime | None, weekend: WeekendRule, layout: Layout) -> Writer:
    from seq_tui.export import svg

    return Writer(
        lambda sequence: svg.render(sequence, start, weekend, layout),
        lambda: svg.SvgDocument(start, weekend, layout),
        lambda sequence: svg.omission(sequence, start, weekend, layout),
    )


def _html(start: datetime | None, weekend: WeekendRule) -> Writer:
    from seq_tui.export import html

    return Writer(
        lambda sequence: html.render(sequence, start, weekend),
        lambda: html.HtmlDocument(start, weekend),
    )


_ALL = (
    Format("text", ".txt", "text to read, 80 columns wide", _text),
    Format("json", ".json", "all fields received, and what is computed", _json),
    Format("markdown", ".md", "a document to edit", _markdown, draws_calendar=True),
    Format("mermaid", ".mmd", "a Gantt chart for Mermaid", _mermaid, draws_calendar=True),
    Format("csv", ".csv", "one row a step, for a spreadsheet", _csv),
    Format("tsv", ".tsv", "the same with tabs, one line a row", _tsv),
    Format("svg", ".svg", "a picture", _svg, draws_calendar=True),
    Format("html", ".html", "a page for a browser", _html, draws_calendar=True),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format by name, in display order."""

SLIDE = Format("16:9", ".svg", "a picture for a slide", _slide, draws_calendar=True)
"""A form of SVG that ``--size 16:9`` chooses."""
