"""The endpoints, called without a network: their responses and their errors."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence
from seq_tui.server.app import SEARCH_S, create_app
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from tests.wire.bodies import read_page, read_sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Message

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.server.catalogue import RawAccount

pytestmark = pytest.mark.anyio

LIST = "/v2/sequences"
HEADERS = {"Authorization": "Bearer x"}
FOUND = [f"{LIST}?name=trial", f"{LIST}?name=winback%2090&page=9"]
"""Searches that the first rows answer, however many there are."""


class BrokenAccount:
    """An account that cannot answer."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def raw_page(self, query: Query, number: int, per_page: int) -> RawPage:
        raise self.error

    async def raw(self, sequence_id: int) -> Json:
        raise self.error

    async def creator_names(self, ids: object) -> dict[int, str]:
        raise self.error


async def ask(
    target: str,
    *,
    account: RawAccount | None = None,
    headers: Mapping[str, str] = HEADERS,
    method: str = "GET",
    token: str | None = None,
    latency: float = 0.0,
    search_s: float = SEARCH_S,
) -> httpx.Response:
    catalogue = EncodedAccount(account or DemoAccount())
    app = create_app(catalogue, token=token, latency=latency, search_s=search_s)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sell.test") as client:
        request = client.build_request(method, target)
        for name, value in headers.items():
            request.headers[name] = value
            if not value:
                del request.headers[name]
        return await client.send(request)


def error_details(response: httpx.Response, status: int, code: str) -> list[str]:
    """Check an error envelope, and return the details of its errors."""
    body = response.json()
    assert response.status_code == status
    assert response.headers["X-Request-Id"] == body["meta"]["logref"]
    assert body["meta"]["http_status"] == f"{status} {response.reason_phrase}"
    assert {error["error"]["code"] for error in body["errors"]} == {code}
    return [error["error"]["details"] for error in body["errors"]]


async def test_a_page_has_the_envelope_of_the_service() -> None:
    response = await ask(f"{LIST}?per_page=2")
    body = response.json()
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert body["meta"]["type"] == "collection"
    assert body["meta"]["count"] == 2
    first = body["items"][0]
    assert first["meta"] == {"type": "sequence"}
    assert first["data"]["steps_total"] == len(first["data"]["steps"]["items"])
    assert first["data"]["steps"]["items"][0]["meta"] == {"type": "step"}


async def test_a_page_holds_25_sequences_by_default() -> None:
    assert len((await ask(LIST)).json()["items"]) == 25
    assert len((await ask(f"{LIST}?per_page=100")).json()["items"]) == 100


async def test_a_served_page_parses_to_the_same_records() -> None:
    response = await ask(f"{LIST}?per_page=100&page=4")
    assert read_page(response.content, 4).items == (await DemoAccount().page(Query(), 4)).items


async def test_a_served_sequence_parses_to_the_same_record() -> None:
    wanted = demo_sequence(9)
    assert wanted.id is not None
    response = await ask(f"{LIST}/{wanted.id}")
    assert set(response.json()) == {"data", "meta"}
    assert read_sequence(response.content, wanted.id) == wanted


async def test_a_middle_page_has_all_four_links_and_keeps_the_filter() -> None:
    links = (await ask(f"{LIST}?per_page=5&page=2&name=Trial%20exp")).json()["meta"]["links"]
    address = "http://sell.test/v2/sequences?name=Trial+exp"
    assert links == {
        "self": f"{address}&page=2&per_page=5",
        "first_page": f"{address}&page=1&per_page=5",
        "prev_page": f"{address}&page=1&per_page=5",
        "next_page": f"{address}&page=3&per_page=5",
    }


async def test_the_first_page_links_only_to_itself_and_the_next() -> None:
    assert set((await ask(LIST)).json()["meta"]["links"]) == {"self", "next_page"}


async def test_the_last_page_has_no_next_page() -> None:
    body = (await ask(f"{LIST}?per_page=100&page=4")).json()
    assert body["meta"]["count"] == 42
    assert set(body["meta"]["links"]) == {"self", "first_page", "prev_page"}


