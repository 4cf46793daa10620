"""Reads the page of a prefetch, so that it can be drawn before there is a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import BodyDecoder
from seq_tui.client.status_errors import OK
from seq_tui.wire.envelopes import read_raw_page
from seq_tui.wire.errors import ReplyError
from seq_tui.wire.json_body import read_json
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch, RawResponse
    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence


def on_page(prefetch: FirstPagePrefetch, show: Callable[[Page[Sequence]], None]) -> None:
    """Call `show` with the page once it has arrived, from any thread; never for a failure."""

    def read(outcome: Future[RawResponse]) -> None:
        if outcome.exception() is None and (page := _page_in(outcome.result())) is not None:
            show(page)

    prefetch.outcome.add_done_callback(read)


def _page_in(response: RawResponse) -> Page[Sequence] | None:
    if response.status != OK:
        return None
    try:
        body = BodyDecoder(response.headers.get("Content-Encoding", ""))
        body.add(response.body)
        return page_from(read_raw_page(read_json(body.finish()), 1))
    except ReplyError:
        return None
