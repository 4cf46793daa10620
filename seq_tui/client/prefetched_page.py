"""Reads the page of a prefetch, so that it can be drawn before there is a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import BodyDecoder
from seq_tui.client.name_search import is_filtered
from seq_tui.client.status_errors import OK
from seq_tui.wire.envelopes import read_raw_page
from seq_tui.wire.errors import ReplyError
from seq_tui.wire.json_body import read_json_body
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch, RawResponse
    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.wire.json_body import JsonBody


def on_page(prefetch: FirstPagePrefetch, show: Callable[[Page[Sequence]], None]) -> None:
    """Call `show` with the page once it has arrived, from any thread; never for a failure.

    Nor for a query that is filtered here, whose first page may take more than this one.
    """
    if is_filtered(prefetch.query):
        return

    def read(outcome: Future[RawResponse]) -> None:
        if outcome.exception() is not None or outcome.result().status != OK:
            return
        try:
            prefetch.json_body = _json_in(outcome.result())
            page = page_from(read_raw_page(prefetch.json_body.value, prefetch.number))
        except ReplyError:
            # The client finds the same error in the same response, and the screen displays it.
            return
        show(page)

    prefetch.outcome.add_done_callback(read)


def _json_in(response: RawResponse) -> JsonBody:
    body = BodyDecoder(response.headers.get("Content-Encoding", ""))
    body.add(response.body)
    return read_json_body(body.finish())
