"""How a body is packed, and unpacking it within bounds."""

from __future__ import annotations

import zlib
from typing import Protocol

from seq_tui.wire.errors import IncompleteReplyError, ReplyError

MAX_BODY = 32 * 1024 * 1024
"""Bytes of a reply, before and after unpacking; 100 sequences of 200 steps are about 5 MB."""

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


class BodyDecoder:
    """A body that is being received and unpacked.

    Args:
        coding: the ``Content-Encoding``; empty for none.
        limit: the most bytes, before and after unpacking.

    Raises:
        ReplyError: the body is packed in a way that was not asked for.
    """

    def __init__(self, coding: str, limit: int = MAX_BODY) -> None:
        self._unpacker = _unpacker(coding.strip().lower())
        self._limit = limit
        self._body = bytearray()
        self._received = 0

    def add(self, chunk: bytes) -> None:
        """Take in what came next.

        Raises:
            IncompleteReplyError: the packed body is damaged.
            ReplyError: the body is longer than the limit.
        """
        self._received += len(chunk)
        try:
            self._body += self._unpacker.unpack(chunk, self._limit + 1 - len(self._body))
        except zlib.error:
            raise IncompleteReplyError from None
        if max(self._received, len(self._body)) > self._limit:
            raise ReplyError(f"The reply is too large (over {self._limit >> 20} MB)")

    def whole(self) -> bytes:
        """The body, once all of it was received.

        Raises:
            IncompleteReplyError: the packed body was cut off.
        """
        if not self._unpacker.is_whole:
            raise IncompleteReplyError
        return bytes(self._body)


def _unpacker(coding: str) -> _Unpacker:
    if coding in ("", "identity"):
        return _Plain()
    if coding in ("gzip", "x-gzip"):
        return _Gzip()
    raise ReplyError("The reply is packed in a way that was not asked for", "Check the proxy.")
