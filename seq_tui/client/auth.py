"""The access token: stored once, never printed, and sent to one origin only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from seq_tui.client.endpoint import api_url, origin
from seq_tui.client.lean_httpx import httpx
from seq_tui.client.token import parse_token

if TYPE_CHECKING:
    from collections.abc import Generator


class BearerToken(httpx.Auth):
    """A token and the only origin it may go to.

    White space around the token and a leading ``Bearer`` are dropped.

    Args:
        text: the token.
        base_url: the address of the API that accepts it.

    Raises:
        ConfigurationError: the token has a character that no header may hold, or the address
            cannot be used. The error names the position of that character and no part of the token.
    """

    # With slots the value is not in vars(), which some tracebacks and debuggers print.
    __slots__ = ("_origin", "_value")

    def __init__(self, text: str, base_url: str) -> None:
        self._value = parse_token(text)
        self._origin = origin(api_url(base_url))

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header if the request goes to the origin of the token."""
        if origin(request.url) == self._origin:
            request.headers["Authorization"] = f"Bearer {self._value}"
        yield request

    def __repr__(self) -> str:
        return "BearerToken(****)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an access token cannot be copied or pickled")
