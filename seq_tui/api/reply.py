"""The body of a reply: bounded, and whole or refused."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

import httpx

from seq_tui.api.errors import IncompleteReplyError, ReplyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a reply, before and after unpacking; 100 sequences of 200 steps are about 5 MB."""

MAX_ERROR_BODY = 64 * 1024
"""Bytes of an error's body; the service's own have about 500, a gateway's page may have 200 KB."""

ACCEPTED_CODING = "gzip"
"""Asked for because a page shrinks to a tenth: one round trip instead of four at 150 ms."""

_GZIP = 16 + zlib.MAX_WBITS


class _Unpacker(Protocol):
    def unpack(self, chunk: bytes, room: int) -> bytes:
        """The chunk unpacked, at most `room` bytes (1 or more) of it."""
        ...

    @property
    def is_whole(self) -> bool: ...


class _Plain:
    is_whole = True

    def unpack(self, chunk: bytes, room: int) -> bytes:
        return chunk[:room]


class _Gzip:
    """httpx unpacks a cut-off body without a word, and a chunk of a bomb without bounds."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(_GZIP)

    @property
    def is_whole(self) -> bool:
        return self._inflater.eof

    def unpack(self, chunk: bytes, room: int) -> bytes:
        return self._inflater.decompress(chunk, room)


async def read_body(response: httpx.Response, limit: int = MAX_BODY) -> bytes:
    """The whole body of a reply, unpacked.

    Raises:
        IncompleteReplyError: a packed body was cut off or damaged.
        ReplyError: the body is longer than `limit`, or packed in a way that was not asked for.
        httpx.TransportError: the connection dropped.
    """
    unpacker = _unpacker(response.headers.get("Content-Encoding", "").strip().lower())
    body, received = bytearray(), 0
    try:
        async for chunk in _raw(response):
            received += len(chunk)
            body += unpacker.unpack(chunk, limit + 1 - len(body))
            if max(received, len(body)) > limit:
                raise ReplyError(f"The reply is too large (over {limit >> 20} MB)")
    except zlib.error:
        raise IncompleteReplyError from None
    if not unpacker.is_whole:
        raise IncompleteReplyError
    return bytes(body)


async def read_error_body(response: httpx.Response) -> bytes:
    """The body of an error as far as it can be read: the status says enough without it."""
    try:
        return await read_body(response, MAX_ERROR_BODY)
    except (ReplyError, httpx.TransportError):
        return b""


def _unpacker(coding: str) -> _Unpacker:
    if coding in ("", "identity"):
        return _Plain()
    if coding in ("gzip", "x-gzip"):
        return _Gzip()
    raise ReplyError("The reply is packed in a way that was not asked for", "Check the proxy.")


def _raw(response: httpx.Response) -> AsyncIterable[bytes]:
    """The body as it came; the response's own methods would unpack it."""
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError("the transport is not an asynchronous one")
    return response.stream
