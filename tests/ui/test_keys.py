"""The visible effect of each key of the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.screens.palette import Palette
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.start_line import StartInput
from seq_tui.ui.widgets.step_search_bar import StepSearchInput
from tests.fake_source import NO_ANSWER, FakeSource, sequence
from tests.ui.browsing import NARROW, WIDE, Browsing, browse

if TYPE_CHECKING:
    from textual.screen import Screen

pytestmark = pytest.mark.anyio


def focused_id(browsing: Browsing) -> str:
    """The id of the focused widget."""
    focused = browsing.app.focused
    return "" if focused is None or focused.id is None else focused.id


def on_top(browsing: Browsing) -> type[Screen[object]]:
    """The class of the screen on top."""
    return type(browsing.app.screen)


def title(browsing: Browsing) -> str:
    """The name above the steps."""
    return browsing.title


async def test_keys_that_move_in_the_list() -> None:
    async with browse(FakeSource(90), size=NARROW) as browsing:
        await browsing.settle()
        rows = browsing.list.rows_in_view
        for key, row in (
            ("down", 2),
            ("j", 3),
            ("up", 2),
            ("k", 1),
            ("pagedown", 1 + rows),
            ("pageup", 1),
            ("ctrl+d", 1 + rows // 2),
            ("ctrl+u", 1),
            ("end", 90),
            ("home", 1),
            ("G", 90),
            ("g", 1),
            ("ctrl+n", 2),
            ("ctrl+f", 2 + rows),
            ("ctrl+b", 2),
            ("L", rows),
            ("H", 1),
            ("M", 1 + (rows - 1) // 2),
            ("home", 1),
        ):
            await browsing.pilot.press(key)
            assert f" {row} of 90 " in browsing.text(browsing.screen.query_one("#status")), key
            marked = [line for line in browsing.text(browsing.list).split("\n") if "▌" in line]
            assert [line.split()[:3] for line in marked] == [["▌", "Sequence", f"{row - 1}"]], key
        await browsing.press("j", "enter")
        assert title(browsing) == "Sequence 1"


async def test_keys_that_move_in_the_steps_move_nothing_else() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("down", "down", "down", "down", "enter")
        for key, step in (
            ("down", 2),
            ("G", 4),
            ("k", 3),
            ("home", 1),
        ):
            await browsing.press(key)
            assert f"Step {step} " in browsing.text(browsing.screen.query_one("#step")), key
            assert f"▌ {step} " in browsing.text(browsing.steps), key
        assert title(browsing) == "Sequence 4"


async def test_enter_goes_in_and_escape_comes_back() -> None:
    async with browse(FakeSource(90), size=NARROW) as browsing:
        await browsing.pilot.press("down", "down")
        for key, focus in (
            ("enter", "steps"),
            ("escape", "list"),
            ("enter", "steps"),
            ("enter", "step"),
            ("escape", "steps"),
            ("escape", "list"),
        ):
            await browsing.pilot.press(key)
            assert focused_id(browsing) == focus
        assert browsing.list.cursor == 2


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("inwards", "outwards"), [("right", "left"), ("l", "h")])
async def test_right_goes_in_and_left_goes_out(
    inwards: str, outwards: str, size: tuple[int, int]
) -> None:
    async with browse(FakeSource(90), size=size) as browsing:
        await browsing.press("slash", "8", "enter", "down")
        for key, focus in (
            (inwards, "steps"),
            (inwards, "step"),
            (inwards, "step"),
            (outwards, "steps"),
            (outwards, "list"),
            (outwards, "list"),
        ):
            await browsing.press(key)
            assert focused_id(browsing) == focus
        assert browsing.list.row_count < 90, "only escape clears the search"


async def test_slash_searches_the_part_that_has_the_focus() -> None:
    async with browse(FakeSource(90), size=NARROW) as browsing:
        await browsing.press("down", "slash")
        assert focused_id(browsing) == "search-input"
        for keys in (("enter", "enter"), ("escape", "enter")):
            await browsing.press(*keys, "slash")
            assert isinstance(browsing.app.focused, StepSearchInput)
            assert browsing.steps.region, "the steps are shown below their search"
        await browsing.press("escape", "escape", "escape", "slash")
        assert focused_id(browsing) == "search-input"
        assert browsing.list.region, "the list is shown below its search box"


async def test_letters_in_the_search_box_are_typed() -> None:
    source = FakeSource(90)
    async with browse(source, size=NARROW) as browsing:
        await browsing.settle()
        await browsing.pilot.press("slash", "q", "N", "r", "G", "question_mark", "slash")
        assert browsing.screen.query_one(SearchInput).value == "qNrG?/"
        await browsing.pilot.press("left", "backspace", "home", "x")
        assert browsing.screen.query_one(SearchInput).value == "xqNrG/"
        assert on_top(browsing) is BrowserScreen
        await browsing.settle()
        await browsing.press("f5")
        assert focused_id(browsing) == "search-input"
        assert source.requested[-2:] == [("xqNrG/", 1)] * 2, "keys that type nothing work here too"
        await browsing.pilot.press("f1")
        assert on_top(browsing) is HelpScreen


async def test_enter_and_down_go_from_the_search_box_to_the_results() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.settle()
        for keys, found in (
            (("8", "9", "enter"), 89),
            (("end", "backspace", "8", "down"), 88),
            (("8", "7", "ctrl+n"), 87),
        ):
            await browsing.press("slash", *keys)
            assert focused_id(browsing) == "list"
            assert browsing.list.row_count == 1
            assert title(browsing) == f"Sequence {found}"


async def test_enter_does_not_wait_for_the_debounce() -> None:
    source = FakeSource(90)
    async with browse(source, size=NARROW) as browsing:
        await browsing.settle()
        browsing.screen._search.debounce._seconds = 3600
        await browsing.pilot.press("slash", "8", "9", "enter")
        assert source.requested[-1] == ("89", 1)


async def test_escape_clears_the_search_and_keeps_what_it_found() -> None:
    source = FakeSource(90)
    async with browse(source, size=NARROW) as browsing:
        await browsing.press("down", "escape")
        assert browsing.list.cursor == 1, "without a search there is nothing to do"
        for keys in (("escape",), ("enter", "escape")):
            await browsing.press("slash", "8", "9")
            assert browsing.list.row_count == 1
            await browsing.press(*keys)
            assert focused_id(browsing) == "list"
            assert browsing.screen.query_one(SearchInput).value == ""
            assert (browsing.list.row_count, browsing.list.cursor) == (90, 89)
            browsing.list.cursor = 1
        assert source.requested.count(("", 1)) == 1, "all rows were still in memory"


async def test_n_and_shift_n_change_the_sequence_from_everywhere_but_the_search_box() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("down", "n")
        assert (focused_id(browsing), title(browsing)) == ("list", "Sequence 2")
        await browsing.press("enter", "n")
        assert (focused_id(browsing), title(browsing)) == ("steps", "Sequence 3")
        await browsing.press("enter", "N", "N")
        assert (focused_id(browsing), title(browsing)) == ("step", "Sequence 1")


async def test_brackets_move_the_start_by_days_and_braces_by_weeks() -> None:
    async with browse(FakeSource(sequences=(sequence(4),))) as browsing:
        await browsing.settle()
        started = browsing.screen.query_one("#started")
        for key, day in (
            ("right_square_bracket", "Tue 24 Nov"),
            ("right_curly_bracket", "Tue 1 Dec"),
            ("left_square_bracket", "Mon 30 Nov"),
            ("left_curly_bracket", "Mon 23 Nov"),
            ("greater_than_sign", "Tue 24 Nov"),
            ("shift+right", "Wed 25 Nov"),
            ("less_than_sign", "Tue 24 Nov"),
            ("shift+left", "Mon 23 Nov"),
        ):
            await browsing.pilot.press(key)
            assert day in browsing.text(started), key


async def test_t_asks_for_a_start_and_enter_sets_it() -> None:
    async with browse(FakeSource(sequences=(sequence(4),))) as browsing:
        await browsing.settle()
        started = browsing.screen.query_one("#started")
        await browsing.pilot.press("t", *"+2d", "escape")
        assert on_top(browsing) is BrowserScreen
        assert "Mon 23 Nov" in browsing.text(started), "escape keeps the start as it is"
        await browsing.pilot.press("t", *"x", "enter")
        assert isinstance(browsing.app.focused, StartInput), "it can be typed again"
        await browsing.pilot.press("backspace", *"+2d", "enter")
        assert on_top(browsing) is BrowserScreen
        assert "Wed 25 Nov" in browsing.text(started)


async def test_tab_cycles_through_the_panes_and_shift_tab_goes_back() -> None:
    parts = ["list", "steps", "step", "search-input"]
    async with browse(FakeSource(90)) as browsing:
        await browsing.press("down")
        for part in [*parts[1:], parts[0]]:
            await browsing.pilot.press("tab")
            assert focused_id(browsing) == part
        for part in reversed(parts[2:]):
            await browsing.pilot.press("shift+tab")
            assert focused_id(browsing) == part


async def test_r_and_f5_reload_and_retry_after_a_failure() -> None:
    source = FakeSource(90)
    async with browse(source) as browsing:
        await browsing.settle()
        for key, size in (("r", 60), ("f5", 50)):
            source.sequences = source.sequences[:size]
            source.failures = [NO_ANSWER]
            before = browsing.list.row_count
            await browsing.press(key)
            assert "The service failed (503)" in browsing.text()
            assert f"1 of {before}" in browsing.text()
            await browsing.press(key)
            assert "The service failed (503)" not in browsing.text()
            assert f"1 of {size}" in browsing.text()
        assert source.requested == [("", 1)] * 5


async def test_an_empty_account_is_reloaded_too() -> None:
    source = FakeSource(0)
    async with browse(source) as browsing:
        await browsing.settle()
        source.sequences = FakeSource(3).sequences
        await browsing.press("r")
        assert "1 of 3" in browsing.text()


async def test_help_opens_and_closes() -> None:
    async with browse(FakeSource(90), size=NARROW) as browsing:
        await browsing.press("down", "enter")
        for key, closing in (
            ("question_mark", "escape"),
            ("f1", "q"),
            ("question_mark", "question_mark"),
            ("f1", "f1"),
        ):
            await browsing.pilot.press(key)
            assert on_top(browsing) is HelpScreen
            assert "At the earliest" in browsing.text()
            await browsing.pilot.press(closing)
            assert on_top(browsing) is BrowserScreen
            assert focused_id(browsing) == "steps", "the focus returns"


async def test_ctrl_p_opens_the_palette_and_escape_closes_it() -> None:
    async with browse(FakeSource(90)) as browsing:
        await browsing.pilot.press("ctrl+p")
        assert on_top(browsing) is Palette
        await browsing.pilot.press("escape")
        assert on_top(browsing) is BrowserScreen
        assert focused_id(browsing) == "list"


@pytest.mark.parametrize(
    "keys",
    [
        ("q",),
        ("enter", "enter", "q"),
        ("ctrl+q",),
        ("slash", "x", "ctrl+c"),
        ("question_mark", "ctrl+c"),
        ("ctrl+p", "ctrl+c"),
    ],
    ids=" ".join,
)
async def test_q_quits_and_ctrl_c_quits_from_anywhere(keys: tuple[str, ...]) -> None:
    async with browse(FakeSource(sequences=(sequence(4),)), size=NARROW) as browsing:
        await browsing.pilot.press(*keys[:-1])
        assert browsing.app.return_code is None
        await browsing.pilot.press(keys[-1])
        assert browsing.app.return_code == 0


async def test_q_quits_while_a_request_hangs() -> None:
    source = FakeSource(90)
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.press("q")
        assert browsing.app.return_code == 0
