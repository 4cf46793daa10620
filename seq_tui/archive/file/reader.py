"""Rows of an open archive, found by query and row number."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import TYPE_CHECKING

from seq_tui.archive.file.gap_index import GapIndex
from seq_tui.archive.file.schema import DELETED_FROM, FOLDED_VERSION, version
from seq_tui.archive.file.search import NAME, TASK, Matches
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from seq_tui.domain.query import Query

    Row: TypeAlias = tuple[int | None, str, str | None]
    """The id, the JSON, and when the sequence was found to be deleted."""

_ROW = "SELECT id, coalesce(CAST(json AS TEXT), ''), CAST(deleted_at AS TEXT) FROM sequence"
"""With casts, since an untrusted file may hold a value of any type in a text column."""


class RowReader:
    """Reads the rows of an open archive.

    It caches the matches of the latest search and, if the archive has gaps, an index of its
    positions, each until the file changes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._matches: tuple[object, Matches] | None = None
        self._gap_index: tuple[tuple[int, int], GapIndex] | None = None

    async def find(
        self,
        query: Query,
        start: int,
        stop: int,
        is_wanted: Callable[[], bool],
        *,
        include_deleted: bool,
    ) -> list[Row]:
        """The results of `query` from row `start` up to, but without, row `stop`, as in a slice.

        Args:
            query: what to find.
            start: from 0.
            stop: exclusive.
            is_wanted: once it returns false, fewer rows may be returned.
            include_deleted: whether sequences that the account has since deleted are results.
        """
        if not query:
            return self._slice(start, stop, include_deleted=include_deleted)
        if query.ids:
            found = self._positions_of_ids(query)
        else:
            found = await self._search(query).find(stop, is_wanted)
        return self._rows_at(query, found, start, stop, include_deleted=include_deleted)

    def find_sync(self, query: Query, start: int, stop: int) -> list[Row]:
        """The same as `find`, for a caller that cannot await; without deleted sequences."""
        found = self._positions_of_ids(query) if query.ids else self._search(query).find_sync(stop)
        return self._rows_at(query, found, start, stop, include_deleted=False)

    def row_at(self, position: int) -> Row:
        """The row at a position, which must exist."""
        row: Row | None
        row = self._connection.execute(f"{_ROW} WHERE position = ?", (position,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("a sequence is missing")
        return row

    def all_rows(self) -> Iterator[Row]:
        """Every row, in order."""
        yield from self._connection.execute(f"{_ROW} ORDER BY position")

    def position_of(self, sequence_id: int) -> int | None:
        """The position of the sequence with this id, if it is there."""
        if abs(sequence_id) > MAX_INTEGER:
            return None
        query = "SELECT position FROM sequence WHERE id = ?"
        row = self._connection.execute(query, (sequence_id,)).fetchone()
        return None if row is None else row[0]

    def row_of(self, sequence_id: int) -> int | None:
        """The row of the sequence with this id among all rows, deleted ones last, from 0."""
        position = self.position_of(sequence_id)
        if position is None:
            return None
        if position >= DELETED_FROM:
            return self.live_count() + position - DELETED_FROM
        gap_index = self._current_gap_index()
        return position - 1 if gap_index is None else gap_index.row_of(position)

    def live_count(self) -> int:
        """The number of rows, without those that the account has since deleted."""
        if (gap_index := self._current_gap_index()) is not None:
            return gap_index.count
        query = "SELECT coalesce(max(position), 0) FROM sequence WHERE position < ?"
        number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def row_count(self) -> int:
        """The number of all rows."""
        number: int = self._connection.execute("SELECT count(*) FROM words").fetchone()[0]
        return number

    def step_count(self) -> int:
        """The number of steps of all rows, without those that the account has since deleted."""
        query = "SELECT coalesce(sum(steps), 0) FROM sequence WHERE position < ?"
        number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def _slice(self, start: int, stop: int, *, include_deleted: bool) -> list[Row]:
        """Rows by their number, which without gaps is their position less one."""
        query = f"{_ROW} WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ?"
        limits = (self._position_of_row(start), DELETED_FROM - 1, stop - start)
        rows = self._connection.execute(query, limits).fetchall()
        if include_deleted and len(rows) < stop - start:
            first = DELETED_FROM + max(start - self.live_count(), 0)
            limits = (first, MAX_INTEGER, stop - start - len(rows))
            rows += self._connection.execute(query, limits).fetchall()
        return rows

    def _position_of_row(self, row: int) -> int:
        """The position of a row, from 0; `DELETED_FROM` if there are not that many."""
        gap_index = self._current_gap_index() if row else None
        if gap_index is None:
            return min(row + 1, DELETED_FROM)
        return gap_index.position_of(row) if row < gap_index.count else DELETED_FROM

    def _current_gap_index(self) -> GapIndex | None:
        """The index of the positions as they are now; `None` if there are no gaps."""
        row = self._connection.execute("SELECT has_gaps FROM about").fetchone()
        if not (row and row[0]):
            return None
        version = self._data_version()
        if self._gap_index is None or self._gap_index[0] != version:
            self._gap_index = (version, GapIndex(self._connection))
        return self._gap_index[1]

    def _data_version(self) -> tuple[int, int]:
        """A value that differs after any change to the file, by this connection or another."""
        changes: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return changes, self._connection.total_changes

    def _rows_at(
        self,
        query: Query,
        found: Sequence[int],
        start: int,
        stop: int,
        *,
        include_deleted: bool,
    ) -> list[Row]:
        """Some of the rows found; first of all is the sequence with the number as its id."""
        end = len(found) if include_deleted else bisect_left(found, DELETED_FROM)
        first = None if query.number is None else self.position_of(query.number)
        if first is not None and (include_deleted or first < DELETED_FROM):
            found = [first, *(position for position in found[:end] if position != first)]
            end = len(found)
        return [self.row_at(position) for position in found[start : min(stop, end)]]

    def _positions_of_ids(self, query: Query) -> Sequence[int]:
        known = {self.position_of(each) for each in query.ids} - {None}
        positions = sorted(position for position in known if position is not None)
        if not query.words:
            return positions
        matches = self._search(query)
        return [position for position in positions if matches.is_match(position)]

    def _search(self, query: Query) -> Matches:
        """The matches of words, shared by all pages while the file is unchanged."""
        field = NAME if query.task is None else TASK
        key = (query.words, field, self._data_version())
        if self._matches is None or self._matches[0] != key:
            is_folded = version(self._connection) >= FOLDED_VERSION
            matches = Matches(self._connection, query.words, field, is_folded=is_folded)
            self._matches = (key, matches)
        return self._matches[1]
