"""Rows of an archive in the order of a key, each read and compared."""

from __future__ import annotations

from array import array
from itertools import chain, islice
from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import FoundInParts
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.stored_facts import read_facts, read_facts_at
from seq_tui.domain.sorting import Sorter, rank
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from seq_tui.archive.file.positions import Positions
    from seq_tui.domain.filter.facts import Facts
    from seq_tui.domain.query import Sort

CHUNK = 50
"""Rows to read in one go; it takes some milliseconds."""

SORT_CHUNK = 1_000
"""Rows to put in order in one go."""


class SortedRows(FoundInParts):
    """What is selected, in the order of a key.

    Args:
        connection: the open archive.
        selected: the rows; `None` for all.
        sort: the order.
        creator_names: the names of creators by id.
        also: the position of one more row, whether it is selected or not.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        selected: Positions | None,
        sort: Sort,
        creator_names: Mapping[int, str],
        also: int | None = None,
    ) -> None:
        super().__init__(self._sorted())
        self._connection = connection
        self._selected = selected
        self._sort = sort
        self._creator_names = creator_names
        self._also = also

    def _sorted(self) -> Iterator[array[int]]:
        """The positions in parts; empty ones while rows are read."""
        live: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        deleted: Sorter[int] = Sorter(is_descending=self._sort.is_descending)
        total = 0
        for rows in self._rows():
            total += len(rows)
            ranked = [
                (place, None if facts is None else rank(facts, self._sort, self._creator_names))
                for place, facts in rows
            ]
            live.add(each for each in ranked if each[0] < DELETED_FROM)
            deleted.add(each for each in ranked if each[0] >= DELETED_FROM)
            yield array("q")
        self._total = total
        positions = chain(live.rows(), deleted.rows())
        while part := array("q", islice(positions, SORT_CHUNK)):
            yield part

    def _rows(self) -> Iterator[list[tuple[int, Facts | None]]]:
        if self._selected is None:
            after = 0
            while rows := read_facts(self._connection, after, CHUNK):
                after = rows[-1][0]
                yield rows
            return
        while (positions := self._selected.all_found()) is None:
            self._selected.find_more(MAX_INTEGER)
            yield []
        if self._also is not None:
            positions = array("q", sorted({*positions, self._also}))
        for first in range(0, len(positions), CHUNK):
            yield read_facts_at(self._connection, positions[first : first + CHUNK])
