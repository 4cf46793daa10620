"""Rows of an open archive, by their place in what was asked for."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import TYPE_CHECKING

from seq_tui.api.records import MAX_INTEGER
from seq_tui.archive.schema import DELETED_FROM
from seq_tui.archive.search import NAME, TASK, Matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Rows
    from typing import TypeAlias

    from seq_tui.archive.search import Field
    from seq_tui.domain.query import Query

    Row: TypeAlias = tuple[int | None, str, str | None]
    """Id, JSON, and when the sequence was found to be deleted."""

_ROW = "SELECT id, coalesce(CAST(json AS TEXT), ''), CAST(deleted_at AS TEXT) FROM sequence"
"""With casts, for what a file claims to be a text need not be one."""


class Reader:
    """The rows of an open archive; what a search found is kept until the next one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._matches: tuple[tuple[str, Field, int, int], Matches] | None = None

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
        query = "SELECT count(*) FROM words WHERE position < ?"
        if not self._has_gaps():
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
        count = self.count()
        first = self._nth(start) if self._has_gaps() and start < count else start + 1
        query = f"{_ROW} WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ?"
        limits = (first, DELETED_FROM - 1, min(stop, count) - start)
        rows = self._connection.execute(query, limits).fetchall() if start < count else []
        if deleted and stop > count:
            first = DELETED_FROM + max(start - count, 0)
            limits = (first, MAX_INTEGER, stop - max(start, count))
            rows += self._connection.execute(query, limits).fetchall()
        return rows

    def _nth(self, row: int) -> int:
        query = "SELECT max(position) FROM (SELECT position FROM words ORDER BY position LIMIT ?)"
        position: int = self._connection.execute(query, (row + 1,)).fetchone()[0]
        return position

    def _has_gaps(self) -> bool:
        row = self._connection.execute("SELECT has_gaps FROM about").fetchone()
        return bool(row and row[0])

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
        changes = self._connection.execute("PRAGMA data_version").fetchone()[0]
        key = (part, field, changes, self._connection.total_changes)
        if self._matches is None or self._matches[0] != key:
            self._matches = (key, Matches(self._connection, part, field))
        return self._matches[1]
