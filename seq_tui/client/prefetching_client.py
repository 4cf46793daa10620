"""A client whose first page is on its way before the client itself is imported."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import BodyDecoder
from seq_tui.client.first_page_prefetch import PrefetchError
from seq_tui.client.status_errors import OK
from seq_tui.domain.page import never_cancelled
from seq_tui.wire.envelopes import read_raw_page
from seq_tui.wire.errors import ReplyError
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from seq_tui.client.first_page_prefetch import Answer, FirstPagePrefetch
    from seq_tui.client.sell_client import SellClient
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class PrefetchingClient:
    """An account of the live service that is asked for its first page at once.

    A first page that came as it should is read here. For everything else there is a `SellClient`,
    which gets the outcome of that first request as its own.

    Args:
        head_start: the request for the first page, which was sent.
        make: makes the client, once.
    """

    def __init__(
        self, prefetch: FirstPagePrefetch, make: Callable[[FirstPagePrefetch], SellClient]
    ) -> None:
        self._prefetch = prefetch
        self._make = make
        self._client: SellClient | None = None

    def when_first(self, show: Callable[[Page], None]) -> None:
        """Give the first page to `show` once it is there, if it is sound; from another thread."""

        def look(outcome: Future[Answer]) -> None:
            # Of errors whoever asks for the page is told.
            with suppress(PrefetchError, ReplyError):
                if (page := _read(outcome.result())) is not None:
                    show(page_from(page))

        self._prefetch.outcome.add_done_callback(look)

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page:
        """Page `number` of what `query` asks for; see `SellClient.page`."""
        return page_from(await self.raw_page(query, number, is_wanted=is_wanted))

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The same page with its items as the service sent them."""
        prefetch = self._prefetch
        if prefetch.is_open and number == 1 and query == prefetch.query:
            page = await self._first_page()
            if page is not None:
                return page
        return await self._made().raw_page(query, number, is_wanted=is_wanted)

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id; see `SellClient.get`."""
        return await self._made().get(sequence_id)

    async def raw(self, sequence_id: int) -> Json:
        """The same sequence in its envelope, as the service sent it."""
        return await self._made().raw(sequence_id)

    def retry_in(self) -> float:
        """Seconds until the service, which found requests too many, may be asked again; else 0."""
        return 0.0 if self._client is None else self._client.retry_in()

    def cached_page(self, query: Query, number: int) -> None:
        """Nothing; see `SellClient.remembered`."""

    def pop_warning(self) -> str:
        """Nothing: what goes wrong is raised."""
        return ""

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()

    async def _first_page(self) -> RawPage | None:
        """The page that the head start brought; `None` where the client has to look into it."""
        outcome = self._prefetch.outcome
        try:
            # What is there already is given at once, so that the first frame holds it.
            page = _read(outcome.result() if outcome.done() else await asyncio.wrap_future(outcome))
        except (PrefetchError, ReplyError):
            return None
        if page is not None:
            self._prefetch.is_open = False
        return page

    def _made(self) -> SellClient:
        if self._client is None:
            self._client = self._make(self._prefetch)
        return self._client


def _read(answer: Answer) -> RawPage | None:
    if answer.status != OK:
        return None
    body = BodyDecoder(answer.header(b"content-encoding"))
    body.add(answer.body)
    return read_raw_page(body.whole(), 1)
