"""The formats that commands write: those of `seq_tui.export.formats`, JSON lines and raw items."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_LINES = "jsonl"
RAW = "raw"
"""Two formats besides `FORMATS`: one JSON object a line, and the items as received."""

EXPORT_FORMATS = (*FORMATS, JSON_LINES, RAW)
"""Every format that can be written to a file."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {RAW: ".raw.json", JSON_LINES: ".jsonl"} | {each.name: each.suffix for each in FORMATS.values()}
)
"""The suffix of a file name by format; if two match a name, the first one applies."""

STREAMED = frozenset({JSON_LINES, "csv", "tsv"})
"""Formats that are valid after every sequence, and so are written page by page."""
