"""Reads all pages of a query, one after another, and reports what was left out."""

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

MAX_STORED_IDS = 10_000
"""How many ids are stored to detect repeated items: those of the last hundred full pages.

A change of the account between two pages moves items by a few rows, so a repeated item comes soon
after the first. With this limit, memory does not grow with the account.
"""

Item = TypeVar("Item")


class Paginator:
    """Reads the pages of one query up to a limit.

    An item is skipped if its id is one of the last `MAX_STORED_IDS`. A page without a new id ends
    the list, so that a service that repeats one page is not read without end. Iterate over either
    `pages` or `raw_pages`, and only once.

    Args:
        source: the account.
        query: which sequences to read.
        limit: the most sequences to read.
        on_page: called after each page with the number of sequences so far.
    """

    def __init__(
        self,
        source: RawSource[Sequence],
        query: Query,
        limit: int | None = None,
        *,
        on_page: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._source = source
        self._query = query
        self._limit = limit
        self._on_page = on_page
        self._ids: OrderedDict[int, None] = OrderedDict()
        """The stored ids, oldest first."""

        self._has_new_id = False
        """Whether the last page had an id that was not stored."""

        self.count = 0
        """Items yielded so far."""

        self.repeated = 0
        """Items skipped as repeated, as happens if the account changes between two pages."""

        self.dropped = 0
        """Items that are not a sequence."""

        self.has_more = False
        """Whether the limit left out sequences."""

        self.warning = ""
        """Why the list may be incomplete; empty if the service confirmed its end."""

    async def pages(self) -> AsyncIterator[list[Sequence]]:
        """The sequences, page by page; no page beyond the limit is requested."""
        for number in count(1):
            page = await self._source.page(self._query, number)
            self.dropped += page.dropped
            self.repeated += page.repeated
            yield self._new_items((sequence.id, sequence) for sequence in page.items)
            if self._is_finished(page):
                return

    async def raw_pages(self) -> AsyncIterator[list[Json]]:
        """The items as received, page by page, including those that are not a sequence."""
        from seq_tui.wire.records import item_id

        for number in count(1):
            page = await self._source.raw_page(self._query, number)
            yield self._new_items((item_id(item), item) for item in page.items)
            if self._is_finished(page):
                return

    def notes(self) -> Iterator[str]:
        """Lines for standard error about what was left out; none if nothing was."""
        if self.has_more:
            yield f"only the first {self.count:,} are listed; --limit {self._limit} left out more"
        if self.dropped:
            yield f"items that are not a sequence, left out: {self.dropped:,}"
        if self.repeated:
            yield f"items received more than once, written once: {self.repeated:,}"
        if self.warning:
            yield f"the list may be incomplete: {self.warning}"
        if note := self._source.search_note(self._query):
            yield f"the service searched names itself: {note}"

    def _new_items(self, items: Iterable[tuple[int | None, Item]]) -> list[Item]:
        """The items whose ids are not stored, up to the limit."""
        new_items: list[Item] = []
        self._has_new_id = False
        for item_id, item in items:
            if item_id in self._ids:
                self.repeated += 1
                continue
            if self.count == self._limit:
                self.has_more = True
                break
            if item_id is not None:
                self._store_id(item_id)
            self.count += 1
            new_items.append(item)
        return new_items

    def _store_id(self, item_id: int) -> None:
        self._has_new_id = True
        self._ids[item_id] = None
        if len(self._ids) > MAX_STORED_IDS:
            self._ids.popitem(last=False)

    def _is_finished(self, page: Page[Sequence] | RawPage) -> bool:
        """Whether `page`, whose items were just yielded, is the last one to read."""
        self._on_page(self.count)
        if not page.is_certain:
            self.warning = "the service ended it with an error"
        if page.is_last or self.has_more:
            return True
        if not self._has_new_id:
            # A service that ignores the page number repeats the same items without end.
            self.warning = f"page {page.number} had no new sequence"
            return True
        self.has_more = self.count == self._limit
        return self.has_more
