"""Rows of an open archive, found by query and row number."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.checksum import checksum
from seq_tui.archive.file.deleted import Deleted
from seq_tui.archive.file.errors import DamagedRowError, MissingRowError
from seq_tui.archive.file.gap_index import GapIndex
from seq_tui.archive.file.schema import DELETED_FROM, last_live_place
from seq_tui.archive.file.selection import position_of, select_rows
from seq_tui.wire.item_texts import ReceivedItem
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seq_tui.archive.file.positions import Positions
    from seq_tui.domain.query import Query

_ROW = (
    "SELECT place, id, CAST(deleted_at AS TEXT), CAST(seen_from AS TEXT), checksum,"
    " coalesce(CAST(item AS TEXT), ''), CAST(received AS TEXT) FROM sequence"
)
"""With casts, since an untrusted file may hold a value of any type in a text column."""

_EARLIER = (
    "SELECT number, id, CAST(seen_until AS TEXT), CAST(seen_from AS TEXT), checksum,"
    " coalesce(CAST(item AS TEXT), ''), CAST(received AS TEXT) FROM earlier"
)

TRIES = 3
"""How often rows are looked for that another process keeps changing meanwhile."""


class Row(NamedTuple):
    """One item as it is stored."""

    position: int
    id: int | None

    deleted_at: str | None
    """When the sequence was first found to be deleted; of an earlier form, to be another."""

    seen_from: str | None
    """When a save first found the item in this form; `None` if that is not known."""

    checksum: int | None
    """`None` in a file of a version without checksums."""

    text: str
    """The item in JSON."""

    received: str | None
    """The item as received, if that is no valid JSON."""

    @property
    def item(self) -> ReceivedItem:
        """The item, which can be stored again.

        Raises:
            DamagedRowError: it is not as it was saved.
        """
        self.require_intact()
        return ReceivedItem(json.loads(self.text), self.received or self.text)

    @property
    def is_intact(self) -> bool:
        """Whether the texts are as they were written, as far as the file can tell."""
        if self.checksum is None:
            return True
        values = (self.id, self.text, self.received, self.seen_from, self.deleted_at)
        return checksum(*values) == self.checksum

    def require_intact(self) -> None:
        """Raise a `DamagedRowError` if the texts are not as they were written."""
        if not self.is_intact:
            name = "an item" if self.id is None else f"sequence {self.id}"
            raise DamagedRowError(f"{name} is not as it was saved")


class RowReader:
    """Reads the rows of an open archive.

    It caches the results of the latest query and, if the archive has gaps, an index of its
    positions, each until the file changes.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._latest: tuple[object, Positions] | None = None
        self._gap_index: tuple[tuple[int, int], GapIndex] | None = None

    async def find(
        self,
        query: Query,
        start: int,
        stop: int,
        is_wanted: Callable[[], bool],
        deleted: Deleted,
    ) -> list[Row]:
        """The results of `query` from row `start` up to, but without, row `stop`, as in a slice.

        Args:
            query: what to find.
            start: from 0.
            stop: exclusive.
            is_wanted: once it returns false, fewer rows may be returned.
            deleted: whether sequences that the account has since deleted are results.
        """
        if not query:
            return self._slice(start, stop, deleted)
        for _ in range(TRIES):
            data_version = self.data_version()
            rows, first = self._selection(query), 0
            if deleted is not Deleted.ONLY:
                rows, first = rows.near(start, self.live_count)
            limit = MAX_INTEGER if deleted is Deleted.ONLY else stop - first
            found = await rows.find(limit, is_wanted)
            try:
                return self._rows_at(query, found, start - first, stop - first, deleted)
            except MissingRowError:
                # Another process may have changed the file between the search and the reading.
                if self.data_version() == data_version:
                    raise
        raise sqlite3.OperationalError("the file changed at each of several attempts")

    def find_sync(self, query: Query, start: int, stop: int) -> list[Row]:
        """The same as `find`, for a caller that cannot await; without deleted sequences."""
        self._connection.execute("BEGIN")
        try:
            found = self._selection(query).find_sync(stop)
            return self._rows_at(query, found, start, stop, Deleted.NO)
        finally:
            self._connection.execute("COMMIT")

    def count(self, query: Query) -> int | None:
        """The number of results of `query`, deleted sequences included.

        `None` as long as the search for them has not reached the end of the file.
        """
        if query.selects_all:
            return self.live_count() + self._deleted_count()
        return self._count_of(query, self._selection(query))

    def _count_of(self, query: Query, rows: Positions) -> int | None:
        first = self._position_of_number(query)
        if first is None:
            return rows.total
        if (found := rows.all_found()) is None:
            return None
        index = bisect_left(found, first)
        is_found_by_name = index < len(found) and found[index] == first
        return len(found) + (not is_found_by_name)

    async def count_all(self, query: Query, is_wanted: Callable[[], bool]) -> int | None:
        """The same, after a search to the end of the file.

        `None` once `is_wanted` returns false before that.
        """
        if query.selects_all:
            return self.count(query)
        rows = self._selection(query)
        await rows.count(is_wanted)
        # Another query may have been asked meanwhile.
        return self._count_of(query, rows)

    def row_at(self, position: int, sequence_id: int | None = None) -> Row:
        """The row at a position, which must exist, and have the id that it was found by."""
        for row in self._rows(f"{_ROW} WHERE place = ?", position):
            if sequence_id is not None and row.id != sequence_id:
                raise DamagedRowError(f"its index has sequence {row.id} for {sequence_id}")
            return row
        raise MissingRowError("a sequence is missing")

    def row_with_id(self, sequence_id: int) -> Row | None:
        """The row of the sequence with this id, if it is there."""
        if abs(sequence_id) > MAX_INTEGER:
            return None
        # SQLite takes the id from its index, and so cannot notice that the row has another one.
        position = "SELECT place FROM sequence WHERE id = ?"
        for row in self._rows(f"{_ROW} WHERE place = ({position})", sequence_id):
            if row.id != sequence_id:
                raise DamagedRowError(f"its index has sequence {row.id} for {sequence_id}")
            return row
        return None

    def all_rows(self) -> Iterator[Row]:
        """Every row, in order, intact or not."""
        yield from map(Row._make, self._connection.execute(f"{_ROW} ORDER BY place"))

    def earlier_rows(self, sequence_id: int) -> list[Row]:
        """The earlier forms of a sequence, the oldest first.

        In these rows, `Row.deleted_at` is the time of the first save that no longer found the form.
        """
        return list(self._rows(f"{_EARLIER} WHERE id = ? ORDER BY number", sequence_id))

    def all_earlier_rows(self) -> Iterator[Row]:
        """The earlier forms of all sequences, as in `earlier_rows`, intact or not."""
        yield from map(Row._make, self._connection.execute(f"{_EARLIER} ORDER BY number"))

    def position_of(self, sequence_id: int) -> int | None:
        """The position of the sequence with this id, if it is there."""
        return position_of(self._connection, sequence_id)

    def row_of(self, sequence_id: int) -> int | None:
        """The row of the sequence with this id among all rows, deleted ones last, from 0."""
        position = self.position_of(sequence_id)
        if position is None:
            return None
        if position >= DELETED_FROM:
            return self.live_count() + position - DELETED_FROM
        gap_index = self._current_gap_index()
        return position - 1 if gap_index is None else gap_index.row_of(position)

    def locate(self, query: Query, sequence_id: int) -> tuple[int | None, bool]:
        """Look a little further for a sequence among the results of a query, deleted ones included.

        Returns:
            Its row, if it is known; and whether the search for it is over.
        """
        position = self.position_of(sequence_id)
        if position is None or self._position_of_number(query) is not None:
            return None, True
        if not query:
            return self.row_of(sequence_id), True
        selection = self._selection(query)
        row = selection.row_of(position)
        is_over = row is not None or selection.all_found() is not None
        if not is_over:
            selection.go_on(MAX_INTEGER)
        return row, is_over

    def live_count(self) -> int:
        """The number of rows, without those that the account has since deleted."""
        if (gap_index := self._current_gap_index()) is not None:
            return gap_index.count
        return last_live_place(self._connection)

    def _deleted_count(self) -> int:
        """The number of sequences that the account has since deleted; their rows have no gaps."""
        query = "SELECT coalesce(max(place), 0) FROM sequence"
        last: int = self._connection.execute(query).fetchone()[0]
        return max(last - DELETED_FROM + 1, 0)

    def row_count(self) -> int:
        """The number of all rows."""
        number: int = self._connection.execute("SELECT count(*) FROM words").fetchone()[0]
        return number

    def step_count(self) -> int:
        """The number of steps of all rows, without those that the account has since deleted."""
        query = "SELECT coalesce(sum(steps), 0) FROM sequence WHERE place < ?"
        number: int = self._connection.execute(query, (DELETED_FROM,)).fetchone()[0]
        return number

    def rows_between(self, first: int, stop: int) -> list[Row]:
        """The rows at positions from `first` up to, but without, `stop`."""
        return list(
            self._rows(f"{_ROW} WHERE place >= ? AND place < ? ORDER BY place", first, stop)
        )

    def _slice(self, start: int, stop: int, deleted: Deleted) -> list[Row]:
        """Rows by their number, which without gaps is their position less one."""
        query = f"{_ROW} WHERE place BETWEEN ? AND ? ORDER BY place LIMIT ?"
        if deleted is Deleted.ONLY:
            return list(self._rows(query, DELETED_FROM + start, MAX_INTEGER, stop - start))
        first = self._position_of_row(start)
        rows = list(self._rows(query, first, DELETED_FROM - 1, stop - start))
        if deleted is Deleted.YES and len(rows) < stop - start:
            first = DELETED_FROM + max(start - self.live_count(), 0)
            rows += self._rows(query, first, MAX_INTEGER, stop - start - len(rows))
        return rows

    def _rows(self, query: str, *parameters: int) -> Iterator[Row]:
        """The rows that a query finds, each of them intact."""
        for row in map(Row._make, self._connection.execute(query, parameters)):
            row.require_intact()
            yield row

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
        version = self.data_version()
        if self._gap_index is None or self._gap_index[0] != version:
            self._gap_index = (version, GapIndex(self._connection))
        return self._gap_index[1]

    def data_version(self) -> tuple[int, int]:
        """A value that differs after any change to the file, by this connection or another."""
        changes: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return changes, self._connection.total_changes

    def _rows_at(
        self,
        query: Query,
        found: Sequence[int],
        start: int,
        stop: int,
        deleted: Deleted,
    ) -> list[Row]:
        """Some of the rows found; first of all is the sequence with the number as its id."""
        if deleted is not Deleted.YES:
            # Deleted sequences follow all others, in every order.
            boundary = bisect_left(found, True, key=_is_deleted)
            found = found[:boundary] if deleted is Deleted.NO else found[boundary:]
        first = self._position_of_number(query)
        if first is not None and _is_read(first, deleted):
            found = [first, *(position for position in found if position != first)]
        ids = query.ids if query.number is None else (query.number,)
        wanted = {self.position_of(each): each for each in ids}
        return [self.row_at(each, wanted.get(each)) for each in found[start:stop]]

    def _position_of_number(self, query: Query) -> int | None:
        """The position of the row to list first, as the number that was asked for is its id."""
        if query.number is None or query.sort is not None:
            return None
        return self.position_of(query.number)

    def _selection(self, query: Query) -> Positions:
        """The rows of a query, shared by all pages while the file is unchanged and readable."""
        key = (query, self.data_version())
        if self._latest is None or self._latest[0] != key or self._latest[1].has_failed:
            self._latest = (key, select_rows(self._connection, query))
        return self._latest[1]


def _is_deleted(position: int) -> bool:
    return position >= DELETED_FROM


def _is_read(position: int, deleted: Deleted) -> bool:
    """Whether the row at a position is one of those to read."""
    return deleted is Deleted.YES or (position >= DELETED_FROM) == (deleted is Deleted.ONLY)
