"""Going to rows that are not loaded."""

from __future__ import annotations

import pytest

from tests.fake_source import NO_ANSWER, FakeSource
from tests.ui.browsing import Browsing, browse

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
        assert "The service failed." in browsing.text()
        assert browsing.list.cursor == 99


async def test_a_row_number_loads_only_the_pages_then_in_view() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, "9,950")
        assert browsing.list.cursor == 9949
        assert "Sequence 9949" in browsing.text(browsing.list)
        assert "Sequence 9949" in browsing.text(browsing.screen.query_one("#name"))
        assert {number for _, number in source.requested} <= {1, 99, 100, 101}
        assert browsing.list.has_focus


async def test_a_row_past_the_end_is_reported_and_removed() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await go_to_row(browsing, "5000")
        [notice] = browsing.app._notifications
        assert notice.message.startswith("The last known row is ")
        assert browsing.list.row_count < 5000
        await browsing.press("end")
        assert "342 of 342" in browsing.text()


async def test_a_row_past_a_known_end_is_reported_and_the_cursor_goes_to_the_last() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.press("end")
        await browsing.press("home")
        asked = len(source.requested)
        await go_to_row(browsing, "5000")
        assert [notice.message for notice in browsing.app._notifications] == [
            "The last known row is 342."
        ]
        assert "342 of 342" in browsing.text()
        assert len(source.requested) == asked


async def test_a_row_number_is_not_searched() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.search("3")
        await browsing.press("enter")
        await go_to_row(browsing, "7")
        assert browsing.list.cursor == 6
        assert [query for query, _ in source.requested] == ["", "3"]
