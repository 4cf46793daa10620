"""The rows of an archive that a filter selects, found by SQLite in the narrow table of facts."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.archive.file.filter_sql import Condition
from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.stored_facts import read_facts_at
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from seq_tui.archive.file.search import Matches
    from seq_tui.domain.filter.facts import Facts

SCANNED = 10_000
"""Places to scan in one go; it takes some milliseconds."""

COMPARED = 3_000
"""Rows that another search finds to compare in one go; it takes some milliseconds."""

CHECKED = 50
"""Rows to read and compare in one go; it takes some milliseconds."""

_FIRST = "SELECT min(place) FROM facts WHERE place > ?"
_SCAN = "SELECT facts.place FROM {tables} WHERE {condition} AND is_sequence ORDER BY facts.place"


class FilterScan(Positions):
    """What a filter selects.

    Args:
        connection: the open archive.
        condition: what is asked of a row.
        among: a search that finds all these rows, and others; `None` if there is none.
        is_selected: whether the filter selects a row with these facts, if the condition may select
            more.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        condition: Condition,
        among: Matches | None,
        is_selected: Callable[[Facts], bool],
    ) -> None:
        super().__init__()
        self._connection = connection
        self._condition = condition
        self._among = among
        self._is_selected = is_selected
        self._scanned_until = 0
        self._unchecked = array("q")

    @cached_property
    def _indexed(self) -> Condition:
        """The condition, with the index that finds its rows if there is one."""
        condition, among = self._condition, self._among
        return condition if among is None else among.found_in_index(condition)

    def find_more(self, _count: int) -> None:
        """Scan the next rows, or check some of those that were found."""
        if self._unchecked:
            rows = read_facts_at(self._connection, self._unchecked[:CHECKED])
            del self._unchecked[:CHECKED]
            self._found.extend(
                place for place, facts in rows if facts is not None and self._is_selected(facts)
            )
        elif part := _next_part(self._connection, self._scanned_until):
            found = self._scan(self._indexed.between(*part))
            (self._found if self._condition.is_exact else self._unchecked).extend(found)
            self._scanned_until = part[1]
        else:
            self._is_complete = True

    def pick(self, places: list[int]) -> list[int] | None:
        """Those that the filter selects; what has to be read to tell takes long."""
        if not self._condition.is_exact:
            return None
        whole = self._condition
        return self._scan(whole._replace(sql=f"{_is_one_of(places)} AND {whole.sql}"))

    @property
    def name_words(self) -> Sequence[str]:
        """Those of the search that finds them."""
        return () if self._among is None else self._among.name_words

    def not_searched(self) -> tuple[int, Condition] | None:
        """What was not yet scanned; `None` also if rows have to be read to compare them."""
        if self._is_complete or not self._condition.is_exact:
            return None
        return self._scanned_until, self._indexed

    def _scan(self, condition: Condition) -> list[int]:
        query = _SCAN.format(tables=condition.tables(), condition=condition.sql)
        return [place for (place,) in self._connection.execute(query, condition.parameters)]


def conditions_for(connection: sqlite3.Connection, selected: Positions) -> Iterator[Condition]:
    """Conditions that together select some rows, each row once and in the order of the account.

    Each takes milliseconds to answer. The search goes on between two of them if it must.
    """
    if (rest := selected.not_searched()) is None:
        yield from _found_conditions(selected)
        return
    after, condition = rest
    yield Condition(_is_one_of(selected.between(0, selected.found_count)))
    while part := _next_part(connection, after):
        yield condition.between(*part)
        after = part[1]


def _found_conditions(found: Positions) -> Iterator[Condition]:
    count = 0
    while found.all_found() is None or count < found.found_count:
        if count == found.found_count:
            found.find_more(COMPARED)
        positions = found.between(count, count + COMPARED)
        count += len(positions)
        yield Condition(_is_one_of(positions))


def _next_part(connection: sqlite3.Connection, after: int) -> tuple[int, int] | None:
    """The first and the last of the next positions to look at, if there are others."""
    first: int | None = connection.execute(_FIRST, (after,)).fetchone()[0]
    return None if first is None else (first, min(first + SCANNED - 1, MAX_INTEGER))


def _is_one_of(places: Iterable[int]) -> str:
    return f"facts.place IN ({','.join(map(str, places))})"
