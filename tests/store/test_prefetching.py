"""Which pages are prefetched before their rows are in view."""

from __future__ import annotations

import anyio
import pytest

from seq_tui.domain.page import Window
from tests.store.account_source import AccountSource
from tests.store.scripted_source import PER_PAGE, Following, following

pytestmark = pytest.mark.anyio

HEIGHT = 36
"""Rows in view."""


async def show(work: Following, start: int) -> None:
    """Bring rows into view."""
    stop = min(start + HEIGHT, work.rows.count + (work.rows.total is None))
    work.loader.want(Window(start, stop))
    await anyio.wait_all_tasks_blocked()


def page_at(row: int) -> int:
    """The page of a row, in an account of full pages."""
    return row // PER_PAGE + 1


async def with_known_end(work: Following, last: int) -> AccountSource:
    """Find the end; `source.requested` starts from here."""
    work.loader.seek_end()
    await anyio.wait_all_tasks_blocked()
    assert work.rows.total == last * PER_PAGE
    assert isinstance(work.source, AccountSource)
    work.source.requested.clear()
    return work.source


async def test_opening_takes_one_request() -> None:
    async with following(AccountSource(1_000)) as work:
        await show(work, 0)
        assert work.source.requested == [1]


async def test_a_jump_reads_the_page_in_view_and_at_most_one_ahead() -> None:
    async with following(AccountSource(1_000)) as work:
        source = await with_known_end(work, 1_000)
        await show(work, 50_010)
        assert source.requested == [501], "the next page is farther than the margin"
        await show(work, 70_090)
        assert source.requested[1:] == [701, 702]
        await show(work, 60_060)
        assert source.requested[3:] == [601], "scrolling up, the page below is not ahead"
        await show(work, 40_020)
        assert source.requested[4:] == [401, 400]


async def test_changing_direction_reads_the_page_on_the_other_side() -> None:
    async with following(AccountSource(1_000)) as work:
        source = await with_known_end(work, 1_000)
        await show(work, 50_020)
        assert source.requested == [501]
        await show(work, 50_019)
        assert source.requested == [501, 500]


async def test_resizing_the_view_does_not_change_the_direction() -> None:
    async with following(AccountSource(1_000)) as work:
        source = await with_known_end(work, 1_000)
        await show(work, 50_200)
        await show(work, 50_120)
        source.requested.clear()
        work.loader.want(Window(50_120, 50_190))
        await anyio.wait_all_tasks_blocked()
        assert source.requested == []


@pytest.mark.parametrize("step", [HEIGHT, -HEIGHT], ids=["down", "up"])
async def test_a_held_page_key_reads_the_pages_shown_and_one_ahead(step: int) -> None:
    async with following(AccountSource(1_000)) as work:
        source = await with_known_end(work, 1_000)
        shown: set[int] = set()
        start = 50_040
        for _ in range(100):
            start += step
            await show(work, start)
            assert all(work.rows.row(start + line) for line in range(HEIGHT))
            shown |= {page_at(start), page_at(start + HEIGHT - 1)}
        assert len(source.requested) == len(set(source.requested)), "no page twice"
        assert len(set(source.requested) - shown) <= 1


async def test_the_nearest_of_several_pages_above_is_read_first() -> None:
    source = AccountSource(1_000, per_page=10)
    async with following(source) as work:
        work.rows.assume_row(5_000)
        work.loader.want(Window(5_000, 5_001))
        await anyio.wait_all_tasks_blocked()
        source.requested.clear()
        work.loader.want(Window(4_900, 4_910))
        await anyio.wait_all_tasks_blocked()
        assert source.requested == [491, 490, 489, 488, 487]
