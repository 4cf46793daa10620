"""A connection that ends if its client neither sends a whole request nor reads the response."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from seq_tui.server.gathering_transport import GatheringTransport

if TYPE_CHECKING:
    from asyncio import BaseTransport, TimerHandle, Transport
    from collections.abc import Callable

    from uvicorn.config import Config
    from uvicorn.server import ServerState


class TimedConnection(H11Protocol):
    """An HTTP connection that its client has to use.

    Uvicorn limits only the time between two requests. Here the limit also holds for the first
    request, for a request that is never finished, and for a response that is never read.

    Args:
        config: loaded settings.
        server_state: the connections and default headers of the server.
        idle_s: the seconds after which it ends.
        on_closed: called when the connection is closed.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        idle_s: float,
        on_closed: Callable[[], None],
    ) -> None:
        super().__init__(config, server_state, {})
        self._idle_s = idle_s
        self._on_closed = on_closed
        self._unsent = 0
        self._since = self.loop.time()
        self._timer = self._start_timer()

    def connection_made(self, transport: BaseTransport) -> None:
        """Send each response by one call."""
        super().connection_made(GatheringTransport(cast("Transport", transport), self.loop))

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._timer.cancel()
        super().connection_lost(exc)
        self._on_closed()

    def on_response_complete(self) -> None:
        """Let the time for the next request begin."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _start_timer(self) -> TimerHandle:
        # One timer for all requests of a connection: each moves only the time that it checks.
        return self.loop.call_at(self._since + self._idle_s, self._check)

    def _check(self) -> None:
        """Close the connection if its client did nothing for too long."""
        unsent = self.transport.get_write_buffer_size()
        is_reading, self._unsent = unsent not in (0, self._unsent), unsent
        # There is no cycle before the first request.
        is_answering = bool(self.cycle) and not self.cycle.response_complete
        if is_reading or (is_answering and not unsent):
            self._since = self.loop.time()
        if self.loop.time() < self._since + self._idle_s:
            self._timer = self._start_timer()
        elif unsent:
            self.transport.abort()
        else:
            self.timeout_keep_alive_handler()
