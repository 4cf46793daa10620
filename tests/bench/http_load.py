"""As many requests as a server answers: ``python -m tests.bench.http_load SECONDS N URL…``.

N connections each send the next request once they have read the response, which must be good. It
prints the responses a second, and parses as little as it can, so that the server is the limit.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.parse import SplitResult

WARM_UP_S = 0.3

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHUNKS_END = b"\r\n0\r\n\r\n"


@dataclass
class Tally:
    """What all connections have read."""

    responses: int = 0
    failure: str = ""


class Connection(asyncio.Protocol):
    """Requests the same again and again."""

    def __init__(self, request: bytes, tally: Tally) -> None:
        self._request = request
        self._tally = tally
        self._head = b""
        self._left: int | None = None
        """Bytes of the body that are missing; `None` while reading the head."""

        self._tail: bytes | None = None
        """The last bytes of a body in chunks; `None` if its length was announced."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the server closed it."""
        self._tally.failure = self._tally.failure or f"connection lost: {exc}"

    def data_received(self, data: bytes) -> None:
        """Send the next request at the end of the response."""
        if self._left is None:
            data = self._read_head(data)
        if self._left is None:
            return
        if self._tail is None:
            self._left -= len(data)
            is_whole = self._left <= 0
        else:
            self._tail = (self._tail + data)[-len(_CHUNKS_END) :]
            is_whole = self._tail == _CHUNKS_END
        if is_whole:
            self._left = None
            self._tally.responses += 1
            self._transport.write(self._request)

    def _read_head(self, data: bytes) -> bytes:
        """The part of the body in `data`."""
        self._head += data
        head, end, body = self._head.partition(b"\r\n\r\n")
        if not end:
            return b""
        if b" 200 " not in head[:20]:
            self._tally.failure = head.decode("latin-1")
        length = _LENGTH.search(head)
        self._left = int(length[1]) if length else 0
        self._tail = None if length else b"\r\n"
        self._head = b""
        return body


async def load(urls: Sequence[str], connections: int, seconds: float) -> float:
    """Responses a second, of a server that has all the addresses; each connection has one."""
    tally = Tally()
    loop = asyncio.get_running_loop()
    opened = []
    for _, url in zip(range(connections), cycle(urls), strict=False):
        parts = urlsplit(url)
        connect = partial(Connection, _request(parts), tally)
        opened.append(await loop.create_connection(connect, parts.hostname or "", parts.port or 80))
    await asyncio.sleep(WARM_UP_S)
    before, began = tally.responses, time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (tally.responses - before) / (time.perf_counter() - began)
    if tally.failure:
        raise RuntimeError(f"{urls}: {tally.failure}")
    for transport, _ in opened:
        transport.abort()
    return rate


def _request(parts: SplitResult) -> bytes:
    return (
        f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "User-Agent: load\r\nAccept: */*\r\nAuthorization: Bearer x\r\n\r\n"
    ).encode()


def main() -> None:
    """Print the responses a second."""
    seconds, connections, *urls = sys.argv[1:]
    sys.stdout.write(f"{asyncio.run(load(urls, int(connections), float(seconds)))}\n")


if __name__ == "__main__":
    main()
