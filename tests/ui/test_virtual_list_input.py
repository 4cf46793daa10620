"""What keys and mouse clicks do in a list."""

from __future__ import annotations

import pytest

from seq_tui.domain.page import Window
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.ui.toy_list import TitledToyList, Toy, showing

pytestmark = pytest.mark.anyio


async def test_each_key_moves_the_cursor_and_the_view() -> None:
    async with showing(1_000) as toy:
        for key, cursor, top in (
            ("down", 501, 500),
            ("j", 501, 500),
            ("up", 499, 499),
            ("k", 499, 499),
            ("home", 0, 0),
            ("g", 0, 0),
            ("end", 999, 976),
            ("G", 999, 976),
            ("pagedown", 524, 524),
            ("pageup", 476, 476),
            ("ctrl+d", 512, 512),
            ("ctrl+u", 488, 488),
        ):
            toy.rows.cursor = 500
            toy.rows.scroll_to(y=500, animate=False)
            await toy.pilot.press(key)
            assert (toy.rows.cursor, toy.window) == (cursor, Window(top, top + 24)), key


async def test_paging_keeps_the_cursor_in_its_line_of_the_screen() -> None:
    async with showing(1_000) as toy:
        toy.rows.cursor = 10
        await toy.pilot.press("pagedown", "pagedown")
        assert toy.lines[10].startswith(">row 58")
        await toy.pilot.press("ctrl+u")
        assert toy.lines[10].startswith(">row 46")


async def test_paging_reaches_both_ends() -> None:
    async with showing(60) as toy:
        await toy.pilot.press(*["pagedown"] * 4)
        assert toy.rows.cursor == 59
        await toy.pilot.press(*["pageup"] * 4)
        assert (toy.rows.cursor, toy.window.start) == (0, 0)


async def test_a_page_of_one_row_is_a_row() -> None:
    async with showing(10, size=(20, 1)) as toy:
        for key, cursor in (("pagedown", 1), ("ctrl+d", 2), ("ctrl+u", 1), ("pageup", 0)):
            await toy.pilot.press(key)
            assert toy.rows.cursor == cursor


async def test_no_key_does_anything_in_an_empty_list() -> None:
    async with showing(0, tail="") as toy:
        await toy.pilot.press("down", "up", "pagedown", "pageup", "end", "home")
        assert toy.rows.cursor == 0


async def click(toy: Toy, line: int, times: int = 1) -> None:
    assert await toy.pilot.click(toy.rows, offset=(6, line), times=times)


async def test_a_click_moves_the_cursor_and_another_one_selects_the_row() -> None:
    async with showing(1_000) as toy:
        toy.rows.scroll_to(y=100, animate=False)
        await click(toy, 7)
        assert toy.rows.cursor == 107
        assert toy.count(VirtualList.Selected) == 0
        await click(toy, 7)
        assert toy.rows.cursor == 107
        assert toy.count(VirtualList.Selected) == 1


async def test_a_double_click_selects_a_row() -> None:
    async with showing(1_000) as toy:
        await click(toy, 3, times=2)
        assert toy.rows.cursor == 3
        assert toy.count(VirtualList.Selected) == 1


async def test_a_click_below_the_header_is_counted_from_the_first_row() -> None:
    async with showing(1_000, rows=TitledToyList()) as toy:
        toy.rows.scroll_to(y=100, animate=False)
        await click(toy, 5)
        assert toy.rows.cursor == 103


async def test_a_click_outside_of_the_rows_does_nothing() -> None:
    async with showing(5, rows=TitledToyList(), tail="more") as toy:
        toy.rows.cursor = 2
        await toy.pilot.pause()
        toy.reset()
        for line in (0, 1, 2 + 5, 2 + 6, 23):
            await click(toy, line)
        assert toy.rows.cursor == 2
        assert toy.app.messages == []


async def test_a_click_in_an_empty_list_does_nothing() -> None:
    async with showing(0) as toy:
        await click(toy, 0)
        assert toy.app.messages == []
