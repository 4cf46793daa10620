"""The formats of the command line: those of `seq_tui.export.formats`, and three more."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.export.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_LINES = "jsonl"
RAW = "raw"
"""Two forms besides `FORMATS`: one object a line, and what was received as it was received."""

EXPORTED = (*FORMATS, JSON_LINES, RAW)
"""Every form that goes into a file."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {RAW: ".raw.json", JSON_LINES: ".jsonl"} | {each.name: each.suffix for each in FORMATS.values()}
)
"""How the name of a file ends, by form; where two fit, the first is meant."""

STREAMED = frozenset({JSON_LINES, "csv"})
"""Forms that are whole at the end of every sequence, and so are written as they come."""
