"""Clients of the Sell API that exist, after nothing but their address was changed.

Each reads the account as its library does, without that library.
"""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlencode, urlsplit

import pytest

from seq_tui.server.demo.account import demo_sequence
from tests.archive.saved_items import demo_items, saved_demo
from tests.server.serve_process import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


BASECRM = {
    "User-Agent": "BaseCRM/v2 Python/1.2.9",
    "Accept-Encoding": "gzip, deflate",
    "Accept": "application/json",
    "Connection": "keep-alive",
    "Authorization": f"Bearer {'x' * 64}",
}
"""What basecrm 1.2.9 for Python sends, with the headers of requests."""

SIZE = 230


class Item(TypedDict):
    data: dict[str, int]


class Meta(TypedDict):
    links: dict[str, str]


class Body(TypedDict):
    """A page as far as these clients read it."""

    items: list[Item]
    meta: Meta


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a saved account."""
    path: Path = tmp_path_factory.mktemp("served") / "acme.seqtui"
    saved_demo(path, SIZE).close()
    with serving(command=("serve", "--archive", str(path))) as (_, served):
        yield served


def get(connection: HTTPConnection, target: str) -> str:
    """The body of a good response."""
    connection.request("GET", target, headers=BASECRM)
    response = connection.getresponse()
    body = response.read().decode()
    assert response.status == 200
    assert response.headers["Content-Type"] == "application/json"
    return body


def ids_of(body: Body) -> list[int]:
    return [item["data"]["id"] for item in body["items"]]


def page(address: str, number: int, per_page: int) -> list[int]:
    """A page as basecrm reads it: by a connection of its own, without its envelopes."""
    query = urlencode({"page": number, "per_page": per_page})
    connection = HTTPConnection(urlsplit(address).netloc)
    body: Body = json.loads(get(connection, f"/v2/sequences?{query}"))
    connection.close()
    return ids_of(body)


def until_an_empty_page(address: str, per_page: int) -> Iterator[int]:
    """As basecrm for Ruby and the Singer tap do."""
    number = 1
    while ids := page(address, number, per_page):
        yield from ids
        number += 1


def until_a_short_page(address: str, per_page: int) -> Iterator[int]:
    """As scripts with basecrm for Python do."""
    number = 1
    while len(ids := page(address, number, per_page)) == per_page:
        yield from ids
        number += 1
    yield from ids


def by_next_page(address: str, per_page: int) -> Iterator[int]:
    """As the Zapier app and Airbyte do: they follow the absolute link, here on one connection."""
    connection = HTTPConnection(urlsplit(address).netloc)
    link: str | None = f"{address}/v2/sequences?per_page={per_page}"
    while link:
        parts = urlsplit(link)
        assert f"{parts.scheme}://{parts.netloc}" == address
        body: Body = json.loads(get(connection, f"{parts.path}?{parts.query}"))
        yield from ids_of(body)
        link = body["meta"]["links"].get("next_page")
    connection.close()


@pytest.mark.parametrize("per_page", [1, 23, 25, 100])
@pytest.mark.parametrize("read", [until_an_empty_page, until_a_short_page, by_next_page])
def test_every_way_of_reading_finds_each_sequence_once(
    address: str, read: Callable[[str, int], Iterator[int]], per_page: int
) -> None:
    assert list(read(address, per_page)) == [demo_sequence(row).id for row in range(SIZE)]


def test_a_sequence_by_its_id_has_one_envelope(address: str) -> None:
    connection = HTTPConnection(urlsplit(address).netloc)
    body = get(connection, f"/v2/sequences/{demo_sequence(7).id}")
    connection.close()
    assert json.loads(body) == demo_items(8)[7]
