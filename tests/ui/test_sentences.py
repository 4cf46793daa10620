"""Every sentence about a failure, on the command line and on the screen, in one table.

`python -m tests.ui.test_sentences` writes the table again. Read it as a stranger would: nothing is
said twice, nothing contradicts the service, and there is one thing to do.
"""

from __future__ import annotations

import json
import socket
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.connection_errors import NoTlsError, connection_error
from seq_tui.client.errors import UnreachableError
from seq_tui.client.request_params import SEQUENCES
from seq_tui.client.status_errors import error_for
from seq_tui.domain.failure import SourceError
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.list_notices import Progress, failure_notice
from seq_tui.wire.envelopes import read_error, read_raw_page, read_sequence
from seq_tui.wire.json_body import read_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.failure import Failure

TABLE = Path(__file__).with_name("sentences.txt")

HOST = "api.getbase.com"
URL = httpx.URL(f"https://{HOST}/v2/sequences")

TLS_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")

HTML = b"<html><h1>Sorry</h1></html>"
TOKEN = "Required access token is missing, malformed, expired, or invalid."


def envelope(code: str, details: str, field: str = "") -> bytes:
    """An error as the service sends it."""
    error = {"code": code, "message": "Nichts da.", "details": details, "field": field}
    meta = {"http_status": "", "logref": "b86t2-ah1ou"}
    return json.dumps({"errors": [{"error": error}], "meta": meta}).encode()


def not_found(path: str) -> bytes:
    """The service's answer to a path that it does not know."""
    return envelope("incorrect_path", f"Requested path at '{path}' was not found")


STATUSES: dict[str, tuple[int, bytes, str]] = {
    "400 about a parameter": (
        400,
        envelope("invalid_param", "must be between 1 and 100, given: 200", "per_page"),
        SEQUENCES,
    ),
    "400 for everything, during an outage": (400, HTML, SEQUENCES),
    "401": (401, envelope("unauthorized", TOKEN), SEQUENCES),
    "401 with a reason of its own": (
        401,
        envelope("unauthorized", "This account is suspended."),
        SEQUENCES,
    ),
    "401 without a body": (401, b"", SEQUENCES),
    "403 without the scope": (
        403,
        envelope("insufficient_scope", "The token lacks the scope read."),
        SEQUENCES,
    ),
    "403 without the add-on": (
        403,
        envelope("forbidden", "Requires the Reach add-on"),
        SEQUENCES,
    ),
    "403 without a body": (403, b"", SEQUENCES),
    "404 for the address": (404, not_found("/v2/sequences"), SEQUENCES),
    "404 for all sequences": (404, b"", SEQUENCES),
    "404 for one sequence": (404, envelope("not_found", "Not found."), f"{SEQUENCES}/7"),
    "404 in place of a 429": (404, not_found("/429.json"), SEQUENCES),
    "406": (406, b"", SEQUENCES),
    "422": (422, envelope("incorrect_payload", "is too long", "/name"), SEQUENCES),
    "429": (429, envelope("rate_limit_exceeded", "Rate limit exceeded"), SEQUENCES),
    "429 as a page": (429, HTML, SEQUENCES),
    "500": (500, envelope("server_error", "The leads are in disorder."), SEQUENCES),
    "500 without the envelope": (
        500,
        b'{"status":500,"error":"Internal Server Error"}',
        SEQUENCES,
    ),
    "502 of a gateway": (502, HTML, SEQUENCES),
    "503": (503, envelope("temporarily_unavailable", "Back at 14:00 UTC"), SEQUENCES),
    "504 without a body": (504, b"", SEQUENCES),
    "520": (520, b"", SEQUENCES),
    "302": (302, b"", SEQUENCES),
    "204": (204, b"", SEQUENCES),
}

BODIES: dict[str, bytes] = {
    "a page to log in to the network": HTML,
    "a reply that ends too early": b'{"items": [',
    "text": b"Hello",
    "another encoding": b'{"items": ["\xff\xfe"]}',
    "nested too deeply": b"[" * 100_000,
    "an error as if it were an answer": envelope("server_error", "Something broke"),
    "no list of sequences": b'{"items": 7}',
    "no object": b"[]",
}


