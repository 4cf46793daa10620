"""The formats that commands write: those of `seq_tui.export.formats`, JSON lines and raw items."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.export.formats import FORMATS, SLIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.export.formats import Format

JSON_LINES = "jsonl"
RAW = "raw"
"""Two formats besides `FORMATS`: one JSON object a line, and the items as received."""

ALL_FORMATS: Mapping[str, Format] = MappingProxyType({**FORMATS, SLIDE.name: SLIDE})
"""`FORMATS`, and the form of one that ``--size`` chooses."""

BOOK = "book"
"""All sequences in a form that somebody builds them again from: HTML or Markdown."""

EXPORT_FORMATS = (*FORMATS, JSON_LINES, RAW)
"""Every format that can be written to a file."""

PARQUET = "parquet"
"""Two tables, which need a folder."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {RAW: ".raw.json", JSON_LINES: ".jsonl", PARQUET: ".parquet"}
    | {each.name: each.suffix for each in ALL_FORMATS.values()}
)
"""The suffix of a file name by format; if two match a name, the first one applies."""

STREAMED = frozenset({JSON_LINES, "csv", "tsv"})
"""Formats that are valid after every sequence, and so are written page by page."""
