"""A Sell API for `httpx.MockTransport`: it computes sequence n from n and records each request."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seq_tui.domain.json import Json

TOKEN = "t" * 64

BASE = "https://sell.test"


class FakeSell:
    """An account of `total` sequences, or of those named; `script` has the first responses.

    Like the service, it finds a part of a name; it folds case, but no accents.
    """

    def __init__(
        self,
        total: int = 250,
        *,
        names: tuple[str, ...] = (),
        links: bool = True,
        latency: float = 0,
    ) -> None:
        self.total = len(names) or total
        self._names = names
        self.links = links
        self.latency = latency
        """Seconds that each response takes."""

        self.on_request: Callable[[], object] = lambda: None
        """Called when a request arrives."""

        self.script: deque[httpx.Response | Exception] = deque()
        self.requests: list[httpx.Request] = []
        self.times: list[float] = []
        """The arrival of each request, by the clock of the event loop."""

        self.most_in_flight = 0
        self._in_flight = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.on_request()
        self.times.append(asyncio.get_running_loop().time())
        self._in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self._in_flight)
        try:
            await asyncio.sleep(self.latency)
        finally:
            self._in_flight -= 1
        scripted = self.script.popleft() if self.script else self._answer(request)
        if isinstance(scripted, Exception):
            raise scripted
        return scripted

    @property
    def requested(self) -> list[str]:
        """Path and parameters of each request."""
        return [request.url.raw_path.decode() for request in self.requests]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition("/sequences")[2]
        if name:
            number = int(name.removeprefix("/"))
            is_there = 1 <= number <= self.total
            return httpx.Response(200, json=self._sequence(number)) if is_there else error(404)
        params = request.url.params
        page, per_page = int(params.get("page", 1)), int(params.get("per_page", 25))
        found = [n for n in self._wanted(params) if 1 <= n <= self.total]
        return httpx.Response(200, json=self._page(found, page, per_page))

    def _wanted(self, params: httpx.QueryParams) -> Iterable[int]:
        if "ids" in params:
            return map(int, params["ids"].split(","))
        name = params.get("name", "").lower()
        return (n for n in range(1, self.total + 1) if name in self._name(n).lower())

    def _name(self, number: int) -> str:
        return self._names[number - 1] if self._names else f"Sequence {number}"

    def _sequence(self, number: int) -> Json:
        return sequence(number, self._name(number))

    def _page(self, found: list[int], page: int, per_page: int) -> Json:
        stop = page * per_page
        items: list[Json] = [self._sequence(n) for n in found[stop - per_page : stop]]
        meta: dict[str, Json] = {"type": "collection", "count": len(items)}
        if self.links:
            links: dict[str, Json] = {"self": f"{BASE}/v2/sequences?page={page}"}
            if stop < len(found):
                links["next_page"] = f"{BASE}/v2/sequences?page={page + 1}"
            meta["links"] = links
        return {"items": items, "meta": meta}


class FakeConnection:
    """Stands in for `seq_tui.client.connection.Connection` to a fake account."""

    proxy_name = ""

    def __init__(self, fake: FakeSell) -> None:
        self._fake = fake

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """A transport that sends to the fake account."""
        return httpx.MockTransport(self._fake)


def sequence(number: int, name: str = "") -> Json:
    """Sequence `number` as the service sends it; its last digit is its number of steps."""
    steps: list[Json] = [step(number * 10 + place, place) for place in range(number % 10)]
    return {
        "data": {
            "id": number,
            "name": name or f"Sequence {number}",
            "steps_total": len(steps),
            "creator_id": 1700155,
            "updated_at": "2020-06-03T11:06:30Z",
            "created_at": "2020-06-03T11:06:30Z",
            "steps": {"items": steps, "meta": {"type": "collection", "count": len(steps)}},
        },
        "meta": {"type": "sequence"},
    }


def step(step_id: int, position: int) -> Json:
    """An e-mail, one weekday after the step before it."""
    return {
        "data": {
            "id": step_id,
            "action_type": "automated_email",
            "delay_from_previous_step": 1 if position else 0,
            "delay_from_previous_step_unit": "weekdays",
            "position": position,
            "action_properties": {"email_template_id": 398744, "is_reply": False},
        },
        "meta": {"type": "step"},
    }


def error(
    status: int, code: str = "not_found", details: str = "No such thing.", **headers: str
) -> httpx.Response:
    """A response in the service's error envelope; ``Retry_After`` sets that header."""
    body: Json = {
        "errors": [
            {
                "error": {"code": code, "message": "Nichts da.", "details": details},
                "meta": {"type": "error"},
            }
        ],
        "meta": {"type": "errors", "http_status": str(status), "logref": "b86t2-ah1ou"},
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers=named)


def disguised_rate_limit() -> httpx.Response:
    """The 404 that the service sends in place of a 429 (seen since 2021)."""
    return error(404, "incorrect_path", "Requested path at '/429.json' was not found")
