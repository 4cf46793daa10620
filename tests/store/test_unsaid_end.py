"""Lists of services that cap their pages, or say nothing true of where a list ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.end_of_list import EndOfList
from seq_tui.domain.page import NextPage, RawPage, Window, never_cancelled
from seq_tui.store.loader import Loaded
from seq_tui.store.paged_list import PagedList
from tests.domain.records import STEADY
from tests.store.pages import ids, page
from tests.store.scripted_source import ScriptedSource, following

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

IN_VIEW = Window(0, 36)


class Service(ScriptedSource):
    """A service of `size` rows in pages of `length`; `says` maps a page to what is said of the
    next one, which is otherwise nothing."""

    def __init__(self, size: int, length: int, says: dict[int, NextPage] | None = None) -> None:
        super().__init__()
        self.size, self.length, self.says = size, length, says or {}
        self.end_of_list = EndOfList()

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        self.requested.append(number)
        return self.answer_to(number)

    def answer_to(self, number: int) -> Page[Sequence]:
        first = (number - 1) * self.length
        rows = range(first, max(first, min(first + self.length, self.size)))
        said = self.says.get(number, NextPage.UNSAID)
        raw = self.end_of_list.judge(RawPage(number, tuple(rows), False, next_page=said))
        return page(
            number,
            rows,
            is_last=raw.is_last,
            is_certain=raw.is_certain,
            next_page=raw.next_page,
        )


async def test_a_short_first_page_is_shown_and_then_checked() -> None:
    async with following(Service(42, 100)) as work:
        work.loader.want(Window(0, 20))
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2]
        assert work.results == [Loaded(Window(0, 42)), Loaded(Window(42, 42))]
        assert (work.rows.total, work.rows.end_doubt) == (42, "")


async def test_only_the_second_page_is_read_for_the_check() -> None:
    async with following(Service(1_000, 100)) as work:
        work.loader.want(IN_VIEW)
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2]
        assert work.rows.total is None


async def test_a_first_page_that_claims_another_is_not_checked() -> None:
    async with following(Service(1_000, 100, {1: NextPage.CLAIMED})) as work:
        work.loader.want(IN_VIEW)
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1]


@pytest.mark.parametrize(("size", "length"), [(250, 25), (243, 25), (100, 50), (7, 3)])
async def test_the_end_of_capped_pages_is_found(size: int, length: int) -> None:
    async with following(Service(size, length)) as work:
        work.loader.want(IN_VIEW)
        await anyio.wait_all_tasks_blocked()
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        assert (work.rows.total, work.rows.end_doubt) == (size, "")


async def test_a_page_that_leads_back_ends_the_list_with_a_doubt() -> None:
    async with following(Service(1_000, 30, {2: NextPage.BACK})) as work:
        work.loader.want(Window(0, 100))
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2]
        assert work.rows.total == 60
        assert work.rows.end_doubt == "page 2 leads back to a page before"


async def test_pages_that_come_round_in_a_circle_end_the_list_with_a_doubt() -> None:
    class Circle(Service):
        def answer_to(self, number: int) -> Page[Sequence]:
            same = super().answer_to((number - 1) % 2 + 1)
            return page(number, [row.id for row in same.items])

    async with following(Circle(1_000, 30)) as work:
        work.loader.want(Window(0, 100))
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2, 3]
        assert work.rows.total == 60
        assert work.rows.end_doubt == "page 3 only repeats others"


async def test_a_page_that_claims_none_unlike_those_before_is_checked_at_once() -> None:
    class Linked(Service):
        def answer_to(self, number: int) -> Page[Sequence]:
            self.says = {number: NextPage.UNSAID if number == 40 else NextPage.CLAIMED}
            return super().answer_to(number)

    async with following(Linked(4_000, 100)) as work:
        work.loader.want(IN_VIEW)
        await anyio.wait_all_tasks_blocked()
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2, 4, 8, 16, 32, 64, 48, 40, 41]
        assert (work.rows.total, work.rows.end_doubt) == (4_000, "")


@STEADY
@given(
    st.integers(0, 300),
    st.integers(1, 40),
    st.dictionaries(st.integers(1, 20), st.sampled_from([NextPage.CLAIMED, NextPage.UNSAID])),
    st.lists(st.integers(1, 60)),
)
def test_nothing_is_missed_whatever_is_said(
    size: int, length: int, says: dict[int, NextPage], before: list[int]
) -> None:
    service = Service(size, length, says)
    rows: PagedList[Sequence] = PagedList(max_pages=1_000)
    rows.put(service.answer_to(1))
    for number in before:
        rows.put(service.answer_to(number))
    while (probe := rows.next_probe()) is not None:
        rows.put(service.answer_to(probe))
    assert (rows.total, rows.end_doubt) == (size, "")
    while to_read := rows.pages_to_read(Window(0, 10_000)):
        rows.put(service.answer_to(to_read[0]))
    assert ids(rows) == list(range(size))
