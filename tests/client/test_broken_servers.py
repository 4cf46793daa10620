"""Real connections to servers that break HTTP, on this machine."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import struct
import zlib
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from seq_tui.client import transport
from seq_tui.client.auth import BearerToken
from seq_tui.client.errors import UnreachableError
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.wire.errors import IncompleteReplyError, SellError
from tests.client.raw_server import listening
from tests.fake_sell import TOKEN, sequence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio

BODY = json.dumps({"items": [sequence(1), sequence(2)]}).encode()

PACKED = gzip.compress(BODY)


def reply(body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


SOUND = reply(BODY)

BROKEN = {
    "closed before the headers": b"",
    "closed in the headers": SOUND[:20],
    "no HTTP at all": b"SSH-2.0-OpenSSH_9.2\r\n",
    "endless headers": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
    "shorter than its length": reply(BODY[:10], length=len(BODY)),
    "cut in a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
    "no length, cut in the JSON": b"HTTP/1.1 200 OK\r\n\r\n" + BODY[:200],
    "half of the gzip": reply(PACKED[: len(PACKED) // 2], "Content-Encoding: gzip"),
    "gzip without its end": reply(PACKED[:-8], "Content-Encoding: gzip"),
    "gzip that is none": reply(BODY, "Content-Encoding: gzip"),
    "empty": reply(b""),
}


class RawServer:
    """Sends the entries of `script` in order, and then valid responses."""

    def __init__(self, *script: bytes) -> None:
        self.script = list(script)
        self.connections = 0
        self.requests = 0
        self.reset = False
        """Whether connections end with a reset instead of an orderly close."""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                self.requests += 1
                raw = self.script.pop(0) if self.script else SOUND
                writer.write(raw)
                await writer.drain()
                if raw != SOUND:
                    break
        self._end(writer)

    def _end(self, writer: asyncio.StreamWriter) -> None:
        if self.reset:
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        writer.close()


@asynccontextmanager
async def client_of(server: RawServer) -> AsyncIterator[SellClient]:
    async with listening(server) as base:
        client = SellClient(
            base, BearerToken(TOKEN, base), rate_limiter=RateLimiter(per_second=1000)
        )
        async with aclosing(client):
            yield client


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without their back-off."""
    monkeypatch.setattr(transport, "FIRST_BACKOFF", 0)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
async def test_a_broken_response_is_requested_again(broken: bytes) -> None:
    server = RawServer(broken, broken)
    async with client_of(server) as client:
        page = await client.page(Query(), 1)
    assert [row.id for row in page.items] == [1, 2]
    assert server.requests == 3


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
async def test_a_response_that_stays_broken_never_becomes_a_page(broken: bytes) -> None:
    async with client_of(RawServer(*[broken] * 9)) as client:
        with pytest.raises((UnreachableError, IncompleteReplyError)):
            await client.page(Query(), 1)


async def test_a_reset_connection_is_tried_again() -> None:
    server = RawServer(b"", SOUND[: len(SOUND) // 2])
    server.reset = True
    async with client_of(server) as client:
        assert len((await client.page(Query(), 1)).items) == 2


async def test_whole_responses_share_a_connection() -> None:
    server = RawServer(SOUND, reply(PACKED, "Content-Encoding: gzip"))
    async with client_of(server) as client:
        for _ in range(2):
            assert len((await client.page(Query(), 1)).items) == 2
    assert server.connections == 1


async def test_a_connection_that_was_closed_while_idle_is_opened_again() -> None:
    server = RawServer(reply(BODY, "X: closes after this"))
    async with client_of(server) as client:
        for _ in range(2):
            assert len((await client.page(Query(), 1)).items) == 2
    assert server.connections == 2


async def test_a_decompression_bomb_is_refused() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(40)) + packer.flush()
    async with client_of(RawServer(reply(bomb, "Content-Encoding: gzip"))) as client:
        with pytest.raises(SellError, match=r"too large \(over 32 MB\)"):
            await client.page(Query(), 1)


async def test_a_closed_port_is_unreachable() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{closed.getsockname()[1]}"
        client = SellClient(base, TOKEN, rate_limiter=RateLimiter(per_second=1000))
        with pytest.raises(UnreachableError, match=r"Cannot reach 127\.0\.0\.1"):
            await client.page(Query(), 1)
        await client.aclose()


async def test_cancelled_requests_do_not_use_up_the_connections() -> None:
    silent = asyncio.Event()

    class Silent(RawServer):
        async def __call__(
            self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            if self.connections < 20:
                self.connections += 1
                await silent.wait()
                writer.close()
            else:
                await super().__call__(reader, writer)

    async with client_of(Silent()) as client:
        for _ in range(20):
            with suppress(TimeoutError):
                await asyncio.wait_for(client.page(Query(), 1), 0.01)
        assert len((await client.page(Query(), 1)).items) == 2
        silent.set()
