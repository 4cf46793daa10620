"""The line in the access log for each request."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from seq_tui.server.access_log import AccessLog

if TYPE_CHECKING:
    from starlette.requests import Request

pytestmark = pytest.mark.anyio


def answer(request: Request) -> Response:
    return Response(status_code=204)


def fail(request: Request) -> Response:
    raise ZeroDivisionError


async def lines_of(target: str) -> list[str]:
    lines: list[str] = []
    routes = [Route("/{path:path}", answer)]
    clock = count(0, 0.25)
    app = AccessLog(Starlette(routes=routes), lines.append, clock=lambda: next(clock))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        await client.get(f"http://sell.test{target}", headers={"Authorization": "Bearer secret"})
    return lines


async def test_a_line_has_method_target_status_and_milliseconds() -> None:
    assert await lines_of("/a?b=1&c=%20") == ["GET /a?b=1&c=%20 204 250 ms"]


async def test_a_target_without_parameters_has_no_question_mark() -> None:
    assert await lines_of("/a") == ["GET /a 204 250 ms"]


async def test_control_characters_of_a_target_are_sanitised() -> None:
    lines: list[str] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "raw_path": b"/\x1b]2;x\x07\n",
        "query_string": b"\x9b1m",
        "headers": [],
    }

    async def nothing(*_: object) -> None:
        return None

    async def receive() -> dict[str, object]:
        return {}

    await AccessLog(nothing, lines.append, clock=lambda: 0.0)(scope, receive, nothing)
    assert lines == ["GET /␛]2;x␇␊?⟨U+009B⟩1m no answer 0 ms"]


async def test_a_failed_request_has_a_line_too() -> None:
    lines: list[str] = []
    app = AccessLog(Starlette(routes=[Route("/", fail)]), lines.append, clock=lambda: 0.0)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get("http://sell.test/")
    assert lines == ["GET / 500 0 ms"]
