"""The rows of an archive in the order of their creators' names."""

from __future__ import annotations

from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from seq_tui.archive.file.first_rows import SortKey
from seq_tui.archive.file.indexed_order import Column, Order
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.sorting import Sorter, creator_rank

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from seq_tui.archive.file.first_rows import Key
    from seq_tui.domain.query import Sort

MAX_CREATORS = 200
"""Most creators among whose numbers SQLite looks for that of a row."""

_NEXT_CREATOR = (
    "SELECT min(creator_id) FROM facts INDEXED BY facts_by_creator_id WHERE creator_id > ?"
)
_CREATORS = "SELECT place, creator_id FROM facts WHERE {condition} ORDER BY place"


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
            yield []
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
