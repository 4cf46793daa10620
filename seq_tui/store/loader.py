"""The one loader of a list: the latest wanted window wins."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from seq_tui.domain.failure import Failure
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.store.paged_list import PagedList
    from seq_tui.store.source import Source

MARGIN_ROWS = 40
"""Rows read beyond the visible ones, so that a page is there before its first row is."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page arrived."""

    window: Window
    """The rows that changed."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A page did not arrive; what was there before is still there."""

    failure: Failure


class PageLoader:
    """Reads the pages that the wanted window of one list needs, one after another.

    Whoever scrolls says which rows are wanted *now*; what was wanted before and is not there yet is
    forgotten. A request that was sent is never cancelled, because a cancelled one still counts
    against the service's limit and can break the connection pool; its answer is used, or dropped if
    the loader was closed meanwhile. A closed loader tries nothing again, and so keeps its turn from
    others no longer than one request takes.
    """

    def __init__(
        self, source: Source, query: Query, rows: PagedList, turns: asyncio.Semaphore
    ) -> None:
        """Make a loader that begins with the first page once `results` is read.

        Args:
            source: where pages come from.
            query: what to ask for.
            rows: the list that takes the pages in.
            turns: shared by all loaders of a screen, so that one that was closed while it waited
                for its turn gives it up unsent.
        """
        self._source = source
        self._query = query
        self._rows = rows
        self._turns = turns
        self._call = asyncio.Event()
        self._is_closed = False
        self.failure: Failure | None = None
        """Why the loader stands still, until `retry`."""
        self.want(Window(0, 1))

    @property
    def is_idle(self) -> bool:
        """Whether nothing is wanted that is not there, or the loader waits for `retry`."""
        return self._next_page() is None

    def want(self, window: Window) -> None:
        """Say which rows are in view; replaces what was said before."""
        self._wanted = window
        # The margin too: what is asked for next must not make room for what was asked for before.
        self._rows.see(window.widened(MARGIN_ROWS))
        self._call.set()

    def retry(self) -> None:
        """Go on from what failed."""
        self.failure = None
        self._call.set()

    def close(self) -> None:
        """Ask for nothing more, and drop the answer that is under way."""
        self._is_closed = True
        self._call.set()

    async def results(self) -> AsyncIterator[Loaded | Failed]:
        """What came of each request, until the loader is closed."""
        while not self._is_closed:
            if self._next_page() is None:
                self._call.clear()
                await self._call.wait()
            elif (result := await self._read()) is not None:
                yield result

    def _next_page(self) -> int | None:
        """The first missing page of the visible rows, else one of the margin around them."""
        if self._is_closed or self.failure is not None:
            return None
        visible = self._rows.missing(self._wanted)
        margin = visible or self._rows.missing(self._wanted.widened(MARGIN_ROWS))
        return margin[0] if margin else None

    async def _read(self) -> Loaded | Failed | None:
        async with self._turns:
            # Decided only now: what was wanted may have changed during the wait.
            number = self._next_page()
            if number is None:
                return None
            try:
                page = await self._source.page(
                    self._query, number, is_wanted=lambda: not self._is_closed
                )
            except SourceError as error:
                return self._fail(error.failure)
        return self._take(page)

    def _take(self, page: Page) -> Loaded | None:
        return None if self._is_closed else Loaded(self._rows.put(page))

    def _fail(self, failure: Failure) -> Failed | None:
        if self._is_closed:
            return None
        self.failure = failure
        return Failed(failure)
