"""A limit, and ids that are named, on services that say little: what is claimed is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.paginator import Paginator
from seq_tui.domain.page import never_cancelled
from seq_tui.domain.query import Query
from tests.archive.download.moving_account import MovingAccount
from tests.cli.moving_source import source_of
from tests.fake_source import FIRST_ID, FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.page import RawPage

pytestmark = pytest.mark.anyio


class DeletingFirst(MovingAccount):
    """An account that loses its first sequence after the first response."""

    def change(self) -> None:
        if len(self.requested) == 2 and len(self.states) == 1:
            del self.ids[0]
            self.states.append(frozenset(self.ids))


async def ids_of(paginator: Paginator) -> list[int | None]:
    return [row.id async for page in paginator.pages() for row in page]


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("cap", [25, 100])
@pytest.mark.parametrize("size", [250, 100, 25, 20])
@pytest.mark.parametrize("limit", [10, 25, 50, 100, 249, 250, 251])
async def test_more_is_left_out_exactly_if_there_is_more(
    limit: int, size: int, cap: int, is_streamed: bool
) -> None:
    source = source_of(MovingAccount(size, cap=cap))
    paginator = Paginator(source, Query(), limit, is_streamed=is_streamed)
    assert await ids_of(paginator) == source.account.ids[:limit]
    assert paginator.has_more == (size > limit)
    assert paginator.is_whole


async def test_a_limit_at_the_end_of_a_page_costs_no_request_if_that_links_to_the_next() -> None:
    source = source_of(MovingAccount(250))
    assert len(await ids_of(Paginator(source, Query(), 100))) == 100
    assert source.account.requested == [1]
    # Of a search, what follows may not match.
    assert len(await ids_of(Paginator(source, Query(name="Trial"), 100))) == 100
    assert source.account.requested == [1, 1, 2]


@pytest.mark.parametrize("limit", [150, 151, 200])
@pytest.mark.parametrize("cap", [25, 100])
async def test_a_row_that_moved_up_is_not_lost_at_a_limit_that_nothing_exceeds(
    cap: int, limit: int
) -> None:
    account = DeletingFirst(151, cap=cap)
    paginator = Paginator(source_of(account), Query(), limit)
    ids = await ids_of(paginator)
    assert (set(ids), paginator.has_more, paginator.is_whole) == (set(account.ids), False, True)


@pytest.mark.parametrize(("limit", "has_more"), [(151, False), (152, False), (150, True)])
async def test_a_stream_says_at_a_limit_what_is_gone(limit: int, has_more: bool) -> None:
    account = DeletingFirst(151, cap=100)
    paginator = Paginator(source_of(account), Query(), limit, is_streamed=True)
    assert len(await ids_of(paginator)) == min(limit, 151)
    assert (paginator.gone, paginator.is_whole, paginator.has_more) == (1, False, has_more)


async def test_what_a_limit_left_out_is_said_without_a_claim_of_order() -> None:
    account = DeletingFirst(250, cap=100)
    paginator = Paginator(source_of(account), Query(), 150)
    assert len(await ids_of(paginator)) == 150
    assert list(paginator.remarks()) == ["only 150 are listed; --limit 150 left out more"]


class IgnoringIds(FakeSource):
    """A service that answers every list request with its first page."""

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        return await super().raw_page(Query(), 1)


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize(
    ("rows", "missing"), [((101, 102), ()), ((1, 102), ()), ((249, 7_000), (7_000,)), ((3, 5), ())]
)
async def test_ids_are_read_one_by_one_from_a_service_that_ignores_them(
    rows: tuple[int, ...], missing: tuple[int, ...], is_streamed: bool
) -> None:
    source = IgnoringIds(size=250)
    query = Query(ids=tuple(FIRST_ID + row for row in rows))
    paginator = Paginator(source, query, is_streamed=is_streamed)
    expected = [FIRST_ID + row for row in rows if row not in missing]
    assert await ids_of(paginator) == expected
    assert paginator.missing_ids == tuple(FIRST_ID + row for row in missing)


@pytest.mark.parametrize(
    ("limit", "rows", "has_more", "missing"),
    [
        (1, (1, 7_000), False, (7_000,)),
        (2, (1, 2, 7_000), False, (7_000,)),
        (2, (1, 2, 3), True, ()),
        (2, (1, 2), False, ()),
    ],
)
@pytest.mark.parametrize("kind", [FakeSource, IgnoringIds])
async def test_a_limit_leaves_out_named_ids_only_if_they_are_there(
    kind: type[FakeSource],
    limit: int,
    rows: tuple[int, ...],
    has_more: bool,
    missing: tuple[int, ...],
) -> None:
    query = Query(ids=tuple(FIRST_ID + row for row in rows))
    paginator = Paginator(kind(size=250), query, limit)
    assert await ids_of(paginator) == [FIRST_ID + row for row in rows[:limit]]
    assert paginator.has_more == has_more
    assert paginator.missing_ids == tuple(FIRST_ID + row for row in missing)
