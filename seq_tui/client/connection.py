"""How one address is reached: certificates, proxy, limits and time-outs."""

from __future__ import annotations

import ssl
from functools import cached_property
from typing import TypeVar

from seq_tui.client.errors import ConfigurationError
from seq_tui.client.hosts import is_resolvable
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.proxy import choose_proxy
from seq_tui.client.tls_files import find_fault, refuse_blocking_files
from seq_tui.domain.system_failure import system_failure
from seq_tui.wire.errors import SellError

TIMEOUT = httpx.Timeout(20, connect=8, pool=None)
"""Seconds for one read or write, and to connect. A request never waits for a connection of the
pool, see `LIMITS`."""

DEADLINE = 30.0
"""Seconds for one exchange, from connecting to the last byte: httpx limits only each read."""

LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=3, keepalive_expiry=30)
"""The pool has no limit on connections, because the rate limiter is one, and because a cancelled
request never gives its slot back (encode/httpcore issue 1093), until none is left."""

_PROXY_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}

Transport = TypeVar("Transport", httpx.HTTPTransport, httpx.AsyncHTTPTransport)


class Connection:
    """The settings that every transport to one origin shares.

    This machine is never reached through a proxy.

    Args:
        url: any address of the origin.

    Raises:
        ConfigurationError: the proxy of the environment cannot be used. The transports raise it
            too, and also if the certificates of the environment cannot be used.
    """

    def __init__(self, url: httpx.URL) -> None:
        self._url = url
        self.proxy_choice = choose_proxy(url)
        """The proxy, and why."""

        self.proxy_name = ""
        """``host:port`` of the proxy, for messages; after ``https://`` if that is its scheme, and
        empty without a proxy."""

        if self.proxy_choice.address:
            self.proxy_name = self._checked_proxy_name()

    def transport(self) -> httpx.HTTPTransport:
        """A new transport for a thread."""
        return self._new(httpx.HTTPTransport)

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """A new transport for an event loop."""
        transport = self._new(httpx.AsyncHTTPTransport)
        if self._url.scheme == "http":
            return transport
        # A prefetch, which makes its connection as early as possible, does not need it.
        from seq_tui.client.tls_probe import TlsProbe

        return TlsProbe(transport)

    def _new(self, kind: type[Transport]) -> Transport:
        context = self._ssl_context
        try:
            return kind(verify=context, limits=LIMITS, proxy=self._proxy(context))
        except (ImportError, ValueError):
            raise self._proxy_error() from None

    def _proxy(self, context: ssl.SSLContext | None = None) -> httpx.Proxy | None:
        """The proxy; one with TLS has to have a certificate that `context` trusts."""
        address = self.proxy_choice.address
        if not address:
            return None
        url = httpx.URL(address)
        return httpx.Proxy(url, ssl_context=context if url.scheme == "https" else None)

    def _checked_proxy_name(self) -> str:
        try:
            url = httpx.Proxy(self.proxy_choice.address).url
            port = url.port or _PROXY_PORTS.get(url.scheme)
            if is_resolvable(url.raw_host, port):
                return f"{'https://' if url.scheme == 'https' else ''}{url.host}:{port}"
        except (ValueError, httpx.InvalidURL):
            pass
        raise self._proxy_error()

    def _proxy_error(self) -> ConfigurationError:
        # The address of the proxy may hold a password, and so may the exception of httpx.
        return ConfigurationError(
            f"The proxy in {self.proxy_choice.reason} cannot be used",
            "It must look like http://host:port; SOCKS needs the package socksio.",
        )

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        """Whom to trust; loaded once, because that takes 25 ms."""
        if self._url.scheme == "http":
            # Trusts nobody, and takes 1 ms.
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        refuse_blocking_files()
        try:
            return httpx.create_ssl_context()
        except OSError as error:
            if lack := system_failure(error):
                raise SellError(lack.message, lack.advice, cause=lack.cause) from None
            raise find_fault() from None


def import_transports() -> None:
    """Import the modules that httpx imports when it makes its first transport."""
    httpx.HTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
