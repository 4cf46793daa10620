"""Rows by their number in an archive from which positions were left out."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import DELETED_FROM

if TYPE_CHECKING:
    import sqlite3

_STARTS = (
    "SELECT position, before FROM (SELECT position, lag(position, 1, 0) OVER (ORDER BY position)"
    " AS before FROM words WHERE position < ?) WHERE position <> before + 1 OR before = 0"
)
"""The first position of each stretch, and the last one of the stretch before."""

_LAST = "SELECT coalesce(max(position), 0) FROM words WHERE position < ?"


class GapIndex:
    """The positions that have a row, without those of what the account has since deleted.

    All rows are looked through once, and then none to find one by its number.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._firsts = array("q")
        self._rows = array("q")
        """Rows before each stretch."""

        self.count = 0
        """Rows in all."""

        for first, before in connection.execute(_STARTS, (DELETED_FROM,)):
            self._end(before)
            self._firsts.append(first)
            self._rows.append(self.count)
        self._end(connection.execute(_LAST, (DELETED_FROM,)).fetchone()[0])

    def position(self, row: int) -> int:
        """Where the row with that number, from 0, is; there has to be one."""
        stretch = bisect_right(self._rows, row) - 1
        return self._firsts[stretch] + row - self._rows[stretch]

    def _end(self, last: int) -> None:
        """Count the rows of the stretch that was begun, if any was."""
        if self._firsts:
            self.count = self._rows[-1] + last - self._firsts[-1] + 1
