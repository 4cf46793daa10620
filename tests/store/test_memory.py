"""Rows that the source remembers, shown until they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import Window
from seq_tui.domain.query import Query
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.store.loader import Failed, Loaded
from seq_tui.store.paged_list import PagedList
from tests.store.pages import ids, page
from tests.store.scripted_source import SEARCH, ScriptedSource, following

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

EVERYTHING = Query()
EARLIER = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)
GONE = Failure(Cause.UNREACHABLE, "Cannot reach sell.test")


def remembering(*numbers: int) -> ScriptedSource:
    """A source that remembers these pages, with rows that the account has lost since."""
    source = ScriptedSource()
    for number in numbers:
        rows = range(number * 100 - 100, number * 100)
        source.memory[number] = page(number, [*rows[1:], -number], read_at=EARLIER)
    return source


async def test_what_is_remembered_is_there_before_anything_is_asked() -> None:
    async with following(remembering(1), query=EVERYTHING) as work:
        assert work.source.asked == [1]
        assert work.rows.row(0) is not None
        assert work.rows.count == 100
        assert work.rows.as_of(Window(0, 20)) == EARLIER
        assert work.results == []


async def test_the_page_that_arrives_takes_its_place() -> None:
    async with following(remembering(1), query=EVERYTHING) as work:
        await work.source.answer()
        assert work.results == [Loaded(Window(0, 100))]
        assert ids(work.rows) == list(range(100))
        assert work.rows.as_of(Window(0, 100)) is None
        assert work.rows.find(-1) is None


async def test_rows_that_come_into_view_are_recalled_while_a_request_is_under_way() -> None:
    async with following(remembering(1, 2), query=EVERYTHING) as work:
        assert work.loader.want(Window(150, 170)) == Loaded(Window(100, 200))
        assert work.rows.row(150) is not None
        assert work.source.asked == [1], "one request at a time"
        await work.source.answer()
        assert work.source.asked == [1, 2], "page 2 is still to be read"


async def test_pages_in_memory_are_not_recalled() -> None:
    async with following(remembering(1, 2), query=EVERYTHING) as work:
        await work.source.answer()
        work.source.recalled.clear()
        assert work.loader.want(Window(10, 30)) is None
        assert work.source.recalled == []
        assert ids(work.rows) == list(range(100))


async def test_a_recalled_page_gives_its_rows_up_to_one_that_was_read() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, [1, 2, 3], read_at=LATER))
    rows.recall(page(2, [3, 4, 5], read_at=EARLIER))
    assert ids(rows) == [1, 2, 3, 4, 5]
    rows.put(page(3, [5, 6], is_last=True))
    assert ids(rows) == [1, 2, 3, 4, 5, 6]
    assert rows.as_of(Window(0, 2)) is None
    assert rows.as_of(Window(0, 6)) == EARLIER


async def test_rows_are_as_old_as_the_oldest_page_in_view() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.recall(page(1, [1, 2], read_at=LATER))
    rows.recall(page(2, [3, 4], read_at=EARLIER))
    rows.recall(page(3, [5, 6]))
    assert rows.as_of(Window(0, 2)) == LATER
    assert rows.as_of(Window(0, 4)) == EARLIER
    assert rows.as_of(Window(4, 6)) is None, "its source does not say"


async def test_rows_that_are_read_again_say_from_when_they_are() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, [1, 2], is_last=True, read_at=LATER))
    assert rows.as_of(Window(0, 2)) is None
    rows.expire()
    assert rows.as_of(Window(0, 2)) == LATER


async def test_that_an_account_was_empty_is_no_answer_to_whether_it_is() -> None:
    source = ScriptedSource()
    source.memory[1] = page(1, [], is_last=True, read_at=EARLIER)
    async with following(source, query=EVERYTHING) as work:
        assert work.rows.total is None
        assert work.source.asked == [1]


async def test_a_remembered_end_that_proves_an_assumption_wrong_is_told() -> None:
    source = remembering(1)
    source.memory[3] = page(3, range(200, 242), is_last=True, read_at=EARLIER)
    async with following(source, query=EVERYTHING) as work:
        work.rows.reach(290)
        recalled = work.loader.want(Window(270, 291))
        assert recalled is not None
        assert recalled.is_short
        assert work.rows.total == 242


async def test_a_search_does_not_show_what_memory_happens_to_hold() -> None:
    async with following(remembering(1), query=SEARCH) as work:
        assert work.rows.count == 0
        assert work.source.recalled == []


async def test_out_of_reach_a_search_is_made_in_memory() -> None:
    async with following(remembering(1), query=SEARCH) as work:
        await work.source.fail(SourceError(GONE))
        assert work.results == [Loaded(Window(0, 100)), Failed(GONE)]
        assert work.loader.is_out_of_reach


async def test_another_failure_leaves_memory_alone() -> None:
    async with following(remembering(1), query=SEARCH) as work:
        await work.source.fail()
        assert work.source.recalled == []
        assert not work.loader.is_out_of_reach


async def test_a_search_that_begins_out_of_reach_is_answered_at_once() -> None:
    breaker = CircuitBreaker()
    breaker.record_failure(GONE)
    async with following(remembering(1), query=SEARCH, breaker=breaker) as work:
        assert work.source.asked == []
        assert work.rows.count == 100
        assert work.loader.failure == GONE


async def test_rows_stay_and_can_be_walked_through_when_the_account_is_out_of_reach() -> None:
    async with following(remembering(1, 2), query=EVERYTHING) as work:
        await work.source.fail(SourceError(GONE))
        assert work.results == [Failed(GONE)]
        assert work.rows.count == 100
        assert work.loader.want(Window(90, 110)) == Loaded(Window(100, 200))
        await anyio.wait_all_tasks_blocked()
        assert work.source.asked == [1]
        assert work.loader.is_idle


async def test_a_closed_loader_recalls_nothing() -> None:
    async with following(remembering(2), query=EVERYTHING) as work:
        work.loader.close()
        assert work.loader.want(Window(150, 170)) is None
        assert work.source.recalled == [1]
