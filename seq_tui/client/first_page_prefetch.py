"""The first request, sent before anything else is imported.

A screen takes longer to import than a near service takes to answer, and httpx a third as long
again. So the first page is asked for by a thread of its own, with sockets and h11, of which httpx
is made itself. What comes of it, an answer or a failure, is what the client gets as the outcome of
its own first attempt (`seq_tui.client.prefetched_transport`), so that all rules on retries,
limits and errors hold.
"""

from __future__ import annotations

import os
import socket
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import h11

from seq_tui.client.body_decoder import MAX_BODY
from seq_tui.client.plain_address import plain_target
from seq_tui.client.request_params import HEADERS, page_params

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from seq_tui.client.plain_address import Target
    from seq_tui.domain.query import Query

CONNECT, READ, DEADLINE = 8.0, 20.0, 30.0
"""Seconds to connect, for one read, and for the whole exchange; those of the client."""

NEXT_ADDRESS = 1.0
"""Seconds to connect to an address of a host that has others too."""

_CHUNK = 1 << 16

_DETOURS = [
    name
    for variable in ("https_proxy", "all_proxy", "ssl_cert_file", "ssl_cert_dir")
    for name in (variable, variable.upper())
]
"""Variables that send a request another way or change whom it trusts."""


class PrefetchStage(Enum):
    """How far a request came that failed."""

    CONNECTING = "connecting"
    READING = "reading"
    OVERDUE = "overdue"


class PrefetchError(Exception):
    """No answer came; its cause says why."""

    def __init__(self, stage: PrefetchStage) -> None:
        super().__init__()
        self.stage = stage


@dataclass(frozen=True, slots=True)
class Answer:
    """What came."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    """With names in small letters."""

    body: bytes = field(repr=False)
    """As it came, packed or not; cut off behind the most that is read of a body."""

    def header(self, name: bytes) -> str:
        """The value of the first header of that name, or an empty text."""
        return next((v.decode("latin-1") for n, v in self.headers if n == name), "")


class FirstPagePrefetch:
    """A request for the first page of a query, under way in a thread of its own.

    It is sent once and never cancelled. `head_start` makes one.
    """

    def __init__(self, target: Target, query: Query, token: str) -> None:
        path = f"{target.path}?{urlencode(page_params(query, 1))}"
        self.query = query
        self.url = f"{target.scheme}://{target.authority}{path}"
        """The address that is asked, with its parameters."""

        self.is_open = True
        """Whether nobody has made use of the outcome yet."""

        self._target = target
        self._request = h11.Request(
            method="GET",
            target=path,
            headers=[
                ("Host", target.authority),
                *HEADERS.items(),
                ("Connection", "close"),
                ("Authorization", f"Bearer {token}"),
            ],
        )
        self.outcome: Future[Answer] = Future()
        """The answer, or a `PrefetchError`."""

    def begin(self, then: Callable[[], object]) -> None:
        """Send the request; after its outcome, the thread goes on with `then`."""
        # Running, it cannot be cancelled with a task that waits for it.
        self.outcome.set_running_or_notify_cancel()
        Thread(target=self._run, args=(then,), name="head start", daemon=True).start()

    def _run(self, then: Callable[[], object]) -> None:
        with _HandedOn(self.outcome):
            self.outcome.set_result(self._exchange())
        then()

    def _exchange(self) -> Answer:
        deadline = time.monotonic() + DEADLINE
        try:
            stream = _connected(self._target)
        except OSError as error:
            raise PrefetchError(PrefetchStage.CONNECTING) from error
        with stream:
            try:
                return _answer(stream, self._request, deadline)
            except (OSError, h11.RemoteProtocolError) as error:
                raise PrefetchError(PrefetchStage.READING) from error


class _HandedOn:
    """A context whose error is what a future holds, for whoever waits for it."""

    def __init__(self, outcome: Future[Answer]) -> None:
        self._outcome = outcome

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self._outcome.set_exception(error)
        return True


def prefetch(base_url: str, token: str, query: Query) -> FirstPagePrefetch | None:
    """A request for the first page of `query`, not yet sent.

    Args:
        base_url: the address of the API.
        token: a sound access token.
        query: what is asked for.

    Returns:
        `None` where something is out of the ordinary: the client then sees to it all by itself.
    """
    target = plain_target(base_url)
    if target is None or query.task or not query.name.isprintable():
        return None
    # Plain http leads to this machine, which is never reached by a detour.
    if target.scheme == "https" and any(map(os.environ.get, _DETOURS)):
        return None
    return FirstPagePrefetch(target, query, token)


def _connected(target: Target) -> socket.socket:
    """A connection, encrypted where the address wants that.

    Raises:
        OSError: there is none; `ssl.SSLError` and `socket.gaierror` among them.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    *others, last = [(str(address[0]), target.port) for *_, address in found]
    for address in others:
        try:
            return _secured(socket.create_connection(address, NEXT_ADDRESS), target)
        except OSError:
            continue
    return _secured(socket.create_connection(last, CONNECT), target)


def _secured(plain: socket.socket, target: Target) -> socket.socket:
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if target.scheme == "http":
        return plain
    import ssl

    import certifi

    # As httpx makes it.
    context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    plain.settimeout(CONNECT)
    return context.wrap_socket(plain, server_hostname=target.host)


def _answer(stream: socket.socket, request: h11.Request, deadline: float) -> Answer:
    connection = h11.Connection(h11.CLIENT)
    stream.settimeout(READ)
    stream.sendall((connection.send(request) or b"") + (connection.send(h11.EndOfMessage()) or b""))
    status, headers, body = 0, tuple[tuple[bytes, bytes], ...](), bytearray()
    while len(body) <= MAX_BODY:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            left = deadline - time.monotonic()
            if left <= 0:
                raise PrefetchError(PrefetchStage.OVERDUE)
            stream.settimeout(min(left, READ))
            connection.receive_data(stream.recv(_CHUNK))
        elif isinstance(event, h11.Response):
            status, headers = event.status_code, tuple(event.headers)
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            break
    return Answer(status, headers, bytes(body))
