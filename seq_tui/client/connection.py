"""How one address is reached: certificates, proxy, limits and time-outs."""

from __future__ import annotations

import ssl
from functools import cached_property
from typing import TypeVar
from urllib.request import getproxies, proxy_bypass

from seq_tui.client.endpoint import is_loopback
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.tls_files import find_fault, refuse_blocking_files

TIMEOUT = httpx.Timeout(20, connect=8, pool=None)
"""Seconds for one read or write, and to connect. A request never waits for a connection of the
pool, see `LIMITS`."""

DEADLINE = 30.0
"""Seconds for one exchange, from connecting to the last byte: httpx limits only each read."""

LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=3, keepalive_expiry=30)
"""The pool has no limit on connections, because the rate limiter is one, and because a cancelled
request never gives its slot back (encode/httpcore issue 1093), until none is left."""

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
        self._variable, address = ("", "") if is_loopback(url) else _proxy_setting(url)
        try:
            self._proxy = httpx.Proxy(address) if address else None
        except (ValueError, httpx.InvalidURL):
            raise self._proxy_error() from None

    @property
    def proxy_name(self) -> str:
        """``host:port`` of the proxy, for messages; empty without one."""
        return f"{self._proxy.url.host}:{self._proxy.url.port or 80}" if self._proxy else ""

    def transport(self) -> httpx.HTTPTransport:
        """A new transport for a thread."""
        return self._new(httpx.HTTPTransport)

    def async_transport(self) -> httpx.AsyncHTTPTransport:
        """A new transport for an event loop."""
        return self._new(httpx.AsyncHTTPTransport)

    def _new(self, kind: type[Transport]) -> Transport:
        context = self._ssl_context
        try:
            return kind(verify=context, limits=LIMITS, proxy=self._proxy)
        except (ImportError, ValueError):
            raise self._proxy_error() from None

    def _proxy_error(self) -> ConfigurationError:
        # The address of the proxy may hold a password, and so may the exception of httpx.
        return ConfigurationError(
            f"The proxy in {self._variable} cannot be used",
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
        except OSError:
            raise find_fault() from None


def import_transports() -> None:
    """Import the modules that httpx imports when it makes its first transport."""
    httpx.HTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def _proxy_setting(url: httpx.URL) -> tuple[str, str]:
    """The environment variable that sets the proxy, and its value with a scheme."""
    if proxy_bypass(url.netloc.decode("ascii")):
        return "", ""
    proxies = getproxies()
    for name in (url.scheme, "all"):
        if value := proxies.get(name):
            return f"{name}_proxy".upper(), value if "://" in value else f"http://{value}"
    return "", ""
