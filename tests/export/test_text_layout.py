"""Tests of plain text laid out in terminal cells."""

from __future__ import annotations

from seq_tui.export.text_layout import Column, grid, pad


def test_padding_counts_cells_and_not_characters() -> None:
    assert pad("会", 4) == "会  "
    assert pad("7", 3, to_the_right=True) == "  7"


def test_a_grid_narrows_its_flexible_column_and_no_other() -> None:
    columns = [Column("ID", to_the_right=True), Column("NAME", flexible=True), Column("UPDATED")]
    rows = [("7", "a rather long name", "today"), ("12", "b", "now")]
    assert grid(columns, rows, 24, "…") == [
        "ID  NAME         UPDATED",
        " 7  a rather l…  today",
        "12  b            now",
    ]


def test_a_grid_with_too_little_room_is_cut_at_its_end() -> None:
    lines = grid([Column("A", flexible=True), Column("B")], [("x" * 20, "y" * 20)], 12, "…")
    assert lines == ["A         B", "xxxxxxx…  y…"]


def test_a_grid_without_rows_has_its_titles() -> None:
    assert grid([Column("A"), Column("B")], [], 80, "…") == ["A  B"]
