"""The rows of an archive that a filter selects, found by SQLite in the narrow table of facts."""

from __future__ import annotations

from array import array
from copy import copy
from typing import TYPE_CHECKING, Protocol

from seq_tui.archive.file.filter_sql import WORDS, Condition
from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.stored_facts import read_facts_at
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from seq_tui.domain.filter.facts import Facts

SCANNED = 10_000
"""Places to scan in one go; it takes some milliseconds."""

AMONG = 3_000
"""Rows with certain words to find, and to scan, in one go; it takes as long."""

COMMON = 25
"""Where at least one row in so many is found by its words, it is quicker to look at each row."""

CHECKED = 50
"""Rows to read and compare in one go; it takes some milliseconds."""

_FIRST = "SELECT min(place) FROM facts WHERE place > ?"
_SCAN = (
    "SELECT facts.place FROM facts NOT INDEXED {words}"
    " WHERE {condition} AND is_sequence ORDER BY facts.place"
)


class Parts(Protocol):
    """Divides the rows to scan, in the order of the account."""

    is_over: bool

    def next_condition(self) -> str:
        """A condition for the rows to scan next."""
        ...

    def common_until(self) -> int:
        """How far it came, if to look at each row after that is quicker than to go on; else 0."""
        ...


class AllRows:
    """Divides all rows after a position."""

    def __init__(self, connection: sqlite3.Connection, after: int = 0) -> None:
        self.is_over = False
        self._connection = connection
        self._last = after

    def next_condition(self) -> str:
        """The next places that are not free."""
        first: int | None = self._connection.execute(_FIRST, (self._last,)).fetchone()[0]
        if first is None:
            self.is_over = True
            return "0"
        self._last = min(first + SCANNED - 1, MAX_INTEGER)
        return f"facts.place BETWEEN {first} AND {self._last}"

    def common_until(self) -> int:
        """It does look at each."""
        return 0


class FoundRows:
    """Divides the rows that another search finds."""

    def __init__(self, among: Positions) -> None:
        self.is_over = False
        self._among = among
        self._count = 0

    def next_condition(self) -> str:
        """The rows that it has found since, which may be none."""
        among = self._among
        if among.found_count == self._count and among.all_found() is None:
            among.find_more(AMONG)
        positions = among.between(self._count, self._count + AMONG)
        self._count += len(positions)
        self.is_over = among.all_found() is not None and self._count == among.found_count
        return _is_one_of(positions)

    def common_until(self) -> int:
        """The last position that it came to, if what it finds is common; else 0."""
        last = self._among.between(self._count - 1, self._count)
        return last[0] if last and last[0] < self._count * COMMON else 0


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
        self._parts: Parts = AllRows(connection) if among is None else FoundRows(among)
        self._whole = condition if among is None else whole
        self._is_selected = is_selected
        self._unchecked = array("q")

    def find_more(self, _count: int) -> None:
        """Scan the next rows, or check some of those that were found."""
        if not self._unchecked and not self._parts.is_over:
            found = self._scan(self._parts.next_condition(), self._condition)
            (self._found if self._is_selected is None else self._unchecked).extend(found)
        elif self._unchecked and self._is_selected is not None:
            rows = read_facts_at(self._connection, self._unchecked[:CHECKED])
            del self._unchecked[:CHECKED]
            self._found.extend(
                place for place, facts in rows if facts is not None and self._is_selected(facts)
            )
        self._is_complete = self._parts.is_over and not self._unchecked

    def pick(self, places: list[int]) -> list[int] | None:
        """Those that the filter selects; what has to be read to tell takes long."""
        if self._whole is None or not self._whole.is_exact:
            return None
        return self._scan(_is_one_of(places), self._whole)

    def conditions(self, with_words: bool) -> Iterator[Condition] | None:
        """What was found so far, and each part that was not yet scanned."""
        return None if self._is_selected is not None else self._conditions(with_words)

    def _conditions(self, with_words: bool) -> Iterator[Condition]:
        yield Condition(_is_one_of(self._found))
        parts, condition = copy(self._parts), self._condition
        after = 0 if with_words or parts.is_over else parts.common_until()
        if after and self._whole is not None and self._whole.is_exact:
            parts, condition = AllRows(self._connection, after), self._whole
        while not parts.is_over:
            yield _within(parts.next_condition(), condition)

    def _scan(self, place: str, condition: Condition) -> list[int]:
        whole = _within(place, condition)
        query = _SCAN.format(words=WORDS if whole.needs_words else "", condition=whole.sql)
        return [place for (place,) in self._connection.execute(query, whole.parameters)]


def found_conditions(found: Positions) -> Iterator[Condition]:
    """Conditions that together select the rows of any search, which goes on between two of them."""
    parts = FoundRows(found)
    while not parts.is_over:
        yield Condition(parts.next_condition())


def _within(place: str, condition: Condition) -> Condition:
    return condition._replace(sql=f"{place} AND {condition.sql}")


def _is_one_of(places: Iterable[int]) -> str:
    return f"facts.place IN ({','.join(map(str, places))})"
