"""The loader of a list: it reads pages for the latest wanted window."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, NamedTuple

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import Record, Window
from seq_tui.store.circuit_breaker import OUT_OF_REACH, CircuitBreaker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from seq_tui.domain.failure import Failure
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import Source
    from seq_tui.store.paged_list import PagedList

MARGIN_ROWS = 40
"""Rows to prefetch beyond those in view, so that a page arrives before its first row is shown."""

COUNT_DELAY_S = 0.25
"""Seconds without a request until the rest of a search is counted: another key would end it."""


class Loaded(NamedTuple):
    """A page was read, or restored from the cache."""

    window: Window
    """The rows that changed."""

    is_past_end: bool = False
    """Whether rows that were assumed do not exist; see `PagedList.assume_row`."""

    def merge(self, earlier: Loaded | None) -> Loaded:
        """Combine this result with an earlier one."""
        if earlier is None:
            return self
        is_past_end = self.is_past_end or earlier.is_past_end
        return Loaded(earlier.window.union(self.window), is_past_end)


class Failed(NamedTuple):
    """A page could not be read; the rows in memory stay."""

    failure: Failure


class PageLoader(Generic[Record]):
    """Reads the pages that the wanted window of one list needs, one after another.

    Only the latest wanted window counts; pages of an earlier one that were not requested yet are
    not read. A request in flight is never cancelled, because it would still count against the rate
    limit and can break the connection pool. Its answer is used, or dropped if the loader was closed
    meanwhile. A closed loader never retries, so it holds its slot for at most one request.

    Cached rows in view are shown until they are read. Cached results of a search may be far from
    complete, so they are shown only while the account is out of reach, or while it is read into the
    cache for that search.

    Once a search rests, its results are counted, if the source can do that without a request.
    """

    _is_located = True
    """Whether the source was asked for the row of the record that is sought."""

    _sought_row: int | None = None
    """What it said."""

    def __init__(
        self,
        source: Source[Record],
        query: Query,
        rows: PagedList[Record],
        slots: asyncio.Semaphore,
        breaker: CircuitBreaker | None = None,
        count_delay: float = COUNT_DELAY_S,
    ) -> None:
        """Create a loader; it starts with the first page once `results` is iterated.

        Args:
            source: where to read pages from.
            query: which records to read.
            rows: the list to store the pages in.
            slots: limits the requests in flight; shared by all loaders of a screen. A loader that
                is closed while it waits for a slot sends nothing.
            breaker: shared by them too, so that all of them wait while one retries.
            count_delay: seconds without a request until the results are counted.
        """
        self._source = source
        self._query = query
        self._rows = rows
        self._slots = slots
        self._breaker = breaker or CircuitBreaker()
        self._wakeup = asyncio.Event()
        self._is_closed = False
        self._is_seeking = False
        self._count_delay = count_delay
        self._is_counted = False
        """Whether the source has counted all records, or cannot."""
        self._sought: int | None = None
        """The id of the record that `seek_record` searches for."""
        self._wanted = Window(0, 1)
        self._is_scrolling_up = False
        self.failure = self._breaker.failure
        """Why the loader has stopped, until `retry` or until the account is reachable again."""
        self._breaker.subscribe(self._follow_breaker)
        self.want(self._wanted)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the loader has stopped because the account is out of reach."""
        return self.failure is not None and self.failure.cause in OUT_OF_REACH

    @property
    def is_idle(self) -> bool:
        """Whether the loader has stopped or has nothing to read."""
        return self._next_page() is None and not self._can_locate()

    @property
    def is_seeking(self) -> bool:
        """Whether the loader is searching for the end."""
        return self._is_seeking

    @property
    def sought(self) -> int | None:
        """The id that is sought, or was until all pages were read; `None` if it was interrupted."""
        return self._sought

    def want(self, window: Window) -> Loaded | None:
        """Set the rows in view, and show those that are cached but not in memory.

        Returns:
            The cached rows that were shown, if any.
        """
        if window.start != self._wanted.start:
            self._is_scrolling_up = window.start < self._wanted.start
        self._wanted = window
        # Includes the margin, so that a prefetched page does not evict the one prefetched before.
        self._rows.set_view(window.widened(MARGIN_ROWS))
        self._wakeup.set()
        return self._show_cached()

    def seek_end(self) -> None:
        """Search for the last page without reading those before it; rows in view come first.

        The search stops once the end is known or given up, or at any result other than a page. Then
        the progress is kept, and `failure` or `PagedList.end_doubt` has the reason. A second
        search continues from there and accepts an error response as the end that the first one
        stopped at. This does nothing if the end is known, or while the loader waits for `retry`.
        """
        self._rows.expect_last_page(self._source.likely_last_page(self._query))
        self._is_seeking = self.failure is None and self._rows.next_probe() is not None
        self._wakeup.set()

    def seek_record(self, record_id: int) -> None:
        """Read the page that has this record, if the source knows which; rows in view come first.

        Otherwise read the first pages in order until one has it. That search stops at the end of
        the list, after a failure, and when memory is half full.
        """
        self._sought, self._is_located, self._sought_row = record_id, False, None
        self._wakeup.set()

    def stop_seeking(self) -> None:
        """Stop searching for the end, whose progress is kept, or for a record."""
        self._is_seeking = False
        self._sought = None

    def retry(self) -> None:
        """Continue with the rows in view after a failure."""
        self.failure = None
        self._breaker.record_success()
        self._wakeup.set()

    def close(self) -> None:
        """Send no further request, and drop the answer to the one in flight."""
        self._is_closed = True
        self._breaker.unsubscribe(self._follow_breaker)
        self._wakeup.set()

    async def results(self) -> AsyncIterator[Loaded | Failed]:
        """The result of each request, until the loader is closed."""
        while not self._is_closed:
            if self._can_locate():
                await self._locate()
            elif self._next_page() is None:
                if (counted := await self._rest()) is not None:
                    yield counted
            elif (result := await self._read()) is not None:
                if isinstance(result, Failed) and (cached := self._show_cached()):
                    yield cached
                yield result

    def _can_locate(self) -> bool:
        """Whether to ask for the row of the record that is sought: nothing in view is missing."""
        is_asked = self._sought is None or self._is_located
        if is_asked or self._is_closed or self._is_seeking or self.failure is not None:
            return False
        return not self._rows.pages_to_read(self._wanted)

    async def _locate(self) -> None:
        """Ask the source for the row of the record that is sought."""
        sought = self._sought
        if sought is None or self._rows.find(sought) is not None:
            self._is_located = True
            return

        def is_wanted() -> bool:
            return self._can_locate() and sought == self._sought

        row = await self._source.find_row(self._query, sought, is_wanted=is_wanted)
        if is_wanted():
            self._is_located, self._sought_row = True, row
            if row is not None:
                self._rows.assume_row(row)

    async def _rest(self) -> Loaded | None:
        """Wait for something to read; the result, if all records are counted meanwhile."""
        self._wakeup.clear()
        rows = self._rows
        has_open_end = rows.count > 0 and rows.total is None
        if self._is_counted or self.failure is not None or not has_open_end:
            await self._wakeup.wait()
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(self._count_delay):
                await self._wakeup.wait()
            return None
        total = await self._source.count_results(self._query, is_wanted=self._is_resting)
        self._is_counted = total is not None or self._is_resting()
        return None if total is None else Loaded(rows.put_total(total))

    def _is_resting(self) -> bool:
        return not self._is_closed and self._next_page() is None

    def _next_page(self) -> int | None:
        """The page to read next: for rows in view, for what is sought, ahead, for the end."""
        may_retry = self.is_out_of_reach and self._breaker.is_half_open
        if self._is_closed or (self.failure is not None and not may_retry):
            return None
        if self._is_seeking:
            # The page after the last known row is left to the probes.
            visible = self._rows.pages_to_read(self._wanted.clip(0, self._rows.count))
            return visible[0] if visible else self._rows.next_probe()
        if visible := self._rows.pages_to_read(self._wanted):
            return visible[0]
        if (sought := self._next_sought()) is not None:
            return sought
        ahead = self._rows.pages_to_read(self._ahead())
        if not ahead:
            return self._rows.page_to_check()
        return ahead[-1] if self._is_scrolling_up else ahead[0]

    def _next_sought(self) -> int | None:
        """The page to read next in order to find the sought record, if there is one."""
        if self._sought is None:
            return None
        if self._rows.find(self._sought) is not None:
            # It is not searched for again when its page leaves memory.
            self._sought = None
            return None
        row = self._sought_row
        pages = [] if row is None else self._rows.missing_pages(Window(row, row + 1))
        return pages[0] if pages else self._rows.first_missing_page()

    def _ahead(self) -> Window:
        """The rows that come into view next if the user scrolls on in the same direction."""
        widened = self._wanted.widened(MARGIN_ROWS)
        if self._is_scrolling_up:
            return Window(widened.start, self._wanted.start)
        return Window(self._wanted.stop, widened.stop)

    async def _read(self) -> Loaded | Failed | None:
        async with self._slots:
            # Chosen only now, because the wanted window may have changed during the wait.
            number = self._next_page()
            if number is None:
                return None
            self._breaker.record_request()
            try:
                page = await self._source.page(
                    self._query, number, is_wanted=lambda: not self._is_closed
                )
            except SourceError as error:
                return self._fail(error.failure)
        self._breaker.record_success()
        if self._is_closed:
            return None
        return self._store(page, self._rows.put_cached if page.is_partial else self._rows.put)

    def _show_cached(self) -> Loaded | None:
        """Store the cached pages of the rows in view that are not in memory."""
        result: Loaded | None = None
        is_asked = self._query and not self._query.needs_whole_account
        if self._is_closed or (is_asked and not self.is_out_of_reach):
            return None
        for number in self._rows.missing_pages(self._wanted):
            page = self._source.cached_page(self._query, number)
            # A cached empty page does not show that there are no rows now.
            if page is not None and page.items:
                result = self._store(page, self._rows.put_cached).merge(result)
        return result

    def _store(self, page: Page[Record], put: Callable[[Page[Record]], Window]) -> Loaded:
        count, assumed = self._rows.count, self._rows.assumed
        had_doubt = self._rows.end_doubt
        changed = put(page)
        if self._rows.next_probe() is None or (self._rows.end_doubt and not had_doubt):
            self._is_seeking = False
        if self._rows.count < count:
            self._clamp_wanted(self._rows.count)
        return Loaded(changed, is_past_end=self._rows.count < assumed)

    def _clamp_wanted(self, count: int) -> None:
        """Read no pages for rows that no longer exist, before the next `want`."""
        wanted = self._wanted
        self._wanted = Window(min(wanted.start, count), min(wanted.stop, count + 1))

    def _fail(self, failure: Failure) -> Failed | None:
        if self._is_closed:
            # A request that was given up shows nothing about the account.
            self._breaker.schedule_retry()
            return None
        self.stop_seeking()
        if failure.cause in OUT_OF_REACH:
            self._breaker.record_failure(failure)
        else:
            self._breaker.record_success()
            self.failure = failure
        return Failed(failure)

    def _follow_breaker(self) -> None:
        """Stop or continue as the account goes out of reach or comes back."""
        if self._breaker.failure is not None:
            # The rows may be outdated once it is back; and a retry always needs a page to request.
            self._rows.mark_stale()
            if self.failure is None:
                self.failure = self._breaker.failure
        elif self.is_out_of_reach:
            self.failure = None
        self._wakeup.set()
