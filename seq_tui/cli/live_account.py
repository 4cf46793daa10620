"""The live account, opened in the order that shows its first row soonest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seq_tui.cli import cache_sources
from seq_tui.cli.accounts import Account, has_pages, nothing_to_close
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.client.token import parse_token, token_warning
from seq_tui.domain.source import SourceInfo, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.cli.credentials import Credentials
    from seq_tui.client.first_page_prefetch import FirstPagePrefetch
    from seq_tui.client.sell_client import SellClient
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource


class LiveAccount:
    """The client and the prefetch of a live account, each created when first needed.

    Both import httpx, which takes as long as drawing the cached rows. The client also imports
    asyncio, which the first row does not need.

    Args:
        base_url: the address of the API.
        token: a token that `seq_tui.client.token.parse_token` accepted.
        first: the query that will be requested first; `None` if it is not for a page.
        on_pause: as for `seq_tui.client.rate_limiter.RateLimiter`.
        prefetch: a request that was sent early, which may be for another page than is wanted.
        first_page: the number of the page that will be requested first.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        first: Query | None,
        on_pause: Callable[[float], None],
        prefetch: FirstPagePrefetch | None,
        first_page: int = 1,
    ) -> None:
        self._base_url, self._token, self._first = base_url, token, first
        self._on_pause = on_pause
        is_wanted = prefetch and (prefetch.query, prefetch.number) == (first, first_page)
        self._prefetch = prefetch if is_wanted else None
        self._first_page = first_page
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

            self._prefetch = prefetch_first_page(
                self._base_url, self._token, self._first, self._first_page
            )
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


def live_account(
    credentials: Credentials,
    on_pause: Callable[[float], None],
    first: Query | None,
    choice: AccountChoice,
) -> Account:
    """An account of the service, or of another server.

    Raises:
        SourceError: the token cannot be read, or the client refuses the address or the token.
    """
    base, identity = credentials.address, credentials.identity
    token = parse_token(credentials.read_token(may_prompt=choice.may_prompt))
    live = LiveAccount(base, token, first, on_pause, choice.prefetch, choice.first_page)
    # The usual length is that of the vendor's tokens; other servers have their own.
    advice = token_warning(token) if base == DEFAULT_BASE else ""
    host = host_of(base)
    source_info = _source_info(credentials, advice)
    if not choice.is_browsed:
        choice.is_seen = lambda: cache_sources.is_cached(base, identity, host)
        client = live.client()
        return Account(
            lambda: client, source_info, client.aclose, fingerprint=_identify(base, identity)
        )

    # Only rows of the whole account are drawn from the cache.
    if first or not cache_sources.is_cached(base, identity, host):
        live.prefetch()
    cache = cache_sources.open_cache(base, identity, host)

    def open_source() -> RawSource[Sequence]:
        from seq_tui.archive.cache.source import CachedSource

        return CachedSource(live.client(), cache)

    return Account(open_source, source_info, live.aclose, cache.page, live.prefetch)


def offline_account(credentials: Credentials, *, is_browsed: bool) -> Account:
    """The cached pages of an account; no request is sent, and no token is read but one that is set.

    Raises:
        SourceError: nothing is cached, or the address or the token cannot be used.
    """
    base, identity = credentials.address, credentials.identity
    host = host_of(base)
    if not cache_sources.is_cached(base, identity, host):
        from seq_tui.client.endpoint import api_url

        # A wrong address is the error to report. Only this case needs the import of httpx.
        api_url(base)
    if is_browsed:
        source = cache_sources.offline_source(base, identity, host)
        source_info = _source_info(credentials)
        return Account(lambda: source, source_info, nothing_to_close, source.cached_page)
    pages, age = cache_sources.cached_pages(base, identity, host)
    source_info = _source_info(credentials, age)
    return Account(lambda: pages, source_info, pages.aclose, fingerprint=_identify(base, identity))


def host_of(base_url: str) -> str:
    """Host and port of an address; empty for one that the client will refuse."""
    try:
        return urlsplit(base_url).netloc
    except ValueError:
        return ""


def _source_info(credentials: Credentials, advice: str = "") -> SourceInfo:
    host = host_of(credentials.address)
    return SourceInfo(
        SourceKind.LIVE, host, advice, has_pages=has_pages(host), profile=credentials.name
    )


def _identify(base_url: str, identity: str) -> Callable[[], str]:
    """A function that returns the account's fingerprint, and whose text shows no token."""

    def identify() -> str:
        from seq_tui.archive.cache.location import fingerprint

        return fingerprint(base_url, identity)

    return identify
