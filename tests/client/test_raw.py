"""Raw pages and raw sequences are returned exactly as received."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount
from seq_tui.wire.errors import RefusedError, ReplyError
from seq_tui.wire.page_items import page_from
from tests.fake_sell import BASE, TOKEN, FakeSell, error, sequence
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

pytestmark = pytest.mark.anyio

ODD: list[Json] = [
    {
        "data": {"id": 1, "name": 5, "later": {"a": [1.0, None]}},
        "meta": {"type": "x", "version": 2},
    },
    {"data": None},
    "no object",
    {"id": 1, "updated_at": "2026-01-01T00:00:00Z"},
]
"""An envelope with unknown fields, two items without a sequence, a bare one of the same id."""


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


def client_of(fake: FakeSell) -> SellClient:
    return SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))


async def test_a_raw_page_holds_every_item_in_its_envelope() -> None:
    source: RawSource[Sequence] = client_of(FakeSell(total=120))
    await source.raw_page(Query(), 1)
    raw = await source.raw_page(Query(), 2)
    assert raw.items == tuple(sequence(number) for number in range(101, 121))
    assert (raw.number, raw.is_last, raw.is_certain) == (2, True, True)


async def test_a_raw_page_has_what_a_page_drops_or_merges() -> None:
    fake = FakeSell()
    fake.script += [httpx.Response(200, json={"items": ODD, "meta": None})] * 2
    client = client_of(fake)
    assert (await client.raw_page(Query(), 1)).items == tuple(ODD)
    page = await client.page(Query(), 1)
    assert (len(page.items), page.dropped, page.repeated) == (1, 2, 1)


async def test_an_end_that_an_error_reports_is_not_certain() -> None:
    fake = FakeSell()
    fake.script.append(error(404))
    raw = await client_of(fake).raw_page(Query(), 9)
    assert (raw.items, raw.is_last, raw.is_certain) == ((), True, False)


@pytest.mark.parametrize("is_listed", [False, True])
async def test_one_sequence_is_returned_in_its_envelope(is_listed: bool) -> None:
    fake = FakeSell()
    if is_listed:
        fake.script.append(httpx.Response(200, json={"items": [sequence(6), sequence(7)]}))
    assert await client_of(fake).raw(7) == sequence(7)


async def test_another_or_no_sequence_is_refused() -> None:
    fake = FakeSell()
    fake.script += [httpx.Response(200, json=sequence(8)), httpx.Response(200, json={"items": []})]
    with pytest.raises(ReplyError):
        await client_of(fake).raw(7)
    with pytest.raises(RefusedError):
        await client_of(fake).raw(7)


async def test_the_demo_account_returns_what_its_server_would_send() -> None:
    source: RawSource[Sequence] = DemoAccount()
    raw = await source.raw_page(Query(), 4)
    assert page_from(raw).items == (await source.page(Query(), 4)).items
    first = page_from(raw).items[0]
    assert first.id is not None
    assert await source.raw(first.id) == raw.items[0]
