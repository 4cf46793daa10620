"""The least HTTP server in uvicorn: ``python static_body.py --length N --port N``."""

from __future__ import annotations

import argparse
import socket
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class StaticBody:
    """Answers every request with the same bytes."""

    def __init__(self, length: int) -> None:
        self._body = b"x" * length
        self._headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % length)]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        await send({"type": "http.response.body", "body": self._body})


def main() -> None:
    """Serve until a signal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--length", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    app = StaticBody(options.length)
    config = uvicorn.Config(app, http="h11", lifespan="off", access_log=False, log_config=None)
    # Asyncio sends small responses at once only if the socket has this protocol number.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", options.port))
        listener.listen()
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
