"""The request for the first page, sent by a thread while the screen is still being imported.

Importing a screen takes longer than a nearby service takes to respond. Importing httpx takes a
third as long, so httpx is imported first and everything else while the request is under way.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

from seq_tui.client.auth import BearerToken
from seq_tui.client.body_decoder import MAX_BODY
from seq_tui.client.connection import DEADLINE, TIMEOUT, Connection, import_transports
from seq_tui.client.endpoint import api_url, resource_url
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.name_search import is_filtered
from seq_tui.client.request_params import HEADERS, SEQUENCES, page_params

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.query import Query
    from seq_tui.wire.json_body import JsonBody

PREFETCH_TIMEOUT = httpx.Timeout(TIMEOUT.read, connect=1, pool=None)
"""Seconds as for every request, but fewer to connect: a synchronous connection tries one address
after the other, and a host may have one that leads nowhere. The client then tries all at once."""


@dataclass(frozen=True, slots=True)
class RawResponse:
    """A response as it was sent."""

    status: int
    headers: httpx.Headers
    body: bytes = field(repr=False)
    """Still compressed; if it is too long, it ends soon after `MAX_BODY`."""


class FirstPagePrefetch:
    """A request for the first page of a query, under way in a daemon thread.

    It is sent once and never cancelled. Its outcome is that of the first attempt of the ordinary
    client (`seq_tui.client.prefetched_transport`), so that retries, limits and errors are the same.

    At its end Python stops daemon threads, and can then wait endlessly for the lock of a module
    that one of them was importing (measured, 3.11). A screen therefore ends by `os._exit`, and the
    thread imports as little as possible.

    Args:
        base_url: the address of the API.
        token: the text of an access token.
        query: selects the sequences.
        number: of the page that is shown first, from 1.

    Raises:
        ConfigurationError: the address, the token or the proxy cannot be used.
        UnicodeError: the query cannot be part of an address.
    """

    def __init__(self, base_url: str, token: str, query: Query, number: int = 1) -> None:
        url = resource_url(api_url(base_url), SEQUENCES)
        self.number = number
        self.url = url.copy_merge_params(page_params(query, number))
        """The address of the page, with its parameters."""

        self.query = query

        self.connection = Connection(url)
        """The connection's settings, which the client shares."""

        self.outcome: Future[RawResponse] = Future()
        """The response, or what was raised: an `httpx.TransportError`, a `ConfigurationError`, or
        `TimeoutError` at the deadline."""

        self.json_body: JsonBody | None = None
        """The JSON of a 200, once the first paint has read it; the client then need not."""

        self.is_used = False
        """Whether a request of the client has had the outcome."""

        self.deadline = time.monotonic() + DEADLINE
        # A future that is running cannot be cancelled along with a task that waits for it.
        self.outcome.set_running_or_notify_cancel()
        auth = BearerToken(token, base_url)
        Thread(target=self._run, args=(auth,), name="first page", daemon=True).start()
        # Meanwhile the thread loads the certificates without holding the interpreter's lock. If it
        # also did this import, while the main thread imports other modules, the first row would
        # come 40 ms later (measured).
        import_transports()

    def _run(self, auth: BearerToken) -> None:
        try:
            response = self._exchange(auth)
        except Exception as error:  # noqa: BLE001 - kept, not handled
            # Raised again where the outcome is awaited; here it would end the thread unseen.
            self.outcome.set_exception(error)
        else:
            self.outcome.set_result(response)

    def _exchange(self, auth: BearerToken) -> RawResponse:
        with (
            httpx.Client(
                auth=auth,
                headers=HEADERS,
                timeout=PREFETCH_TIMEOUT,
                transport=self.connection.transport(),
                follow_redirects=False,
                trust_env=False,
            ) as http,
            http.stream("GET", self.url) as response,
        ):
            body = b"".join(self._chunks(response))
        return RawResponse(response.status_code, response.headers, body)

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        """The body as it is sent, up to the limits in bytes and in time."""
        received = 0
        for chunk in response.iter_raw():
            yield chunk
            received += len(chunk)
            if received > MAX_BODY:
                return
            if time.monotonic() > self.deadline:
                raise TimeoutError


def prefetch_first_page(
    base_url: str, token: str, query: Query, number: int = 1
) -> FirstPagePrefetch | None:
    """Send the request for the page of `query` that is shown first.

    Returns:
        `None` for a query that the service cannot answer, and for one that cannot be sent.

    Raises:
        ConfigurationError: as for `FirstPagePrefetch`.
    """
    if query.needs_whole_account:
        return None
    try:
        # What the service finds for a filtered query is read from the beginning.
        return FirstPagePrefetch(base_url, token, query, 1 if is_filtered(query) else number)
    except UnicodeError:
        return None
