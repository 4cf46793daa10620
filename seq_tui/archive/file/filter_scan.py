"""The rows of an archive that a filter selects, found by SQLite in the narrow table of facts."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.stored_facts import read_facts_at
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from seq_tui.archive.file.filter_sql import Condition
    from seq_tui.domain.filter.facts import Facts

WINDOW = 10_000
"""Places to scan in one go; it takes some milliseconds."""

AMONG = 3_000
"""Rows with certain words to find, and to scan, in one go; it takes as long."""

CHECKED = 50
"""Rows to read and compare in one go; it takes some milliseconds."""

_FIRST = "SELECT min(place) FROM facts WHERE place > ?"
_SCAN = (
    "SELECT facts.place FROM facts NOT INDEXED {join}"
    " WHERE {place} AND {condition} AND is_sequence ORDER BY facts.place"
)
_JOIN = "CROSS JOIN words ON words.place = facts.place"
"""With the order of the tables, which SQLite would otherwise have to guess."""


class FilterScan(Positions):
    """What a condition selects.

    Args:
        connection: the open archive.
        condition: what is asked of a row.
        among: the rows to ask it of; all if there is none.
        whole: what the whole filter asks of a row.
        is_selected: whether the filter selects a row with these facts, if the condition may select
            more.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        condition: Condition,
        among: Positions | None = None,
        whole: Condition | None = None,
        is_selected: Callable[[Facts], bool] | None = None,
    ) -> None:
        super().__init__()
        self._connection = connection
        self._condition = condition
        self._among = among
        self._whole = condition if among is None else whole
        self._is_selected = is_selected
        self._scanned = 0
        """The last place that was scanned or, among others, how many of these were."""
        self._is_scanned = False
        self._unchecked = array("q")

    def find_more(self, _count: int) -> None:
        """Scan the next rows, or check some of those that were found."""
        if not self._unchecked and not self._is_scanned:
            found = self._scan() if self._among is None else self._scan_among(self._among)
            (self._found if self._is_selected is None else self._unchecked).extend(found)
        elif self._unchecked and self._is_selected is not None:
            rows = read_facts_at(self._connection, self._unchecked[:CHECKED])
            del self._unchecked[:CHECKED]
            self._found.extend(
                place for place, facts in rows if facts is not None and self._is_selected(facts)
            )
        self._is_complete = self._is_scanned and not self._unchecked

    def pick(self, places: list[int]) -> list[int] | None:
        """Those that the filter selects; what has to be read to tell takes long."""
        if self._whole is None or not self._whole.is_exact:
            return None
        return self._execute(f"facts.place IN ({','.join(map(str, places))})", self._whole)

    def _scan(self) -> list[int]:
        """The next rows of the table."""
        first: int | None = self._connection.execute(_FIRST, (self._scanned,)).fetchone()[0]
        if first is None:
            self._is_scanned = True
            return []
        self._scanned = min(first + WINDOW - 1, MAX_INTEGER)
        return self._execute(f"facts.place BETWEEN {first} AND {self._scanned}", self._condition)

    def _scan_among(self, among: Positions) -> list[int]:
        """The next of some rows."""
        if among.found_count == self._scanned and among.all_found() is None:
            among.find_more(AMONG)
        positions = among.between(self._scanned, self._scanned + AMONG)
        self._scanned += len(positions)
        self._is_scanned = among.all_found() is not None and self._scanned == among.found_count
        numbers = ",".join(map(str, positions))
        return self._execute(f"facts.place IN ({numbers})", self._condition)

    def _execute(self, place: str, condition: Condition) -> list[int]:
        join = _JOIN if condition.needs_words else ""
        query = _SCAN.format(join=join, place=place, condition=condition.sql)
        rows = self._connection.execute(query, condition.parameters)
        return [place for (place,) in rows]
