"""Bodies that are compressed, truncated, damaged, or too long."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.body_decoder import MAX_BODY
from seq_tui.client.response_body import read_body, read_error_body
from seq_tui.wire.errors import IncompleteReplyError, ReplyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

pytestmark = pytest.mark.anyio

BODY = b'{"items": [' + b"1," * 2000 + b"1]}"

PACKED = gzip.compress(BODY, mtime=0)


class Chunks(httpx.AsyncByteStream):
    """A body that arrives in chunks, and may end with a dropped connection."""

    def __init__(self, chunks: Iterable[bytes], error: Exception | None = None) -> None:
        self.chunks = chunks
        self.error = error
        self.sent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            self.sent += len(chunk)
            yield chunk
        if self.error:
            raise self.error


def response(*chunks: bytes, encoding: str = "", error: Exception | None = None) -> httpx.Response:
    headers = {"Content-Encoding": encoding} if encoding else {}
    return httpx.Response(200, headers=headers, stream=Chunks(chunks, error))


async def test_a_plain_body_is_read_whole() -> None:
    assert await read_body(response(BODY[:5], BODY[5:])) == BODY
    assert await read_body(response(BODY, encoding="Identity")) == BODY
    assert await read_body(response()) == b""


@pytest.mark.parametrize("encoding", ["gzip", "X-GZIP "])
async def test_a_compressed_body_may_arrive_in_any_chunks(encoding: str) -> None:
    assert await read_body(response(PACKED, encoding=encoding)) == BODY
    bytewise = [PACKED[place : place + 1] for place in range(len(PACKED))]
    assert await read_body(response(*bytewise, encoding=encoding)) == BODY
    assert await read_body(response(PACKED, b"trailing", encoding=encoding)) == BODY


@pytest.mark.parametrize(
    "packed",
    [
        PACKED[: len(PACKED) // 2],
        PACKED[:-8],
        PACKED[:-1],
        PACKED[:-8] + b"\0" * 8,
        BODY,
        b"",
    ],
)
async def test_a_truncated_or_damaged_compressed_body_is_incomplete(packed: bytes) -> None:
    with pytest.raises(IncompleteReplyError):
        await read_body(response(packed, encoding="gzip"))


async def test_an_encoding_that_was_not_requested_is_refused() -> None:
    for encoding in ("br", "deflate", "gzip, gzip"):
        with pytest.raises(ReplyError, match="not requested"):
            await read_body(response(BODY, encoding=encoding))


async def test_a_body_as_long_as_the_limit_is_read() -> None:
    assert await read_body(response(BODY), len(BODY)) == BODY
    assert await read_body(response(PACKED, encoding="gzip"), len(BODY)) == BODY
    for packed in (response(BODY), response(PACKED, encoding="gzip")):
        with pytest.raises(ReplyError, match="too large"):
            await read_body(packed, len(BODY) - 1)


async def test_an_endless_body_ends_at_the_limit() -> None:
    endless = Chunks(iter(lambda: b" " * 65536, b""))
    with pytest.raises(ReplyError, match=r"too large \(over 32 MB\)"):
        await read_body(httpx.Response(200, stream=endless))
    assert endless.sent <= MAX_BODY + 65536


async def test_a_decompression_bomb_stays_within_the_limit_of_memory() -> None:
    packer = zlib.compressobj(9, wbits=31)
    megabyte = b" " * (1 << 20)
    bomb = b"".join(packer.compress(megabyte) for _ in range(200)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(ReplyError, match="too large"):
        await read_body(response(bomb, encoding="gzip"), 4 << 20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 << 20


async def test_bytes_after_the_end_of_a_compressed_body_count_too() -> None:
    with pytest.raises(ReplyError, match="too large"):
        await read_body(response(PACKED, *[b"\0" * 1000] * 100, encoding="gzip"), 50_000)


async def test_an_error_body_that_cannot_be_read_is_empty() -> None:
    dropped = httpx.ReadError("dropped")
    assert await read_error_body(response(BODY)) == BODY
    assert await read_error_body(response(b"x" * 100_000)) == b""
    assert await read_error_body(response(b"x", error=dropped)) == b""
    assert await read_error_body(response(b"x", encoding="gzip")) == b""
    with pytest.raises(httpx.ReadError):
        await read_body(response(b"x", error=dropped))


async def test_a_synchronous_body_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        await read_body(httpx.Response(200, content=iter([b"x"])))
