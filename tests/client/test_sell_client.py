"""The requests that the client sends, and how it reads the responses."""

from __future__ import annotations

import json
import logging
import traceback
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.auth import BearerToken
from seq_tui.client.errors import ConfigurationError, UnreachableError
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.failure import Cause
from seq_tui.domain.query import Query
from seq_tui.wire.errors import RefusedError, ReplyError, SellError
from seq_tui.wire.records import item_id
from tests.fake_sell import BASE, TOKEN, FakeSell, disguised_rate_limit, error, sequence
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

pytestmark = pytest.mark.anyio

LIST = "/v2/sequences?page=1&per_page=100"


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


def client_of(fake: FakeSell, token: str = TOKEN, base: str = BASE) -> SellClient:
    return SellClient(base, token, transport=httpx.MockTransport(fake))


async def test_the_client_is_a_source() -> None:
    source: Source[Sequence] = client_of(FakeSell())
    page = await source.page(Query(), 1)
    assert (page.number, len(page.items), page.is_last, page.is_certain) == (1, 100, False, True)
    assert (await source.get(7)).name == "Sequence 7"


async def test_a_page_is_requested_with_documented_parameters_only() -> None:
    fake = FakeSell()
    client = client_of(fake)
    await client.page(Query(), 1)
    await client.page(Query(name="Söhne"), 3)
    await client.page(Query(name="&"), 1)
    await client.page(Query(ids=(7, 8)), 1)
    await client.get(7)
    assert fake.requested == [
        LIST,
        "/v2/sequences?page=3&per_page=100&name=S%C3%B6hne",
        "/v2/sequences?page=1&per_page=100&name=%26",
        "/v2/sequences?page=1&per_page=100&ids=7%2C8",
        "/v2/sequences/7",
    ]
    assert {request.method for request in fake.requests} == {"GET"}


async def test_every_request_has_the_headers_of_the_client() -> None:
    fake = FakeSell()
    await client_of(fake, f" Bearer {TOKEN}\n").page(Query(), 1)
    headers = fake.requests[0].headers
    assert headers["User-Agent"] == f"seq-tui/{version('seq-tui')}"
    assert headers["Accept"] == "application/json"
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert "Cookie" not in headers


async def test_the_base_may_have_a_path_or_be_the_vendor_s_by_default() -> None:
    fake = FakeSell()
    await client_of(fake, base="https://gate.test/sell/v2/").page(Query(), 1)
    await client_of(fake, base="").page(Query(), 1)
    hosts = [(request.url.host, request.url.path) for request in fake.requests]
    assert hosts == [("gate.test", "/sell/v2/sequences"), ("api.getbase.com", "/v2/sequences")]


async def test_the_token_of_another_address_is_not_sent() -> None:
    fake = FakeSell()
    token = BearerToken(TOKEN, "https://elsewhere.test")
    client = SellClient(BASE, token, transport=httpx.MockTransport(fake))
    await client.page(Query(), 1)
    assert "Authorization" not in fake.requests[0].headers


@pytest.mark.parametrize("links", [True, False])
async def test_all_pages_are_read_to_the_end(links: bool) -> None:
    fake = FakeSell(250, links=links)
    client = client_of(fake)
    pages = [await client.page(Query(), number) for number in (1, 2, 3)]
    assert [page.is_last for page in pages] == [False, False, True]
    assert [row.id for page in pages for row in page.items] == list(range(1, 251))


@pytest.mark.parametrize(
    "meta",
    [None, {}, {"links": {}}, *({"links": {"next_page": x}} for x in (None, "", False, 3, [1]))],
)
@pytest.mark.parametrize("length", [25, 100])
async def test_pages_that_say_nothing_are_followed_until_one_is_shorter(
    meta: Json, length: int
) -> None:
    def capped(request: httpx.Request) -> httpx.Response:
        first = (int(request.url.params["page"]) - 1) * length
        rows = [sequence(n) for n in range(first, min(first + length, 250))]
        return httpx.Response(200, json={"items": rows, "meta": meta})

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(capped))
    pages = [await client.page(Query(), 1)]
    while not pages[-1].is_last:
        pages.append(await client.page(Query(), len(pages) + 1))
    assert [row.id for page in pages for row in page.items] == list(range(250))
    assert pages[-1].is_certain


