"""An access log: one line for each request."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AccessLog:
    """ASGI middleware that logs method, target, status and milliseconds of each request.

    It never logs a header, and so never a token.
    """

    def __init__(
        self,
        app: ASGIApp,
        write: Callable[[str], None],
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._app = app
        self._write = write
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the inner application, then write a line, even if the application failed."""
        start = self._clock()
        status = "no answer"

        async def send_and_record(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_and_record)
        finally:
            elapsed = (self._clock() - start) * 1000
            self._write(sanitize(f"{scope['method']} {_target(scope)} {status} {elapsed:.0f} ms"))


def _target(scope: Scope) -> str:
    path: bytes = scope["raw_path"]
    query: bytes = scope["query_string"]
    return (path + b"?" * bool(query) + query).decode("latin-1")
