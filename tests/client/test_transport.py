"""Retries with their budget and waits, the deadline, and the final response or error."""

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from seq_tui.client.errors import RateLimitError, UnreachableError
from seq_tui.client.rate_limiter import RateLimiter
from seq_tui.client.transport import ATTEMPTS, RETRY_BUDGET, SellTransport, retry_after
from seq_tui.wire.errors import IncompleteReplyError, ReplyError
from tests.client.test_response_body import Chunks
from tests.fake_sell import BASE, FakeSell, disguised_rate_limit, error
from tests.virtual_time import VIRTUAL, now

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

TODAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


async def send(fake: FakeSell, *, deadline: float = 30) -> httpx.Response:
    """The response to one request for the first page."""
    transport = SellTransport(
        httpx.MockTransport(fake),
        RateLimiter(jitter=lambda: 1),
        deadline=deadline,
        max_body=1_000_000,
        clock=lambda: TODAY,
    )
    request = httpx.Request("GET", f"{BASE}/v2/sequences?per_page=100")
    return await transport.handle_async_request(request)


def waits(fake: FakeSell) -> list[float]:
    """Seconds between each request and the next."""
    return [later - earlier for earlier, later in pairwise(fake.times)]


async def test_a_response_keeps_only_its_type_and_request_id() -> None:
    fake = FakeSell()
    headers = {"X-Request-Id": "abc", "Set-Cookie": "a=b", "Location": "http://[::bad"}
    fake.script.append(httpx.Response(200, json={}, headers=headers))
    answer = await send(fake)
    assert (answer.status_code, answer.json()) == (200, {})
    assert answer.headers["X-Request-Id"] == "abc"
    assert "Set-Cookie" not in answer.headers
    assert "Location" not in answer.headers


FAULTS: dict[str, Callable[[], httpx.Response | Exception]] = {
    "500": lambda: error(500),
    "502": lambda: httpx.Response(502, html="<html>" + "x" * 200_000),
    "503": lambda: httpx.Response(503),
    "504": lambda: httpx.Response(504),
    "429": lambda: error(429, "rate_limit_exceeded"),
    "429 in HTML": lambda: httpx.Response(429, html="<html>"),
    "429 as 404": disguised_rate_limit,
    "refused": lambda: httpx.ConnectError("refused"),
    "dropped": lambda: httpx.ReadError("dropped"),
    "broken": lambda: httpx.RemoteProtocolError("broken"),
    "dropped in the body": lambda: httpx.Response(200, stream=Chunks([b"{"], httpx.ReadError(""))),
    "cut off": lambda: httpx.Response(200, content=b'{"items": [{"da'),
    "empty": lambda: httpx.Response(200),
    "gzip cut off": lambda: httpx.Response(
        200, headers={"Content-Encoding": "gzip"}, stream=Chunks([gzip.compress(b"{}")[:-9]])
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_transient_failure_is_retried(
    fault: Callable[[], httpx.Response | Exception],
) -> None:
    fake = FakeSell()
    fake.script.extend([fault(), fault()])
    answer = await send(fake)
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 100
    assert len(fake.requests) == 3


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_lasting_failure_ends_in_bounded_time(
    fault: Callable[[], httpx.Response | Exception],
) -> None:
    fake = FakeSell()
    fake.script.extend(fault() for _ in range(20))
    begun = now()
    with suppress(UnreachableError, IncompleteReplyError):
        assert (await send(fake)).status_code in (404, 429, 500, 502, 503, 504)
    assert len(fake.requests) == ATTEMPTS
    assert now() - begun < 15


@pytest.mark.parametrize("status", [204, 206, 301, 304, 400, 401, 403, 404, 406, 418, 422, 501])
async def test_other_responses_are_final(status: int) -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(status))
    assert (await send(fake)).status_code == status
    assert len(fake.requests) == 1


async def test_a_truncated_body_does_not_shorten_the_pauses_after_refusals() -> None:
    fake = FakeSell()
    truncated = httpx.Response(200, content=b'{"items": [')
    fake.script += [error(429), truncated, error(429)]
    await send(fake)
    assert waits(fake)[0] == pytest.approx(1, abs=0.2)
    assert waits(fake)[2] == pytest.approx(2, abs=0.2)


async def test_html_with_a_200_is_refused_without_a_retry() -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(200, html="<html>"))
    with pytest.raises(ReplyError, match="HTML"):
        await send(fake)
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    "fault", [httpx.ConnectTimeout(""), httpx.ReadTimeout(""), httpx.ProxyError("407")]
)
async def test_a_time_out_or_a_proxy_s_refusal_is_final(fault: Exception) -> None:
    fake = FakeSell()
    fake.script.append(fault)
    with pytest.raises(UnreachableError) as raised:
        await send(fake)
    assert len(fake.requests) == 1
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


async def test_a_final_failure_ends_the_retries() -> None:
    fake = FakeSell()
    fake.script.extend([error(503), httpx.ReadTimeout("")])
    with pytest.raises(UnreachableError, match="in time"):
        await send(fake)
    assert len(fake.requests) == 2


async def test_a_body_that_is_too_large_is_final() -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(200, content=b" " * 1_000_001))
    with pytest.raises(ReplyError, match="too large"):
        await send(fake)
    assert len(fake.requests) == 1


