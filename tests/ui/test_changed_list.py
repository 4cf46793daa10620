"""A live account that changes while its list is read: the screen says so once, and reads again."""

from __future__ import annotations

import pytest

from seq_tui.ui.search_results import CHANGED
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import Browsing, browse

pytestmark = pytest.mark.anyio


def told(browsing: Browsing) -> list[str]:
    return browsing.messages


async def test_rows_that_come_again_on_the_next_page_are_told_once_until_r() -> None:
    source = FakeSource(size=342)
    async with browse(source) as browsing:
        await browsing.settle()
        assert told(browsing) == []
        source.sequences = (sequence(999), *source.sequences)
        await browsing.press("G")
        await browsing.settle()
        await browsing.press("g", "ctrl+f", "ctrl+f", "ctrl+f", "ctrl+f", "G")
        await browsing.settle()
        assert told(browsing) == [f"{CHANGED} Press r to read it again."]
        await browsing.press("r")
        await browsing.settle()
        assert told(browsing) == [f"{CHANGED} Press r to read it again."]
        assert [number for _, number in source.requested].count(4) == 2


async def test_a_list_that_stays_is_no_matter() -> None:
    async with browse(FakeSource(size=342)) as browsing:
        await browsing.press("G", "g", "G", "r")
        await browsing.settle()
        assert told(browsing) == []
