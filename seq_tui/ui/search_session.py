"""The current search results, the pending ones, and those of the whole list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.domain.page import MAX_IN_FLIGHT
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceKind
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.ui.search_results import SearchResults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.page import Page, Window
    from seq_tui.domain.query import Sort
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.store.paged_list import PagedList
    from seq_tui.ui.saved_view import SavedView


class SearchSession:
    """The searches of one account.

    The current rows stay on the screen until a new search has an answer. During a search, the list
    of all sequences stays in memory in the order of the account and in the one that was chosen, so
    that leaving the search needs no request.
    """

    def __init__(
        self,
        source: Source[Sequence],
        query: Query,
        kind: SourceKind = SourceKind.LIVE,
        initial_pages: Iterable[Page[Sequence]] = (),
        view: SavedView | None = None,
    ) -> None:
        """Begin with the results of a query.

        Args:
            source: where pages come from.
            query: the first query.
            kind: the kind of account.
            initial_pages: pages of that query that are loaded already. A live account is requested
                all the same: the pages may have changed, and have to be cached.
            view: where the user was in the results of that query.
        """
        self._source = source
        self._slots = asyncio.Semaphore(MAX_IN_FLIGHT)
        self._breaker = CircuitBreaker()
        self._lists: dict[Sort | None, SearchResults] = {}
        """All sequences, by their order."""
        self._results_for(Query())
        self.current = self._results_for(query)
        """What is on the screen."""
        if view is not None:
            self.current.restore(view)
        rows = self.current.rows
        for page in initial_pages:
            if kind is SourceKind.LIVE:
                rows.put_cached(page)
            else:
                rows.put(page)
        self.pending: SearchResults | None = None
        """The newest search, until it has an answer."""

    @property
    def all_rows(self) -> PagedList[Sequence]:
        """The rows of the whole list, in the order of which most are known."""
        return max((each.rows for each in self._lists.values()), key=lambda rows: rows.count)

    @property
    def is_loading(self) -> bool:
        """Whether a request is in flight for the current or the pending results."""
        return self.pending is not None or not self.current.loader.is_idle

    @property
    def state(self) -> str:
        """``loading``, ``offline`` or ``failed``; empty if none of these."""
        loader = self.current.loader
        if self.is_loading:
            return "loading"
        return "offline" if loader.is_out_of_reach else "failed" if loader.failure else ""

    @property
    def retry_in(self) -> float:
        """Seconds until an account out of reach is tried again by itself; 0 if it is not."""
        return self._breaker.retry_in

    def refresh(self, window: Window, *, is_replaced: bool = False) -> None:
        """Retry after a failure; otherwise reload the rows of a window, unless loading already.

        Args:
            window: the rows in view.
            is_replaced: whether the account is read from another file now, so that the rows of the
                whole list are old too.
        """
        if is_replaced:
            for results in self._lists.values():
                results.rows.mark_stale()
        loader = self.current.loader
        if loader.failure:
            loader.retry()
        elif is_replaced or not self.is_loading:
            self.current.rows.mark_stale()
            loader.want(window)

    def start_search(self, query: Query, view: SavedView | None = None) -> SearchResults | None:
        """Start a search, and return its results; `None` if the query has results already.

        Args:
            query: what to search for.
            view: where the cursor begins in what is found.
        """
        if self.pending is not None and self.pending.query == query:
            return None
        self._discard(self.pending)
        self.pending = None
        if query == self.current.query:
            return None
        self.pending = self._results_for(query)
        if view is not None:
            self.pending.restore(view)
            if view.sequence_id is not None:
                self.pending.loader.seek_record(view.sequence_id)
        return self.pending

    def select_in_all(self, sequence_id: int | None) -> None:
        """Let the cursor of the whole list be on a sequence, wherever its row turns out to be."""
        if sequence_id is not None:
            sort = (self.pending or self.current).query.sort
            self._select(self._results_for(Query(sort=sort)), sequence_id)

    def sort_by(self, sort: Sort | None, sequence_id: int | None) -> SearchResults | None:
        """Put what is searched for in another order, with the cursor on a sequence.

        Returns:
            The results, or `None` if those are current or pending.
        """
        query = (self.pending or self.current).query.sorted_by(sort)
        if (results := self.start_search(query)) and sequence_id is not None:
            results.cursor = 0
            self._select(results, sequence_id)
        return results

    def _select(self, results: SearchResults, sequence_id: int) -> None:
        row = results.rows.find(sequence_id)
        if row is None and not results.query:
            row = self._source.row_of(sequence_id)
        if row is not None:
            results.rows.assume_row(row)
            results.cursor = row
        results.sought = sequence_id
        results.loader.seek_record(sequence_id)

    def switch_to(self, results: SearchResults) -> None:
        """Make these the current results."""
        self._discard(self.current)
        self.current, self.pending = results, None
        for sort in [each for each in self._lists if each not in (None, results.query.sort)]:
            self._lists.pop(sort).loader.close()

    def _results_for(self, query: Query) -> SearchResults:
        if not query.selects_all:
            return self._new_results(query)
        if query.sort not in self._lists:
            self._lists[query.sort] = self._new_results(query)
        return self._lists[query.sort]

    def _new_results(self, query: Query) -> SearchResults:
        return SearchResults.of(query, self._source, self._slots, self._breaker)

    def _discard(self, results: SearchResults | None) -> None:
        if results is not None and not results.query.selects_all:
            results.loader.close()