async def test_ids_are_requested_a_hundred_at_a_time() -> None:
    fake = FakeSell()
    client = client_of(fake)
    query = Query(ids=tuple(range(1, 131)))
    first, second, third = [await client.page(query, number) for number in (1, 2, 3)]
    assert [len(page.items) for page in (first, second, third)] == [100, 30, 0]
    assert [page.is_last for page in (first, second, third)] == [False, True, True]
    assert second.number == 2
    assert len(fake.requests) == 2
    assert all("page=1&per_page=100&ids=" in target for target in fake.requested)


@pytest.mark.parametrize(
    ("length", "asked", "requests"), [(25, 60, 3), (25, 50, 2), (7, 10, 2), (1, 3, 3), (100, 9, 1)]
)
async def test_ids_are_all_found_though_the_service_caps_its_pages(
    length: int, asked: int, requests: int
) -> None:
    fake = FakeSell(50)

    async def capped(request: httpx.Request) -> httpx.Response:
        url = request.url.copy_merge_params({"per_page": str(length)})
        return await fake(httpx.Request("GET", url))

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(capped))
    page = await client.raw_page(Query(ids=tuple(range(1, asked + 1))), 1)
    assert list(map(item_id, page.items)) == list(range(1, min(asked, 50) + 1))
    assert page.is_last
    assert len(fake.requests) == requests
    assert page.texts is not None
    assert tuple(map(json.loads, page.texts())) == page.items


async def test_a_service_that_ignores_the_page_of_ids_is_asked_twice() -> None:
    fake = FakeSell(50)

    async def same(request: httpx.Request) -> httpx.Response:
        return await fake(httpx.Request("GET", request.url.copy_set_param("page", "1")))

    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(same))
    page = await client.page(Query(ids=(3, 4, 999)), 1)
    assert [row.id for row in page.items] == [3, 4]
    assert len(fake.requests) == 2


async def test_the_id_of_a_deleted_sequence_is_left_out_of_the_page() -> None:
    page = await client_of(FakeSell(5)).page(Query(ids=(3, 99)), 1)
    assert [row.id for row in page.items] == [3]
    assert page.is_last


async def test_an_empty_page_past_the_end_is_the_certain_end() -> None:
    page = await client_of(FakeSell(100)).page(Query(), 2)
    assert (page.number, page.items, page.is_last, page.is_certain) == (2, (), True, True)


@pytest.mark.parametrize("answer", [error(404), httpx.Response(404), error(400, "invalid_param")])
async def test_an_error_past_the_end_is_an_uncertain_end(answer: httpx.Response) -> None:
    fake = FakeSell()
    fake.script.append(answer)
    page = await client_of(fake).page(Query(), 2)
    assert (page.number, page.items, page.is_last, page.is_certain) == (2, (), True, False)


@pytest.mark.parametrize("answer", [disguised_rate_limit, lambda: error(403), lambda: error(500)])
async def test_other_errors_on_a_later_page_are_errors(answer: object) -> None:
    assert callable(answer)
    fake = FakeSell()
    fake.script.extend(answer() for _ in range(9))
    with pytest.raises(SellError):
        await client_of(fake).page(Query(), 2)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [(Query(), 404, "not_found"), (Query(), 400, "invalid_param"), (Query(ids=(1,)), 404, "")],
)
async def test_a_first_page_that_is_missing_is_an_error(
    query: Query, status: int, code: str
) -> None:
    fake = FakeSell()
    fake.script.append(error(status, code))
    with pytest.raises(RefusedError):
        await client_of(fake).page(query, 1)


async def test_a_missing_sequence_is_not_found() -> None:
    with pytest.raises(RefusedError, match="Sequence 999 does not exist") as raised:
        await client_of(FakeSell()).get(999)
    failure = raised.value.failure
    assert (failure.cause, failure.status) == (Cause.NOT_FOUND, 404)
    assert failure.request_id == "b86t2-ah1ou"


