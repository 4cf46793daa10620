"""Serves any catalogue over real HTTP, in a thread of the test, and records the requests."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.domain.page import never_cancelled
from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.http_server import HttpServer
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query
    from seq_tui.server.catalogue import RawAccount


class SourceCatalogue(FakeSource):
    """The sequences of a `FakeSource`, as a catalogue."""

    async def raw_page(
        self,
        query: Query,
        number: int,
        per_page: int = 100,
        *,
        is_wanted: Callable[[], bool] = never_cancelled,
    ) -> RawPage:
        """A page of 100, the only length that the client requests."""
        assert per_page == 100
        return await super().raw_page(query, number, is_wanted=is_wanted)


@dataclass
class Served:
    """A running server."""

    address: str = ""
    requests: list[tuple[float, str]] = field(default_factory=list)
    """The time of each request, with its path and query."""

    warnings: list[str] = field(default_factory=list)

    @property
    def queries(self) -> list[str]:
        """The path and query of each request, in order."""
        return [query for _, query in self.requests]

    def most_in_a_second(self) -> int:
        """The highest number of requests within any one second."""
        times = [time for time, _ in self.requests]
        return max((sum(t <= other < t + 1 for other in times) for t in times), default=0)


class _Recorder:
    def __init__(self, app: ASGIApp, served: Served) -> None:
        self._app, self._served = app, served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = f"{scope['path']}?{scope['query_string'].decode()}"
        self._served.requests.append((asyncio.get_running_loop().time(), query))
        await self._app(scope, receive, send)


@contextmanager
def serving(account: RawAccount, *, latency: float = 0.0, port: int = 0) -> Iterator[Served]:
    """Serve on a loopback port, by default a free one; `latency` is in seconds."""
    served = Served()
    catalogue = account if isinstance(account, Archive) else EncodedAccount(account)
    app = _Recorder(create_app(catalogue, latency=latency), served)
    server = HttpServer(app, narrate=served.warnings.append)
    listening = socket.create_server(("127.0.0.1", port))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield served
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