async def test_a_response_that_never_ends_is_left_at_the_deadline() -> None:
    fake = FakeSell(latency=1000)
    begun = now()
    with pytest.raises(UnreachableError, match="within 30 s"):
        await send(fake)
    assert now() - begun == pytest.approx(30, abs=0.1)
    assert len(fake.requests) == 1


async def test_waits_between_attempts_grow() -> None:
    fake = FakeSell()
    fake.script.extend(error(503) for _ in range(3))
    await send(fake)
    first, second, third = waits(fake)
    assert 0.25 <= first <= 0.51
    assert 0.5 <= second <= 1.01
    assert 1 <= third <= 2.01


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("0", 0.125),
        ("Mon, 23 Nov 2026 12:00:07 GMT", 7),
        ("Mon, 23 Nov 2026 12:00:07 -0000", 7),
        ("86400", 60),
        pytest.param("9" * 5000, 60, id="5000 digits"),
        ("Tue, 24 Nov 2026 12:00:00 GMT", 60),
        ("Mon, 23 Nov 2026 11:59:59 GMT", 1),
        ("-1", 1),
        ("abc", 1),
        ("", 1),
        ("１", 1),
        ("Mon, 99 Nov 2026 12:00:07 GMT", 1),
    ],
)
async def test_a_valid_retry_after_is_obeyed(header: str, seconds: float) -> None:
    fake = FakeSell()
    headers = {b"Retry-After": header.encode()}
    fake.script.append(httpx.Response(429, headers=headers))
    await send(fake)
    assert waits(fake) == pytest.approx([seconds], abs=0.001)


@pytest.mark.parametrize(("header", "seconds"), [("20", 20), ("86400", 60)])
async def test_a_service_under_repair_may_say_when_it_is_back(header: str, seconds: float) -> None:
    fake = FakeSell()
    fake.script.append(error(503, Retry_After=header))
    await send(fake)
    assert waits(fake) == pytest.approx([seconds], abs=0.001)


@pytest.mark.parametrize("status", [429, 503])
async def test_the_budget_ends_attempts_after_long_waits(status: int) -> None:
    fake = FakeSell()
    fake.script.extend(error(status, Retry_After="60") for _ in range(20))
    begun = now()
    assert (await send(fake)).status_code == status
    assert waits(fake) == pytest.approx([60], abs=0.001)
    assert now() - begun == pytest.approx(60, abs=0.001)


async def test_four_requests_refused_at_once_share_one_pause() -> None:
    fake = FakeSell(latency=0.5)
    transport = SellTransport(httpx.MockTransport(fake), RateLimiter(jitter=lambda: 1))
    fake.script.extend(error(429) for _ in range(3))

    async def one(page: int) -> None:
        url = f"{BASE}/v2/sequences?per_page=100&page={page}"
        answer = await transport.handle_async_request(httpx.Request("GET", url))
        assert answer.status_code == 200

    async with anyio.create_task_group() as tasks:
        for page in range(4):
            tasks.start_soon(one, page)
    assert len(fake.requests) == 3 + 4
    refused, after = fake.times[:3], fake.times[3:]
    assert max(refused) < 0.3
    assert min(after) >= 0.5 + 1
    assert all(later - earlier >= 0.124 for earlier, later in pairwise(fake.times))


@pytest.mark.parametrize("header", [None, "1", "20", "60"])
async def test_refusals_without_end_are_over_in_bounded_time(header: str | None) -> None:
    fake = FakeSell()
    headers = {} if header is None else {"Retry-After": header}
    fake.script += [httpx.Response(429, headers=headers) for _ in range(99)]
    transport = SellTransport(httpx.MockTransport(fake), RateLimiter(), clock=lambda: TODAY)
    outcomes: list[int | str] = []

    async def request(page: int) -> None:
        address = httpx.Request("GET", f"{BASE}/v2/sequences?page={page}")
        try:
            outcomes.append((await transport.handle_async_request(address)).status_code)
        except RateLimitError as failure:
            outcomes.append(failure.failure.message)

    async with anyio.create_task_group() as group:
        for page in range(9):
            group.start_soon(request, page)
    assert now() <= RETRY_BUDGET + 1
    assert len(outcomes) == 9
    assert set(outcomes) <= {429, "Too many requests (429)"}


@pytest.mark.parametrize("name", ["X-Request-Id", "Content-Type"])
@pytest.mark.parametrize("value", [b"\xff\xfe", b"caf\xe9", "é".encode(), b"\x81a", b"a\tb"])
async def test_a_header_of_odd_bytes_does_not_hide_the_failure(name: str, value: bytes) -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(401, headers=[(name.encode(), value)], json={}))
    response = await send(fake)
    assert response.status_code == 401
    assert dict(response.headers.raw)[name.encode()] == value


@pytest.mark.parametrize(
    "header",
    [
        "Mon, 23 Nov 99999999999 12:00:00 GMT",
        "Mon, 99 Nov 2026 12:00:00 GMT",
        "Mon, 23 Nov 2026 12:00:00 +99999999999999",
        "\xff",
        "1 2 3 4",
    ],
)
def test_a_date_that_cannot_be_is_none(header: str) -> None:
    assert retry_after(header, TODAY) is None


def test_a_remote_date_is_not_an_error() -> None:
    assert retry_after("Fri, 31 Dec 9999 23:59:59 GMT", TODAY) == 60
    assert retry_after("Sat, 01 Jan 0001 00:00:00 +2300", TODAY) is None
