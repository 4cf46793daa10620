"""Chosen columns of a list, one row or one object a sequence, in the formats for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.export.document import JoinedDocument
from seq_tui.export.list_table import list_cells, list_values

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule

JSON, JSON_LINES, TSV = "json", "jsonl", "tsv"


def new_document(format_name: str, names: tuple[str, ...], weekend: WeekendRule) -> JoinedDocument:
    """Begin a document of many sequences.

    Args:
        format_name: json, jsonl, csv or tsv.
        names: the columns, from `seq_tui.export.list_table.LIST_COLUMNS`.
        weekend: the rule for the columns that are computed.
    """
    if format_name not in (JSON, JSON_LINES):
        return _rows(names, weekend, tabs=format_name == TSV)

    from seq_tui.export.json import encode

    def render(sequence: Sequence) -> bytes:
        return encode(list_values(sequence, names, weekend))

    if format_name == JSON_LINES:
        return JoinedDocument(lambda sequence: render(sequence) + b"\n")
    return JoinedDocument(render, prefix=b"[\n", separator=b",\n", suffix=b"\n]\n", empty=b"[]\n")


def _rows(names: tuple[str, ...], weekend: WeekendRule, *, tabs: bool) -> JoinedDocument:
    from seq_tui.export.csv import cell, encode_commas, encode_tabs

    encode_rows = encode_tabs if tabs else encode_commas
    titles = encode_rows([names])
    return JoinedDocument(
        lambda sequence: encode_rows([map(cell, list_cells(sequence, names, weekend))]),
        prefix=titles,
        empty=titles,
    )
