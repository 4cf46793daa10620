"""Reads the body of a response: whole, and within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.client.body_decoder import MAX_BODY, BodyDecoder
from seq_tui.client.lean_httpx import httpx
from seq_tui.wire.errors import ReplyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

MAX_ERROR_BODY = 64 * 1024
"""Bytes of an error's body; the service sends about 500, a gateway's page may have 200 KB."""


async def read_body(response: httpx.Response, limit: int = MAX_BODY) -> bytes:
    """The whole body of a response, decompressed.

    Raises:
        IncompleteReplyError: a compressed body is truncated or damaged.
        ReplyError: the body is longer than `limit`, or has an encoding that was not requested.
        httpx.TransportError: the connection dropped.
    """
    body = BodyDecoder(response.headers.get("Content-Encoding", ""), limit)
    async for chunk in _raw(response):
        body.add(chunk)
    return body.finish()


async def read_error_body(response: httpx.Response) -> bytes:
    """The body of an error, or nothing if it cannot be read: the status alone says enough."""
    try:
        return await read_body(response, MAX_ERROR_BODY)
    except (ReplyError, httpx.TransportError):
        return b""


def _raw(response: httpx.Response) -> AsyncIterable[bytes]:
    """The body as it was sent; the methods of the response would decompress it."""
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError("the transport is not an asynchronous one")
    return response.stream
