"""A service that says nothing of the next page, and may return fewer items than requested."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.proof import ProvenReading
from seq_tui.archive.download.received import ReceivedItems
from seq_tui.domain.page import NextPage, RawPage, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.wire.item_texts import value_of
from seq_tui.wire.records import item_id
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import item

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

KINDS = [MovingAccount, MovingAccountWithIds]


async def read(account: MovingAccount, in_flight: int = 1) -> tuple[set[int | None], list[str]]:
    """The ids of the last pass, and the warnings."""
    with ReceivedItems(stores_items=True) as received:
        reading = ProvenReading(
            account, Query(), received, asyncio.Event(), in_flight=in_flight, max_rescans=3
        )
        async with aclosing(reading.pages()) as pages:
            async for _page in pages:
                pass
        found = [
            item_id(value_of(each)) for page in received.pages(reading.pass_number) for each in page
        ]
        assert len(found) == len(set(found))
        return set(found), reading.warnings


class Changing(MovingAccountWithIds):
    """An account that changes once, after so many responses."""

    def __init__(self, size: int, after: int, edit: Callable[[list[int]], None]) -> None:
        super().__init__(size, cap=25)
        self.after = after
        self.edit = edit

    def change(self) -> None:
        if len(self.requested) > self.after and len(self.states) == 1:
            self.edit(self.ids)
            self.states.append(frozenset(self.ids))


def delete_five(ids: list[int]) -> None:
    del ids[:5]


def create_ten(ids: list[int]) -> None:
    ids += range(1_000, 1_010)


def insert_five(ids: list[int]) -> None:
    ids[:0] = range(1_000, 1_005)


@pytest.mark.parametrize("in_flight", [1, 3])
@pytest.mark.parametrize("size", [0, 1, 24, 25, 26, 50, 130])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_stable_account_is_read_whole(
    kind: type[MovingAccount], size: int, in_flight: int
) -> None:
    account = kind(size, cap=25)
    assert await read(account, in_flight) == (set(account.ids), [])


@pytest.mark.parametrize("in_flight", [1, 3])
@pytest.mark.parametrize("after", range(7))
@pytest.mark.parametrize("edit", [delete_five, create_ten, insert_five, list.clear])
@pytest.mark.parametrize("size", [20, 25, 30, 60])
async def test_what_is_called_whole_is_a_state_of_the_account(
    size: int, edit: Callable[[list[int]], None], after: int, in_flight: int
) -> None:
    account = Changing(size, after, edit)
    ids, warnings = await read(account, in_flight)
    assert warnings == []
    assert ids in account.states


@pytest.mark.parametrize("chance", [0.05, 0.2, 0.5])
@pytest.mark.parametrize("cap", [4, 5, 7])
@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_called_whole_that_is_not(
    kind: type[MovingAccount], cap: int, chance: float
) -> None:
    proven = 0
    for seed in range(40):
        account = kind(seed % 23, seed, changes=1 + seed % 4, chance=chance, cap=cap)
        ids, warnings = await read(account, 1 + 2 * (seed % 2))
        proven += not warnings
        assert warnings or ids in account.states
    assert proven > 20


async def test_a_first_page_that_was_short_is_no_measure_of_the_others() -> None:
    # Of 20 sequences, then 30, with 25 on a page: five were on neither page when it was read.
    account = Changing(20, 1, create_ten)
    ids, warnings = await read(account)
    assert (len(ids), warnings) == (30, [])


@pytest.mark.parametrize("is_left", [True, False])
async def test_an_account_that_is_emptied_meanwhile_is_whole(is_left: bool) -> None:
    account = Changing(60, 3, lambda ids: ids.__delitem__(slice(0, 59 if is_left else 60)))
    assert await read(account) == ({60} if is_left else set(), [])


class Documented(MovingAccount):
    """An account whose pages have the documented links, perhaps to no other page."""

    def __init__(self, size: int, cap: int, *, links_itself: bool = True) -> None:
        super().__init__(size, cap=cap)
        self.links_itself = links_itself
        self.refuses_past_the_end = True
        self.known = size

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        page = await super().raw_page(query, number)
        found = page.items[: self.known] if number == 1 else ()
        return RawPage(number, found, False, bool(found), NextPage.UNSAID, self.links_itself)


@pytest.mark.parametrize("in_flight", [1, 3])
@pytest.mark.parametrize(
    ("links_itself", "length", "is_whole"),
    [(True, 25, True), (True, 1, True), (False, 25, False), (False, 1, False), (True, 100, False)],
)
async def test_an_error_past_the_end_is_believed_after_a_short_page_with_links_only(
    length: int, in_flight: int, *, links_itself: bool, is_whole: bool
) -> None:
    account = Documented(length, length, links_itself=links_itself)
    ids, warnings = await read(account, in_flight)
    assert len(ids) == length
    assert warnings == ([] if is_whole else ["the service ended it with an error"])


@pytest.mark.parametrize("size", [25, 130])
async def test_a_capped_page_that_comes_again_and_again_is_told(size: int) -> None:
    account = MovingAccount(size, cap=25)
    account.sent_page = lambda page: 1
    assert (await read(account))[1] == ["page 2 held nothing new"]


class EmptyPage(MovingAccount):
    """An account whose page 2 is empty, and links to page 3."""

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        page = await super().raw_page(query, number)
        return RawPage(2, (), is_last=True, next_page=NextPage.CLAIMED) if number == 2 else page


@pytest.mark.parametrize("in_flight", [1, 3])
@pytest.mark.parametrize(
    ("size", "warnings"), [(250, ["page 2 was empty, and page 3 was not"]), (150, [])]
)
async def test_an_empty_page_that_links_to_another_is_followed_by_one_request(
    size: int, warnings: list[str], in_flight: int
) -> None:
    account = EmptyPage(size)
    assert (await read(account, in_flight))[1] == warnings
    assert in_flight > 1 or account.requested[:3] == [1, 2, 3]


class TwoVersions(MovingAccount):
    """An account whose page 2 begins with a newer version of its first sequence."""

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        page = await super().raw_page(query, number)
        if number != 2:
            return page
        newer = item(1, "Newer", "2026-05-05T00:00:00Z")
        return RawPage(2, (newer, *page.items[1:]), page.is_last, next_page=page.next_page)


async def test_ids_that_always_come_twice_are_no_change_of_the_account() -> None:
    _, warnings = await read(TwoVersions(250))
    assert warnings == [
        "the pages hold 250 sequences, but some came twice in each reading, so that there are only"
        " 249"
    ]
