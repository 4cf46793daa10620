"""All pages of a query, one after another, with an account of what was left out."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

REMEMBERED = 10_000
"""Ids that are known to have been read: those of the last hundred full pages.

A change of the account between two pages moves items by a few rows, so what comes again comes soon
after; and whoever reads a million sequences need not keep a million ids.
"""

Row = TypeVar("Row")


class Paginator:
    """The sequences of one query up to a limit, and what is to be said about them.

    None comes again within the next `REMEMBERED` sequences, and a service that sends the same rows
    for ever is not asked for ever: the reading ends at a page that holds nothing new. Read either
    `pages` or `raw_pages`, once.

    Args:
        source: where the sequences are.
        query: which of them.
        limit: how many of those at most.
        on_page: called with the number of sequences so far, after each page.
    """

    def __init__(
        self,
        source: RawSource[Sequence],
        query: Query,
        limit: int | None = None,
        *,
        on_page: Callable[[int], None] = lambda _taken: None,
    ) -> None:
        self._source = source
        self._query = query
        self._limit = limit
        self._on_page = on_page
        self._ids: OrderedDict[int, None] = OrderedDict()
        """The ids remembered, the oldest first."""

        self._is_new = False
        """Whether the last page held an id that was not known."""

        self.taken = 0
        self.repeated = 0
        """Items that came again, as they do when the account changes between two pages."""

        self.dropped = 0
        """Items that held no sequence at all."""

        self.has_more = False
        """Whether the limit left sequences out."""

        self.doubt = ""
        """Why the end may not be one; empty where the service said that it is."""

    async def pages(self) -> AsyncIterator[list[Sequence]]:
        """The sequences page by page; no page is asked for that the limit makes needless."""
        for number in count(1):
            page = await self._source.page(self._query, number)
            self.dropped += page.dropped
            self.repeated += page.repeated
            yield self._rows((sequence.id, sequence) for sequence in page.items)
            if self._is_over(page):
                return

    async def raw_pages(self) -> AsyncIterator[list[Json]]:
        """The items as received page by page, also those that hold no sequence."""
        from seq_tui.wire.records import item_id

        for number in count(1):
            page = await self._source.raw_page(self._query, number)
            yield self._rows((item_id(item), item) for item in page.items)
            if self._is_over(page):
                return

    def notes(self) -> Iterator[str]:
        """What standard error says afterwards, one line each; nothing for a plain reading."""
        if self.has_more:
            yield f"these are the first {self.taken}; there are more than --limit {self._limit}"
        if self.dropped:
            yield f"items that held no sequence and are left out: {self.dropped}"
        if self.repeated:
            yield f"items that came again and are given once: {self.repeated}"
        if self.doubt:
            yield f"the list may be incomplete: {self.doubt}"

    def _rows(self, found: Iterable[tuple[int | None, Row]]) -> list[Row]:
        """The rows that are neither known by their id nor behind the limit."""
        rows: list[Row] = []
        self._is_new = False
        for sequence_id, row in found:
            if sequence_id in self._ids:
                self.repeated += 1
                continue
            if self.taken == self._limit:
                self.has_more = True
                break
            if sequence_id is not None:
                self._remember(sequence_id)
            self.taken += 1
            rows.append(row)
        return rows

    def _remember(self, sequence_id: int) -> None:
        self._is_new = True
        self._ids[sequence_id] = None
        if len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)

    def _is_over(self, page: Page[Sequence] | RawPage) -> bool:
        """Whether nothing is to be read behind this page, whose rows have been taken."""
        self._on_page(self.taken)
        if not page.is_certain:
            self.doubt = "the service ended it with an error"
        if page.is_last or self.has_more:
            return True
        if not self._is_new:
            # A service that takes no notice of the page's number gives the same rows for ever.
            self.doubt = f"page {page.number} held nothing new"
            return True
        self.has_more = self.taken == self._limit
        return self.has_more
