"""Addresses of the API that are allowed, and those that are not."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.client.connection import Connection
from seq_tui.client.endpoint import EXAMPLES, api_url, is_loopback, origin, resource_url
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.domain.failure import Cause


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (DEFAULT_BASE, "https://api.getbase.com/v2/sequences"),
        (" https://api.getbase.com/ ", "https://api.getbase.com/v2/sequences"),
        ("https://api.getbase.com/v2", "https://api.getbase.com/v2/sequences"),
        ("https://api.getbase.com/v2/", "https://api.getbase.com/v2/sequences"),
        ("https://gate.test:8443/sell api", "https://gate.test:8443/sell%20api/v2/sequences"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v2/sequences"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x/v2/sequences"),
        ("HTTP://LOCALHOST", "http://localhost/v2/sequences"),
    ],
)
def test_the_list_endpoint_of_a_base(base: str, expected: str) -> None:
    assert str(resource_url(api_url(base), "sequences")) == expected


@pytest.mark.parametrize(
    "base",
    [
        "http://api.getbase.com",
        "http://localhost.evil.test",
        "http://127.0.0.1.evil.test",
        "http://128.0.0.1",
        "http://0.0.0.0",
    ],
)
def test_plain_http_is_for_this_machine_only(base: str) -> None:
    with pytest.raises(ConfigurationError, match="travel unencrypted"):
        api_url(base)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "https://",
        "a" * 64,
        "user:secret@a.test",
        "a.test?t=secret",
        "a b.test",
        "ftp://api.getbase.com",
        "file:///etc/passwd",
        "http://[::bad",
        "https://a.test:99999",
        "https://a..test",
        "https://xn--zzzzzzzzzzz.com",
        "http://xn--zzzzzzzzzzz.com",
        "https://xn--.test",
        "https://\x00",
        "https://a b",
        "https://a%20b.test",
        "https://a.test%2f",
        "https://a'b.test",
        "https://<a>",
        "https://" + "a" * 70 + ".test",
        "https://\ud800.test",
        "https://" + "x" * 70_000,
    ],
)
def test_a_text_that_is_not_a_web_address_is_refused(base: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        api_url(base)
    assert raised.value.failure.cause is Cause.USAGE
    assert raised.value.failure.advice == EXAMPLES


@pytest.mark.parametrize(
    ("base", "advice"),
    [
        ("api.getbase.com", "Type https://api.getbase.com."),
        (" gate.test:8443/sell/v2 ", "Type https://gate.test:8443/sell/v2."),
        ("//gate.test", "Type https://gate.test."),
        ("10.0.0.7:80", "Type https://10.0.0.7:80."),
        ("127.0.0.1:8080", "Type http://127.0.0.1:8080."),
        ("127.0.0.1", "Type http://127.0.0.1."),
        ("localhost:8080/v2", "Type http://localhost:8080/v2."),
        ("LOCALHOST:80", "Type http://LOCALHOST:80."),
        ("[::1]:8080", "Type http://[::1]:8080."),
    ],
)
def test_an_address_without_a_scheme_says_what_to_type(base: str, advice: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        api_url(base)
    assert raised.value.failure.cause is Cause.USAGE
    assert raised.value.failure.advice == advice
    api_url(advice.removeprefix("Type ").removesuffix("."))


@pytest.mark.parametrize(
    "base", ["https://u:secret@a.test", "https://a.test?t=secret", "https://a.test#secret"]
)
def test_an_address_that_may_hold_a_secret_is_refused_and_not_quoted(base: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        api_url(base)
    assert "secret" not in str(raised.value)


def test_an_origin_is_scheme_host_and_port() -> None:
    one = origin(httpx.URL("https://API.getbase.com/v2"))
    assert one == origin(httpx.URL("https://api.getbase.com:443/x?y"))
    others = ["http://api.getbase.com", "https://api.getbase.com:8443", "https://getbase.com"]
    assert all(origin(httpx.URL(other)) != one for other in others)


def test_loopback_addresses() -> None:
    assert is_loopback(httpx.URL("http://127.8.9.1"))
    assert not is_loopback(httpx.URL("http://192.168.0.1"))


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="htps:/@[]?#.-%xn09aé\x00\ud800 ").map("https://".__add__),
        st.text(alphabet="abcxyz019-").map("https://xn--{}.test".format),
        st.text(alphabet="0123456789abcdef:.%[]").map("http://[{}]:80".format),
    )
)
def test_any_text_is_an_address_or_an_error_in_words(text: str) -> None:
    with suppress(ConfigurationError):
        url = api_url(text)
        assert Connection(url).proxy_name == ""
        assert url.host
        assert origin(url)[0] in ("http", "https")
