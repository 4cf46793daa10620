"""The rows of an archive that a filter selects, each read and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.stored_facts import read_facts
from seq_tui.domain.filter.evaluate import selects

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.domain.filter.evaluate import Surroundings
    from seq_tui.domain.filter.nodes import Filter

CHUNK = 50
"""Rows to read in one go; it takes some milliseconds."""


class FilterMatches(Positions):
    """What a filter selects."""

    def __init__(
        self, connection: sqlite3.Connection, part: Filter, surroundings: Surroundings
    ) -> None:
        super().__init__()
        self._connection = connection
        self._filter = part
        self._surroundings = surroundings
        self._searched_until = 0

    def find_more(self, _count: int) -> None:
        """Compare the next rows."""
        rows = read_facts(self._connection, self._searched_until, CHUNK)
        self._found.extend(
            place
            for place, facts in rows
            if facts is not None and selects(self._filter, facts, self._surroundings)
        )
        if rows:
            self._searched_until = rows[-1][0]
        self._is_complete = len(rows) < CHUNK