async def test_following_the_links_returns_every_sequence_once() -> None:
    target, ids = f"{LIST}?per_page=60", []
    while target:
        body = (await ask(target)).json()
        ids += [item["data"]["id"] for item in body["items"]]
        target = body["meta"]["links"].get("next_page", "")
    assert len(ids) == len(set(ids)) == 342


async def test_a_page_past_the_end_is_empty_and_no_error() -> None:
    response = await ask(f"{LIST}?page=999999999999999")
    assert response.status_code == 200
    assert response.json()["items"] == []
    assert response.json()["meta"]["count"] == 0


async def test_ids_select_sequences_and_unknown_ids_are_ignored() -> None:
    wanted = [demo_sequence(row).id for row in (3, 200)]
    body = (await ask(f"{LIST}?ids={wanted[1]},{wanted[0]},1")).json()
    assert [item["data"]["id"] for item in body["items"]] == wanted
    assert f"ids={wanted[1]},{wanted[0]},1&" in body["meta"]["links"]["self"]


async def test_a_name_matches_a_part_without_regard_to_case() -> None:
    items = (await ask(f"{LIST}?name=wInBaCk&per_page=100")).json()["items"]
    assert items
    assert all("winback" in item["data"]["name"].lower() for item in items)


@pytest.mark.parametrize(
    ("params", "details"),
    [
        ("per_page=200", "must be between 1 and 100, given: 200"),
        ("per_page=0", "must be between 1 and 100, given: 0"),
        ("per_page=", "must be between 1 and 100, given: "),
        ("page=0", "must be a number from 1, given: 0"),
        ("page=-1", "must be a number from 1, given: -1"),
        ("page=1.0", "must be a number from 1, given: 1.0"),
        ("page=٣", "must be a number from 1, given: ٣"),
        ("page=1&page=2", "must be given once"),
        ("ids=", "must be numbers with commas between them, given: "),
        ("ids=1,x", "must be numbers with commas between them, given: 1,x"),
        ("sort_by=name", "unknown parameter"),
    ],
)
async def test_an_invalid_parameter_is_refused(params: str, details: str) -> None:
    [fault] = error_details(await ask(f"{LIST}?{params}"), 400, "invalid_param")
    assert f"'{params.partition('=')[0]}'" in fault
    assert fault.endswith(f"({details})")


async def test_every_bad_parameter_is_named_at_once() -> None:
    faults = error_details(await ask(f"{LIST}?page=0&per_page=101&ids=a&q=1"), 400, "invalid_param")
    assert len(faults) == 4


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Basic x", "x", "Bearer a b"])
async def test_without_a_well_formed_token_nothing_is_served(value: str) -> None:
    response = await ask(LIST, headers={"Authorization": value})
    [fault] = error_details(response, 401, "unauthorized")
    assert fault == "Required access token is missing, malformed, expired, or invalid."
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_only_the_configured_token_is_accepted() -> None:
    error_details(await ask(LIST, token="secret"), 401, "unauthorized")
    right = await ask(LIST, token="secret", headers={"Authorization": "bearer secret"})
    assert right.status_code == 200


async def test_a_request_without_a_user_agent_is_refused() -> None:
    response = await ask(LIST, headers={**HEADERS, "User-Agent": ""})
    error_details(response, 400, "invalid_user_agent")


@pytest.mark.parametrize(
    "accept", ["text/html", "application/json;q=0, */*", "application/*;q=0.0", "application/xml"]
)
async def test_an_accept_header_without_json_is_refused(accept: str) -> None:
    error_details(await ask(LIST, headers={**HEADERS, "Accept": accept}), 406, "not_acceptable")


@pytest.mark.parametrize(
    "accept", ["", "*/*", "Application/JSON; q=0.5", "text/html, application/*;q=0.1", "*/*;q=0.01"]
)
async def test_an_accept_header_with_json_is_served(accept: str) -> None:
    assert (await ask(LIST, headers={**HEADERS, "Accept": accept})).status_code == 200


