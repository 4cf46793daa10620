"""Which accounts may be asked ahead, and where their requests go."""

from __future__ import annotations

import pytest

from seq_tui.client.endpoint import sequences_url
from seq_tui.client.first_page_prefetch import prefetch
from seq_tui.client.plain_address import plain_target
from seq_tui.domain.query import Query
from tests.fake_sell import TOKEN


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy", "SSL_CERT_FILE"])
def test_a_detour_is_left_to_the_client(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert prefetch("https://sell.test", TOKEN, Query()) is not None
    monkeypatch.setenv(name, "x")
    assert prefetch("https://sell.test", TOKEN, Query()) is None


@pytest.mark.parametrize("query", [Query("\ud800"), Query("a\nb")])
def test_a_query_that_cannot_be_sent_is_left_to_the_client(query: Query) -> None:
    assert prefetch("https://sell.test", TOKEN, query) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://api.getbase.com",
        " https://sell.test/ ",
        "https://sell.test:8443/a/b_c~/v2/",
        "https://sell.test:443/v2",
        "http://localhost:80",
        "http://127.0.0.2:8080",
    ],
)
def test_a_plain_address_leads_where_the_client_goes(address: str) -> None:
    target = plain_target(address)
    assert target is not None
    assert f"{target.scheme}://{target.authority}{target.path}" == str(sequences_url(address))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sell.test",
        "ftp://sell.test",
        "http://sell.test",
        "http://127.0.0.999",
        "https://user:secret@sell.test",
        "https://sell.test?x=1",
        "https://sell.test#x",
        "https://sell.test:65536",
        "https://sell.test:0",
        "https://sell..test",
        "https://-sell.test",
        f"https://{'x' * 64}.test",
        "https://sell.test\\evil.test",
        "https://sell.test/a%2fb",
        "https://sell.test/../v2",
        "https://sell.test\nHost: evil.test",
        "https://séll.test",
        "https://[::1]",
    ],
)
def test_any_other_address_is_left_to_the_client(address: str) -> None:
    assert plain_target(address) is None
