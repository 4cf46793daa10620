"""The rows of an archive in the order of a key, read from the index of that key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.filter_scan import conditions
from seq_tui.archive.file.first_rows import SortKey, first_rows
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.sorting import Sorter, creator_rank

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from seq_tui.archive.file.first_rows import Key
    from seq_tui.archive.file.positions import Positions
    from seq_tui.domain.query import Sort

CHUNK = 2_000
"""Rows to read in one go; it takes a millisecond or two."""

MAX_CREATORS = 200
"""Most creators among whose numbers SQLite looks for that of a row."""

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
_LAST = "SELECT coalesce(max(place), 0) FROM facts WHERE place < ?"
_NEXT_CREATOR = (
    "SELECT min(creator_id) FROM facts INDEXED BY facts_by_creator_id WHERE creator_id > ?"
)
_CREATORS = "SELECT place, creator_id FROM facts WHERE {condition} ORDER BY place"


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
        """The number of rows that were read from the index, also of those that were left out."""

    @property
    def can_skip(self) -> bool:
        """Whether rows can be read from one on without those before it."""
        return True

    def live_count(self) -> int:
        """The number of rows that the account still has, more or less: there may be gaps."""
        number: int = self._connection.execute(_LAST, (DELETED_FROM,)).fetchone()[0]
        return number

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
            rest = conditions(self._connection, selected)
            yield from first_rows(self._connection, key, rest, count)

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

    _known: tuple[Key, int] = (None, 0)
    """A value, and the number of live rows before those of that: from there, others are counted."""

    def live(self, start: int = 0, words: Sequence[str] = ()) -> Iterator[list[int]]:
        """Rows in parts; the rows of a value are read apart if they may be many."""
        words = words if self._column.table == "words" else ()
        last: Key = None
        if start > 0:
            last, before = self._value_at(start)
            yield []
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

    def _value_at(self, start: int) -> tuple[Key, int]:
        """The value of a live row, by its number, and the number of live rows before that value."""
        known, before = self._known
        if start < before:
            condition, values = self._between(last=known)
            direction, skipped = _OPPOSITE[self._direction], before - start - 1
        else:
            condition, values = self._between(known, includes_first=True)
            direction, skipped = self._direction, start - before
        query = self._query(_VALUE_AT, condition, direction)
        found = self._connection.execute(query, (*values, skipped)).fetchone()
        value = self._column.missing if found is None else found[0]
        if start < before:
            return value, before - self._count_between(value, known)
        return value, before + self._count_between(known, value)

    def _count_before(self, value: Key) -> int:
        """The number of live rows before those of a value."""
        before = self._count_between(None, value)
        if value != self._column.missing:
            self._known = value, before
        return before

    def _count_between(self, first: Key, last: Key) -> int:
        """The number of live rows from those of a value on, up to those before another value's."""
        last = None if last == self._column.missing else last
        condition, values = self._between(first, last, includes_first=True)
        return self._count(condition, *values)

    def _between(
        self, first: Key = None, last: Key = None, *, includes_first: bool = False
    ) -> tuple[str, list[Key]]:
        """A condition and its parameters: after some value in this order, and before another."""
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


class CreatorOrder(Order):
    """Rows by the names of their creators."""

    def __init__(
        self, connection: sqlite3.Connection, column: Column, sort: Sort, names: Mapping[int, str]
    ) -> None:
        super().__init__(connection, column, is_descending=sort.is_descending)
        self._sort = sort
        self._names = names
        self._counts: dict[int, int] = {}
        """The numbers of live rows of some creators."""

    def live(self, start: int = 0, _words: Sequence[str] = ()) -> Iterator[list[int]]:
        """Rows in parts, one creator after the other."""
        if start == 0:
            yield from self._live()
            return
        for creator in self._few_creators or []:
            count = self._count_of(creator)
            if start < count:
                yield from self._with_value(creator, start)
            start = max(start - count, 0)
        yield from self._with_value(None, start)

    def _live(self) -> Iterator[list[int]]:
        sorter: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        for creator in self._creators():
            sorter.add([(creator, creator_rank(creator, self._sort, self._names))])
            yield []
        for creator in sorter.rows():
            yield from self._with_value(creator)
        yield from self._with_value(None)

    def sort_key(self) -> SortKey | None:
        """The number of the creator in this order, if there are not too many."""
        if not self._few_creators:
            return None
        numbers = " ".join(f"WHEN {each} THEN {n}" for n, each in enumerate(self._few_creators))
        return SortKey(f"CASE facts.creator_id {numbers} END", is_descending=False, missing=None)

    @property
    def can_skip(self) -> bool:
        """Not if there are many creators, whose rows would have to be counted one by one."""
        return self._few_creators is not None

    @cached_property
    def _few_creators(self) -> list[int] | None:
        """The creators in this order; `None` if there are many."""
        creators = list(islice(self._creators(), MAX_CREATORS + 1))
        if len(creators) > MAX_CREATORS:
            return None
        sorter: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        sorter.add((each, creator_rank(each, self._sort, self._names)) for each in creators)
        return list(sorter.rows())

    def _count_before(self, value: Key) -> int | None:
        if self._few_creators is None:
            return None
        return sum(map(self._count_of, takewhile(lambda each: each != value, self._few_creators)))

    def _count_of(self, creator: int) -> int:
        """The number of live rows of a creator."""
        if creator not in self._counts:
            self._counts[creator] = self._count(f"{self._column.name} = ?", creator)
        return self._counts[creator]

    def _creators(self) -> Iterator[int]:
        """The creators of all rows, each once."""
        creator: int | None = -(1 << 63)
        query = self._connection.execute
        while (creator := query(_NEXT_CREATOR, (creator,)).fetchone()[0]) is not None:
            yield creator

    def sort(self, where: str) -> list[int]:
        """The rows of a condition, sorted here."""
        live: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        deleted: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        query = self._query(_CREATORS, where)
        ranked = [
            (place, None if each is None else creator_rank(each, self._sort, self._names))
            for place, each in self._connection.execute(query)
        ]
        live.add(each for each in ranked if each[0] < DELETED_FROM)
        deleted.add(each for each in ranked if each[0] >= DELETED_FROM)
        return [*live.rows(), *deleted.rows()]


def _has_words(name: Key, words: Sequence[str]) -> bool:
    """Whether a folded name has all the words; what is no text may."""
    return not isinstance(name, str) or all(word in name for word in words)
