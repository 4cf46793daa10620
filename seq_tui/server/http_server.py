"""The HTTP server: uvicorn's, which accepts only as many connections as it can serve."""

from __future__ import annotations

import asyncio
import resource
import socket
from typing import TYPE_CHECKING

import uvicorn

from seq_tui.server.connection import TimedConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

IDLE_S = 30
"""Seconds after which a connection ends whose client does nothing."""

MAX_CONNECTIONS = 4096
"""Most connections at once; others wait in the system's queue until one ends."""

RESERVED_FILES = 24
"""Open files that are not connections: the archive, the event loop, the standard streams …."""

RETRY_S = 0.2
"""Seconds to wait if the system cannot accept a connection."""


class HttpServer(uvicorn.Server):
    """Serves an application on listening sockets.

    It accepts connections itself: asyncio tries again at once if no descriptor is free, and logs
    each of some thousand tries a second.

    Args:
        app: the application.
        narrate: is given what the administrator should know, in one line.
        idle_s: as `IDLE_S`.
        max_connections: as `MAX_CONNECTIONS`.
    """

    def __init__(
        self,
        app: ASGIApp,
        narrate: Callable[[str], None],
        *,
        idle_s: float = IDLE_S,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
            # The application logs its own failures; what remains is about broken requests.
            log_level="critical",
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=0,
        )
        super().__init__(config)
        self._narrate = narrate
        self._idle_s = idle_s
        self._max_connections = max_connections
        self._free = asyncio.Semaphore(max_connections)
        self._is_told = False
        self._accepting: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets=[])
        self._accepting = [asyncio.create_task(self._accept(each)) for each in sockets or []]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more connections, and close all."""
        for task in self._accepting:
            task.cancel()
        await super().shutdown(sockets)

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        listener.setblocking(False)
        while True:
            if self._free.locked():
                number = self._max_connections
                noun = "connection is" if number == 1 else "connections are"
                self._tell(f"{number} {noun} open, the most at once")
            await self._free.acquire()
            try:
                accepted, _ = await loop.sock_accept(listener)
                # Otherwise the body of a response waits 40 ms for the client to confirm its head.
                # Asyncio does this only for sockets whose protocol number is set.
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                self._free.release()
                self._tell(f"no connection can be accepted: {str(error.strerror).lower()}")
                await asyncio.sleep(RETRY_S)
            else:
                await loop.connect_accepted_socket(self._connection, accepted)

    def _connection(self) -> TimedConnection:
        return TimedConnection(self.config, self.server_state, self._idle_s, self._free.release)

    def _tell(self, reason: str) -> None:
        """Say once that others have to wait."""
        if not self._is_told:
            self._is_told = True
            self._narrate(f"warning: {reason}; other clients wait")


def provide_descriptors(wanted: int = MAX_CONNECTIONS) -> int:
    """Let this process open enough files for that many connections.

    Returns:
        The number of connections that the system allows, at least one.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + RESERVED_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return wanted
    return max(1, min(wanted, soft - RESERVED_FILES))
