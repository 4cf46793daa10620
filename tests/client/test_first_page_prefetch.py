"""The prefetch of the first page differs from any other request only in when it is sent."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client import first_page_prefetch, prefetched_page, transport
from seq_tui.client.errors import ConfigurationError, UnreachableError
from seq_tui.client.first_page_prefetch import FirstPagePrefetch, prefetch_first_page
from seq_tui.client.prefetched_page import on_page
from seq_tui.client.prefetched_transport import PrefetchedTransport
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.page import Page
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from seq_tui.wire.errors import SellError
from seq_tui.wire.json_body import JsonBody, read_json_body
from tests.client.raw_server import listening
from tests.client.test_broken_servers import BODY, BROKEN, PACKED, SOUND, RawServer, reply
from tests.fake_sell import TOKEN
from tests.serving import serving

if TYPE_CHECKING:
    from seq_tui.domain.failure import Failure
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

QUERIES = [
    Query(),
    Query("trial"),
    Query('50 % & "more" +~*/ü'),
    Query("a\nb"),
    Query(ids=(21, 22)),
]


ADDRESSES = [
    "sell.test",
    "ftp://sell.test",
    "http://sell.test",
    "http://127.0.0.999",
    "https://user:secret@sell.test",
    "https://sell.test?x=1",
    "https://sell.test#x",
    "https://sell.test:65536",
    "https://sell..test",
    f"https://{'x' * 64}.test",
    "https://sell.test\nHost: evil.test",
]


def status(code: int, body: bytes = b"{}", *headers: str) -> bytes:
    return reply(body, *headers).replace(b"200 OK", b"%d No" % code)


LIMITED = json.dumps({"errors": [{"error": {"code": "incorrect_path", "details": "/429.json"}}]})

SCRIPTS = {name: [broken] for name, broken in BROKEN.items()} | {
    "sound": [SOUND],
    "packed": [reply(PACKED, "Content-Encoding: GZIP")],
    "packed in another way": [reply(BODY, "Content-Encoding: br")],
    "an early hint before it": [b"HTTP/1.1 103 Early Hints\r\n\r\n" + SOUND],
    "a login page": [reply(b"<html>")],
    "no page": [reply(b"[]")],
    "an error as an answer": [reply(b'{"errors": [{"error": {"code": "x"}}]}')],
    "refused": [status(401)],
    "nowhere": [status(404)],
    "redirected": [status(302, b"", "Location: http://127.0.0.1:1/")],
    "limited once": [status(429, b"", "Retry-After: 0")],
    "limited in disguise": [status(404, LIMITED.encode())],
    "down once": [status(503, b"", "Retry-After: 0")],
    "down": [status(503, b"", "Retry-After: 0")] * 4,
}


def plain(base: str, _query: Query) -> SellClient:
    return SellClient(base, TOKEN, rate_limiter=RateLimiter(per_second=1000))


def prefetching(base: str, query: Query) -> SellClient:
    return client_with(sent(base, query), base)


def drawing(base: str, query: Query) -> SellClient:
    prefetch = sent(base, query)
    on_page(prefetch, lambda _page: None)
    return client_with(prefetch, base)


def sent(base: str, query: Query) -> FirstPagePrefetch:
    prefetch = prefetch_first_page(base, TOKEN, query)
    assert prefetch is not None
    return prefetch


def client_with(prefetch: FirstPagePrefetch, base: str) -> SellClient:
    limiter = RateLimiter(per_second=1000)
    return SellClient(base, TOKEN, rate_limiter=limiter, prefetch=prefetch)


async def first_page(client: SellClient, query: Query) -> Page[Sequence] | Failure:
    try:
        return await client.page(query, 1)
    except SellError as error:
        return error.failure
    finally:
        await client.aclose()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "FIRST_BACKOFF", 0)
    monkeypatch.setattr("seq_tui.client.rate_limiter.FIRST_PAUSE", 0)


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
async def test_every_outcome_is_that_of_the_client_s_first_attempt(
    script: tuple[bytes, ...],
) -> None:
    outcomes: list[tuple[Page[Sequence] | Failure, int]] = []
    for open_client in (plain, prefetching, drawing):
        server = RawServer(*script)
        async with listening(server) as base:
            outcome = await first_page(open_client(base, Query()), Query())
        outcomes.append((outcome, server.requests))
    assert outcomes[0] == outcomes[1] == outcomes[2]


@pytest.mark.parametrize(
    ("script", "names"),
    [("sound", [["Sequence 1", "Sequence 2"]]), ("limited once", []), ("down", [])],
)
async def test_only_a_valid_page_can_be_drawn_early(script: str, names: list[list[str]]) -> None:
    drawn: list[list[str | None]] = []
    async with listening(RawServer(*SCRIPTS[script])) as base:
        prefetch = sent(base, Query())
        on_page(prefetch, lambda page: drawn.append([row.name for row in page.items]))
        await first_page(client_with(prefetch, base), Query())
    assert drawn == names


async def test_a_page_that_was_drawn_early_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[bytes] = []

    def counting(body: bytes) -> JsonBody:
        bodies.append(body)
        return read_json_body(body)

    monkeypatch.setattr(transport, "read_json_body", counting)
    monkeypatch.setattr(prefetched_page, "read_json_body", counting)
    drawn: list[Page[Sequence]] = []
    async with listening(RawServer(SOUND)) as base:
        prefetch = sent(base, Query())
        on_page(prefetch, drawn.append)
        await asyncio.wrap_future(prefetch.outcome)
        page = await first_page(client_with(prefetch, base), Query())
    assert drawn == [page]
    assert bodies == [BODY]


@pytest.mark.parametrize(
    ("text", "is_drawn"), [("trial", True), ("free trial", False), ("9", False)]
)
async def test_a_page_that_is_filtered_is_not_drawn_early(text: str, *, is_drawn: bool) -> None:
    drawn: list[Page[Sequence]] = []
    query = Query.parse(text)
    with serving(DemoAccount()) as served:
        prefetch = sent(served.address, query)
        on_page(prefetch, drawn.append)
        page = await first_page(client_with(prefetch, served.address), query)
    assert drawn == ([page] if is_drawn else [])
    # Among the names, both the first page and the empty one after it are requested once.
    firsts = [each for each in served.queries if "page=1&" in each]
    assert len(firsts) == len(set(firsts)) == 1 + (query.number is not None)


@pytest.mark.parametrize("reset", [False, True])
async def test_an_unreachable_server_is_the_same_failure(*, reset: bool) -> None:
    outcomes = []
    for open_client in (plain, prefetching):
        server = RawServer(*[b""] * 4)
        server.reset = reset
        async with listening(server) as base:
            client = open_client(base, Query())
            dropped = await first_page(client, Query())
        refused = await first_page(open_client(base, Query()), Query())
        outcomes.append([str(each).replace(base[7:], "HOST:PORT") for each in (dropped, refused)])
    assert outcomes[0] == outcomes[1]
    assert all("HOST:PORT" in outcome for outcome in outcomes[0])


@pytest.mark.parametrize("stall", [b"", SOUND[:-9]])
async def test_a_server_that_falls_silent_is_the_same_failure(
    monkeypatch: pytest.MonkeyPatch, stall: bytes
) -> None:
    monkeypatch.setattr(first_page_prefetch, "PREFETCH_TIMEOUT", httpx.Timeout(0.05))
    server = RawServer()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        server.requests += 1
        writer.write(stall)
        await reader.read()

    async with listening(silent) as base:
        client = prefetching(base, Query())
        with pytest.raises(SellError, match="No answer from"):
            await client.page(Query(), 1)
        await client.aclose()
    assert server.requests == 1


async def test_a_slow_body_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(first_page_prefetch, "DEADLINE", 0)
    is_connected = asyncio.Event()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_connected.set()
        await RawServer()(reader, writer)

    async with listening(drip) as base:
        client = prefetching(base, Query())
        with pytest.raises(SellError, match="No whole answer"):
            await client.page(Query(), 1)
        await client.aclose()
        # The client may have left before the server accepted the connection.
        await is_connected.wait()


async def test_slow_headers_end_at_the_deadline() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        await left.wait()

    left = asyncio.Event()
    async with listening(silent) as base:
        prefetch = sent(base, Query())
        inner = PrefetchedTransport(httpx.MockTransport(lambda _: httpx.Response(500)), prefetch)
        impatient = transport.SellTransport(inner, deadline=0.05)
        with pytest.raises(UnreachableError, match="No whole answer"):
            await impatient.handle_async_request(httpx.Request("GET", prefetch.url))
        left.set()


async def test_an_endless_body_ends_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(first_page_prefetch, "MAX_BODY", 1000)
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + BODY * 100
    async with listening(RawServer(endless)) as base:
        response = await asyncio.wrap_future(sent(base, Query()).outcome)
    assert 1000 < len(response.body) < len(BODY * 100)


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_it_sends_the_same_request_as_the_client(query: Query) -> None:
    seen: list[tuple[bytes, list[bytes]]] = []

    async def record(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *headers = (await reader.readuntil(b"\r\n\r\n")).strip().split(b"\r\n")
        seen.append((first, sorted(h for h in headers if not h.startswith(b"Connection"))))
        writer.write(SOUND)

    async with listening(record) as base:
        for open_client in (plain, prefetching):
            assert isinstance(await first_page(open_client(base, query), query), Page)
    requests = len(seen) // 2
    assert requests
    assert seen[:requests] == seen[requests:]


@pytest.mark.parametrize("path", ["", "/", "/v2", "/v2/", "/a/b_c~/v2/"])
async def test_its_address_is_the_clients(path: str) -> None:
    server = RawServer()
    async with listening(server) as base:
        address = base + path
        assert isinstance(await first_page(prefetching(address, Query()), Query()), Page)
    assert server.requests == 1


@pytest.mark.parametrize("query", [Query.parse("task:price"), Query("\ud800")])
def test_a_query_that_the_client_never_sends_is_not_prefetched(query: Query) -> None:
    assert prefetch_first_page("http://127.0.0.1:1", TOKEN, query) is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_the_client_refuses_is_the_same_error(address: str) -> None:
    failures = []
    for open_client in (plain, prefetching):
        with pytest.raises(ConfigurationError) as raised:
            open_client(address, Query())
        failures.append(raised.value.failure)
    assert failures[0] == failures[1]


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_a_refusal_is_raised_without_a_second_request(query: Query) -> None:
    server = RawServer(status(401))
    async with listening(server) as base:
        outcome = await first_page(prefetching(base, query), query)
    assert not isinstance(outcome, Page)
    assert outcome.status == 401
    assert server.requests == 1


async def test_the_outcome_is_used_once_and_everything_else_is_requested() -> None:
    with serving(DemoAccount()) as served:
        client = prefetching(served.address, Query())
        first = await client.page(Query(), 1)
        assert first == await client.page(Query(), 1)
        found = first.items[0]
        assert await client.page(Query(found.name or ""), 1) != first
        assert await client.get(found.id or 0) == found
        assert client.retry_in() == 0
        await client.aclose()
    assert [path.partition("?")[0] for path in served.queries] == [
        *["/v2/sequences"] * 3,
        f"/v2/sequences/{found.id}",
    ]


async def test_a_host_whose_first_address_is_dead_is_tried_by_the_client_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connect(_transport: object, _request: object) -> None:
        raise httpx.ConnectTimeout("")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", connect)
    server = RawServer(SOUND)
    async with listening(server) as base:
        page = await first_page(prefetching(base, Query()), Query())
    assert isinstance(page, Page)
    assert server.requests == 1


async def test_a_search_does_not_wait_for_the_first_page() -> None:
    server = RawServer(b"", SOUND)
    async with listening(server) as base:
        client = prefetching(base, Query())
        assert len((await client.page(Query("other"), 1)).items) == 2
        assert len((await client.page(Query(), 1)).items) == 2
        await client.aclose()


async def test_a_cancelled_wait_does_not_cancel_the_request() -> None:
    with serving(DemoAccount(), latency=0.1) as served:
        client = prefetching(served.address, Query())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.page(Query(), 1), 0.01)
        assert len((await client.page(Query(), 1)).items) == 100
        await client.aclose()
    assert len(served.queries) == 1


async def test_no_part_of_it_shows_the_token() -> None:
    async with listening(RawServer()) as base:
        prefetch = sent(base, Query())
        response = await asyncio.wrap_future(prefetch.outcome)
    parts = [prefetch, response, prefetch.connection, vars(prefetch)]
    assert not any(TOKEN in text for part in parts for text in (repr(part), str(part)))


def test_the_first_page_comes_without_an_event_loop_and_without_a_screen() -> None:
    script = (
        "import sys\n"
        "from seq_tui.client.first_page_prefetch import prefetch_first_page\n"
        "from seq_tui.client.prefetched_page import on_page\n"
        "from seq_tui.domain.query import Query\n"
        "prefetch = prefetch_first_page(sys.argv[1], 'x' * 64, Query())\n"
        "prefetch.outcome.result()\n"
        "on_page(prefetch, lambda page: print(len(page.items)))\n"
        "print(sorted({'asyncio', 'textual', 'rich'} & set(sys.modules)))\n"
    )
    with serving(DemoAccount()) as served:
        command = [sys.executable, "-c", script, served.address]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "100\n[]\n"


def test_the_first_request_waits_for_no_import_that_reads_pages() -> None:
    script = (
        "import sys, seq_tui.client.first_page_prefetch\n"
        "print(sorted(name for name in sys.modules if name.startswith('seq_tui.wire.')))\n"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "['seq_tui.wire.errors']\n"
