"""What a list asks the service, and what it makes of a search whose results change meanwhile."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.cli.live_items import LiveItems
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.wire.item_texts import value_of
from seq_tui.wire.records import item_name
from tests.fake_sell import BASE, TOKEN, FakeSell
from tests.fake_source import NamedSource
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


class Renaming(FakeSell):
    """An account whose first sequence gets another name after so many responses."""

    def __init__(self, names: tuple[str, ...], after: int) -> None:
        super().__init__(names=names)
        self.after = after

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        response = await super().__call__(request)
        if len(self.requests) == self.after:
            self._names = ("another", *self._names[1:])
        return response


async def listed(
    fake: FakeSell, text: str, *, is_streamed: bool = False
) -> tuple[list[str], LiveItems]:
    """The names in a list."""
    client = SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))
    live = LiveItems(client, Query.parse(text), None, lambda _count: None, is_streamed=is_streamed)
    names: list[str] = []
    async with aclosing(live.pages()) as pages:
        async for items in pages:
            names += map(item_name, map(value_of, items))
    return names, live


@pytest.mark.parametrize("total", [42, 100])
async def test_an_account_of_one_page_costs_two_requests_more(total: int) -> None:
    fake = FakeSell(total=total)
    names, live = await listed(fake, "")
    assert (len(names), live.warnings) == (total, [])
    assert fake.requested == [f"/v2/sequences?page={page}&per_page=100" for page in (1, 2, 1)]


@pytest.mark.parametrize("total", [101, 150, 342, 499])
async def test_an_account_of_few_pages_costs_three_requests_more(total: int) -> None:
    fake = FakeSell(total=total)
    names, live = await listed(fake, "")
    assert (len(names), live.warnings) == (total, [])
    pages = -(-total // 100)
    assert len(fake.requests) == pages + 3
    assert all("per_page=1&ids=" in each for each in fake.requested[-2:])


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_several_words_are_filtered_from_the_pages_of_the_service(is_streamed: bool) -> None:
    fake = FakeSell(names=("Free trial", "trial", "Trial, free") * 99)
    names, live = await listed(fake, "free trial", is_streamed=is_streamed)
    assert names == ["Free trial", "Trial, free"] * 99
    assert live.warnings == []
    # A sequence that was renamed still exists, so that only the pages themselves can prove it.
    assert [each.partition("&per_page=100&")[2] for each in fake.requested] == ["name=trial"] * 8


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize(("text", "expected"), [("7", ["x", "7 a"]), ("8", ["8 days"]), ("9", [])])
async def test_the_sequence_with_a_number_comes_first(
    text: str, expected: list[str], is_streamed: bool
) -> None:
    names = ("7 a", "8 days", "a", "a", "a", "a", "x")
    found, live = await listed(FakeSell(names=names), text, is_streamed=is_streamed)
    assert (found, live.warnings) == (expected, [])


@pytest.mark.parametrize("after", [1, 2])
@pytest.mark.parametrize("text", ["trial", "free trial"])
async def test_a_search_loses_no_row_when_a_sequence_gets_another_name(
    text: str, after: int
) -> None:
    names = tuple(f"free trial {number}" for number in range(350))
    found, live = await listed(Renaming(names, after), text)
    assert (found, live.warnings) == (list(names[1:]), [])


async def test_a_stream_says_what_a_search_finds_no_longer() -> None:
    names = tuple(f"trial {number}" for number in range(350))
    found, live = await listed(Renaming(names, 2), "trial", is_streamed=True)
    assert (sorted(found), live.warnings, live.gone) == (sorted(names), [], 1)


@pytest.mark.parametrize("total", [150, 342])
async def test_a_service_that_ignores_ids_is_read_again(total: int) -> None:
    class WithoutIds(FakeSell):
        def _wanted(self, params: httpx.QueryParams) -> range:
            return range(1, self.total + 1)

    fake = WithoutIds(total=total)
    found, live = await listed(fake, "")
    assert (len(found), live.warnings) == (total, [])
    assert sum("ids=" in each for each in fake.requested) == 1


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize(
    ("text", "numbers"), [("steps>8", range(9, 343, 10)), ("-steps<9 79", [79, 179, 279])]
)
async def test_a_filter_reads_the_whole_account_once(
    text: str, numbers: Sequence[int], *, is_streamed: bool
) -> None:
    fake = FakeSell(total=342)
    names, live = await listed(fake, text, is_streamed=is_streamed)
    assert names == [f"Sequence {number}" for number in numbers]
    assert (live.warnings, live.repeated) == ([], 0)
    assert len(fake.requests) == 4 + 3, "as many as for a list of all"


async def test_a_filter_by_a_creator_asks_for_each_name_once() -> None:
    source = NamedSource(342, {7: "Ines Moreau"})
    live = LiveItems(source, Query.parse("creator:ines steps>3"), None, print, is_streamed=True)
    async with aclosing(live.pages()) as pages:
        found = [item_name(value_of(item)) async for items in pages for item in items]
    assert found == [f"Sequence {number}" for number in range(4, 342, 5)]
    assert source.asked == [[7]]
