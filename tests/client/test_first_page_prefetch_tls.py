"""The first page asked for ahead over TLS; ``localhost.pem`` signs itself."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from seq_tui.client import transport
from seq_tui.domain.page import Page
from seq_tui.domain.query import Query
from tests.client.test_broken_servers import RawServer
from tests.client.test_first_page_prefetch import eager, first_page, plain

CERTIFICATE = str(Path(__file__).parent / "data" / "localhost.pem")

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_trust_is_the_clients(monkeypatch: pytest.MonkeyPatch, *, is_trusted: bool) -> None:
    monkeypatch.setattr(transport, "FIRST_WAIT", 0)
    if is_trusted:
        monkeypatch.setattr("certifi.where", lambda: CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = RawServer()
    async with await asyncio.start_server(server, "127.0.0.1", 0, ssl=context) as listening:
        base = f"https://localhost:{listening.sockets[0].getsockname()[1]}"
        outcomes = [await first_page(make(base, Query()), Query()) for make in (plain, eager)]
    assert outcomes[0] == outcomes[1]
    assert [isinstance(outcome, Page) for outcome in outcomes] == [is_trusted] * 2
    assert server.requests == (2 if is_trusted else 0)
