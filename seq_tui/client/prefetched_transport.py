"""The outcome of a request that was sent ahead, given to the client as that of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from seq_tui.client.first_page_prefetch import PrefetchError, PrefetchStage
from seq_tui.client.lean_httpx import httpx

if TYPE_CHECKING:
    from seq_tui.client.first_page_prefetch import Answer, FirstPagePrefetch


class PrefetchedTransport(httpx.AsyncBaseTransport):
    """Answers one request with the outcome of a head start, and sends all others.

    Args:
        inner: what really sends.
        head_start: what was sent ahead; its outcome is used once, and not if it was used before.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, prefetch: FirstPagePrefetch) -> None:
        self._inner = inner
        self._prefetch = prefetch

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer that came ahead, or the failure as httpx would have raised it."""
        prefetch = self._prefetch
        if not prefetch.is_open or str(request.url) != prefetch.url:
            return await self._inner.handle_async_request(request)
        prefetch.is_open = False
        try:
            answer = await asyncio.wrap_future(prefetch.outcome)
        except PrefetchError as error:
            raise _as_of_httpx(error) from error.__cause__
        return _response(answer)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _response(answer: Answer) -> httpx.Response:
    stream = httpx.ByteStream(answer.body)
    return httpx.Response(answer.status, headers=list(answer.headers), stream=stream)


def _as_of_httpx(error: PrefetchError) -> Exception:
    if error.stage is PrefetchStage.OVERDUE:
        return TimeoutError()
    is_late = isinstance(error.__cause__, TimeoutError)
    if error.stage is PrefetchStage.CONNECTING:
        return httpx.ConnectTimeout("") if is_late else httpx.ConnectError("")
    if isinstance(error.__cause__, OSError):
        return httpx.ReadTimeout("") if is_late else httpx.ReadError("")
    return httpx.RemoteProtocolError("")
