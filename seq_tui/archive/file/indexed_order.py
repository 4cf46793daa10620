"""The rows of an archive in the order of a key, read from the index of that key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.filter_scan import conditions_for
from seq_tui.archive.file.first_rows import SortKey, first_rows
from seq_tui.archive.file.schema import DELETED_FROM, last_live_place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterator, Sequence

    from seq_tui.archive.file.first_rows import Key
    from seq_tui.archive.file.positions import Positions

CHUNK = 2_000
"""Rows to read in one go; it takes a millisecond or two."""

_WITH_VALUE = (
    "SELECT place FROM {table} INDEXED BY {table}_by_{name} WHERE {name} IS ?"
    " AND place > ? AND place < {deleted} ORDER BY place LIMIT {chunk} OFFSET ?"
)
_VALUE_AT = (
    "SELECT {name} FROM {table} INDEXED BY {table}_by_{name}"
    " WHERE {condition} AND +place < {deleted} ORDER BY {name} {direction} LIMIT 1 OFFSET ?"
)
# With the plus sign, SQLite does not look for rows by their places.
_NEXT_VALUES = (
    "SELECT * FROM (SELECT {name}, place FROM {table} INDEXED BY {table}_by_{name}"
    " WHERE {condition} AND +place < {deleted} ORDER BY {name} {direction} LIMIT {chunk})"
    " ORDER BY 1 {direction}, 2"
)
_SORTED = (
    "SELECT place FROM {table} WHERE {condition}"
    " ORDER BY place >= {deleted}, {name} IS ?, {name} {direction}, place"
)
_VALUE = "SELECT {name} FROM {table} WHERE place = ?"
_COUNT = (
    "SELECT count(*) FROM {table} INDEXED BY {table}_by_{name}"
    " WHERE {condition} AND +place < {deleted}"
)
_OPPOSITE = {"ASC": "DESC", "DESC": "ASC"}


class Column(NamedTuple):
    """What a list is sorted by."""

    table: str
    name: str

    missing: str | None = None
    """The value of rows that come last."""


COLUMNS = {
    # Names are folded there.
    "name": Column("words", "name", missing=""),
    "steps": Column("facts", "steps"),
    "length": Column("facts", "days"),
    "created": Column("facts", "created"),
    "updated": Column("facts", "updated"),
    "creator": Column("facts", "creator_id"),
}
"""The column of each key of `seq_tui.domain.query.SORT_KEYS`."""


class Counted(NamedTuple):
    """A value of which the row is known, so that rows near it are counted from there."""

    value: Key
    before: int
    """The number of live rows before those of the value."""


START = Counted(None, 0)
"""The beginning of every order."""


class Order(ABC):
    """Reads positions in an order: those of one value in the order of the account."""

    def __init__(
        self, connection: sqlite3.Connection, column: Column, *, is_descending: bool
    ) -> None:
        self._connection = connection
        self._column = column
        self._is_descending = is_descending
        self._direction = "DESC" if is_descending else "ASC"
        self.read_count = 0
        """How many rows were read from the index, left out ones too; some count twice."""

    @property
    def can_skip(self) -> bool:
        """Whether rows can be read from one on without those before it."""
        return True

    def live_count(self) -> int:
        """The number of rows that the account still has, more or less: there may be gaps."""
        return last_live_place(self._connection)

    def rows(self, start: int = 0) -> Iterator[list[int]]:
        """All rows from the number of a live one on, in parts; deleted ones last."""
        yield from self.live(start)
        yield self.deleted()

    @abstractmethod
    def live(self, start: int = 0, words: Sequence[str] = ()) -> Iterator[list[int]]:
        """The rows that the account still has, in parts.

        Args:
            start: the number of the first row, see `can_skip`.
            words: rows with a folded name that has not all of them may be left out.
        """

    @abstractmethod
    def sort(self, where: str) -> list[int]:
        """The rows of a condition, sorted at once; deleted ones last."""

    def row_of(self, place: int) -> int | None:
        """The number of the live row at a position, from 0, as the index counts.

        `None` if there is none, or if reading all rows before it takes no longer.
        """
        found = self._connection.execute(self._query(_VALUE), (place,)).fetchone()
        if found is None or place >= DELETED_FROM:
            return None
        before = self._count_before(found[0])
        if before is None:
            return None
        return before + self._count(f"{self._column.name} IS ? AND +place < ?", found[0], place)

    @abstractmethod
    def _count_before(self, value: Key) -> int | None:
        """The number of live rows before those of a value; `None` if that takes long to tell."""

    @abstractmethod
    def sort_key(self) -> SortKey | None:
        """What SQLite has to compare for this order; `None` if that takes long."""

    def first_of(self, selected: Positions, count: int) -> Iterator[list[int]]:
        """The first ones of some rows, see `first_rows`; none if SQLite cannot compare quickly."""
        if (key := self.sort_key()) is not None:
            conditions = conditions_for(self._connection, selected)
            yield from first_rows(self._connection, key, conditions, count)

    def deleted(self) -> list[int]:
        """All rows that the account has since deleted."""
        return self.sort(f"place >= {DELETED_FROM}")

    def _query(self, template: str, condition: str = "", direction: str = "") -> str:
        return template.format(
            table=self._column.table,
            name=self._column.name,
            direction=direction or self._direction,
            condition=condition,
            deleted=DELETED_FROM,
            chunk=CHUNK,
        )

    def _with_value(self, value: Key, skipped: int = 0) -> Iterator[list[int]]:
        """The live rows of one value, without the first ones, in parts."""
        query = self._query(_WITH_VALUE)
        after = 0
        while rows := self._connection.execute(query, (value, after, skipped)).fetchall():
            after, skipped = rows[-1][0], 0
            self.read_count += len(rows)
            yield [place for (place,) in rows]

    def _count(self, condition: str, *parameters: Key) -> int:
        """The number of live rows of a condition."""
        query = self._query(_COUNT, condition)
        number: int = self._connection.execute(query, parameters).fetchone()[0]
        return number


class ValueOrder(Order):
    """Rows by the values of their column."""

    _known = START
    """The value that was counted last."""

    def live(self, start: int = 0, words: Sequence[str] = ()) -> Iterator[list[int]]:
        """Rows in parts; the rows of a value are read apart if they may be many."""
        words = words if self._column.table == "words" else ()
        last: Key = None
        if start > 0:
            last, before = yield from self._counted_at(start)
            yield from self._with_value(last, start - before)
            if last == self._column.missing:
                return
        rows = self._next_values(last)
        while rows:
            last = rows[-1][0]
            is_end = len(rows) < CHUNK
            yield [
                place
                for value, place in rows
                if (is_end or value != last) and _has_words(value, words)
            ]
            if is_end:
                break
            if _has_words(last, words):
                yield from self._with_value(last)
            rows = self._next_values(last)
        yield from self._with_value(self._column.missing)

    def sort_key(self) -> SortKey:
        """The column."""
        table, name, missing = self._column
        needs_words = table == "words"
        return SortKey(f"{table}.{name}", self._is_descending, missing, needs_words)

    def sort(self, where: str) -> list[int]:
        """The rows of a condition, sorted by SQLite."""
        query = self._query(_SORTED, where)
        missing = self._column.missing
        return [place for (place,) in self._connection.execute(query, (missing,))]

    def _next_values(self, after: Key) -> list[tuple[Key, int]]:
        """The next rows after those of a value; of the last value, not all may be there."""
        condition, values = self._between(after)
        query = self._query(_NEXT_VALUES, condition)
        rows = self._connection.execute(query, values).fetchall()
        self.read_count += len(rows)
        return rows

    def _counted_at(self, start: int) -> Generator[list[int], None, Counted]:
        """The value of a live row, by its number, counted from the nearer of two known values."""
        known = self._known if start > self._known.before // 2 else START
        is_earlier = start < known.before
        if is_earlier:
            condition, values = self._between(last=known.value)
            direction, skipped = _OPPOSITE[self._direction], known.before - start - 1
        else:
            condition, values = self._between(known.value, includes_first=True)
            direction, skipped = self._direction, start - known.before
        query = self._query(_VALUE_AT, condition, direction)
        found = self._connection.execute(query, (*values, skipped)).fetchone()
        value = self._column.missing if found is None else found[0]
        yield []
        if is_earlier:
            before = known.before - self._count_between(value, known.value)
        else:
            before = known.before + self._count_between(known.value, value)
        yield []
        return self._remember(value, before)

    def _remember(self, value: Key, before: int) -> Counted:
        counted = Counted(value, before)
        if value != self._column.missing:
            self._known = counted
        return counted

    def _count_before(self, value: Key) -> int:
        """The number of live rows before those of a value."""
        return self._remember(value, self._count_between(None, value)).before

    def _count_between(self, first: Key, last: Key) -> int:
        """The number of live rows from one value on, up to another, without the rows of that."""
        last = None if last == self._column.missing else last
        condition, values = self._between(first, last, includes_first=True)
        return self._count(condition, *values)

    def _between(
        self, first: Key = None, last: Key = None, *, includes_first: bool = False
    ) -> tuple[str, list[Key]]:
        """Selects the rows after one value in this order and before another; its parameters.

        Rows without a value are none of these. Those of the first value may be included.
        """
        _, name, missing = self._column
        or_equal = "=" if includes_first else ""
        if self._is_descending:
            lower, above, upper, below = last, ">", first, f"<{or_equal}"
        else:
            lower, above, upper, below = first, f">{or_equal}", last, "<"
        # One lower bound: of two, SQLite may take the first, and read all rows before the second.
        condition = f"{name} IS NOT NULL" if missing is None else f"{name} > '{missing}'"
        if lower is not None:
            condition = f"{name} {above} ?"
        if upper is not None:
            condition += f" AND {name} {below} ?"
        return condition, [value for value in (lower, upper) if value is not None]


def _has_words(name: Key, words: Sequence[str]) -> bool:
    """Whether a folded name has all the words; what is no text may."""
    return not isinstance(name, str) or all(word in name for word in words)
