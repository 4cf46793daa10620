"""Connections: how many there may be, and how long a client may do nothing."""

from __future__ import annotations

import asyncio
import resource
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.connection import TimedConnection
from seq_tui.server.demo.account import DemoAccount
from seq_tui.server.http_server import RESERVED_FILES, HttpServer, provide_descriptors

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
UPLOAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
SHORT_S = 0.1
LONG_S = 3600.0


def answering(body: bytes) -> ASGIApp:
    """An application that answers everything with `body`."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        length = (b"content-length", b"%d" % len(body))
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})

    return app


class Running:
    """A server that runs in the event loop of the test."""

    def __init__(self, app: ASGIApp, idle_s: float, max_connections: int) -> None:
        self.warnings: list[str] = []
        self.server = HttpServer(
            app, self.warnings.append, idle_s=idle_s, max_connections=max_connections
        )
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=2048)

    @property
    def connections(self) -> list[TimedConnection]:
        open_now = self.server.server_state.connections
        return [each for each in open_now if isinstance(each, TimedConnection)]

    async def connect(self, sent: bytes = b"") -> tuple[StreamReader, StreamWriter]:
        reader, writer = await asyncio.open_connection(*self.socket.getsockname())
        writer.write(sent)
        return reader, writer


@asynccontextmanager
async def running(
    app: ASGIApp, *, idle_s: float = SHORT_S, max_connections: int = 4096
) -> AsyncIterator[Running]:
    served = Running(app, idle_s, max_connections)
    async with asyncio.timeout(60):
        with served.socket:
            task = asyncio.create_task(served.server.serve([served.socket]))
            yield served
            served.server.should_exit = True
            await task


async def read_response(reader: StreamReader) -> bytes:
    """The body of the next response."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    return await reader.readexactly(length)


async def until(condition: Callable[[], bool]) -> None:
    while True:
        if condition():
            return
        await asyncio.sleep(SHORT_S / 20)


async def test_a_small_response_does_not_wait_for_a_full_packet() -> None:
    async with running(answering(b"x"), idle_s=LONG_S) as served:
        reader, writer = await served.connect(REQUEST)
        assert await read_response(reader) == b"x"
        [connection] = served.connections
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: a\r\nUser-Agent:",
        REQUEST,
        REQUEST + b"GET /second HTTP/1.1\r\n",
        UPLOAD + b"half",
    ],
)
async def test_a_client_that_sends_no_more_is_disconnected(sent: bytes) -> None:
    async with running(answering(b"x")) as served:
        reader, writer = await served.connect(sent)
        await reader.read()
        assert reader.at_eof()
        writer.close()


@pytest.mark.parametrize("begun", [b"", REQUEST, UPLOAD])
async def test_a_request_that_never_ends_is_disconnected(begun: bytes) -> None:
    async with running(answering(b"x")) as served:
        _reader, writer = await served.connect(begun)
        await until(lambda: bool(served.connections))
        while served.connections:
            writer.write(b"a")
            await asyncio.sleep(SHORT_S / 20)
        writer.close()


async def test_a_request_in_time_is_answered_again_and_again() -> None:
    idle_s = 10 * SHORT_S
    async with running(answering(b"x"), idle_s=idle_s) as served:
        reader, writer = await served.connect()
        began = asyncio.get_running_loop().time()
        while asyncio.get_running_loop().time() < began + 1.2 * idle_s:
            await asyncio.sleep(SHORT_S)
            writer.write(REQUEST)
            assert await read_response(reader) == b"x"
        writer.close()


async def test_an_answer_may_take_longer_than_a_client_may_wait() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(3 * SHORT_S)
        await answering(b"late")(scope, receive, send)

    async with running(app) as served:
        reader, writer = await served.connect(REQUEST)
        assert await read_response(reader) == b"late"
        writer.close()


async def test_a_thousand_idle_connections_end() -> None:
    provide_descriptors(2_100)
    async with running(answering(b"x"), idle_s=1.0) as served:
        clients = [await served.connect() for _ in range(1_000)]
        for reader, writer in clients:
            assert await reader.read() == b""
            writer.close()
        assert not served.connections


