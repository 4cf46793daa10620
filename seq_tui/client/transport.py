"""Sends requests within the rate limit and time limits, retries them, and follows no redirect."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import SystemRandom
from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import MAX_BODY
from seq_tui.client.connection import DEADLINE
from seq_tui.client.connection_errors import connection_error, is_transient
from seq_tui.client.errors import UnreachableError
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.rate_limiter import (
    MAX_PAUSE,
    NotWantedError,
    RateLimiter,
    loop_time,
    sleep_while_wanted,
)
from seq_tui.client.response_body import read_body, read_error_body
from seq_tui.client.status_errors import OK, TOO_MANY_REQUESTS, TRANSIENT, error_for, is_rate_limit
from seq_tui.domain.page import never_cancelled
from seq_tui.wire.envelopes import read_error
from seq_tui.wire.errors import ErrorBody, IncompleteReplyError, ReplyError, SellError
from seq_tui.wire.json_body import read_json_body

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS = 4
"""How often a request is sent before its failure is raised."""

RETRY_BUDGET = 90.0
"""Seconds after which no further attempt starts."""

FIRST_BACKOFF = 0.25
"""Least seconds before the second attempt; twice as many before each further one. A random part
of up to the same length is added, so that requests that failed together do not coincide again."""

JSON_BODY, ERROR_BODY = "json_body", "error_body"
"""Extensions of a response: the JSON of a 200; the `ErrorBody` of any other status."""

_RETRY_AFTER = "retry_after"
"""The extension of a response with the text of that header."""

IS_WANTED = "is_wanted"
"""The extension of a request that returns whether the response is still wanted."""

_FORWARDED_HEADERS = (b"content-type", b"x-request-id")
"""All that the client reads. Without ``Location`` httpx follows no redirect and does not raise for
a malformed one; without ``Set-Cookie`` it sends no cookies back."""


class _TransientError(Exception):
    """A failure that may be over at the next attempt."""

    def __init__(self, outcome: httpx.Response | SellError, wait: float | None = None) -> None:
        super().__init__()
        self.outcome = outcome
        self.wait = wait
        """Seconds to wait, besides a pause of the rate limiter; `None` for the usual back-off."""


class SellTransport(httpx.AsyncBaseTransport):
    """A transport that sends GET requests through `inner` until it has a whole response.

    The body of that response is already read and parsed once: the extension `JSON_BODY` of a 200 is
    its JSON, and `ERROR_BODY` of any other status is what the body says. Errors are `SellError`,
    never those of httpx.

    Args:
        inner: sends each attempt.
        rate_limiter: shared by all requests; a new one by default.
        proxy: the name of the proxy that `inner` uses, for messages.
        deadline: seconds for one exchange.
        max_body: bytes of the longest body.
        clock: the present time, in UTC.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        rate_limiter: RateLimiter | None = None,
        *,
        proxy: str = "",
        deadline: float = DEADLINE,
        max_body: int = MAX_BODY,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._inner = inner
        self._rate_limiter = rate_limiter or RateLimiter()
        self._proxy = proxy
        self._deadline = deadline
        self._max_body = max_body
        self._clock = clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request, again if that may help, and return the last response.

        The request's extension `IS_WANTED` is called before each attempt and during each wait. An
        attempt that has started is never cancelled: it would still count against the limit of the
        service, and could break the connection pool.
        """
        is_wanted: Callable[[], bool] = request.extensions.get(IS_WANTED, never_cancelled)
        outcome: httpx.Response | SellError | None = None
        last_start = loop_time() + RETRY_BUDGET

        def is_worthwhile() -> bool:
            """Whether an attempt is wanted and can start in time: others can extend a pause."""
            return is_wanted() and loop_time() + self._rate_limiter.retry_in() <= last_start

        wait = 0.0
        for attempt in range(ATTEMPTS):
            if loop_time() + max(wait, self._rate_limiter.retry_in()) > last_start:
                break
            try:
                await sleep_while_wanted(wait, is_worthwhile)
                return await self._attempt(request, is_worthwhile)
            except _TransientError as failure:
                outcome = failure.outcome
                wait = _backoff(attempt) if failure.wait is None else failure.wait
            except NotWantedError:
                break
        if outcome is None:
            outcome = self._unsent(request.url.host, is_wanted=is_wanted())
        if isinstance(outcome, SellError):
            raise outcome
        return outcome

    def _unsent(self, host: str, *, is_wanted: bool) -> SellError:
        """The error of a request whose time passed, or that was not wanted, before it was sent."""
        if is_wanted and self._rate_limiter.retry_in():
            return error_for(TOO_MANY_REQUESTS, ErrorBody(), {}, host=host)
        return UnreachableError("No request could be sent in time")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def _attempt(
        self, request: httpx.Request, is_wanted: Callable[[], bool]
    ) -> httpx.Response:
        host = request.url.host
        async with self._rate_limiter.slot(is_wanted) as started:
            try:
                async with asyncio.timeout(self._deadline):
                    response = await self._exchange(request)
            except TimeoutError:
                raise UnreachableError(
                    f"No whole answer from {host} within {self._deadline:g} s"
                ) from None
            except httpx.TransportError as error:
                failure = connection_error(error, request.url, self._proxy)
                # Without its cause, because an exception of httpx may quote a header.
                raise (_TransientError(failure) if is_transient(error) else failure) from None
            except IncompleteReplyError as error:
                raise _TransientError(error) from None
        return self._accept(response, started)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        raw = await self._inner.handle_async_request(request)
        extensions = {_RETRY_AFTER: raw.headers.get("Retry-After", "")}
        async with aclosing(raw):
            if JSON_BODY in raw.extensions:
                # The first paint has read the body already.
                body, extensions[JSON_BODY] = b"", raw.extensions[JSON_BODY]
            elif raw.status_code == OK:
                body = await read_body(raw, self._max_body)
            else:
                body = await read_error_body(raw)
        return httpx.Response(
            raw.status_code,
            # As bytes: their text may be in any encoding, and not every one can be written again.
            headers=[each for each in raw.headers.raw if each[0].lower() in _FORWARDED_HEADERS],
            content=body,
            request=request,
            extensions=extensions,
        )

    def _accept(self, response: httpx.Response, started: float) -> httpx.Response:
        """Return the response unless another attempt may bring a better one."""
        status, extensions = response.status_code, response.extensions
        seconds = retry_after(extensions[_RETRY_AFTER], self._clock())
        if status != OK:
            extensions[ERROR_BODY] = read_error(response.content)
        if is_rate_limit(status, extensions.get(ERROR_BODY, ErrorBody())):
            self._rate_limiter.record_refusal(started, seconds)
            raise _TransientError(response, wait=0)
        if status in TRANSIENT:
            raise _TransientError(response, seconds)
        if status == OK and JSON_BODY not in extensions:
            self._parse(response)
        self._rate_limiter.record_success()
        return response

    def _parse(self, response: httpx.Response) -> None:
        try:
            response.extensions[JSON_BODY] = read_json_body(response.content)
        except IncompleteReplyError as error:
            raise _TransientError(error) from None
        except ReplyError:
            # The service does respond, and another attempt would not bring a better response.
            self._rate_limiter.record_success()
            raise


def retry_after(header: str, now: datetime) -> float | None:
    """The seconds of a ``Retry-After`` in either of its forms; at most `MAX_PAUSE`.

    `None` for a negative number, a date that has passed, and any other text.
    """
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(min(int(header[:9]), MAX_PAUSE))
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    # Python parses the zone "-0000" as none; it means UTC.
    seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return min(seconds, MAX_PAUSE) if seconds > 0 else None


def _backoff(attempt: int) -> float:
    """Seconds to wait after attempt number `attempt`, from 0 on."""
    return FIRST_BACKOFF * 2.0**attempt * SystemRandom().uniform(1, 2)
