"""Tests of reading all sequences of a query: each of them once, and nothing silently missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.paginator import Paginator
from seq_tui.domain.page import MAX_PAGES, PER_PAGE, NextPage, Page, RawPage, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.wire.item_texts import value_of
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import item
from tests.cli.moving_source import MovingSource, source_of
from tests.cli.pages import Pages, RawPages
from tests.fake_source import FakeSource, sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

KNOWN = Page(1, (sequence(1), sequence(2)), is_last=False)


class Endless(FakeSource):
    """A service of `rows` rows that starts again after the last one, without end."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: object = never_cancelled
    ) -> RawPage:
        start = (number - 1) * PER_PAGE
        ids = (row % self.rows for row in range(start, start + PER_PAGE))
        return RawPage(number, tuple(item(row) for row in ids), is_last=False)


async def ids_of(paginator: Paginator) -> list[int | None]:
    return [row.id async for page in paginator.pages() for row in page]


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize(
    ("size", "requested"),
    [
        (0, [1]),
        (42, [1, 2]),
        (142, [1, 2, 3, 0, 0]),
        (300, [1, 2, 3, 4, 0, 0]),
        (499, [1, 2, 3, 4, 5, 6, 0, 0]),
    ],
)
async def test_an_account_that_does_not_change_costs_few_requests_more(
    size: int, requested: list[int], is_streamed: bool
) -> None:
    account = MovingAccountWithIds(size)
    paginator = Paginator(source_of(account), Query(), is_streamed=is_streamed)
    assert await ids_of(paginator) == account.ids
    assert list(paginator.notes()) == []
    assert account.requested == requested


async def test_without_requests_by_ids_all_pages_are_read_again() -> None:
    account = MovingAccount(142)
    assert await ids_of(Paginator(source_of(account), Query())) == account.ids
    assert account.requested == [1, 2, 3] * 2


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_a_limit_needs_no_proof(is_streamed: bool) -> None:
    account = MovingAccountWithIds(342)
    paginator = Paginator(source_of(account), Query(), 150, is_streamed=is_streamed)
    assert await ids_of(paginator) == account.ids[:150]
    assert (account.requested, paginator.has_more) == ([1, 2], True)


async def test_a_demo_account_is_read_once() -> None:
    class Fixed(MovingSource):
        may_change = False

    source = Fixed(MovingAccount(0))
    source.sequences = FakeSource(size=342).sequences
    assert len(await ids_of(Paginator(source, Query()))) == 342
    assert [number for _, number in source.requested] == [1, 2, 3, 4]


def changing(size: int, change: Callable[[MovingAccount], None], after: int = 2) -> MovingSource:
    """An account that changes once, after as many pages."""

    class Changing(MovingSource):
        async def raw_page(
            self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
        ) -> RawPage:
            page = await super().raw_page(query, number)
            if len(self.account.requested) == after:
                change(self.account)
            return page

    return Changing(MovingAccount(size))


def delete_first(account: MovingAccount) -> None:
    del account.ids[0]


def insert_first(account: MovingAccount) -> None:
    account.ids.insert(0, 5_000)


def update_and_move(account: MovingAccount) -> None:
    account.ids.remove(7)
    account.ids.append(7)
    account.versions[7] = 3


async def test_a_sequence_that_was_deleted_in_front_costs_no_row() -> None:
    source = changing(350, delete_first)
    paginator = Paginator(source, Query())
    assert await ids_of(paginator) == list(range(2, 351))
    assert paginator.warnings == []


async def test_a_stream_has_every_row_and_says_which_were_deleted_since() -> None:
    source = changing(350, delete_first)
    paginator = Paginator(source, Query(), is_streamed=True)
    ids = await ids_of(paginator)
    assert (ids[0], sorted(filter(None, ids))) == (1, list(range(1, 351)))
    assert (paginator.gone, paginator.is_whole, paginator.warnings) == (1, False, [])
    assert "deleted after having been written: 1 sequence" in list(paginator.notes())[-1]


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_a_sequence_that_was_created_meanwhile_is_listed(is_streamed: bool) -> None:
    source = changing(350, insert_first)
    paginator = Paginator(source, Query(), is_streamed=is_streamed)
    assert set(await ids_of(paginator)) == {*range(1, 351), 5_000}
    assert paginator.warnings == []


