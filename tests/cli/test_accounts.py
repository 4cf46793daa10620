"""Tests of choosing an account."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli import cache_sources
from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.accounts import configured_account, required_account
from seq_tui.cli.cache_sources import open_cache
from seq_tui.cli.main import main
from seq_tui.client.first_page_prefetch import FirstPagePrefetch
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceKind
from seq_tui.server.demo.account import DemoAccount
from tests.fake_sell import FakeConnection, FakeSell, error
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.cache.cache import Cache
    from seq_tui.archive.cache.disabled import DisabledCache

SOUND = "0123456789abcdef" * 4

pytestmark = pytest.mark.anyio


def test_nothing_set_is_no_account() -> None:
    assert configured_account(AccountChoice()) is None


def test_a_command_without_an_account_names_the_variable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "SELL_ACCESS_TOKEN" in err
    assert "--demo" in err


@pytest.mark.parametrize("token", ["", " \n"])
@pytest.mark.parametrize("by_option", [True, False])
def test_an_address_without_a_token_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, token: str, by_option: bool
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", token)
    if not by_option:
        monkeypatch.setenv("SELL_API_URL", "https://user:canary@sell.test")
    choice = AccountChoice(api_url="https://user:canary@sell.test" if by_option else None)
    with pytest.raises(SourceError) as raised:
        required_account(choice)
    assert raised.value.failure.cause is Cause.USAGE
    assert "SELL_ACCESS_TOKEN" in raised.value.failure.advice
    assert "canary" not in str(raised.value.failure)


@pytest.mark.parametrize("address", ["", "  ", "\n"])
@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_an_empty_address_is_unset_and_the_host_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    options: list[str],
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    monkeypatch.setenv("SELL_API_URL", address)
    # A file for certificates that is missing fails before anything is sent.
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    assert main(["list", *options]) != 0
    told = "seq-tui: SELL_API_URL is empty, so this reads api.getbase.com\n"
    assert (told in capsys.readouterr().err) is not bool(options)


@pytest.mark.parametrize("value", ["", " "])
def test_an_option_without_an_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    assert main(["list", "--api-url", value]) == 2
    assert "the address is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("127.0.0.1:8080", "Type http://127.0.0.1:8080."),
        ("sell.test/v2", "Type https://sell.test/v2."),
    ],
)
def test_an_address_without_a_scheme_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str, advice: str
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    assert main(["list", "--api-url", address]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(f" · {advice}\n")


async def test_a_token_is_enough_and_leaves_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    account = required_account(AccountChoice())
    await account.close()
    assert isinstance(account.source, SellClient)
    assert (account.source_info.kind, account.source_info.name) == (
        SourceKind.LIVE,
        "api.getbase.com",
    )
    assert "SELL_ACCESS_TOKEN" not in os.environ
    assert SOUND not in repr(account)
    assert capsys.readouterr() == ("", "")


async def test_core_dumps_are_off_once_there_is_a_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    required_account(AccountChoice(demo=True))
    assert limits == []
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    await required_account(AccountChoice()).close()
    assert limits == [(resource.RLIMIT_CORE, (0, 0))]


@pytest.mark.parametrize("anyio_backend", [VIRTUAL])
async def test_each_pause_of_a_command_is_one_line_when_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = FakeSell()
    fake.script.extend([error(429, Retry_After="5"), error(429, Retry_After="7")])
    connection = FakeConnection(fake)
    monkeypatch.setattr("seq_tui.client.sell_client.Connection", lambda _url: connection)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    account = required_account(AccountChoice())
    await account.source.page(Query(), 1)
    await account.close()
    assert capsys.readouterr() == (
        "",
        "seq-tui: rate limited, going on in 5 s\nseq-tui: rate limited, going on in 7 s\n",
    )


async def test_the_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "x")
    monkeypatch.setenv("SELL_API_URL", "https://environment.test")
    account = required_account(AccountChoice(api_url="http://127.0.0.1:8080"))
    await account.close()
    assert account.source_info.name == "127.0.0.1:8080"


async def test_a_token_of_an_unusual_length_is_reported_only_for_the_vendor_s_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for address, message in (("", "seq-tui: The access token has 6"), ("http://[::1]:8080", "")):
        monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")
        await required_account(AccountChoice(api_url=address)).close()
        err = capsys.readouterr().err
        assert err.startswith(message)
        assert bool(err) == bool(message)
        assert "canary" not in err


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Query]]:
    """The queries that a request for the first page was sent for; none reaches a server."""
    queries: list[Query] = []
    caches: list[Cache | DisabledCache] = []

    def opened(base_url: str, token: str, host: str) -> Cache | DisabledCache:
        caches.append(open_cache(base_url, token, host))
        return caches[-1]

    monkeypatch.setattr(cache_sources, "open_cache", opened)
    monkeypatch.setattr(
        "seq_tui.client.first_page_prefetch.prefetch_first_page",
        lambda _base_url, _token, query, _number: queries.append(query),
    )
    monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
    yield queries
    for cache in caches:
        cache.close()


async def cache_a_page() -> None:
    cache = open_cache("https://api.getbase.com", SOUND, "api.getbase.com")
    source = CachedSource(DemoAccount(), cache)
    await source.page(Query(), 1)
    source.close()


def test_the_first_page_is_requested_before_a_screen_is_there(sent: list[Query]) -> None:
    assert configured_account(AccountChoice(is_browsed=True), first=Query())
    assert sent == [Query()]


@pytest.mark.parametrize(
    ("query", "first_page", "is_used"),
    [(Query(), 1, True), (Query("trial"), 1, False), (Query(), 3, False)],
)
def test_a_request_that_was_sent_early_is_drawn_only_as_the_page_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
    sent: list[Query],
    query: Query,
    first_page: int,
    *,
    is_used: bool,
) -> None:
    monkeypatch.setattr(FirstPagePrefetch, "_run", lambda *_: None)  # sends nothing
    early = FirstPagePrefetch("https://api.getbase.com", SOUND, Query())
    choice = AccountChoice(is_browsed=True, first_page=first_page, prefetch=early)
    account = configured_account(choice, first=query)
    assert account is not None
    assert (account.prefetch() is early) is is_used
    assert (sent == []) is is_used


async def test_cached_rows_can_be_drawn_before_anything_is_sent(sent: list[Query]) -> None:
    await cache_a_page()
    account = configured_account(AccountChoice(is_browsed=True), first=Query())
    assert account is not None
    page = account.cached_page(Query(), 1)
    assert page is not None
    assert len(page.items) == 100
    assert sent == []
    assert isinstance(account.source, CachedSource)
    assert sent == [Query()]
    await account.close()


async def test_a_search_does_not_wait_for_the_cache(sent: list[Query]) -> None:
    await cache_a_page()
    assert configured_account(AccountChoice(is_browsed=True), first=Query("trial"))
    assert sent == [Query("trial")]


@pytest.mark.parametrize("is_cached", [False, True])
async def test_certificates_that_cannot_be_read_are_an_error_before_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, sent: list[Query], *, is_cached: bool
) -> None:
    if is_cached:
        await cache_a_page()
    monkeypatch.setenv("SSL_CERT_FILE", "/nope")
    account = configured_account(AccountChoice(is_browsed=True), first=Query())
    assert account is not None
    with pytest.raises(SourceError, match="SSL_CERT_FILE"):
        _ = account.source


@pytest.mark.parametrize("address", ["http://sell.test", "https://[::bad", "sell.test"])
def test_an_address_that_is_refused_is_an_error_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for is_offline in (False, True):
        monkeypatch.setenv("SELL_ACCESS_TOKEN", SOUND)
        choice = AccountChoice(api_url=address, is_browsed=True, offline=is_offline)
        with pytest.raises(SourceError) as raised:
            configured_account(choice, first=Query())
        assert raised.value.failure.cause is Cause.USAGE


def test_an_unencrypted_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")
    assert main(["list", "--api-url", "http://sell.test"]) == 2
    err = capsys.readouterr().err
    assert "unencrypted" in err
    assert "canary" not in err


def test_the_demo_account_leaves_the_token_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "canary")
    monkeypatch.setenv("SELL_API_URL", "https://sell.test")
    account = required_account(AccountChoice(demo=True))
    assert isinstance(account.source, DemoAccount)
    assert account.source_info.kind is SourceKind.DEMO
    assert os.environ["SELL_ACCESS_TOKEN"] == "canary"
