"""Certificates that are refused: the rule that is broken, and advice that fits."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import certifi
import httpx
import pytest

from seq_tui.client.certificate_errors import certificate_error
from seq_tui.client.connection_errors import connection_error
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.wire.errors import SellError
from tests.client.test_broken_servers import RawServer
from tests.fake_sell import TOKEN

DATA = Path(__file__).parent / "data"

pytestmark = pytest.mark.anyio


async def refusal(name: str) -> SellError:
    """The error of a client that verifies strictly, at a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / f"{name}.pem")
    async with await asyncio.start_server(RawServer(), "127.0.0.1", 0, ssl=context) as server:
        client = SellClient(f"https://localhost:{server.sockets[0].getsockname()[1]}", TOKEN)
        with pytest.raises(SellError) as raised:
            await client.page(Query(), 1)
        await client.aclose()
    return raised.value


@pytest.fixture
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verify as Python 3.13 does."""
    make = httpx.create_ssl_context

    def make_strict() -> ssl.SSLContext:
        context = make()
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    monkeypatch.setattr(httpx, "create_ssl_context", make_strict)


@pytest.mark.usefixtures("_strict")
@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("missing-key-identifier", "an Authority Key Identifier"),
        ("basic-constraints-not-critical", "critical Basic Constraints"),
        ("missing-key-usage", "a Key Usage"),
    ],
)
async def test_a_strict_rule_is_named_with_what_to_ask_for(
    monkeypatch: pytest.MonkeyPatch, name: str, required: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(DATA / f"{name}.ca.pem"))
    failure = (await refusal(name)).failure
    assert "breaks a rule that Python 3.13 and later enforce: " in failure.message
    assert failure.advice.endswith(f"above all a CA, with {required}.")
    assert "SSL_CERT_FILE" not in str(failure)


@pytest.mark.usefixtures("_strict")
@pytest.mark.parametrize(
    ("variable", "advice"),
    [
        ("", "SSL_CERT_FILE can name the certificates of your organisation."),
        ("SSL_CERT_FILE", "Check that SSL_CERT_FILE has the certificate of its issuer."),
    ],
)
async def test_an_unknown_issuer_has_advice_that_knows_the_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, advice: str
) -> None:
    if variable:
        monkeypatch.setenv(variable, certifi.where())
    failure = (await refusal("missing-key-usage")).failure
    assert "is not trusted: unable to get local issuer certificate" in failure.message
    assert failure.advice == advice


def distrust(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_code, error.verify_message = code, "the\nreason"
    return error


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (9, "Check the clock"),
        (10, "Check the clock"),
        (62, "Check the address."),
        (64, "Check the address."),
        (18, "SSL_CERT_FILE can name"),
        (86, "Ask its issuer for certificates, above all a CA, with a Subject Key"),
        (68, "Ask its issuer for another one."),
    ],
)
def test_the_code_decides_the_advice(code: int, advice: str) -> None:
    failure = certificate_error(distrust(code), "sell.test").failure
    assert failure.advice.startswith(advice)
    assert failure.message.endswith("the reason")


def test_a_proxy_with_tls_may_have_the_bad_certificate() -> None:
    error = httpx.ConnectError("")
    error.__cause__ = distrust(18)
    url = httpx.URL("https://sell.test")
    message = connection_error(error, url, "https://proxy.test:443").failure.message
    assert "sell.test (or the proxy https://proxy.test:443) is not trusted" in message
    message = connection_error(error, url, "proxy.test:3128").failure.message
    assert "of sell.test is not trusted" in message
