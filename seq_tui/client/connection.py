"""The connection to one address: trust, proxy, time-outs."""

from __future__ import annotations

import ssl
from urllib.request import getproxies, proxy_bypass

from seq_tui.client.endpoint import is_loopback
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.lean_httpx import httpx

TIMEOUT = httpx.Timeout(20, connect=8, pool=None)
"""Seconds for one read or write, and to connect; connections are not waited for (see `LIMITS`)."""

LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=3, keepalive_expiry=30)
"""No limit on connections: the pace already is one, and a slot of the pool that a cancelled
request held is never given back (encode/httpcore issue 1093), until none is left."""


def open_connection(url: httpx.URL) -> tuple[httpx.AsyncHTTPTransport, str]:
    """A transport to the origin of `url`, and the ``host:port`` of its proxy or an empty text.

    This machine is never reached through a proxy.

    Raises:
        ConfigurationError: an environment variable on proxies or certificates cannot be used.
    """
    trust = _trust(url)
    variable, address = ("", "") if is_loopback(url) else _proxy_setting(url)
    try:
        proxy = httpx.Proxy(address) if address else None
        transport = httpx.AsyncHTTPTransport(verify=trust, limits=LIMITS, proxy=proxy)
    except (ImportError, ValueError, httpx.InvalidURL):
        # The address may hold a password, and so may the text of the exception.
        raise ConfigurationError(
            f"The proxy in {variable} cannot be used",
            "It must look like http://host:port; SOCKS needs the package socksio.",
        ) from None
    return transport, f"{proxy.url.host}:{proxy.url.port or 80}" if proxy else ""


def _trust(url: httpx.URL) -> ssl.SSLContext:
    if url.scheme == "http":
        # Trusts nobody, and takes 1 ms instead of the 20 that reading the certificates takes.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx.create_ssl_context()
    except OSError:
        # A missing folder is no error to Python, so it is the file that is meant.
        raise ConfigurationError(
            "The certificates in SSL_CERT_FILE cannot be read", "Correct the variable, or unset it."
        ) from None


def _proxy_setting(url: httpx.URL) -> tuple[str, str]:
    """The environment variable that sets the proxy, and its value with a scheme."""
    if proxy_bypass(url.netloc.decode("ascii")):
        return "", ""
    proxies = getproxies()
    for name in (url.scheme, "all"):
        if value := proxies.get(name):
            return f"{name}_proxy".upper(), value if "://" in value else f"http://{value}"
    return "", ""
