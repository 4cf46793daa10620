"""Real responses with odd bytes in the head: the failure that happened is the one that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.client import transport
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.failure import Cause
from seq_tui.domain.query import Query
from seq_tui.wire.errors import SellError
from tests.client.raw_server import listening
from tests.fake_sell import TOKEN

if TYPE_CHECKING:
    import asyncio

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("head", "cause", "message"),
    [
        (b"401 No\r\nX-Request-Id: \xff\xfe", Cause.UNAUTHORISED, "Token rejected (401)"),
        (b"403 caf\xe9\r\nX-Request-Id: caf\xe9", Cause.UNAUTHORISED, "Not allowed"),
        (b"500 \xff\xff\r\nX-Request-Id: \x80", Cause.SERVICE, "The service failed (500)"),
        (b"404 \xc3\x28\r\nContent-Type: \xe2\x82", Cause.SERVICE, "No sequences at"),
        (b"302 \xe9\r\nLocation: http://\xff", Cause.SERVICE, "Unexpected redirect (302)"),
        (b"418 \r\nRetry-After: \xff", Cause.SERVICE, "Unexpected status (418)"),
        (b"200 \xff\r\nContent-Encoding: \xff", Cause.SERVICE, "The reply is compressed"),
    ],
)
async def test_the_failure_that_happened_is_told(
    monkeypatch: pytest.MonkeyPatch, head: bytes, cause: Cause, message: str
) -> None:
    monkeypatch.setattr(transport, "FIRST_BACKOFF", 0)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + head + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    async with listening(answer) as base:
        client = SellClient(base, TOKEN)
        with pytest.raises(SellError) as raised:
            await client.page(Query(), 1)
        await client.aclose()
    assert raised.value.failure.message.startswith(message)
    assert raised.value.failure.cause is cause


async def test_only_the_text_of_a_search_is_blamed_on_the_search() -> None:
    client = SellClient("http://127.0.0.1:9", TOKEN)
    with pytest.raises(SellError) as raised:
        await client.read("sequences", {"name": "a\ud800"})
    await client.aclose()
    assert raised.value.failure.message == "The search text cannot be sent"
    assert raised.value.failure.cause is Cause.USAGE
