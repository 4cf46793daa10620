"""Which listing is on the screen, which one will be, and which one to go back to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceKind
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.ui.search_results import SearchResults

if TYPE_CHECKING:
    from seq_tui.domain.page import Page, Window
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

TURNS = 3
"""Requests in flight; as many as `seq_tui.client.rate_limiter.MAX_CONCURRENT`."""


class SearchSession:
    """The listings of one account.

    The rows on the screen stay until another query has an answer. All sequences stay in memory
    behind a search, so that it can be left at once.
    """

    def __init__(
        self,
        source: Source[Sequence],
        query: Query,
        kind: SourceKind = SourceKind.LIVE,
        initial_page: Page[Sequence] | None = None,
    ) -> None:
        """Begin with the listing of a query.

        Args:
            source: where pages come from.
            query: what is asked for first.
            kind: what sort of account it is.
            initial_page: the first page of what is asked for, if somebody read it already. A live
                account is asked for it all the same, for it may have changed, and is to be kept.
        """
        self._source = source
        self._turns = asyncio.Semaphore(TURNS)
        self._breaker = CircuitBreaker()
        self._all = SearchResults.of(Query(), source, self._turns, self._breaker)
        self.current = self._of(query)
        """What is on the screen."""
        if initial_page is not None:
            rows = self.current.rows
            take = rows.put_cached if kind is SourceKind.LIVE else rows.put
            take(initial_page)
        self.pending: SearchResults | None = None
        """What was asked for since, and has no answer yet."""

    @property
    def is_loading(self) -> bool:
        """Whether a request is under way for what is shown, or for what will be."""
        return self.pending is not None or not self.current.loader.is_idle

    @property
    def state(self) -> str:
        """``loading``, ``offline`` or ``failed``; nothing while all is as it should be."""
        loader = self.current.loader
        if self.is_loading:
            return "loading"
        return "offline" if loader.is_out_of_reach else "failed" if loader.failure else ""

    def refresh(self, window: Window) -> None:
        """Read again: from what failed, or all of what is in view; not while something is read."""
        loader = self.current.loader
        if loader.failure:
            loader.retry()
        elif not self.is_loading:
            self.current.rows.mark_stale()
            loader.want(window)

    def ask(self, query: Query) -> SearchResults | None:
        """The listing to follow, or to show if it is answered; `None` if nothing is to be done."""
        if self.pending is not None and self.pending.query == query:
            return None
        self._give_up(self.pending)
        self.pending = None
        if query == self.current.query:
            return None
        self.pending = self._of(query)
        return self.pending

    def show(self, results: SearchResults) -> None:
        """Put a listing in the place of the one on the screen."""
        self._give_up(self.current)
        self.current, self.pending = results, None

    def _of(self, query: Query) -> SearchResults:
        if not query:
            return self._all
        return SearchResults.of(query, self._source, self._turns, self._breaker)

    def _give_up(self, results: SearchResults | None) -> None:
        if results is not None and results is not self._all:
            results.loader.close()
