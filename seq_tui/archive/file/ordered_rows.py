"""The rows of an archive that are selected, in the order of an index."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import Positions
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.page import PER_PAGE
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.file.indexed_order import Order

FEW = 5_000
"""Most rows that are sorted; more are picked from the index of all rows."""

WALKED = 20_000
"""Most rows of the index of which each is asked whether it is selected: of a million, in 50 ms."""

TRIED = 50
"""One in as many rows of the account is asked in any case, which takes a small part of the time of
looking at all. Then it shows whether those to be asked at most have enough for a page."""


class OrderedRows(Positions):
    """What is selected, in an order.

    Args:
        order: the order of all rows.
        selected: the rows; `None` for all.
        also: the position of one more row, whether it is selected or not.
    """

    def __init__(self, order: Order, selected: Positions | None, also: int | None) -> None:
        super().__init__()
        self._order = order
        self._selected = selected
        self._also = also
        self._parts = self._sorted()

    def row_of(self, place: int) -> int | None:
        """The number of the row at a position; of all rows, the index tells it at once."""
        if self._selected is None and (row := self._order.row_of(place)) is not None:
            return row
        return super().row_of(place)

    def find_more(self, _count: int) -> None:
        """Find the next rows; none while all that are selected are still looked for."""
        part = next(self._parts, None)
        self._found.extend(part or ())
        self._is_complete = part is None

    def _sorted(self) -> Iterator[list[int]]:
        if self._selected is None:
            yield from self._order.live()
            yield self._order.deleted()
            return
        rows = self._order.live()
        yield from self._walk(rows, self._selected)
        while (positions := self._selected.all_found()) is None:
            self._selected.find_more(MAX_INTEGER)
            yield []
        if self._also is not None:
            positions = array("q", sorted({*positions, self._also}))
        self._total = len(positions)
        if len(positions) - len(self._found) <= FEW:
            found = frozenset(self._found)
            rest = ",".join(str(place) for place in positions if place not in found)
            yield self._order.sort(f"place IN ({rest})")
            return
        if positions[0] < DELETED_FROM:
            for part in rows:
                yield [place for place in part if _contains(positions, place)]
        if positions[-1] >= DELETED_FROM:
            yield [place for place in self._order.deleted() if _contains(positions, place)]

    def _walk(self, rows: Iterator[list[int]], selected: Positions) -> Iterator[list[int]]:
        """The selected ones of the first rows, without looking for the others."""
        if selected.pick([]) is None:
            return
        walked, tried = 0, self._order.live_count() // TRIED
        while walked <= tried or len(self._found) * WALKED > walked * PER_PAGE:
            if walked >= WALKED or (part := next(rows, None)) is None:
                break
            picked = {*(selected.pick(part) or ()), self._also}
            walked += len(part)
            yield [place for place in part if place in picked]


def _contains(positions: array[int], position: int) -> bool:
    index = bisect_left(positions, position)
    return index < len(positions) and positions[index] == position
