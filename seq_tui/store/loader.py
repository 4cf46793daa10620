"""The one loader of a list: the latest wanted window wins."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

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
"""Rows read ahead of the visible ones, so that a page is there before its first row is in view."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page arrived, or came back from memory."""

    window: Window
    """The rows that changed."""

    is_short: bool = False
    """Whether rows that were assumed to be there turned out not to be; see `PagedList.reach`."""

    def after(self, other: Loaded | None) -> Loaded:
        """What came before this and this, as one."""
        if other is None:
            return self
        return Loaded(other.window.union(self.window), self.is_short or other.is_short)


@dataclass(frozen=True, slots=True)
class Failed:
    """A page did not arrive; what was there before is still there."""

    failure: Failure


class PageLoader(Generic[Record]):
    """Reads the pages that the wanted window of one list needs, one after another.

    Whoever scrolls says which rows are wanted *now*; what was wanted before and is not there yet is
    forgotten. A request that was sent is never cancelled, because a cancelled one still counts
    against the service's limit and can break the connection pool; its answer is used, or dropped if
    the loader was closed meanwhile. A closed loader tries nothing again, and so keeps its turn from
    others no longer than one request takes.

    What the source remembers of the rows in view is shown until they are read. What a search finds
    in memory may be far from all that there is, so it is shown only while the account is out of
    reach.
    """

    def __init__(
        self,
        source: Source[Record],
        query: Query,
        rows: PagedList[Record],
        turns: asyncio.Semaphore,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        """Make a loader that begins with the first page once `results` is read.

        Args:
            source: where pages come from.
            query: what to ask for.
            rows: the list that takes the pages in.
            turns: shared by all loaders of a screen, so that one that was closed while it waited
                for its turn gives it up unsent.
            breaker: shared by them too, so that all of them wait while one tries the account.
        """
        self._source = source
        self._query = query
        self._rows = rows
        self._turns = turns
        self._breaker = breaker or CircuitBreaker()
        self._call = asyncio.Event()
        self._is_closed = False
        self._is_seeking = False
        self._wanted = Window(0, 1)
        self._is_going_up = False
        self.failure = self._breaker.failure
        """Why the loader stands still, until `retry` or until the account is in reach again."""
        self._breaker.listen(self._hear)
        self.want(self._wanted)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the loader stands still because no request would reach the account."""
        return self.failure is not None and self.failure.cause in OUT_OF_REACH

    @property
    def is_idle(self) -> bool:
        """Whether nothing is wanted that is not there, or the loader stands still."""
        return self._next_page() is None

    @property
    def is_seeking(self) -> bool:
        """Whether the end is being looked for."""
        return self._is_seeking

    def want(self, window: Window) -> Loaded | None:
        """Say which rows are in view; replaces what was said before.

        Returns what the source remembered of them, if they were not there.
        """
        if window.start != self._wanted.start:
            self._is_going_up = window.start < self._wanted.start
        self._wanted = window
        # The margin too: what is asked for next must not make room for what was asked for before.
        self._rows.see(window.widened(MARGIN_ROWS))
        self._call.set()
        return self._recall()

    def seek_end(self) -> None:
        """Look for the last page without reading those before it; rows in view still come first.

        It is over once the end is known, or once something else than a page came: then what is
        known stays, and `failure` or `PagedList.is_certain` says why. The same once more goes on
        from there, and takes an error for the end where the first took it for a doubt. Nothing
        happens where the end is known, or while the loader waits for `retry`.
        """
        self._is_seeking = self.failure is None and self._rows.next_probe() is not None
        self._call.set()

    def stop_seeking(self) -> None:
        """Look for the end no more; what was learned stays."""
        self._is_seeking = False

    def retry(self) -> None:
        """Go on with what is in view after a failure."""
        self.failure = None
        self._breaker.record_success()
        self._call.set()

    def close(self) -> None:
        """Ask for nothing more, and drop the answer that is under way."""
        self._is_closed = True
        self._breaker.forget(self._hear)
        self._call.set()

    async def results(self) -> AsyncIterator[Loaded | Failed]:
        """What came of each request, until the loader is closed."""
        while not self._is_closed:
            if self._next_page() is None:
                self._call.clear()
                await self._call.wait()
            elif (result := await self._read()) is not None:
                if isinstance(result, Failed) and (recalled := self._recall()):
                    yield recalled
                yield result

    def _next_page(self) -> int | None:
        """The first missing page of the rows in view, else one to find the end by, or one ahead."""
        may_try = self.is_out_of_reach and self._breaker.is_half_open
        if self._is_closed or (self.failure is not None and not may_try):
            return None
        if self._is_seeking:
            # What follows the last known row is what the probes are for.
            visible = self._rows.missing(self._wanted.clip(0, self._rows.count))
            return visible[0] if visible else self._rows.next_probe()
        if visible := self._rows.missing(self._wanted):
            return visible[0]
        ahead = self._rows.missing(self._ahead())
        if not ahead:
            return None
        return ahead[-1] if self._is_going_up else ahead[0]

    def _ahead(self) -> Window:
        """The rows that come into view next if the view goes on as it last moved."""
        widened = self._wanted.widened(MARGIN_ROWS)
        if self._is_going_up:
            return Window(widened.start, self._wanted.start)
        return Window(self._wanted.stop, widened.stop)

    async def _read(self) -> Loaded | Failed | None:
        async with self._turns:
            # Decided only now: what was wanted may have changed during the wait.
            number = self._next_page()
            if number is None:
                return None
            self._breaker.begin()
            try:
                page = await self._source.page(
                    self._query, number, is_wanted=lambda: not self._is_closed
                )
            except SourceError as error:
                return self._fail(error.failure)
        self._breaker.record_success()
        return None if self._is_closed else self._take(page, self._rows.put)

    def _recall(self) -> Loaded | None:
        """Bring back what is remembered of the rows in view that are not there."""
        result: Loaded | None = None
        if self._is_closed or (self._query and not self.is_out_of_reach):
            return None
        for number in self._rows.absent(self._wanted):
            page = self._source.cached_page(self._query, number)
            # That there was nothing is no answer to whether there is.
            if page is not None and page.items:
                result = self._take(page, self._rows.recall).after(result)
        return result

    def _take(self, page: Page[Record], put: Callable[[Page[Record]], Window]) -> Loaded:
        count, assumed = self._rows.count, self._rows.assumed
        was_certain = self._rows.is_certain
        changed = put(page)
        if self._rows.total is not None or (was_certain and not self._rows.is_certain):
            self._is_seeking = False
        if self._rows.count < count:
            self._forget_wanted_behind(self._rows.count)
        return Loaded(changed, is_short=self._rows.count < assumed)

    def _forget_wanted_behind(self, count: int) -> None:
        """Do not walk towards rows that are gone, before it is said what is in view instead."""
        wanted = self._wanted
        self._wanted = Window(min(wanted.start, count), min(wanted.stop, count + 1))

    def _fail(self, failure: Failure) -> Failed | None:
        if self._is_closed:
            # What was given up tells nothing of the account.
            self._breaker.put_off()
            return None
        self._is_seeking = False
        if failure.cause in OUT_OF_REACH:
            self._breaker.record_failure(failure)
        else:
            self._breaker.record_success()
            self.failure = failure
        return Failed(failure)

    def _hear(self) -> None:
        """Go on, or stand still, as the account can be reached or not."""
        if self._breaker.failure is not None:
            # What was read may be out of date by then; and so there is always a page to ask for.
            self._rows.expire()
            if self.failure is None:
                self.failure = self._breaker.failure
        elif self.is_out_of_reach:
            self.failure = None
        self._call.set()
