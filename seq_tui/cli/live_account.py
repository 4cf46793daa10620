"""The live account, opened in the order that shows its first row soonest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.client.sell_client import SellClient
    from seq_tui.domain.query import Query


class LiveAccount:
    """The client and the prefetch of a live account, each created when first needed.

    Both import httpx, which takes as long as drawing the cached rows. The client also imports
    asyncio, which the first row does not need.

    Args:
        base_url: the address of the API.
        token: a token that `seq_tui.client.token.parse_token` accepted.
        first: the query that will be requested first; `None` if it is not for a page.
        on_pause: as for `seq_tui.client.rate_limiter.RateLimiter`.
        prefetch: the request for the first page, if it was already sent.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        first: Query | None,
        on_pause: Callable[[float], None],
        prefetch: FirstPagePrefetch | None,
    ) -> None:
        self._base_url, self._token, self._first = base_url, token, first
        self._on_pause = on_pause
        self._prefetch = prefetch
        self._client: SellClient | None = None

    def prefetch(self) -> FirstPagePrefetch | None:
        """The request for the first page, sent now unless it was already sent.

        Returns:
            `None` if there is no first query, or it cannot be prefetched.

        Raises:
            ConfigurationError: the address, the token or the proxy cannot be used.
        """
        if self._prefetch is None and self._first is not None:
            from seq_tui.client.first_page_prefetch import prefetch_first_page

            self._prefetch = prefetch_first_page(self._base_url, self._token, self._first)
        return self._prefetch

    def client(self) -> SellClient:
        """The client, which uses the outcome of the prefetch.

        Raises:
            ConfigurationError: the address, the token, or a variable for the proxy or the
                certificates cannot be used.
        """
        if self._client is None:
            prefetch = self.prefetch()

            from seq_tui.client.rate_limiter import RateLimiter
            from seq_tui.client.sell_client import SellClient

            limiter = RateLimiter(on_pause=self._on_pause)
            self._client = SellClient(
                self._base_url, self._token, rate_limiter=limiter, prefetch=prefetch
            )
        return self._client

    async def aclose(self) -> None:
        """Close the connections, within the event loop that used them."""
        if self._client is not None:
            await self._client.aclose()
