"""The host that a request is for: only the server itself, so that no web page can rebind a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.server.app import create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import DemoAccount
from seq_tui.server.host_check import HostCheck
from seq_tui.server.own_hosts import OwnHosts, is_host

if TYPE_CHECKING:
    from starlette.types import Message

pytestmark = pytest.mark.anyio

LOCAL = OwnHosts.of("localhost", "127.0.0.1")
PUBLIC = OwnHosts.of("0.0.0.0", "0.0.0.0")
ALLOWED = OwnHosts.of("127.0.0.1", "127.0.0.1", ["Sell.Example"])
DOTTED = OwnHosts.of("LocalHost.", "127.0.0.1", ["sell.example.", "0:0::A"])
LINK = OwnHosts.of("fe80::1%eth0", "fe80::1%eth0")
NETWORK = OwnHosts.of("crm.lan", "192.168.1.5")
IPV6 = OwnHosts.of("::1", "::1")


async def ask(hosts: OwnHosts, headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
    """The status and the body of the answer to a request with these headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    path = "/v2/sequences"
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"per_page=1",
        "scheme": "http",
        "root_path": "",
        "server": ("127.0.0.1", 8080),
        "headers": [*headers, (b"user-agent", b"a"), (b"authorization", b"Bearer x")],
    }
    await HostCheck(create_app(EncodedAccount(DemoAccount())), hosts)(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        (LOCAL, b"127.0.0.1:8080"),
        (LOCAL, b"localhost:8080"),
        (LOCAL, b"LocalHost"),
        (LOCAL, b"localhost.:8080"),
        (LOCAL, b"[::1]:8080"),
        (LOCAL, b"[0:0:0:0:0:0:0:1]"),
        (LOCAL, b"[0000::0001]:65535"),
        (LOCAL, b"127.0.0.1.:8080"),
        (DOTTED, b"localhost"),
        (DOTTED, b"localhost.:80"),
        (DOTTED, b"sell.example"),
        (DOTTED, b"Sell.Example.:443"),
        (DOTTED, b"[::a]"),
        (LINK, b"[fe80:0::1]:8080"),
        (LOCAL, b"localhost:9000"),
        (IPV6, b"[::1]:8080"),
        (PUBLIC, b"192.168.1.5:8080"),
        (PUBLIC, b"[2001:db8::1]"),
        (PUBLIC, b"localhost:8080"),
        (ALLOWED, b"sell.example"),
        (ALLOWED, b"SELL.example:443"),
        (NETWORK, b"192.168.1.5:8080"),
        (NETWORK, b"crm.lan:8080"),
    ],
)
async def test_a_request_to_the_server_itself_is_answered(hosts: OwnHosts, host: bytes) -> None:
    status, body = await ask(hosts, [(b"host", host)])
    assert status == 200
    assert b'"self":"http://%s/v2/sequences?' % host in body


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        (LOCAL, b"evil.example"),
        (LOCAL, b"evil.example:8080"),
        (LOCAL, b"localhost.evil.example"),
        (LOCAL, b"127.0.0.1.evil.example"),
        (LOCAL, b"evil.example@127.0.0.1"),
        (LOCAL, b"127.0.0.1:8080@evil.example"),
        (LOCAL, b"localhost/evil.example"),
        (LOCAL, b"localhost evil.example"),
        (LOCAL, b"192.168.1.5"),
        (LOCAL, b"[::2]"),
        (LOCAL, b"localhost:65536"),
        (LOCAL, b"[::1]:99999"),
        (LOCAL, b"localhost.."),
        (DOTTED, b"sell.example.."),
        (DOTTED, b"sell"),
        (PUBLIC, b"evil.example"),
        (PUBLIC, b"1.2.3.4.evil.example"),
        (PUBLIC, b"12345678"),
        (ALLOWED, b"www.sell.example"),
        (NETWORK, b"localhost"),
        (IPV6, b"::1"),
    ],
)
async def test_a_request_to_another_host_is_refused(hosts: OwnHosts, host: bytes) -> None:
    status, body = await ask(hosts, [(b"host", host)])
    assert status == 421
    assert b"This server is not called '%s'." % host in body
    assert b"--allow-host" in body


@pytest.mark.parametrize(
    "headers", [[], [(b"host", b"")], [(b"host", b"localhost"), (b"host", b"localhost")]]
)
async def test_a_request_without_one_host_is_refused(headers: list[tuple[bytes, bytes]]) -> None:
    status, body = await ask(LOCAL, headers)
    assert status == 400
    assert b"The Host header is missing, empty or repeated." in body


async def test_the_refusal_is_an_error_of_the_service() -> None:
    transport = httpx.ASGITransport(HostCheck(create_app(EncodedAccount(DemoAccount())), LOCAL))
    async with httpx.AsyncClient(transport=transport, base_url="http://evil.example") as client:
        response = await client.get("/v2/sequences")
    body = response.json()
    assert body["errors"][0]["error"]["code"] == "invalid_header"
    assert body["meta"]["http_status"] == "421 Misdirected Request"
    assert body["meta"]["logref"] == response.headers["X-Request-Id"]


async def test_a_long_or_hostile_host_is_repeated_safely_and_in_part() -> None:
    _, body = await ask(LOCAL, [(b"host", b"\x1b]0;x\x07" + b"a" * 60_000)])
    assert len(body) < 1_000
    assert b"\\u001b" not in body


@pytest.mark.parametrize("name", ["sell.example", "a", "10.0.0.1", "::1", "x_y-z"])
def test_a_name_or_an_address_is_a_host(name: str) -> None:
    assert is_host(name)


@pytest.mark.parametrize("name", ["", "*", "a:80", "http://a", "a/b", "[::1]", ".a", "a b", "é"])
def test_anything_else_is_none(name: str) -> None:
    assert not is_host(name)
