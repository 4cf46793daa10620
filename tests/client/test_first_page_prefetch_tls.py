"""The prefetch over TLS and through a proxy; ``localhost.pem`` signs itself."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import pytest

from seq_tui.client import transport
from seq_tui.client.errors import ConfigurationError
from seq_tui.domain.page import Page
from seq_tui.domain.query import Query
from tests.client.raw_server import listening
from tests.client.test_broken_servers import RawServer
from tests.client.test_first_page_prefetch import first_page, plain, prefetching
from tests.fake_sell import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from seq_tui.domain.failure import Failure
    from seq_tui.domain.sequence import Sequence
    from tests.client.raw_server import Answer

CERTIFICATE = str(Path(__file__).parent / "data" / "localhost.pem")

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def tls_server(server: Answer) -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with await asyncio.start_server(server, "127.0.0.1", 0, ssl=context) as serving:
        yield f"https://localhost:{serving.sockets[0].getsockname()[1]}"


async def outcomes_at(base: str) -> list[Page[Sequence] | Failure]:
    """The first page of the ordinary client, and of one with a prefetch."""
    return [await first_page(make(base, Query()), Query()) for make in (plain, prefetching)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "FIRST_BACKOFF", 0)


@pytest.mark.parametrize("trusted_by", ["certifi", "SSL_CERT_FILE", ""])
async def test_it_trusts_the_same_certificates_as_the_client(
    monkeypatch: pytest.MonkeyPatch, trusted_by: str
) -> None:
    if trusted_by == "certifi":
        monkeypatch.setattr("certifi.where", lambda: CERTIFICATE)
    elif trusted_by:
        monkeypatch.setenv(trusted_by, CERTIFICATE)
    server = RawServer()
    async with tls_server(server) as base:
        outcomes = await outcomes_at(base)
    assert outcomes[0] == outcomes[1]
    assert [isinstance(outcome, Page) for outcome in outcomes] == [bool(trusted_by)] * 2
    assert server.requests == (2 if trusted_by else 0)


async def test_ssl_cert_file_replaces_the_usual_certificates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = certifi.where()
    monkeypatch.setattr("certifi.where", lambda: CERTIFICATE)
    monkeypatch.setenv("SSL_CERT_FILE", usual)
    server = RawServer()
    async with tls_server(server) as base:
        outcomes = await outcomes_at(base)
    assert outcomes[0] == outcomes[1]
    assert server.requests == 0


def test_certificates_that_cannot_be_read_are_an_error_before_a_page_is_requested(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nope")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        prefetching("https://localhost:1", Query())


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "all_proxy"])
async def test_it_goes_through_the_proxy_that_the_client_uses(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    received: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")

    async with listening(refuse) as proxy:
        monkeypatch.setenv(variable, proxy)
        outcomes = await outcomes_at("https://sell.test")
    assert outcomes[0] == outcomes[1]
    assert "The proxy 127.0.0.1" in str(outcomes[1])
    assert [request.split(b"\r\n")[0] for request in received] == [
        b"CONNECT sell.test:443 HTTP/1.1"
    ] * 2
    assert TOKEN.encode() not in b"".join(received)


async def test_a_proxy_with_tls_is_verified_like_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        writer.close()

    async with tls_server(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        assert "not trusted" in str((await outcomes_at("https://sell.test"))[0])
        monkeypatch.setenv("SSL_CERT_FILE", CERTIFICATE)
        outcomes = await outcomes_at("https://sell.test")
    assert outcomes[0] == outcomes[1]
    assert "refused: 403 Forbidden" in str(outcomes[1])