def _caused(cause: Exception) -> httpx.ConnectError:
    error = httpx.ConnectError("")
    error.__cause__ = cause
    return error


def _refused(code: int, reason: str) -> httpx.ConnectError:
    error = ssl.SSLCertVerificationError()
    error.verify_code, error.verify_message = code, reason
    return _caused(error)


CONNECTIONS: dict[str, tuple[httpx.TransportError, str, str]] = {
    "no such host": (_caused(socket.gaierror(-2, "x")), "", ""),
    "a closed port": (httpx.ConnectError(""), "", ""),
    "no connection": (httpx.ConnectTimeout(""), "", ""),
    "no answer": (httpx.ReadTimeout(""), "", ""),
    "a connection that drops": (httpx.ReadError(""), "", ""),
    "a certificate that has expired": (_refused(10, "certificate has expired"), "", ""),
    "a certificate that signed itself": (_refused(18, "self-signed certificate"), "", ""),
    "a certificate of another host": (_refused(62, "Hostname mismatch"), "", ""),
    "TLS that fails": (_caused(ssl.SSLError()), "", ""),
    "no TLS": (NoTlsError(is_http=True), "", ""),
    "no TLS on this machine": (NoTlsError(is_http=True), "", "https://127.0.0.1:8080/v2/sequences"),
    "TLS that does not begin": (NoTlsError(is_http=False), "", ""),
    "no proxy": (httpx.ConnectError(""), "proxy.test:3128", ""),
    "a proxy that wants a password": (
        httpx.ProxyError("407 Proxy Authentication Required"),
        "proxy.test:3128",
        "",
    ),
    "a proxy that refuses": (httpx.ProxyError("503 Service Unavailable"), "proxy.test:3128", ""),
    "no open file left": (_caused(OSError(24, "Too many open files")), "", ""),
}


def _page_of(body: bytes) -> None:
    read_raw_page(read_json(body), 1)


def _sequence_of(body: bytes) -> None:
    read_sequence(read_json(body), 7)


def _raised(read: Callable[[bytes], None], body: bytes) -> Failure:
    with pytest.raises(SourceError) as raised:
        read(body)
    return raised.value.failure


def failures() -> dict[str, Failure]:
    """Each failure by what happened, where no variable names a file of certificates."""
    with pytest.MonkeyPatch.context() as environment:
        for variable in TLS_VARIABLES:
            environment.delenv(variable, raising=False)
        return _failures()


def _failures() -> dict[str, Failure]:
    found = {
        name: error_for(status, read_error(body), {}, host=HOST, path=path).failure
        for name, (status, body, path) in STATUSES.items()
    }
    for name, body in BODIES.items():
        found[name] = _raised(_page_of, body)
    found["another sequence"] = _raised(_sequence_of, json.dumps({"data": {"id": 8}}).encode())
    for name, (error, proxy, url) in CONNECTIONS.items():
        found[name] = connection_error(error, httpx.URL(url) if url else URL, proxy).failure
    late = UnreachableError(f"No whole answer from {HOST} within 30 s")
    return found | {"an answer without end": late.failure}


def said(failure: Failure) -> list[str]:
    """What the command line says, and the screen: in full, and below rows."""
    progress = Progress(retry_in=12.0 if failure.cause.value == "unreachable" else 0.0)
    notice = failure_notice(failure, progress, UNICODE)
    shown = (notice.heading, *notice.details, notice.advice, notice.hint, notice.footnote)
    return [
        f"$ {failure}",
        *(f"  {line}" for line in shown if line),
        f"_ {notice.one_line}",
    ]


def table() -> str:
    """The whole table."""
    return "".join(
        f"== {name}\n" + "".join(f"{line}\n" for line in said(failure))
        for name, failure in failures().items()
    )


def test_each_failure_is_said_as_in_the_table() -> None:
    assert table().splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", failures())
def test_no_sentence_is_said_twice(name: str) -> None:
    command_line, *screen, _ = said(failures()[name])
    for text in (command_line.split(" · "), screen):
        plain = [part.strip(" .✗").casefold() for part in text]
        assert len(plain) == len(set(plain))
    assert "  r tries again" not in screen or not any("Try again" in line for line in screen)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