async def test_the_response_to_another_request_is_refused() -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(200, json=sequence(8)))
    with pytest.raises(ReplyError, match="does not match"):
        await client_of(fake).get(7)


@pytest.mark.parametrize("location", ["/v2", "https://evil.test/", "file:///", "http://[::bad"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(status: int, location: str) -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(status, headers={"Location": location}))
    with pytest.raises(ReplyError, match="Unexpected redirect"):
        await client_of(fake).page(Query(), 1)
    assert len(fake.requests) == 1


async def test_a_login_page_is_not_the_api() -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(200, html="<html>Log in</html>"))
    with pytest.raises(ReplyError, match="HTML"):
        await client_of(fake).page(Query(), 1)


async def test_a_filter_is_never_sent() -> None:
    fake = FakeSell()
    with pytest.raises(RefusedError, match="can search for words and ids only") as raised:
        await client_of(fake).page(Query.parse("task:price"), 1)
    assert raised.value.failure.cause is Cause.USAGE
    assert fake.requests == []


async def test_a_search_text_that_cannot_be_sent_is_a_usage_error() -> None:
    with pytest.raises(ConfigurationError, match="search text"):
        await client_of(FakeSell()).page(Query(name="\ud800"), 1)


@pytest.mark.parametrize(
    "fault", [httpx.InvalidURL(TOKEN), OSError(TOKEN), ValueError(TOKEN), ImportError(TOKEN)]
)
async def test_an_exception_that_no_layer_expects_becomes_one_of_ours(fault: Exception) -> None:
    fake = FakeSell()
    fake.script.append(fault)
    with pytest.raises(UnreachableError, match=type(fault).__name__) as raised:
        await client_of(fake).page(Query(), 1)
    assert TOKEN not in "".join(traceback.format_exception(raised.value))
    assert raised.value.__context__ is None


async def test_the_token_is_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fake = FakeSell()
    client = client_of(fake)
    faults: list[httpx.Response | Exception] = [
        httpx.LocalProtocolError(TOKEN),
        httpx.ReadTimeout(TOKEN),
        error(401),
        error(400),
    ]
    for fault in faults:
        fake.script.append(fault)
        with pytest.raises(SellError) as raised:
            await client.page(Query(), 1)
        assert TOKEN not in "".join(traceback.format_exception(raised.value))
    await client.page(Query(), 1)
    assert "sell.test" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in repr(client) + repr(vars(client))


async def test_a_rejected_token_is_not_retried() -> None:
    fake = FakeSell()
    fake.script.append(error(401, "unauthorized"))
    with pytest.raises(RefusedError, match="Token rejected"):
        await client_of(fake).page(Query(), 1)
    assert len(fake.requests) == 1


async def test_a_client_can_be_closed() -> None:
    client = client_of(FakeSell())
    await client.page(Query(), 1)
    await client.aclose()


@pytest.mark.parametrize(
    ("base", "token"),
    [("http://sell.test", TOKEN), (BASE, f"{TOKEN}\n{TOKEN}"), (BASE, ""), ("sell.test", TOKEN)],
)
def test_a_wrong_address_or_token_is_refused_before_anything_is_sent(base: str, token: str) -> None:
    fake = FakeSell()
    with pytest.raises(ConfigurationError) as raised:
        client_of(fake, token, base)
    assert raised.value.failure.cause is Cause.USAGE
    assert "ttt" not in "".join(traceback.format_exception(raised.value))
    assert fake.requests == []


def test_a_proxy_that_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "ftp://u:secret@proxy.test")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as raised:
        SellClient(BASE, TOKEN)
    assert "secret" not in "".join(traceback.format_exception(raised.value))


async def test_ids_beside_words_are_filtered_here_from_one_request() -> None:
    fake = FakeSell()
    client = client_of(fake)
    page = await client.raw_page(Query("sequence 8", (7, 8)), 1)
    assert [item_id(item) for item in page.items] == [8]
    assert page.texts is not None
    assert [json.loads(text) for text in page.texts()] == list(page.items)
    assert fake.requested == ["/v2/sequences?page=1&per_page=100&ids=7%2C8"]