async def test_the_newer_of_two_versions_is_listed() -> None:
    source = changing(350, update_and_move)
    paginator = Paginator(source, Query())
    names = {row.id: row.name async for page in paginator.pages() for row in page}
    assert names[7] == "Trial 3"
    assert (len(names), paginator.warnings) == (350, [])


async def test_a_stream_says_what_changed_after_having_been_written() -> None:
    source = changing(350, update_and_move)
    paginator = Paginator(source, Query(), is_streamed=True)
    assert len(await ids_of(paginator)) == 350
    assert "1 sequence changed after having been written" in paginator.notes()


async def test_an_account_that_keeps_changing_is_listed_with_a_warning() -> None:
    account = MovingAccount(350, changes=10_000, chance=0.7)
    paginator = Paginator(source_of(account), Query())
    assert len(await ids_of(paginator)) > 300
    assert "the account kept changing" in paginator.warnings[0]
    assert account.requested.count(1) == 4


@pytest.mark.parametrize(
    "same",
    [
        Page(2, (sequence(1), sequence(2)), is_last=False),
        Page(2, (sequence(2), sequence(1)), is_last=False),
        Page(2, (sequence(1), sequence(2)), is_last=False, dropped=2),
    ],
)
async def test_a_service_that_repeats_a_page_ends_the_list(same: Page[Sequence]) -> None:
    source = Pages(KNOWN, *[same] * 9)
    paginator = Paginator(source, Query())
    assert (await ids_of(paginator))[:2] == [1001, 1002]
    assert len(source.requested) == 2
    assert "page 2 held no" in paginator.warnings[0]


@pytest.mark.parametrize("rows", [PER_PAGE, 1_000, 10_001, 10_777])
async def test_a_list_that_starts_again_ends(rows: int) -> None:
    paginator = Paginator(Endless(rows), Query(), is_streamed=True)
    assert await ids_of(paginator) == list(range(rows))
    assert "held nothing new" in paginator.warnings[-1]


async def test_a_list_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_PAGES >= 100_000
    monkeypatch.setattr("seq_tui.archive.download.scan.MAX_PAGES", 3)
    paginator = Paginator(Endless(10**9), Query())
    assert len(await ids_of(paginator)) == 3 * PER_PAGE
    assert paginator.warnings == ["the list continued after page 3"]


async def test_raw_items_are_yielded_as_received_and_each_id_once() -> None:
    first: Json = {"data": {"id": 1, "new": [1.50, None]}, "meta": {"type": "sequence"}}
    bare: Json = {"id": 2}
    again: Json = {"data": {"id": 1, "name": "b"}}
    source = RawPages(
        RawPage(1, (first, None, bare), is_last=False),
        RawPage(2, (again, 17, {"data": {"id": "x"}}, {"id": 3}), is_last=False),
        RawPage(3, (), is_last=True, is_certain=False, next_page=NextPage.UNSAID),
    )
    paginator = Paginator(source, Query(name="a"))
    items = [each async for page in paginator.raw_pages() for each in page]
    assert [value_of(each) for each in items] == [
        first,
        None,
        bare,
        17,
        {"data": {"id": "x"}},
        {"id": 3},
    ]
    assert source.requested == [("a", 1), ("a", 2), ("a", 3)]
    assert (paginator.count, paginator.repeated) == (6, 1)


async def test_each_page_is_reported_after_its_rows() -> None:
    told: list[int] = []
    paginator = Paginator(
        FakeSource(size=342), Query(), limit=301, is_streamed=True, on_page=told.append
    )
    assert [len(page) async for page in paginator.pages()] == [100, 100, 100, 1]
    assert told == [100, 200, 300, 342]
    assert paginator.has_more


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_ids_are_named_again_until_no_more_are_found(is_streamed: bool) -> None:
    class Few(FakeSource):
        async def raw_page(
            self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
        ) -> RawPage:
            page = await super().raw_page(query, number)
            other = item(99_999)
            return RawPage(number, (*page.items[:2], other), is_last=True)

    source = Few(size=342)
    query = Query(ids=(1001, 1002, 7, 1003, 1004, 1005))
    paginator = Paginator(source, query, is_streamed=is_streamed)
    assert await ids_of(paginator) == [1001, 1002, 1003, 1004, 1005]
    assert paginator.missing_ids == (7,)
    assert [text for text, _ in source.requested][-1] == "#7"
