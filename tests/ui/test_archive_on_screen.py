"""An archive on the screen: its rows, its file name and its date."""

from __future__ import annotations

from collections import Counter
from functools import wraps
from typing import TYPE_CHECKING

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.server.demo.account import demo_sequence
from seq_tui.ui import detail_follower, progress
from seq_tui.ui.widgets import search_bar
from seq_tui.ui.widgets.status_line import StatusLine
from tests.archive.saved_items import saved_demo
from tests.ui.browsing import NARROW, WIDE, browse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

MINE = SourceInfo(SourceKind.ARCHIVE, "mine.seqtui", as_of="saved 24 Nov 2026")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x36"])
async def test_the_file_and_its_date_are_always_on_the_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    archive = saved_demo(tmp_path / "mine.seqtui", 342)
    async with browse(archive, size=size, source_info=MINE) as browsing:
        await browsing.settle()
        status = browsing.screen.query_one(StatusLine)
        assert "mine.seqtui" in browsing.text(status)
        assert browsing.text(status).endswith("archive · saved 24 Nov 2026")
        await browsing.search("winback")
        assert browsing.text(status).endswith("archive · saved 24 Nov 2026")
        assert "Winback" in browsing.text(browsing.list)


async def test_the_size_is_known_at_once_and_the_end_takes_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = saved_demo(tmp_path / "mine.seqtui", 1_000)
    asked: list[int] = []
    read = archive.page

    async def recording(
        query: Query, number: int, *, is_wanted: Callable[[], bool]
    ) -> Page[Sequence]:
        asked.append(number)
        return await read(query, number, is_wanted=is_wanted)

    monkeypatch.setattr(archive, "page", recording)
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.settle()
        assert "1 of 1,000" in browsing.text(browsing.screen.query_one(StatusLine))
        await browsing.press("end")
        assert asked == [1, 10]
        assert "1,000 of 1,000" in browsing.text(browsing.screen.query_one(StatusLine))
        assert (demo_sequence(999).name or "")[:20] in browsing.text(browsing.list)
        await browsing.press("g", "slash", *"winback", "enter")
        asked.clear()
        await browsing.press("end")
        assert asked in ([], [1]), "the results are few, and all of them were found"


@pytest.mark.parametrize("text", ["winback", "steps>2", "steps>2 by length"])
async def test_the_results_of_a_search_that_rests_are_counted(tmp_path: Path, text: str) -> None:
    archive = saved_demo(tmp_path / "mine.seqtui", 3_000)
    typed, _, order = text.partition(" by ")
    total = await archive.count_results(Query.parse(typed))
    assert total is not None
    assert total > 1.5 * PER_PAGE
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.search(typed)
        if order:
            await browsing.press("enter", "s", "l")
        while browsing.screen._session.current.rows.total is None:
            await browsing.pilot.pause(0.01)
        assert f" of {total:,}" in browsing.text(browsing.screen.query_one(StatusLine))


@pytest.mark.parametrize("text", ["", "steps>2"])
@pytest.mark.parametrize("letter", ["n", "u", "r"])
async def test_the_cursor_stays_on_a_sequence_that_is_far_down_in_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, letter: str
) -> None:
    archive = saved_demo(tmp_path / "mine.seqtui", 3_000)
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.settle()
        if text:
            await browsing.search(text)
            await browsing.press("enter")
        await browsing.press(*"2111", "G")
        found = browsing.screen._list_pane.highlighted_id
        asked: list[int] = []
        read = archive.page

        async def recording(
            query: Query, number: int, *, is_wanted: Callable[[], bool]
        ) -> Page[Sequence]:
            asked.append(number)
            return await read(query, number, is_wanted=is_wanted)

        monkeypatch.setattr(archive, "page", recording)
        await browsing.press("s", letter)
        assert browsing.screen._list_pane.highlighted_id == found
        assert browsing.list.cursor > 0
        assert len(asked) <= 4, asked
        assert browsing.messages == []


async def test_a_search_in_an_archive_has_no_debounce(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_bar, "SEARCH_DEBOUNCE", 3600)
    archive = saved_demo(tmp_path / "mine.seqtui", 342)
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.settle()
        await browsing.search("winback")
        assert "Winback" in browsing.text(browsing.list)


async def test_a_letter_of_a_search_causes_no_layout_and_no_style_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: Counter[str] = Counter()
    for owner, name in ((Screen, "_refresh_layout"), (Stylesheet, "update_nodes")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name), calls))
    # What comes later by itself would be counted too where the machine stands still that long.
    monkeypatch.setattr(detail_follower, "CREATORS_DEBOUNCE", 3600)
    monkeypatch.setattr(progress, "PROGRESS_DELAY", 3600)
    archive = saved_demo(tmp_path / "mine.seqtui", 3_000)
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.press("slash", "w")
        while browsing.screen._session.current.rows.total is None:
            await browsing.pilot.pause(0.005)
        await browsing.settle()
        before = browsing.text(browsing.list)
        browsing.screen._follower.debounce._seconds = 3600
        calls.clear()
        await browsing.pilot.press("i")
        while browsing.screen._session.is_loading or browsing.text(browsing.list) == before:
            await browsing.pilot.pause(0.005)
        await browsing.pilot.pause()
        assert "Winback" in browsing.text(browsing.list)
        assert calls == {}


def counted(method: Callable[..., object], calls: Counter[str]) -> Callable[..., object]:
    """The method, with its calls counted."""

    @wraps(method)
    def call(*given: object, **named: object) -> object:
        calls[method.__name__] += 1
        return method(*given, **named)

    return call


async def test_end_goes_to_the_last_row_of_an_archive(tmp_path: Path) -> None:
    archive = saved_demo(tmp_path / "mine.seqtui", 342)
    async with browse(archive, source_info=MINE) as browsing:
        await browsing.settle()
        await browsing.press("G")
        assert "342 of 342" in browsing.text()
