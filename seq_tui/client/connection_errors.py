"""The errors of the transport, in plain words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, TypeVar

from seq_tui.client.certificate_errors import certificate_error
from seq_tui.client.endpoint import origin
from seq_tui.client.errors import ConfigurationError, UnreachableError
from seq_tui.client.lean_httpx import httpx
from seq_tui.domain.plain_http import is_loopback_host
from seq_tui.domain.system_failure import system_failure
from seq_tui.wire.errors import SellError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_E = TypeVar("_E", bound=BaseException)

_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"})
"""Reasons of OpenSSL for an answer that does not even begin as TLS does."""


_PROXY_USER = "Its address can hold a user name and a password: http://user:password@host:port."


class NoTlsError(httpx.ConnectTimeout):
    """The connection was accepted, and no TLS handshake followed.

    Args:
        is_http: whether the server answers plain HTTP there.
    """

    def __init__(self, *, is_http: bool) -> None:
        super().__init__("no handshake")
        self.is_http = is_http


def connection_error(error: httpx.TransportError, url: httpx.URL, proxy: str = "") -> SellError:
    """The error to raise when an exchange failed.

    The text of the exception is shown only if it cannot quote a header.

    Args:
        error: the exception of httpx.
        url: the address of the request.
        proxy: the name of the proxy, if there is one; see `Connection.proxy_name`.
    """
    if failure := next(filter(None, map(system_failure, _causes(error))), None):
        return SellError(failure.message, failure.advice, cause=failure.cause)
    place = _host_and_port(url)
    if isinstance(error, httpx.ConnectError):
        return _connect_error(error, url, proxy)
    if isinstance(error, NoTlsError):
        if error.is_http:
            return _no_tls(url, proxy)
        return UnreachableError(
            f"{_peer(place, proxy)} accepted the connection, but sent no TLS in time",
            "Check the port and the network.",
        )
    if isinstance(error, httpx.ConnectTimeout):
        return UnreachableError(f"No connection to {proxy or place} in time", "Check the network.")
    if isinstance(error, httpx.TimeoutException):
        return UnreachableError(f"No answer from {place} in time")
    if isinstance(error, httpx.ProxyError):
        said = one_line(str(error))
        needs_user = said.startswith("407")
        return UnreachableError(
            f"The proxy {proxy} refused: {said}", _PROXY_USER if needs_user else "Check the proxy."
        )
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol):
        return ConfigurationError("The request cannot be sent", "Check the address and the token.")
    return UnreachableError(f"The connection to {place} dropped")


def is_transient(error: httpx.TransportError) -> bool:
    """Whether the same request may succeed a moment later.

    Not after a time-out, which has already taken as long as anyone wants to wait.
    """
    if isinstance(error, httpx.ConnectError):
        return _find_cause(error, ssl.SSLError) is None
    return isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)


def _connect_error(error: httpx.ConnectError, url: httpx.URL, proxy: str) -> UnreachableError:
    host = url.host
    if distrust := _find_cause(error, ssl.SSLCertVerificationError):
        return certificate_error(distrust, _peer(host, proxy))
    if failure := _find_cause(error, ssl.SSLError):
        if getattr(failure, "reason", None) in _NO_TLS:
            return _no_tls(url, proxy)
        return UnreachableError(
            f"No secure connection to {_peer(host, proxy)}", "Check the address and the network."
        )
    is_unknown = _find_cause(error, socket.gaierror) is not None
    verb = "resolve" if is_unknown else "reach"
    if proxy:
        return UnreachableError(f"Cannot {verb} the proxy {proxy}", "Check the proxy.")
    # Only a connection has a port.
    place = host if is_unknown else _host_and_port(url)
    return UnreachableError(f"Cannot {verb} {place}", "Check the network and the address.")


def _no_tls(url: httpx.URL, proxy: str) -> UnreachableError:
    place = _host_and_port(url)
    if _is_tls_proxy(proxy):
        advice = "Most proxies need http:// in their address."
    elif is_loopback_host(url.host):
        advice = f"Try http://{place}"
    else:
        advice = "Check the port; https usually has 443."
    return UnreachableError(f"{_peer(place, proxy)} does not speak TLS", advice)


def _host_and_port(url: httpx.URL) -> str:
    """Where a connection goes, also if the address leaves out the port."""
    _, host, port = origin(url)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _peer(host: str, proxy: str) -> str:
    """Who took part in the handshake: with a proxy that has TLS itself, either of two."""
    return f"{host} (or the proxy {proxy})" if _is_tls_proxy(proxy) else host


def _is_tls_proxy(proxy: str) -> bool:
    return proxy.startswith("https://")


def _find_cause(error: BaseException, kind: type[_E]) -> _E | None:
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and its causes, at most ten in all."""
    cause: BaseException | None = error
    for _ in range(10):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__
