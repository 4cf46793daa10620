"""The rows of the demo account that a filter selects, or in the order of a key."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts, seconds_since_1970
from seq_tui.domain.filter.nodes import And, Text
from seq_tui.domain.folding import fold
from seq_tui.domain.sorting import Sorter, rank
from seq_tui.server.demo import account
from seq_tui.server.demo.vocabulary import NAMES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from seq_tui.domain import sequence
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.query import Query, Sort

FIRST_CHUNK = 512
"""Rows that are compared at once: more than the usual account has, whose first paint cannot wait.
It takes some 50 ms."""

CHUNK = 50
"""Rows to compare in one go after these; it takes some milliseconds."""

SORT_CHUNK = 1_000
"""Rows to put in order in one go."""


class RowFacts(Facts):
    """The facts of a row; its steps are computed only for facts of these."""

    def __init__(self, row: int) -> None:
        self._row = row
        self.id = account.id_of(row)
        self.creator_id = account.creator_of(row)

    @cached_property
    def sequence(self) -> sequence.Sequence:
        """The whole sequence."""
        return account.demo_sequence(self._row)

    @cached_property
    def name(self) -> str:
        """The folded name."""
        return fold(account.name_of(self._row))

    @cached_property
    def created(self) -> float | None:
        """When it was created."""
        return seconds_since_1970(account.dates_of(self._row)[0])

    @cached_property
    def updated(self) -> float | None:
        """When it was last changed."""
        return seconds_since_1970(account.dates_of(self._row)[1])


class FilteredRows:
    """The rows of one query, found as far as requested.

    Args:
        query: what to find; it needs the whole account.
        rows: the rows among which to find it.
    """

    def __init__(self, query: Query, rows: Sequence[int]) -> None:
        self.query = query
        self._rows = rows
        self._found: list[int] = []
        self.total: int | None = None
        """How many there are; `None` while there may be others."""
        selected = self._selected(_filter_of(query), Surroundings(datetime.now(UTC), NAMES))
        self._parts = selected if query.sort is None else self._sorted(selected, query.sort)

    async def find(
        self, start: int, stop: int, let_others_run: Callable[[], Awaitable[None]]
    ) -> list[int]:
        """Those from number `start` up to, but without, number `stop`."""
        is_small = len(self._rows) <= FIRST_CHUNK
        while self.total is None or len(self._found) < min(stop, self.total):
            part = next(self._parts, None)
            if part is None:
                self.total = len(self._found)
            else:
                self._found += part
            if not is_small and len(self._found) < stop:
                await let_others_run()
        return self._found[start:stop]

    def _selected(self, part: Filter | None, surroundings: Surroundings) -> Iterator[list[int]]:
        """The rows that a filter selects, or all, in chunks."""
        starts = range(FIRST_CHUNK, len(self._rows), CHUNK)
        for first, stop in pairwise(chain((0,), starts, (len(self._rows),))):
            rows = self._rows[first:stop]
            if part is None:
                yield list(rows)
            else:
                yield [row for row in rows if selects(part, RowFacts(row), surroundings)]

    def _sorted(self, selected: Iterator[list[int]], sort: Sort) -> Iterator[list[int]]:
        """The selected rows in an order; empty parts while they are compared."""
        sorter: Sorter[int] = Sorter(is_descending=sort.is_descending)
        total = 0
        for number, rows in enumerate(selected):
            if number:
                yield []
            sorter.add((row, rank(RowFacts(row), sort, NAMES)) for row in rows)
            total += len(rows)
        self.total = total
        in_order = sorter.rows()
        while part := list(islice(in_order, SORT_CHUNK)):
            yield part


def _filter_of(query: Query) -> Filter | None:
    """What a query selects, its ids aside; `None` if that is everything."""
    if query.filter is not None or not query.name:
        return query.filter
    if query.is_phrase:
        return Text(query.name, is_quoted=True)
    if query.number is not None:
        return Text(query.name.strip())
    return And(tuple(Text(word, is_quoted=True) for word in query.words))
