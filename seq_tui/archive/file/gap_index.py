"""An index from row numbers to positions, for an archive that has gaps between its positions."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from seq_tui.archive.file.schema import DELETED_FROM

if TYPE_CHECKING:
    import sqlite3

_RUNS = (
    "SELECT place, before FROM (SELECT place, lag(place, 1, 0) OVER (ORDER BY place)"
    " AS before FROM words WHERE place < ?) WHERE place <> before + 1 OR before = 0"
)
"""The first position of each run of consecutive positions, and the last one of the run before."""

_LAST = "SELECT coalesce(max(place), 0) FROM words WHERE place < ?"


class GapIndex:
    """The positions of all rows but those that the account has since deleted.

    Building it scans all rows once; a lookup afterwards reads none.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._starts = array("q")
        """The first position of each run."""

        self._rows_before = array("q")
        """The number of rows before each run."""

        self.count = 0
        """The number of rows."""

        for start, before in connection.execute(_RUNS, (DELETED_FROM,)):
            self._end_run(before)
            self._starts.append(start)
            self._rows_before.append(self.count)
        self._end_run(connection.execute(_LAST, (DELETED_FROM,)).fetchone()[0])

    def position_of(self, row: int) -> int:
        """The position of row number `row`, from 0, which must exist."""
        run = bisect_right(self._rows_before, row) - 1
        return self._starts[run] + row - self._rows_before[run]

    def row_of(self, position: int) -> int:
        """The number of the row at a position, from 0, which must exist."""
        run = bisect_right(self._starts, position) - 1
        return self._rows_before[run] + position - self._starts[run]

    def _end_run(self, last: int) -> None:
        """Count the rows of the newest run, if there is one, up to position `last`."""
        if self._starts:
            self.count = self._rows_before[-1] + last - self._starts[-1] + 1
