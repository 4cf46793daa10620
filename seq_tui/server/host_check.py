"""Refuses requests that were meant for another host, by their ``Host`` header.

A web page can let its own name lead to this machine (DNS rebinding). The browser then takes the
server for a part of that page, and lets it read everything. The header still has the page's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from seq_tui.sanitize import sanitize
from seq_tui.server.errors import ApiError, Fault
from seq_tui.server.responses import error_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from seq_tui.server.own_hosts import OwnHosts

_MAX_SHOWN = 100
"""Most characters of a header to repeat."""


class HostCheck:
    """ASGI middleware that refuses requests whose ``Host`` header does not mean the server."""

    def __init__(self, app: ASGIApp, hosts: OwnHosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        given = Headers(scope=scope).getlist("host")
        if len(given) == 1 and self._hosts.include(given[0]):
            await self._app(scope, receive, send)
        else:
            await error_response(_error(given))(scope, receive, send)


def _error(given: list[str]) -> ApiError:
    if len(given) != 1 or not given[0]:
        details = "The Host header is missing, empty or repeated."
        return ApiError(400, Fault("invalid_header", "invalid host", details))
    details = (
        f"This server is not called '{sanitize(given[0][:_MAX_SHOWN])}'. If that is a name of it,"
        " start it with --allow-host and the name."
    )
    return ApiError(421, Fault("invalid_header", "invalid host", details))