@pytest.mark.parametrize("sent", [REQUEST, REQUEST * 100])
async def test_a_client_that_reads_no_response_is_disconnected(sent: bytes) -> None:
    async with running(answering(bytes(20_000_000))) as served:
        with socket.create_connection(served.socket.getsockname()) as client:
            client.sendall(sent)
            await until(lambda: bool(served.connections))
            await until(lambda: not served.connections)


async def test_a_client_that_reads_slowly_gets_the_whole_response() -> None:
    size, idle_s = 20_000_000, 5 * SHORT_S
    async with running(answering(bytes(size)), idle_s=idle_s) as served:
        with socket.create_connection(served.socket.getsockname()) as client:
            client.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_sendall(client, REQUEST)
            began, received = loop.time(), 0
            while received < size:
                received += len(await loop.sock_recv(client, size // 80))
                await asyncio.sleep(SHORT_S / 5)
            assert loop.time() - began > 2 * idle_s


async def test_too_many_clients_wait_until_others_leave() -> None:
    async with running(answering(b"x"), idle_s=LONG_S, max_connections=2) as served:
        (_, first), (_, second) = [await served.connect() for _ in range(2)]
        await until(lambda: len(served.connections) == 2)
        waiting, third = await served.connect(REQUEST)
        fourth_waiting, fourth = await served.connect(REQUEST)
        first.close()
        assert await read_response(waiting) == b"x"
        second.close()
        assert await read_response(fourth_waiting) == b"x"
        assert served.warnings == [
            "warning: 2 connections are open, the most at once; other clients wait"
        ]
        third.close()
        fourth.close()


async def test_a_limit_of_one_connection_is_told() -> None:
    async with running(answering(b"x"), idle_s=LONG_S, max_connections=1) as served:
        _, only = await served.connect(REQUEST)
        await until(lambda: bool(served.warnings))
        assert served.warnings == [
            "warning: 1 connection is open, the most at once; other clients wait"
        ]
        only.close()


@pytest.mark.parametrize(
    ("limits", "expected_limits", "connections"),
    [
        ((1_024, 20_000), (4_096 + RESERVED_FILES, 20_000), 4_096),
        ((1_024, 1_024), (1_024, 1_024), 1_024 - RESERVED_FILES),
        ((10_000, 20_000), (10_000, 20_000), 4_096),
        ((256, resource.RLIM_INFINITY), (4_096 + RESERVED_FILES, resource.RLIM_INFINITY), 4_096),
        ((resource.RLIM_INFINITY,) * 2, (resource.RLIM_INFINITY,) * 2, 4_096),
        ((20, 20), (20, 20), 1),
    ],
)
def test_as_many_connections_as_the_system_allows(
    monkeypatch: pytest.MonkeyPatch,
    limits: tuple[int, int],
    expected_limits: tuple[int, int],
    connections: int,
) -> None:
    now = [limits]
    monkeypatch.setattr(resource, "getrlimit", lambda _: now[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, wanted: now.append(wanted))
    assert provide_descriptors(4_096) == connections
    assert now[-1] == expected_limits


async def test_a_search_ends_with_its_connection() -> None:
    searching: set[object] = set()

    class Endless(DemoAccount):
        async def raw_page(self, query: Query, number: int, *args: int, **_: object) -> RawPage:
            search = object()
            searching.add(search)
            try:
                return await super().raw_page(query, number, *args)
            finally:
                searching.remove(search)

    app = create_app(EncodedAccount(Endless(10**9)), search_s=LONG_S)
    headers = b"Host: a\r\nUser-Agent: a\r\nAuthorization: Bearer x\r\n\r\n"
    async with running(app, idle_s=LONG_S) as served:
        clients = [
            await served.connect(b"GET /v2/sequences?name=zzzz HTTP/1.1\r\n" + headers)
            for _ in range(3)
        ]
        await until(lambda: len(searching) == 3)
        clients.pop()[1].close()
        await until(lambda: len(searching) == 2)
        for _, writer in clients:
            writer.close()
        await until(lambda: not searching)
