"""The rows of an archive that a filter selects."""

from __future__ import annotations

import asyncio
import json
from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.archive.file.creator_names import read_creator_names
from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from seq_tui.domain.filter.nodes import Filter

CHUNK = 200
"""Rows to read in one go, after which other tasks run."""


class FilterMatches:
    """The positions of the rows that a filter selects; found as far as requested."""

    def __init__(self, connection: sqlite3.Connection, part: Filter) -> None:
        self._connection = connection
        self._filter = part
        self._surroundings = Surroundings(datetime.now(UTC), read_creator_names(connection))
        self._found = array("q")
        self._searched_until = 0
        self._is_complete = False

    async def find(self, stop: int, is_wanted: Callable[[], bool]) -> array[int]:
        """As `seq_tui.archive.file.search.Matches.find`."""
        while not self._has(stop) and is_wanted():
            self._find_more()
            await asyncio.sleep(0)
        return self._found

    def find_sync(self, stop: int) -> array[int]:
        """The same as `find`, for a caller that cannot await."""
        while not self._has(stop):
            self._find_more()
        return self._found

    def all_found(self) -> array[int] | None:
        """The positions of all matching rows; `None` while there may be others."""
        return self._found if self._is_complete else None

    def is_match(self, position: int) -> bool:
        """Whether the filter selects the row at a position."""
        query = "SELECT coalesce(CAST(item AS TEXT), '') FROM sequence WHERE place = ?"
        row = self._connection.execute(query, (position,)).fetchone()
        return row is not None and self._is_selected(row[0])

    def _has(self, stop: int) -> bool:
        return self._is_complete or len(self._found) >= stop

    def _find_more(self) -> None:
        query = (
            "SELECT place, coalesce(CAST(item AS TEXT), '') FROM sequence WHERE place > ?"
            " ORDER BY place LIMIT ?"
        )
        rows = self._connection.execute(query, (self._searched_until, CHUNK)).fetchall()
        self._found.extend(place for place, text in rows if self._is_selected(text))
        if rows:
            self._searched_until = rows[-1][0]
        self._is_complete = len(rows) < CHUNK

    def _is_selected(self, text: str) -> bool:
        data = unwrap(json.loads(text)) if text else None
        return data is not None and selects(
            self._filter, Facts(sequence_from(data)), self._surroundings
        )
