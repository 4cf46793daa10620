"""The outcome of the prefetch, as that of the client's own first attempt."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from seq_tui.client.lean_httpx import httpx
from seq_tui.client.transport import JSON_BODY

if TYPE_CHECKING:
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch


class PrefetchedTransport(httpx.AsyncBaseTransport):
    """Answers one request with the outcome of a prefetch, and sends all others.

    Args:
        inner: sends the other requests.
        prefetch: the request that is under way; its outcome is used once.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, prefetch: FirstPagePrefetch) -> None:
        self._inner = inner
        self._prefetch = prefetch

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Wait for the prefetch if it is for the same address, otherwise send the request."""
        prefetch = self._prefetch
        if prefetch.is_used or request.url != prefetch.url:
            return await self._inner.handle_async_request(request)
        prefetch.is_used = True
        try:
            raw = await asyncio.wrap_future(prefetch.outcome)
        except asyncio.CancelledError:
            # Only the waiting was cancelled: the next request may wait again, until the deadline.
            prefetch.is_used = time.monotonic() > prefetch.deadline
            raise
        except httpx.ConnectTimeout:
            # Nothing has reached the service, so nothing is sent twice.
            return await self._inner.handle_async_request(request)
        json_body, prefetch.json_body = prefetch.json_body, None
        extensions = {} if json_body is None else {JSON_BODY: json_body}
        return httpx.Response(
            raw.status,
            headers=raw.headers,
            stream=httpx.ByteStream(raw.body),
            extensions=extensions,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()
