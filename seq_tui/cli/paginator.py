"""Reads all pages of a query, one after another, and reports what was left out."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from seq_tui.domain.end_of_list import end_doubt
from seq_tui.domain.page import MAX_PAGES

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


class _SeenIds:
    """Recognises ids that come again, in memory that does not grow with each of them."""

    def __init__(self) -> None:
        self.recent: OrderedDict[int, None] = OrderedDict()
        """The stored ids, oldest first."""

        self._first_ids: set[int] = set()
        """The first new id of each page, by which a list that starts again is recognised."""

        self.has_new = False
        """Whether the current page had an id that was not stored."""

        self.has_restarted = False
        """Whether it had one of the first ids that is no longer stored."""

    def start_page(self) -> None:
        """Make the next page the current one."""
        self.has_new = False

    def is_old(self, item_id: int) -> bool:
        """Whether the id was on an earlier page, or earlier on this one."""
        if item_id in self.recent:
            return True
        self.has_restarted |= item_id in self._first_ids
        return self.has_restarted

    def add(self, item_id: int) -> None:
        """Store a new id."""
        if not self.has_new:
            self._first_ids.add(item_id)
        self.has_new = True
        self.recent[item_id] = None
        if len(self.recent) > MAX_STORED_IDS:
            self.recent.popitem(last=False)


class Paginator:
    """Reads the pages of one query up to a limit.

    An item is skipped if its id is one of the last `MAX_STORED_IDS`. A page without a new id, or
    with the first of an earlier page, ends the list, so that a service that repeats pages is not
    read without end. Iterate over either `pages` or `raw_pages`, and only once.

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
        self._seen = _SeenIds()
        self.count = 0
        """Items yielded so far."""

        self.repeated = 0
        """Items skipped as repeated, as happens if the account changes between two pages."""

        self.dropped = 0
        """Items that are not a sequence."""

        self._missing_ids = dict.fromkeys(query.ids)

        self.has_more = False
        """Whether the limit left out sequences."""

        self.warning = ""
        """Why the list may be incomplete; empty if the service confirmed its end."""

        self.is_endless = False
        """Whether the service had no end, so that the list was given up."""

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

    def remarks(self) -> Iterator[str]:
        """Lines for standard error about what was asked for, which is no problem."""
        if self.has_more:
            yield f"only the first {self.count:,} are listed; --limit {self._limit} left out more"
        if note := self._source.search_note(self._query):
            yield f"the service searched names itself: {note}"

    def notes(self) -> Iterator[str]:
        """Lines for standard error about what was left out; none if nothing was."""
        if self.dropped:
            yield f"items that are not a sequence, left out: {self.dropped:,}"
        if self.repeated:
            yield f"items received more than once, written once: {self.repeated:,}"
        if self.warning:
            yield f"the list may be incomplete: {self.warning}"

    @property
    def missing_ids(self) -> tuple[int, ...]:
        """The ids of the query that no sequence has, as far as the pages were read."""
        return () if self.has_more else tuple(self._missing_ids)

    def _new_items(self, items: Iterable[tuple[int | None, Item]]) -> list[Item]:
        """The items whose ids are not stored, up to the limit."""
        new_items: list[Item] = []
        self._seen.start_page()
        for item_id, item in items:
            if item_id is not None and self._seen.is_old(item_id):
                self.repeated += 1
                continue
            if self.count == self._limit:
                self.has_more = True
                break
            if item_id is not None:
                self._seen.add(item_id)
                self._missing_ids.pop(item_id, None)
            self.count += 1
            new_items.append(item)
        return new_items

    def _is_finished(self, page: Page[Sequence] | RawPage) -> bool:
        """Whether `page`, whose items were just yielded, is the last one to read."""
        self._on_page(self.count)
        self.warning = end_doubt(page)
        if self._seen.has_restarted:
            self.is_endless, self.warning = True, f"page {page.number} starts it again"
        elif page.is_last or self.has_more:
            return True
        elif not self._seen.has_new:
            # A service that ignores the page number repeats the same items without end.
            self.is_endless, self.warning = True, f"page {page.number} had no new sequence"
        elif page.number == MAX_PAGES:
            self.is_endless, self.warning = True, f"it continued after page {MAX_PAGES:,}"
        if self.is_endless:
            return True
        self.has_more = self.count == self._limit
        return self.has_more
