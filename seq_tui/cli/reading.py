"""All pages of a query, one after another, with an account of what was left out."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.store.source import Source


class Reading:
    """The sequences of one query, each once, up to a limit, and what is to be said about them."""

    def __init__(self, source: Source, query: Query, limit: int | None = None) -> None:
        self._source = source
        self._query = query
        self._limit = limit
        self._ids: set[int] = set()
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
            if not page.is_certain:
                self.doubt = "the service ended it with an error"
            known = len(self._ids)
            yield list(self._new_on(page))
            if page.is_last or self.has_more:
                return
            if len(self._ids) == known:
                # A service that takes no notice of the page's number gives the same rows for ever.
                self.doubt = f"page {number} held nothing new"
                return
            if self.taken == self._limit:
                self.has_more = True
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

    def _new_on(self, page: Page) -> Iterator[Sequence]:
        for sequence in page.items:
            if sequence.id in self._ids:
                self.repeated += 1
                continue
            if self.taken == self._limit:
                self.has_more = True
                return
            if sequence.id is not None:
                self._ids.add(sequence.id)
            self.taken += 1
            yield sequence
