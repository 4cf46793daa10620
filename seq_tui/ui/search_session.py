"""Which listing is on the screen, which one will be, and which one to go back to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.domain.query import Query
from seq_tui.domain.source import Kind
from seq_tui.store.circuit_breaker import Contact
from seq_tui.ui.search_results import Listing

if TYPE_CHECKING:
    from seq_tui.domain.page import Page, Window
    from seq_tui.domain.source import Source

TURNS = 3
"""Requests under way at once; as many as `seq_tui.client.rate_limiter.AT_ONCE` lets through."""


class Listings:
    """The listings of one account.

    The rows on the screen stay until another query has an answer. All sequences stay in memory
    behind a search, so that it can be left at once.
    """

    def __init__(
        self, source: Source, query: Query, kind: Kind = Kind.LIVE, at_hand: Page | None = None
    ) -> None:
        """Begin with the listing of a query.

        Args:
            source: where pages come from.
            query: what is asked for first.
            kind: what sort of account it is.
            at_hand: the first page of what is asked for, if somebody read it already. A live
                account is asked for it all the same, for it may have changed, and is to be kept.
        """
        self._source = source
        self._turns = asyncio.Semaphore(TURNS)
        self._contact = Contact()
        self._all = Listing.of(Query(), source, self._turns, self._contact)
        self.shown = self._of(query)
        """What is on the screen."""
        if at_hand is not None:
            rows = self.shown.rows
            take = rows.recall if kind is Kind.LIVE else rows.put
            take(at_hand)
        self.next: Listing | None = None
        """What was asked for since, and has no answer yet."""

    @property
    def is_loading(self) -> bool:
        """Whether a request is under way for what is shown, or for what will be."""
        return self.next is not None or not self.shown.loader.is_idle

    @property
    def state(self) -> str:
        """``loading``, ``offline`` or ``failed``; nothing while all is as it should be."""
        loader = self.shown.loader
        if self.is_loading:
            return "loading"
        return "offline" if loader.is_out_of_reach else "failed" if loader.failure else ""

    def refresh(self, window: Window) -> None:
        """Read again: from what failed, or all of what is in view; not while something is read."""
        loader = self.shown.loader
        if loader.failure:
            loader.retry()
        elif not self.is_loading:
            self.shown.rows.expire()
            loader.want(window)

    def ask(self, query: Query) -> Listing | None:
        """The listing to follow, or to show if it is answered; `None` if nothing is to be done."""
        if self.next is not None and self.next.query == query:
            return None
        self._give_up(self.next)
        self.next = None
        if query == self.shown.query:
            return None
        self.next = self._of(query)
        return self.next

    def show(self, listing: Listing) -> None:
        """Put a listing in the place of the one on the screen."""
        self._give_up(self.shown)
        self.shown, self.next = listing, None

    def _of(self, query: Query) -> Listing:
        if not query:
            return self._all
        return Listing.of(query, self._source, self._turns, self._contact)

    def _give_up(self, listing: Listing | None) -> None:
        if listing is not None and listing is not self._all:
            listing.loader.close()
