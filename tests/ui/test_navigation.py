"""Going to rows that are not loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import never_cancelled
from seq_tui.ui.widgets.search_bar import SearchInput
from tests.fake_source import NO_ANSWER, FakeSource
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio


async def go_to_row(browsing: Browsing, number: str) -> None:
    await browsing.press("colon", *number, "enter")


async def test_end_finds_the_last_row_without_reading_those_before_it() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.press("end")
        assert len(source.requested) <= 16
        assert "12,345 of 12,345" in browsing.text()
        assert "Sequence 12344" in browsing.text(browsing.list)
        await browsing.press("home")
        assert "Sequence 0" in browsing.text(browsing.list)
        assert source.requested.count(("", 1)) == 1


async def test_seeking_the_end_is_shown_and_can_be_cancelled() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("end")
        assert "looking for the end" in browsing.text(browsing.list)
        await browsing.pilot.press("escape")
        source.release()
        await browsing.settle()
        assert "looking for the end" not in browsing.text(browsing.list)
        assert browsing.list.cursor == 99
        assert len(source.requested) <= 3


async def test_a_failure_while_seeking_the_end_goes_to_the_last_known_row() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        source.later_failures = [NO_ANSWER]
        await browsing.press("end")
        assert "The service failed (503)" in browsing.text()
        assert browsing.list.cursor == 99


async def test_a_row_number_loads_only_the_pages_then_in_view() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, "9,950")
        assert browsing.list.cursor == 9949
        assert "Sequence 9949" in browsing.text(browsing.list)
        assert "Sequence 9949" in browsing.title
        assert {number for _, number in source.requested} <= {1, 99, 100, 101}
        assert browsing.list.has_focus


def messages(browsing: Browsing) -> list[str]:
    return browsing.messages


@pytest.mark.parametrize("number", ["5000", "343", "999,999", "9" * 30])
async def test_a_row_past_the_end_goes_to_the_last_row_and_says_its_number(number: str) -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, number)
        assert "342 of 342" in browsing.text()
        assert "Sequence 341" in browsing.text(browsing.list)
        row = min(int(number.replace(",", "")), 10**9 - 1)
        assert messages(browsing) == [f"There is no row {row:,}: the last one is 342."]
        assert len(source.requested) <= 16


async def test_a_row_past_a_known_end_goes_to_the_last_row_without_a_request() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.press("end")
        await browsing.press("home")
        asked = len(source.requested)
        await go_to_row(browsing, "5000")
        assert messages(browsing) == ["There is no row 5,000: the last one is 342."]
        assert "342 of 342" in browsing.text()
        assert len(source.requested) == asked


class EndlessSource(FakeSource):
    """Fails for every page but the first and one past the end."""

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        if number not in (1, 50):
            raise SourceError(NO_ANSWER)
        return await super().page(query, number, is_wanted=is_wanted)


async def test_if_the_end_is_not_found_the_last_known_row_is_said() -> None:
    async with browse(EndlessSource(1_234)) as browsing:
        await browsing.settle()
        await go_to_row(browsing, "5000")
        assert messages(browsing) == ["There is no row 5,000: the last known one is 100."]
        assert browsing.list.cursor == 99
        assert "The service failed (503)" in browsing.text()


async def test_a_later_end_is_not_about_an_earlier_row() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, "150")
        await browsing.press("end")
        assert "342 of 342" in browsing.text()
        assert messages(browsing) == []


@pytest.mark.parametrize("typed", ["abc", "", "0", "-3", "1.5", "²", "12a"])
async def test_what_is_no_row_number_is_explained_and_can_be_mended(typed: str) -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, typed)
        assert messages(browsing) == ["Type the number of a row after the colon, as in :500."]
        assert browsing.list.cursor == 0
        box = browsing.screen.query_one(SearchInput)
        assert box.has_focus
        assert box.value == f":{typed}"
        await browsing.press("escape")
        assert browsing.list.has_focus
        assert box.value == ""
        assert source.requested == [("", 1)]


@pytest.mark.parametrize("typed", ["1,234", " 1234 ", "１２３４", "0001234"])
async def test_a_row_number_may_be_written_in_many_ways(typed: str) -> None:
    async with browse(FakeSource(12_345)) as browsing:
        await browsing.settle()
        browsing.screen.query_one(SearchInput).value = f":{typed}"
        browsing.screen.action_leave_search()
        await browsing.settle()
        assert browsing.list.cursor == 1233
        assert messages(browsing) == []


async def test_a_row_number_is_not_searched() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.search("3")
        await browsing.press("enter")
        await go_to_row(browsing, "7")
        assert browsing.list.cursor == 6
        assert [query for query, _ in source.requested] == ["", "3"]