@pytest.mark.parametrize("path", ["/", "/v2", "/v2/sequences/", "/v2/leads", "/v2/sequences/1/2"])
async def test_an_unknown_path_is_refused_even_without_a_token(path: str) -> None:
    [fault] = error_details(await ask(path, headers={}), 404, "incorrect_path")
    assert fault == f"Requested path at '{path}' was not found"


@pytest.mark.parametrize("sequence_id", ["1", "self", "-1", "9" * 5000])
async def test_an_id_that_no_sequence_has_is_not_found(sequence_id: str) -> None:
    response = await ask(f"{LIST}/{sequence_id}")
    error_details(response, 404, "not_found")
    assert response.json()["errors"][0]["error"]["resource"] == "sequence"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_other_methods_are_refused(method: str) -> None:
    response = await ask(LIST, method=method)
    error_details(response, 405, "method_not_allowed")
    assert "GET" in response.headers["Allow"]


async def test_every_response_has_its_own_request_id() -> None:
    ids = {(await ask(LIST)).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize(
    "error",
    [SourceError(Failure(Cause.FILE, "/home/me/a.db is damaged")), ZeroDivisionError("/home/me")],
)
async def test_a_failing_account_is_a_server_error_without_details(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    response = await ask(LIST, account=BrokenAccount(error))
    error_details(response, 500, "server_error")
    assert "/home/me" not in response.text
    assert "/home/me" in caplog.text


async def test_a_search_without_end_is_given_up() -> None:
    endless = DemoAccount(10**9)
    response = await ask(f"{LIST}?name=zzzz", account=endless, search_s=0.05)
    [fault] = error_details(response, 503, "temporarily_unavailable")
    assert fault == "The search took longer than 0.05 seconds."


@pytest.mark.parametrize("target", [f"{LIST}?page=2", f"{LIST}/{demo_sequence(9).id}", "/", *FOUND])
async def test_other_requests_are_answered_during_a_search(target: str) -> None:
    app = create_app(EncodedAccount(DemoAccount(10**9)), search_s=3600)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://a", headers=HEADERS) as web:
        searches = [asyncio.create_task(web.get(f"{LIST}?name=zzzz")) for _ in range(3)]
        await asyncio.sleep(0)
        async with asyncio.timeout(30):
            assert (await web.get(target)).status_code in {200, 404}
        assert not any(search.done() for search in searches)
        for search in searches:
            search.cancel()
        await asyncio.wait(searches)


@pytest.mark.parametrize("parts", [1, 3])
async def test_a_search_ends_once_its_client_hangs_up(parts: int) -> None:
    app = create_app(EncodedAccount(DemoAccount(10**9)), search_s=3600)
    body: Message = {"type": "http.request", "body": b"", "more_body": False}
    received = [body] * parts + [{"type": "http.disconnect"}]
    sent: list[Message] = []

    async def receive() -> Message:
        return received.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"a"), (b"user-agent", b"a"), (b"authorization", b"Bearer x")]
    scope = {
        "type": "http",
        "method": "GET",
        "path": LIST,
        "query_string": b"name=zzzz",
        "headers": headers,
    }
    async with asyncio.timeout(30):
        await app(scope, receive, send)
    assert not received
    assert sent[0]["status"] == 503


async def test_latency_delays_the_response(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def record(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", record)
    await ask(LIST, latency=0.25)
    await ask(LIST, latency=0.0)
    assert waits == [0.25]


async def test_a_lone_surrogate_in_a_record_is_served() -> None:
    class Odd(DemoAccount):
        async def get(self, sequence_id: int) -> Sequence:
            return Sequence(id=sequence_id, name="a\ud800b")

    response = await ask(f"{LIST}/7", account=Odd())
    assert json.loads(response.content)["data"]["name"] == "a\ud800b"
