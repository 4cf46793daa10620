"""A list of any size: the work of each repaint, and what its cursor and its window do."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp

from seq_tui.domain.page import Window
from seq_tui.ui.widgets.virtual_list import STRIPS, VirtualList
from tests.ui.toy_list import LARGE, SMALL, TitledToyList, ToyList, showing

pytestmark = pytest.mark.anyio

SIZES = [50, 1_000_000, 10_000_000]


@pytest.mark.parametrize("count", SIZES)
async def test_the_work_is_bounded_by_the_viewport_at_any_size(count: int) -> None:
    async with showing(count) as toy:
        toy.rows.cursor = 5
        await toy.pilot.pause()
        assert sorted(toy.rows.painted) == [0, 5], "a step of the cursor is two lines"
        toy.reset()
        toy.rows.action_last()
        await toy.pilot.pause()
        assert len(toy.rows.painted) <= 24, "another view is at most one viewport"
        assert toy.lines[-1].startswith(f">row {count - 1}")
        toy.reset()
        toy.rows.refresh()
        await toy.pilot.pause()
        assert len(toy.rows.painted) == 24


async def test_a_step_is_two_lines_also_in_the_middle_of_the_view() -> None:
    async with showing(1_000_000) as toy:
        toy.rows.cursor = 500_000
        await toy.pilot.pause()
        toy.rows.cursor -= 10
        await toy.pilot.pause()
        toy.reset()
        await toy.pilot.press("down")
        line = 499_990 - toy.window.start
        assert toy.rows.painted == [line, line + 1]
        assert toy.lines[line].startswith(" row 499990 ")
        assert toy.lines[line + 1].startswith(">row 499991 ")


async def test_painted_lines_are_cached() -> None:
    async with showing(1_000) as toy:
        hits = toy.rows.strips.hits
        toy.rows.refresh()
        await toy.pilot.pause()
        assert toy.rows.drawn == []
        assert toy.rows.strips.hits - hits == 24
        await toy.pilot.press("pagedown", "pageup")
        drawn = list(toy.rows.drawn)
        await toy.pilot.press("pagedown", "pageup")
        assert len(toy.rows.drawn) == len(drawn), "going back and forth draws nothing again"


async def test_a_line_that_is_painted_again_is_the_same_strip() -> None:
    async with showing(1_000) as toy:
        view = toy.rows.size.region
        lines, again = toy.rows.render_lines(view), toy.rows.render_lines(view)
        assert toy.rows.show_vertical_scrollbar
        assert [id(line) for line in lines] == [id(line) for line in again]


async def test_the_cache_holds_a_few_screens_of_lines() -> None:
    async with showing(100_000) as toy:
        for top in range(0, 2_000, 24):
            toy.rows.scroll_to(y=top, animate=False)
            await toy.pilot.pause(0)
        assert len(toy.rows.drawn) > STRIPS
        assert len(toy.rows.strips) <= STRIPS


async def test_a_step_on_a_very_tall_screen_draws_the_rows_that_are_new() -> None:
    async with showing(1_000, size=(80, 3 * STRIPS)) as toy:
        toy.rows.scroll_to(y=1, animate=False)
        await toy.pilot.pause(0)
        toy.rows.drawn.clear()
        toy.rows.scroll_to(y=2, animate=False)
        await toy.pilot.pause(0)
        assert len(toy.rows.drawn) == 1


async def test_rows_that_arrive_paint_only_their_lines_in_view() -> None:
    async with showing(1_000_000) as toy:
        toy.rows.refresh_rows(Window(20, 1_000_000))
        await toy.pilot.pause()
        assert toy.rows.painted == [20, 21, 22, 23]


async def test_more_rows_below_the_view_paint_and_draw_nothing() -> None:
    async with showing(100) as toy:
        toy.rows.row_count = 200
        await toy.pilot.pause()
        assert toy.rows.painted == []
        misses = toy.rows.strips.misses
        toy.rows.scroll_to(y=1, animate=False)
        await toy.pilot.pause()
        assert toy.rows.strips.misses == misses + 1
        assert toy.rows.max_scroll_y == 200 - 24


@pytest.mark.parametrize("rows", [Window(5_000, 6_000), Window(24, 25), Window(0, 0)])
async def test_rows_out_of_view_paint_nothing(rows: Window) -> None:
    async with showing(1_000_000) as toy:
        toy.rows.refresh_rows(rows)
        await toy.pilot.pause()
        assert toy.rows.painted == []


async def test_a_row_that_is_not_in_memory_shows_a_placeholder_until_it_is() -> None:
    async with showing(100) as toy:
        toy.rows.absent = range(3, 100)
        toy.rows.refresh_rows(Window(0, 100))
        await toy.pilot.pause()
        assert toy.lines[2].strip() == "row 2"
        assert toy.lines[3].strip() == "..."
        toy.rows.absent = range(0)
        toy.rows.refresh_rows(Window(3, 100))
        await toy.pilot.pause()
        assert toy.lines[3].strip() == "row 3"


@pytest.mark.parametrize("size", [SMALL, LARGE, (20, 3)])
@pytest.mark.parametrize("rows", [ToyList, TitledToyList])
async def test_the_last_row_can_be_reached_and_is_not_covered(
    size: tuple[int, int], rows: type[ToyList]
) -> None:
    async with showing(1_000_000, rows=rows(), size=size) as toy:
        await toy.pilot.press("end")
        assert toy.lines[-1].startswith(">row 999999 ")
        assert toy.window.stop == 1_000_000
        assert not toy.rows.show_horizontal_scrollbar
        assert all(cell_len(line) == size[0] for line in toy.lines)


async def test_titles_stay_above_the_rows() -> None:
    async with showing(1_000, rows=TitledToyList()) as toy:
        for key in ("home", "pagedown", "end"):
            await toy.pilot.press(key)
            assert toy.lines[0].startswith(" title")
            assert toy.lines[1].startswith(" ==")
            assert toy.lines[2].lstrip(" >").startswith(f"row {toy.window.start}")
        assert toy.window == Window(978, 1_000)


async def test_a_line_that_cuts_a_wide_character_keeps_its_width() -> None:
    for width in (20, 21):
        rows = ToyList()
        rows.text = "漢字かな交じり文漢字かな交じり文 {}"
        async with showing(100, rows=rows, size=(width, 10)) as toy:
            assert [cell_len(line) for line in toy.lines] == [width] * 10
            assert rows.scrollable_content_region.width == width - 1
            assert rows.render_line(0).cell_length == width - 1
            assert "漢字かな" in toy.lines[0]
            assert "..." in toy.lines[0]


async def test_the_cursor_stays_on_a_row_when_there_are_fewer() -> None:
    async with showing(20_000) as toy:
        toy.rows.cursor = 19_999
        await toy.pilot.pause()
        toy.rows.row_count = 50
        await toy.pilot.pause()
        assert toy.rows.cursor == 49
        assert toy.lines[-1].startswith(">row 49")
        toy.rows.row_count = 0
        await toy.pilot.pause()
        assert toy.rows.cursor == 0
        assert "".join(toy.lines).strip() == ""


async def test_more_rows_leave_the_view_where_it_is() -> None:
    async with showing(100) as toy:
        toy.rows.cursor = 60
        await toy.pilot.pause()
        window = toy.window
        toy.rows.row_count = 1_000_000
        await toy.pilot.pause()
        assert toy.window == window
        assert toy.rows.cursor == 60


async def test_the_cursor_cannot_leave_the_rows() -> None:
    async with showing(10) as toy:
        toy.rows.cursor = 1_000
        assert toy.rows.cursor == 9
        toy.rows.cursor = -1
        assert toy.rows.cursor == 0


async def test_the_tail_is_shown_and_in_the_window_but_out_of_reach() -> None:
    async with showing(1_000, tail="loading more") as toy:
        await toy.pilot.press("end", "down", "down")
        assert toy.rows.cursor == 999
        assert toy.lines[-2].startswith(">row 999")
        assert toy.lines[-1].strip() == "loading more"
        assert toy.window.stop == 1_001, "the window includes the row that follows"
        toy.rows.tail = ""
        await toy.pilot.pause()
        assert toy.window.stop == 1_000
        assert "loading more" not in "".join(toy.lines)
        assert toy.lines[-1].startswith(">row 999")


async def test_the_tail_stays_below_the_last_row() -> None:
    async with showing(3, tail="loading more") as toy:
        assert toy.lines[3].strip() == "loading more"
        toy.rows.row_count = 5
        await toy.pilot.pause()
        assert toy.lines[3].strip() == "row 3"
        assert toy.lines[5].strip() == "loading more"


async def test_only_the_last_of_many_windows_is_reported() -> None:
    async with showing(1_000_000) as toy:
        for top in (100, 2_000, 30_000):
            toy.rows.scroll_to(y=top, animate=False)
        await toy.pilot.pause()
        assert toy.count(VirtualList.WindowChanged) == 1
        assert toy.window == Window(30_000, 30_024)


async def test_a_step_inside_the_window_posts_no_message() -> None:
    async with showing(100) as toy:
        seen: list[int] = []
        toy.app.watch(toy.rows, "cursor", lambda row: seen.append(row), init=False)
        for row in (3, 4, 5):
            toy.rows.cursor = row
            assert seen[-1] == row
        await toy.pilot.pause()
        assert toy.count(VirtualList.WindowChanged) == 0


async def test_the_same_window_is_reported_once() -> None:
    async with showing(100) as toy:
        toy.rows.scroll_to(y=10, animate=False)
        await toy.pilot.pause()
        toy.rows.scroll_to(y=10, animate=False)
        toy.rows.row_count = 200
        await toy.pilot.pause()
        assert toy.count(VirtualList.WindowChanged) == 1


async def test_another_size_keeps_the_cursor_in_view() -> None:
    async with showing(1_000, size=LARGE) as toy:
        toy.rows.cursor = 30
        await toy.resize(60, 10)
        assert 30 in toy.window
        assert any(line.startswith(">row 30 ") for line in toy.lines)
        assert all(cell_len(line) == 60 for line in toy.lines)
        await toy.resize(*LARGE)
        assert 30 in toy.window


async def test_a_terminal_without_room_is_no_error() -> None:
    async with showing(1_000, rows=TitledToyList()) as toy:
        await toy.resize(1, 1)
        await toy.pilot.press("end", "pageup", "home")
        await toy.resize(80, 24)
        assert toy.lines[2].startswith(">row 0")


async def test_the_wheel_takes_the_cursor_along_at_the_edges() -> None:
    async with showing(1_000) as toy:
        toy.rows.cursor = 5
        await toy.wheel(MouseScrollDown, times=2)
        assert 0 < toy.window.start <= 5 == toy.rows.cursor, "it is still in view"
        await toy.wheel(MouseScrollDown, times=10)
        down = toy.window.start
        assert toy.rows.cursor == down > 5
        assert toy.lines[0].startswith(">")
        await toy.wheel(MouseScrollUp, times=8)
        assert toy.rows.cursor == down, "it is still in view"
        await toy.wheel(MouseScrollUp, times=20)
        assert toy.window.start == 0
        assert toy.rows.cursor == min(down, toy.window.stop - 1)


async def test_the_cursor_has_another_style_with_the_focus() -> None:
    async with showing(10) as toy:
        with_focus = [segment.style for segment in toy.rows.render_line(0)]
        toy.app.set_focus(None)
        await toy.pilot.pause()
        assert [segment.style for segment in toy.rows.render_line(0)] != with_focus
        assert toy.lines[0].startswith(">row 0"), "its mark is there without the focus too"


async def test_another_theme_paints_the_rows_again() -> None:
    async with showing(10) as toy:
        before = [segment.style for segment in toy.rows.render_line(3)]
        toy.app.theme = "textual-light"
        await toy.pilot.pause()
        assert [segment.style for segment in toy.rows.render_line(3)] != before
