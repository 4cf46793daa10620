"""What the screen says while a live account is read as a whole, for what it cannot search for."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import source as cached_source
from seq_tui.archive.cache.source import CachedSource
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.widgets import search_bar
from seq_tui.ui.widgets.search_bar import SearchBar, SearchInput
from tests.archive.cache.sessions import open_cache
from tests.fake_source import FakeSource
from tests.ui.browsing import NOW, browse, in_panes
from tests.ui.idle import wait_for_idle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from tests.ui.browsing import Browsing

pytestmark = pytest.mark.anyio


class SlowSource(FakeSource):
    """Answers for pages up to a number, which can be raised."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._last = 1
        self._raised = asyncio.Event()

    def answer_up_to(self, number: int) -> None:
        """Answer for these pages, those that were requested already too."""
        self._last = number
        self._raised.set()
        self._raised = asyncio.Event()

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> Page[Sequence]:
        """A page, once its number is answered for."""
        page = await super().page(query, number, is_wanted=is_wanted)
        while number > self._last:
            await self._raised.wait()
        return page


@asynccontextmanager
async def live(
    path: Path, source: FakeSource, query: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Browsing]:
    """A live account of which what was found so far is shown at once."""
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0.02)
    cached = CachedSource(source, open_cache(lambda: path), lambda: NOW)
    async with browse(cached, query) as browsing:
        yield browsing
    cached.close()


async def wait_for(browsing: Browsing, *texts: str) -> None:
    """Wait until the screen has these texts."""
    async with asyncio.timeout(60):
        while not all(text in browsing.text() for text in texts):
            await wait_for_idle(0.005)


async def test_the_rows_found_so_far_are_said_to_be_so_until_all_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SlowSource(342)
    async with live(tmp_path / "a.seq", source, "", monkeypatch) as browsing:
        await browsing.settle()
        await browsing.pilot.press("slash")
        browsing.screen.query_one(SearchInput).value = "steps>3"
        await wait_for(browsing, " 20 so far ", "reading all sequences, 100 so far…")
        source.answer_up_to(2)
        await wait_for(browsing, " 40 so far ")
        source.answer_up_to(4)
        await browsing.settle()
        assert " so far" not in browsing.text()
        assert re.search(r"/ steps>3 +68 ", browsing.text())
        assert browsing.list.row_count == 68
        assert source.requested == [("", 1), ("", 2), ("", 3), ("", 4)]
        await browsing.press("escape")
        await browsing.search("steps=0")
        assert browsing.list.row_count == 69
        assert len(source.requested) == 4, "the next filter asks for nothing"
        await browsing.press("enter", "r")
        assert len(source.requested) == 8, "all of it is read again"
        assert browsing.list.row_count == 69


async def test_nothing_is_said_to_be_missing_before_all_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SlowSource(342)
    query = 'steps>3 "Sequence 33"'
    async with live(tmp_path / "a.seq", source, query, monkeypatch) as browsing:
        await wait_for(browsing, "Reading all sequences", "100 so")
        said, _ = in_panes(browsing)
        assert "Reading all sequences of api.getbase.com, 100 so far" in said
        assert "No sequence" not in said
        source.answer_up_to(2)
        await wait_for(browsing, "200 so")
        said, _ = in_panes(browsing)
        assert "No sequence" not in said
        source.answer_up_to(4)
        await browsing.settle()
        assert browsing.list.row_count == 2
        await browsing.search(" -3")
        said, _ = in_panes(browsing)
        assert 'No sequence is found by steps>3 "Sequence 33" -3' in said
        assert len(source.requested) == 4


async def test_the_next_filter_does_not_wait_for_a_pause_in_typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live(tmp_path / "a.seq", FakeSource(342), "steps>3", monkeypatch) as browsing:
        await browsing.settle()
        bar = browsing.app.screen.query_one(SearchBar)
        bar.debounce = Debounce(bar, 3600, lambda: bar.post_message(bar.Settled()))
        bar.input.value = "steps>3 1009"
        await wait_for(browsing, "1 of 1")


async def test_a_search_of_the_account_waits_for_a_pause_in_typing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_bar, "SEARCH_DEBOUNCE", 3600)
    source = FakeSource(30)
    async with browse(source) as browsing:
        await browsing.press("slash")
        requests = list(source.requested)
        await browsing.app._press_keys(["s"])
        await wait_for_idle()
        debounce = browsing.screen.query_one(SearchBar).debounce
        assert debounce.is_pending
        assert source.requested == requests
        debounce.cancel()


async def test_in_an_order_that_the_cache_knows_words_need_no_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_bar, "SEARCH_DEBOUNCE", 3600)
    source = FakeSource(30)
    async with live(tmp_path / "a.seq", source, "", monkeypatch) as browsing:
        await browsing.press("s", "n")
        await wait_for(browsing, "By name, A to Z", "Sequence 29")
        requests = list(source.requested)
        await browsing.press("slash")
        await browsing.app._press_keys(["1"])
        await wait_for_idle()
        assert not browsing.screen.query_one(SearchBar).debounce.is_pending
        await browsing.settle()
        assert "/ 1                                    12 " in browsing.text()
        assert source.requested == requests
