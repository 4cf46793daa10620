"""The order of a list in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.domain.query import Sort

DIRECTIONS = {
    "name": ("A to Z", "Z to A"),
    "steps": ("fewest first", "most first"),
    "length": ("shortest first", "longest first"),
    "created": ("oldest first", "newest first"),
    "updated": ("oldest first", "newest first"),
    "creator": ("A to Z", "Z to A"),
}
"""What each key begins with, ascending and descending."""


def direction_text(sort: Sort) -> str:
    """``newest first``."""
    return DIRECTIONS[sort.key][sort.is_descending]


def order_text(sort: Sort) -> str:
    """``By updated, newest first``."""
    return f"By {sort.key}, {direction_text(sort)}"
