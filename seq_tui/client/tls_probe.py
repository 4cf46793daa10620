"""Finds out that a server does not speak TLS, where the client would only wait for its time-out."""

from __future__ import annotations

from seq_tui.client.connection_errors import NoTlsError
from seq_tui.client.endpoint import is_loopback
from seq_tui.client.lean_httpx import httpx

PATIENCE = 0.5
"""Seconds that a handshake may take on this machine before the server is tried without TLS."""

PROBE_TIMEOUT = httpx.Timeout(1)

BAD_REQUEST = 400
"""How a server with TLS answers a request without: it proves nothing."""


class TlsProbe(httpx.AsyncBaseTransport):
    """Sends requests over TLS, and explains why a handshake takes too long.

    A server that waits for a whole request never answers the start of TLS. On this machine, where
    plain HTTP is allowed, one request without the token shows at once what it speaks.

    Args:
        inner: sends the requests.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self._has_responded = False
        """Whether the server has ever sent a response."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request.

        Raises:
            NoTlsError: the connection was accepted, and no handshake followed.
        """
        if self._has_responded:
            return await self._inner.handle_async_request(request)
        handshake = _Handshake()
        request.extensions["trace"] = handshake.record
        try:
            response = await self._first_response(request, handshake)
        except NoTlsError:
            raise
        except httpx.ConnectTimeout:
            if handshake.is_pending:
                raise NoTlsError(is_http=False) from None
            raise
        self._has_responded = True
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def _first_response(
        self, request: httpx.Request, handshake: _Handshake
    ) -> httpx.Response:
        """The response; on this machine, a slow handshake is first given up once."""
        if is_loopback(request.url):
            timeout = request.extensions.get("timeout", {})
            request.extensions["timeout"] = timeout | {"connect": PATIENCE}
            try:
                return await self._inner.handle_async_request(request)
            except httpx.ConnectTimeout:
                if handshake.is_pending and await self._speaks_http(request):
                    raise NoTlsError(is_http=True) from None
            request.extensions["timeout"] = timeout
        return await self._inner.handle_async_request(request)

    async def _speaks_http(self, request: httpx.Request) -> bool:
        """Whether the server answers plain HTTP."""
        probe = httpx.Request(
            "GET",
            request.url.copy_with(scheme="http", port=request.url.port or 443, raw_path=b"/"),
            extensions={"timeout": PROBE_TIMEOUT.as_dict()},
        )
        try:
            response = await self._inner.handle_async_request(probe)
        except httpx.TransportError:
            return False
        await response.aclose()
        return response.status_code != BAD_REQUEST


class _Handshake:
    """Follows a connection by the events of httpcore."""

    def __init__(self) -> None:
        self.is_pending = False
        """Whether the connection was accepted and has no TLS yet."""

    async def record(self, event: str, _info: object) -> None:
        """Take note of an event, such as ``connection.start_tls.started``."""
        _, action, outcome = event.rsplit(".", 2)
        if action == "start_tls":
            self.is_pending = outcome != "complete"
