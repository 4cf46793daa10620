"""Reads all sequences of a query, and yields them in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.cli.paginator import Paginator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.list_order import SortKey


class SortedPaginator(Paginator):
    """Reads everything, since any page may have the first row; the limit applies afterwards.

    Args:
        source: the account.
        query: which sequences to read.
        limit: the most sequences to yield.
        sort_keys: the order.
        weekend: the rule for the columns that are computed.
        on_page: called after each page with the number of sequences so far.
    """

    def __init__(
        self,
        source: RawSource[Sequence],
        query: Query,
        limit: int | None,
        sort_keys: tuple[SortKey, ...],
        weekend: WeekendRule,
        *,
        on_page: Callable[[int], None],
    ) -> None:
        super().__init__(source, query, on_page=on_page)
        self._wanted = limit
        self._sort_keys = sort_keys
        self._weekend = weekend

    @property
    def missing_ids(self) -> tuple[int, ...]:
        """The ids of the query that no sequence has; everything was read."""
        return tuple(self._missing_ids)

    async def pages(self) -> AsyncIterator[list[Sequence]]:
        """The sequences, as one page."""
        from seq_tui.export.list_order import sort_sequences

        sequences: list[Sequence] = []
        async for page in super().pages():
            sequences += page
        sequences = sort_sequences(sequences, self._sort_keys, self._weekend)
        self._limit = self._wanted
        self.has_more = self._limit is not None and len(sequences) > self._limit
        sequences = sequences[: self._limit]
        self.count = len(sequences)
        yield sequences
