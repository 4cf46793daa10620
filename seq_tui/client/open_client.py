"""Opening an account of the service: with its first page under way at once, where that can be."""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING

from seq_tui.client.first_page_prefetch import prefetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.client.prefetching_client import PrefetchingClient
    from seq_tui.client.sell_client import SellClient
    from seq_tui.domain.query import Query

REST = 0.5
"""Seconds after the first answer until the rest of the client is imported in the background, if it
was not needed before: the first rows are painted by then."""


def open_account(
    base_url: str,
    token: str,
    first: Query | None,
    on_pause: Callable[[float], None],
    *,
    is_browsed: bool,
    ahead: FirstPagePrefetch | None = None,
) -> PrefetchingClient | SellClient:
    """A client for the account at an address.

    Args:
        base_url: where the API is.
        token: a sound access token, see `seq_tui.client.token`.
        first: what will be asked for first; `None` where that is no page.
        on_pause: as for `seq_tui.client.rate_limiter.RateLimiter`.
        is_browsed: as for `begun`.
        ahead: the request for the first page, if it is under way already.

    Raises:
        ConfigurationError: as for `SellClient`.
    """

    def make(ahead: FirstPagePrefetch | None = None) -> SellClient:
        from seq_tui.client.rate_limiter import RateLimiter
        from seq_tui.client.sell_client import SellClient

        return SellClient(
            base_url, token, rate_limiter=RateLimiter(on_pause=on_pause), prefetch=ahead
        )

    if ahead is None and first is not None:
        ahead = begun(base_url, token, first, is_browsed=is_browsed)
    if ahead is None:
        return make()

    from seq_tui.client.prefetching_client import PrefetchingClient

    return PrefetchingClient(ahead, make)


def begun(base_url: str, token: str, first: Query, *, is_browsed: bool) -> FirstPagePrefetch | None:
    """The request for the first page of a query, under way; `None` as for `head_start`.

    Args:
        base_url: where the API is.
        token: a sound access token.
        first: what is asked for.
        is_browsed: whether to import the rest in the background. A process that may end meanwhile
            has to end by `os._exit`: the end of Python stops that thread, and can then wait for the
            lock of what it was importing for ever (measured, 3.11).
    """
    ahead = prefetch(base_url, token, first)
    if ahead is not None:
        ahead.begin(_import_client if is_browsed else _nothing)
    return ahead


def _import_client() -> None:
    time.sleep(REST)
    import_module("seq_tui.client.sell_client")


def _nothing() -> None:
    """What a command goes on with: it ends as soon as it has its answer."""
