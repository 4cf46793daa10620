"""The variables of the environment for proxies and certificates."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.connection import Connection
from seq_tui.client.errors import ConfigurationError
from seq_tui.domain.failure import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

LIVE = httpx.URL("https://sell.test/v2/sequences")
BOTH = pytest.mark.parametrize("make_transport", [Connection.transport, Connection.async_transport])

HERE = httpx.URL("http://127.0.0.1:8080/v2/sequences")


def test_without_variables_the_connection_is_direct() -> None:
    assert Connection(LIVE).proxy_name == ""


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTPS_PROXY", "http://user:secret@proxy.test:3128"),
        ("https_proxy", "proxy.test:3128"),
        ("ALL_PROXY", "http://proxy.test:3128"),
    ],
)
def test_a_proxy_is_used_and_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert Connection(LIVE).proxy_name == "proxy.test:3128"


def test_this_machine_is_never_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("ALL_PROXY", "ftp://proxy.test")
    assert Connection(HERE).proxy_name == ""


@pytest.mark.parametrize("value", ["sell.test", "*", "::1/128,sell.test"])
def test_no_proxy_excludes_a_host(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", value)
    assert Connection(LIVE).proxy_name == ""


@pytest.mark.parametrize("value", ["ftp://u:secret@proxy.test", "http://u:secret@[::bad"])
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_cannot_be_used_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=variable) as raised:
        Connection(LIVE).async_transport()
    assert raised.value.failure.cause is Cause.USAGE
    assert "secret" not in str(raised.value)


@BOTH
def test_a_missing_package_for_socks_is_named(
    monkeypatch: pytest.MonkeyPatch, make_transport: Callable[[Connection], object]
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.test")
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ConfigurationError, match=r"ALL_PROXY .*socksio"):
        make_transport(Connection(LIVE))


@BOTH
def test_a_missing_file_of_certificates_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, make_transport: Callable[[Connection], object]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nope")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        make_transport(Connection(LIVE))


def test_plain_http_reads_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nope")
    Connection(HERE).async_transport()
