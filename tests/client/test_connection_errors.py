"""The errors of the transport in plain words, and which of them are transient."""

from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from seq_tui.client.connection_errors import connection_error, is_transient
from seq_tui.domain.failure import Cause

URL = httpx.URL("https://sell.test/v2/sequences")


def caused(error: httpx.TransportError, cause: Exception | None) -> httpx.TransportError:
    """The error as httpx raises it: two levels above the system's own."""
    middle = OSError("All connection attempts failed")
    middle.__context__ = cause
    error.__cause__ = middle
    return error


def distrust() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_message = "certificate has expired"
    return error


def refused(cause: Exception | None = None) -> httpx.TransportError:
    return caused(httpx.ConnectError("secret"), cause)


@pytest.mark.parametrize(
    ("error", "message", "transient"),
    [
        (refused(), "Cannot reach sell.test:443", True),
        (refused(socket.gaierror(-2, "x")), "Cannot resolve sell.test", True),
        (refused(distrust()), "certificate of sell.test is not trusted: certificate has", False),
        (refused(ssl.SSLError()), "No secure connection to sell.test", False),
        (httpx.ConnectTimeout(""), "No connection to sell.test:443 in time", False),
        (httpx.ReadTimeout(""), "No answer from sell.test:443 in time", False),
        (httpx.WriteTimeout(""), "No answer from sell.test:443 in time", False),
        (httpx.ReadError("secret"), "The connection to sell.test:443 dropped", True),
        (httpx.WriteError("secret"), "The connection to sell.test:443 dropped", True),
        (httpx.RemoteProtocolError("secret"), "The connection to sell.test:443 dropped", True),
    ],
)
def test_an_error_has_a_plain_message(
    error: httpx.TransportError, message: str, transient: bool
) -> None:
    failure = connection_error(error, URL).failure
    assert message in failure.message
    assert failure.cause is Cause.UNREACHABLE
    assert "secret" not in str(failure)
    assert is_transient(error) is transient


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (refused(), "Cannot reach the proxy proxy.test:3128"),
        (refused(socket.gaierror(-2, "x")), "Cannot resolve the proxy proxy.test:3128"),
        (httpx.ConnectTimeout(""), "No connection to proxy.test:3128 in time"),
        (
            httpx.ProxyError("407 Proxy\nAuthentication Required"),
            "The proxy proxy.test:3128 refused: 407 Proxy Authentication Required",
        ),
    ],
)
def test_an_error_of_the_proxy_names_the_proxy(error: httpx.TransportError, message: str) -> None:
    assert connection_error(error, URL, "proxy.test:3128").failure.message == message


@pytest.mark.parametrize(
    "error",
    [
        httpx.LocalProtocolError("Illegal header value b'Bearer secret'"),
        httpx.UnsupportedProtocol("secret"),
    ],
)
def test_a_request_that_cannot_be_sent_is_a_usage_error_and_is_not_quoted(
    error: httpx.TransportError,
) -> None:
    failure = connection_error(error, URL).failure
    assert failure.cause is Cause.USAGE
    assert "secret" not in str(failure)
    assert not is_transient(error)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://127.0.0.1/v2", "127.0.0.1:80"),
        ("http://127.0.0.1:8080/v2", "127.0.0.1:8080"),
        ("https://[::1]:8443/v2", "[::1]:8443"),
        ("https://api.getbase.com/v2", "api.getbase.com:443"),
    ],
)
def test_where_a_connection_goes_has_a_port(url: str, place: str) -> None:
    address = httpx.URL(url)
    assert connection_error(refused(), address).failure.message == f"Cannot reach {place}"
    for error in (httpx.ConnectTimeout(""), httpx.ReadTimeout(""), httpx.ReadError("")):
        assert f" {place} " in connection_error(error, address).failure.message


def test_a_cycle_of_causes_ends() -> None:
    error = httpx.ConnectError("")
    error.__context__ = OSError()
    error.__context__.__context__ = error
    assert connection_error(error, URL).failure.message == "Cannot reach sell.test:443"
