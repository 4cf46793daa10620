"""A server of raw bytes on a free port of this machine, which closes every connection."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


TIMEOUT = 10
"""Seconds until every connection has ended, once the clients have closed theirs."""


@asynccontextmanager
async def listening(answer: Answer) -> AsyncIterator[str]:
    """Run `answer` for each connection; the block gets the server's address."""
    attending: list[asyncio.Task[None]] = []

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        attending.append(asyncio.create_task(attend(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        async with asyncio.timeout(TIMEOUT):
            await asyncio.gather(*attending)
