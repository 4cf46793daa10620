"""The errors of the transport, in plain words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, TypeVar

from seq_tui.client.errors import ConfigurationError, UnreachableError
from seq_tui.client.lean_httpx import httpx
from seq_tui.domain.system_failure import system_failure
from seq_tui.wire.errors import SellError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_E = TypeVar("_E", bound=BaseException)


def connection_error(error: httpx.TransportError, host: str, proxy: str = "") -> SellError:
    """The error to raise when an exchange with `host` failed.

    The text of the exception is shown only if it cannot quote a header.

    Args:
        error: the exception of httpx.
        host: the host of the request.
        proxy: ``host:port`` of the proxy, if there is one.
    """
    if failure := next(filter(None, map(system_failure, _causes(error))), None):
        return SellError(failure.message, failure.advice, cause=failure.cause)
    if isinstance(error, httpx.ConnectError):
        return _connect_error(error, host, proxy)
    if isinstance(error, httpx.ConnectTimeout):
        return UnreachableError(f"No connection to {proxy or host} in time", "Check the network.")
    if isinstance(error, httpx.TimeoutException):
        return UnreachableError(f"No answer from {host} in time", "Try again.")
    if isinstance(error, httpx.ProxyError):
        return UnreachableError(
            f"The proxy {proxy} refused: {one_line(str(error))}", "Check the proxy."
        )
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol):
        return ConfigurationError("The request cannot be sent", "Check the address and the token.")
    return UnreachableError(f"The connection to {host} dropped", "Try again.")


def is_transient(error: httpx.TransportError) -> bool:
    """Whether the same request may succeed a moment later.

    Not after a time-out, which has already taken as long as anyone wants to wait.
    """
    if isinstance(error, httpx.ConnectError):
        return _find_cause(error, ssl.SSLError) is None
    return isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)


def _connect_error(error: httpx.ConnectError, host: str, proxy: str) -> UnreachableError:
    if distrust := _find_cause(error, ssl.SSLCertVerificationError):
        return UnreachableError(
            f"The certificate of {host} is not trusted: {one_line(distrust.verify_message)}",
            "SSL_CERT_FILE can name the certificates of your organisation.",
        )
    if _find_cause(error, ssl.SSLError):
        return UnreachableError(f"No secure connection to {host}", "Check the address.")
    verb = "resolve" if _find_cause(error, socket.gaierror) else "reach"
    if proxy:
        return UnreachableError(f"Cannot {verb} the proxy {proxy}", "Check the proxy.")
    return UnreachableError(f"Cannot {verb} {host}", "Check the network and the address.")


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
