"""The rows of an archive that are selected, in the order of an index."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import FoundInParts, Positions
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.page import PER_PAGE
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seq_tui.archive.file.indexed_order import Order

FEW = 5_000
"""Most rows that are sorted; more are picked from the index of all rows."""

WALKED = 50
"""The search begins with a walk along the index, of one row for so many in the account. That takes
half as long as a scan of all."""

VAIN = 10
"""The walk ends early if none is selected of the first rows that were compared, one in so many of
its own: the filter and the order are likely against each other."""

AWAY = 5_000
"""A row at most so many after those that were read is found by reading on; the rows before one
further away are only counted."""

FIRST = 3 * PER_PAGE
"""Rows that are shown before all are known, if those are more than a few."""


class OrderedRows(FoundInParts):
    """What is selected, in an order.

    Args:
        order: the order of all rows.
        selected: the rows; `None` for all.
        also: the position of one more row, whether it is selected or not.
    """

    def __init__(self, order: Order, selected: Positions | None, also: int | None) -> None:
        super().__init__(self._sorted())
        self._order = order
        self._selected = selected
        self._also = also
        self._away: tuple[Positions, int] | None = None

    def near(self, start: int, live_count: Callable[[], int]) -> tuple[Positions, int]:
        """Of all rows, those before one that is far away are only counted."""
        is_close = start < len(self._found) + AWAY
        if is_close or self._selected is not None or not self._order.can_skip:
            return self, 0
        if self._away is not None:
            rows, first = self._away
            if first <= start < first + rows.found_count + AWAY and not rows.has_failed:
                return self._away
        first = max(0, min(start, live_count() - 1) - AWAY // 2)
        self._away = FoundInParts(self._order.rows(first)), first
        return self._away

    def row_of(self, place: int) -> int | None:
        """The number of the row at a position; of all rows, the index tells it at once."""
        if self._selected is None and (row := self._order.row_of(place)) is not None:
            return row
        return super().row_of(place)

    def _sorted(self) -> Iterator[list[int]]:
        if self._selected is None:
            yield from self._order.rows()
            return
        rows = self._order.live(0, self._selected.name_words if self._also is None else ())
        yield from self._walk(rows, self._selected)
        seeks_first = self._also is None and len(self._found) < FIRST
        while (positions := self._selected.all_found()) is None:
            self._selected.find_more(MAX_INTEGER)
            yield []
            if seeks_first and self._selected.found_count > FEW:
                seeks_first = False
                yield from self._first(self._selected)
        if self._also is not None:
            positions = array("q", sorted({*positions, self._also}))
        self._total = len(positions)
        found = frozenset(self._found)
        if len(positions) - len(found) <= FEW:
            rest = ",".join(str(place) for place in positions if place not in found)
            yield self._order.sort(f"place IN ({rest})")
            return
        if positions[0] < DELETED_FROM:
            for part in rows:
                yield [
                    place for place in part if place not in found and _contains(positions, place)
                ]
        if positions[-1] >= DELETED_FROM:
            yield [place for place in self._order.deleted() if _contains(positions, place)]

    def _first(self, selected: Positions) -> Iterator[list[int]]:
        """The first rows that are selected, before all are known."""
        # The walk has found some of them.
        found = frozenset(self._found)
        for part in self._order.first_of(selected, FIRST):
            yield [place for place in part if place not in found]

    def _walk(self, rows: Iterator[list[int]], selected: Positions) -> Iterator[list[int]]:
        """The selected ones of the first rows, without looking for the others."""
        if selected.pick([]) is None:
            return
        compared, limit = 0, self._order.live_count() // WALKED
        while self._order.read_count < limit and (compared < limit // VAIN or self._found):
            if (part := next(rows, None)) is None:
                break
            compared += len(part)
            picked = {*(selected.pick(part) or ()), self._also} if part else ()
            yield [place for place in part if place in picked]


def _contains(positions: array[int], position: int) -> bool:
    index = bisect_left(positions, position)
    return index < len(positions) and positions[index] == position
