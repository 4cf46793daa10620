"""Proves by a request for one row that an account holds many sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.archive.download.membership import IDS_PER_REQUEST, SupportsHasAll, split_ids
from seq_tui.client.errors import UnreachableError
from seq_tui.client.sell_client import SellClient
from tests.fake_sell import BASE, TOKEN, FakeSell, error, sequence
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


def client_of(fake: FakeSell) -> SellClient:
    return SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))


async def test_the_last_row_of_the_ids_is_requested() -> None:
    fake = FakeSell(total=250)
    client = client_of(fake)
    assert isinstance(client, SupportsHasAll)
    assert await client.has_all([3, 5, 250])
    assert fake.requested == ["/v2/sequences?page=3&per_page=1&ids=3%2C5%2C250"]


@pytest.mark.parametrize("ids", [[3, 5, 251], [0, 5, 250], [251, 252]])
async def test_one_missing_sequence_is_enough_for_false(ids: list[int]) -> None:
    assert not await client_of(FakeSell(total=250)).has_all(ids)


@pytest.mark.parametrize(
    "items",
    [[sequence(3)], [sequence(3), sequence(5), sequence(250)], [sequence(7)], [{"data": None}], []],
    ids=["page ignored", "both ignored", "ids ignored", "broken", "empty"],
)
async def test_any_other_response_proves_nothing(items: list[Json]) -> None:
    fake = FakeSell()
    fake.script.append(httpx.Response(200, json={"items": items}))
    assert not await client_of(fake).has_all([3, 5, 250])


@pytest.mark.parametrize("status", [400, 404, 414, 422])
async def test_a_refusal_proves_nothing(status: int) -> None:
    fake = FakeSell()
    fake.script.append(error(status, "invalid_param"))
    assert not await client_of(fake).has_all([3, 5, 250])


async def test_no_response_is_an_error() -> None:
    fake = FakeSell()
    fake.script += [httpx.ConnectError("no")] * 9
    with pytest.raises(UnreachableError):
        await client_of(fake).has_all([3, 5])


@pytest.mark.parametrize("count", [4, 5, 401, 2_050])
def test_parts_are_from_all_over_the_account_and_fit_in_an_address(count: int) -> None:
    ids = range(4_000_000_000, 4_000_000_000 + count)
    parts = split_ids(ids)
    assert sorted(each for part in parts for each in part) == list(ids)
    assert len(parts) > 1
    assert all(list(part) == sorted(part) for part in parts)
    # No part is the beginning of the account: there a service that ignores ids would agree.
    assert all(part[-1] != ids[len(part) - 1] for part in parts)
    assert max(map(len, parts)) <= IDS_PER_REQUEST
    assert len("%2C".join(map(str, parts[0]))) < 6_000
