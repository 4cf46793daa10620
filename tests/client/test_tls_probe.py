"""Servers that do not speak TLS where it is expected: told soon, and no token leaves in clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client import sell_client, tls_probe
from seq_tui.client.connection_errors import NoTlsError
from seq_tui.client.sell_client import SellClient
from seq_tui.client.tls_probe import TlsProbe
from seq_tui.domain.failure import Cause
from seq_tui.domain.query import Query
from seq_tui.wire.errors import SellError
from tests.client.raw_server import listening
from tests.fake_sell import TOKEN

if TYPE_CHECKING:
    import asyncio

    from seq_tui.domain.failure import Failure

pytestmark = pytest.mark.anyio

UNAUTHORISED = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class PlainServer:
    """A server of plain HTTP, or of something else.

    Args:
        end: what it reads up to before it answers; nothing to answer at once.
        response: what it answers.
    """

    def __init__(self, end: bytes, response: bytes) -> None:
        self.end = end
        self.response = response
        self.received: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received = b""
        while not (self.end and self.end in received):
            received += (chunk := await reader.read(4096))
            if not chunk or not self.end:
                break
        self.received.append(received)
        if not self.end or self.end in received:
            writer.write(self.response)


async def failure_at(server: PlainServer) -> tuple[Failure, str]:
    """The failure of a request over TLS, and the host and port of the server."""
    async with listening(server) as base:
        client = SellClient(base.replace("http://", "https://"), TOKEN)
        with pytest.raises(SellError) as raised:
            await client.page(Query(), 1)
        await client.aclose()
    assert TOKEN.encode() not in b"".join(server.received)
    return raised.value.failure, base.removeprefix("http://")


@pytest.mark.parametrize("end", [b"\r\n\r\n", b"\n", b""])
async def test_plain_http_on_this_machine_is_recognised_at_once(
    monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(tls_probe, "PATIENCE", 0.05)
    server = PlainServer(end, UNAUTHORISED)
    failure, place = await failure_at(server)
    assert failure.message == f"{place} does not speak TLS"
    probes = [request for request in server.received if request[:1].isalpha()]
    assert all(request.startswith(b"GET / ") for request in probes)
    assert probes or end != b"\r\n\r\n"
    assert failure.advice == f"Try http://{place}"
    assert failure.cause is Cause.UNREACHABLE


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(UNAUTHORISED.replace(b"401", b"400"), id="as a slow server with TLS answers"),
        pytest.param(b"SSH-2.0-x\r\n", id="another protocol"),
    ],
)
async def test_a_slow_handshake_is_no_proof_of_plain_http(
    monkeypatch: pytest.MonkeyPatch, response: bytes
) -> None:
    monkeypatch.setattr(tls_probe, "PATIENCE", 0.05)
    monkeypatch.setattr(sell_client, "TIMEOUT", httpx.Timeout(5, connect=0.4))
    failure, place = await failure_at(PlainServer(b"\r\n\r\n", response))
    assert failure.message == f"{place} accepted the connection, but sent no TLS in time"


class Stalled(httpx.AsyncBaseTransport):
    """A transport whose handshake never ends, or that responds."""

    def __init__(self, *events: str, error: Exception | None = None) -> None:
        self.events = events
        self.error = error
        self.sent: list[httpx.URL] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request.url)
        for event in self.events:
            await request.extensions["trace"](event, {})
        if self.error:
            raise self.error
        return httpx.Response(200)


TLS = "connection.start_tls."


@pytest.mark.parametrize(
    ("events", "is_explained"),
    [
        (("connection.connect_tcp.started",), False),
        (("connection.connect_tcp.complete", f"{TLS}started", f"{TLS}failed"), True),
        (("connection.connect_tcp.complete", f"{TLS}started", f"{TLS}complete"), False),
    ],
)
async def test_only_a_handshake_is_blamed_and_no_other_machine_is_probed(
    events: tuple[str, ...], is_explained: bool
) -> None:
    inner = Stalled(*events, error=httpx.ConnectTimeout("late"))
    request = httpx.Request("GET", "https://sell.test/v2/sequences")
    with pytest.raises(httpx.ConnectTimeout) as raised:
        await TlsProbe(inner).handle_async_request(request)
    assert isinstance(raised.value, NoTlsError) is is_explained
    assert inner.sent == [request.url]


async def test_a_server_that_has_responded_is_not_watched() -> None:
    probe = TlsProbe(Stalled())
    for is_traced in (True, False):
        request = httpx.Request("GET", "https://sell.test")
        assert (await probe.handle_async_request(request)).status_code == 200
        assert ("trace" in request.extensions) is is_traced
