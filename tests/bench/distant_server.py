"""A demo account over TLS at the far end of a slow network: a program of its own.

``python -m tests.bench.distant_server CERTIFICATE ROUND_TRIP_MS`` prints two ports: that of the
delayed server, and that of an HTTP proxy without a delay of its own, which leads every host to it.
CERTIFICATE is a PEM file; its key is beside it, in a file that ends in ``.key``.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import DemoAccount

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

CHUNK = 1 << 16


async def main(certificate: str, round_trip: float) -> None:
    """Serve until this process is killed."""
    config = uvicorn.Config(
        create_app(EncodedAccount(DemoAccount())),
        lifespan="off",
        log_config=None,
        http="h11",
        ssl_certfile=certificate,
        ssl_keyfile=Path(certificate).with_suffix(".key"),
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        async def delay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            # The kernel completes a connection on loopback at once, so the first bytes of the
            # client are held for the round trip that this takes elsewhere.
            await _relay(reader, writer, port, round_trip, set_up=round_trip)

        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            # A proxy answers once it has connected.
            await asyncio.sleep(round_trip)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _relay(reader, writer, port, round_trip)

        ports = [await _listen(delay), await _listen(connect)]
        sys.stdout.write(f"{ports[0]} {ports[1]}\n")
        sys.stdout.flush()
        await uvicorn.Server(config).serve(sockets=[listening])


async def _listen(
    attend: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]],
) -> int:
    """Attend to every connection to a free port; the port."""
    # The loop itself holds its tasks weakly.
    tasks: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(attend(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    return port


async def _relay(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    port: int,
    round_trip: float,
    set_up: float = 0,
) -> None:
    """Copy bytes to and from a port of this machine, each way half a round trip late.

    Nothing is passed on in the first `set_up` seconds.
    """
    onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(
        _copy(reader, onward_writer, round_trip / 2, set_up),
        _copy(onward_reader, writer, round_trip / 2),
    )


async def _copy(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, set_up: float = 0
) -> None:
    loop = asyncio.get_running_loop()
    opened = loop.time() + set_up
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def receive() -> None:
        data = b"not yet"
        with suppress(ConnectionError):
            while data:
                data = await reader.read(CHUNK)
                queue.put_nowait((max(loop.time(), opened) + delay, data))

    async def send() -> None:
        with suppress(ConnectionError):
            while True:
                due, data = await queue.get()
                await asyncio.sleep(due - loop.time())
                if not data:
                    break
                writer.write(data)
        writer.close()

    await asyncio.gather(receive(), send())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]) / 1000))
