"""Rows of an open archive, by their place in what was asked for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import TYPE_CHECKING

from seq_tui.archive.file.gap_index import GapIndex
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.search import NAME, TASK, Matches
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Rows
    from typing import TypeAlias

    from seq_tui.archive.file.search import Field
    from seq_tui.domain.query import Query

    Row: TypeAlias = tuple[int | None, str, str | None]
    """Id, JSON, and when the sequence was found to be deleted."""

_ROW = "SELECT id, coalesce(CAST(json AS TEXT), ''), CAST(deleted_at AS TEXT) FROM sequence"
"""With casts, for what a file claims to be a text need not be one."""


class Reader:
    """The rows of an open archive; what a search found is kept until the next one.

    So is where the rows are, should positions have been left out, until somebody writes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._matches: tuple[tuple[str, Field, tuple[int, int]], Matches] | None = None
        self._stretches: tuple[tuple[int, int], GapIndex] | None = None

    async def rows(
        self, query: Query, start: int, stop: int, is_wanted: Callable[[], bool], *, deleted: bool
    ) -> list[Row]:
        """What `query` asks for, from the `start`-th row up to, but without, the `stop`-th.

        Args:
            query: what to look for.
            start: from 0.
            stop: as in a slice.
            is_wanted: once it says no, what is returned may be less.
            deleted: whether what the account has since deleted belongs to it.
        """
        if not query:
            return self._all(start, stop, deleted=deleted)
        if query.ids:
            found = self._with_ids(query)
        else:
            found = await self._matching(query).upto(stop, is_wanted)
        end = len(found) if deleted else bisect_left(found, DELETED_FROM)
        return [self.at(position) for position in found[start : min(stop, end)]]

    def found_at_once(self, query: Query, start: int, stop: int) -> list[Row]:
        """`rows` of a query without a turn for others; what was deleted does not belong to it."""
        found = self._with_ids(query) if query.ids else self._matching(query).at_once(stop)
        end = bisect_left(found, DELETED_FROM)
        return [self.at(position) for position in found[start : min(stop, end)]]

    def at(self, position: int) -> Row:
        """The row at a position that has one."""
        row: Row | None
        row = self._connection.execute(f"{_ROW} WHERE position = ?", (position,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("a sequence is missing")
        return row

    def every(self) -> Iterator[Row]:
        """Every row, in order."""
        yield from self._connection.execute(f"{_ROW} ORDER BY position")

    def position(self, sequence_id: int) -> int | None:
        """Where the sequence with that id is."""
        if abs(sequence_id) > MAX_INTEGER:
            return None
        query = "SELECT position FROM sequence WHERE id = ?"
        row = self._connection.execute(query, (sequence_id,)).fetchone()
        return None if row is None else row[0]

    def count(self) -> int:
        """Rows, without those that the account has since deleted."""
        if (stretches := self._gapped()) is not None:
            return stretches.count
        query = "SELECT coalesce(max(position), 0) FROM sequence WHERE position < ?"
        number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def total(self) -> int:
        """All rows."""
        number: int = self._connection.execute("SELECT count(*) FROM words").fetchone()[0]
        return number

    def steps(self) -> int:
        """Steps of all rows, without those of what the account has since deleted."""
        query = "SELECT coalesce(sum(steps), 0) FROM sequence WHERE position < ?"
        number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def _all(self, start: int, stop: int, *, deleted: bool) -> list[Row]:
        """Rows by their number, which is their position where none was left out."""
        query = f"{_ROW} WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ?"
        limits = (self._nth(start), DELETED_FROM - 1, stop - start)
        rows = self._connection.execute(query, limits).fetchall()
        if deleted and len(rows) < stop - start:
            first = DELETED_FROM + max(start - self.count(), 0)
            limits = (first, MAX_INTEGER, stop - start - len(rows))
            rows += self._connection.execute(query, limits).fetchall()
        return rows

    def _nth(self, row: int) -> int:
        """The position of a row, from 0; `DELETED_FROM` at most, where there is none."""
        stretches = self._gapped() if row else None
        if stretches is None:
            return min(row + 1, DELETED_FROM)
        return stretches.position(row) if row < stretches.count else DELETED_FROM

    def _gapped(self) -> GapIndex | None:
        """Where the rows are; `None` where they are at the positions that are their numbers."""
        row = self._connection.execute("SELECT has_gaps FROM about").fetchone()
        if not (row and row[0]):
            return None
        state = self._state()
        if self._stretches is None or self._stretches[0] != state:
            self._stretches = (state, GapIndex(self._connection))
        return self._stretches[1]

    def _state(self) -> tuple[int, int]:
        """Something else as soon as anybody has changed the file."""
        changes: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return changes, self._connection.total_changes

    def _with_ids(self, query: Query) -> Rows[int]:
        known = {self.position(each) for each in query.ids} - {None}
        positions = sorted(position for position in known if position is not None)
        if not query.name:
            return positions
        matches = self._matching(query)
        return [position for position in positions if matches.is_match(position)]

    def _matching(self, query: Query) -> Matches:
        """The rows with that name or task, as long as nobody has changed the file since."""
        part, field = (query.task, TASK) if query.task else (query.name, NAME)
        key = (part, field, self._state())
        if self._matches is None or self._matches[0] != key:
            self._matches = (key, Matches(self._connection, part, field))
        return self._matches[1]
