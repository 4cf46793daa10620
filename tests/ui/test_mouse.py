"""The mouse: text can be selected and copied, and a drag does nothing else."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from textual.events import Click

from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.export import ExportScreen
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.widgets.search_bar import SearchInput
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, Browsing, browse

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.color import Color

pytestmark = pytest.mark.anyio


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Returns the text that was last copied to the terminal's clipboard; empty if none was."""
    sent: list[str] = []
    monkeypatch.setattr("seq_tui.ui.app.SeqTuiApp.write_control", lambda _, text: sent.append(text))

    def last() -> str:
        return b64decode(sent[-1].split(";")[-1].rstrip("\x07")).decode() if sent else ""

    return last


async def drag(browsing: Browsing, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button on a cell of the screen, move, and release it on another cell."""
    await browsing.pilot.mouse_down(offset=start)
    await browsing.pilot.hover(offset=end)
    await browsing.pilot.mouse_up(offset=end)
    await browsing.settle()


def place(browsing: Browsing, text: str) -> tuple[int, int]:
    """The first cell of a text on the screen."""
    for y, line in enumerate(browsing.text().split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(text)


async def drag_over(browsing: Browsing, text: str) -> None:
    """Select a text that is on the screen."""
    x, y = place(browsing, text)
    await drag(browsing, (x, y), (x + len(text) - 1, y))


def backgrounds(browsing: Browsing, y: int) -> list[Color | None]:
    """The colour behind each cell of a line of the screen."""
    return [
        None if segment.style is None else segment.style.bgcolor
        for segment in browsing.app.screen._compositor.render_strips()[y]
        for _ in range(segment.cell_length)
    ]


async def press(browsing: Browsing, key: str) -> None:
    """Press a key, and wait until copying is finished."""
    await browsing.press(key)
    while any(worker.group == "copy" for worker in browsing.app.workers):
        await browsing.pilot.pause(0.005)
    await browsing.settle()


@pytest.mark.parametrize("key", ["y", "ctrl+c"])
@pytest.mark.parametrize("text", ["equence 3", "4 steps", "e-mail 39"])
async def test_a_selection_is_copied_and_nothing_else_happens(
    copied: Callable[[], str], text: str, key: str
) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        browsing.list.cursor = 4
        await browsing.settle()
        await drag_over(browsing, text)
        assert browsing.app.screen.get_selected_text() == text
        await press(browsing, key)
        assert copied() == text
        assert text in browsing.messages[-1]
        assert browsing.app.return_code is None
        assert browsing.list.cursor == 4, "the drag does not highlight what it ended on"


async def test_rows_are_copied_as_lines_without_the_mark_of_the_cursor(
    copied: Callable[[], str],
) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        x, y = place(browsing, "Sequence 1")
        await drag(browsing, (x - 1, y), (x + 9, y + 2))
        await press(browsing, "ctrl+c")
        lines = copied().split("\n")
        assert [line.split()[:2] for line in lines] == [["Sequence", str(row)] for row in (1, 2, 3)]
        assert "▌" not in copied()
        assert lines[-1].endswith("Sequence 3")
        assert "the selected text" in browsing.messages[-1]


async def test_a_selection_is_painted() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        x, y = place(browsing, "Sequence 2")
        before = backgrounds(browsing, y)
        await drag(browsing, (x + 2, y), (x + 5, y))
        after = backgrounds(browsing, y)
        changed = [i for i, colour in enumerate(after) if colour != before[i]]
        assert changed == [x + 2, x + 3, x + 4, x + 5]


@pytest.mark.parametrize("key", ["down", "escape"])
async def test_a_step_or_escape_ends_the_selection(key: str) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        await drag_over(browsing, "equence 2")
        await browsing.press(key)
        assert not browsing.app.screen.get_selected_text()
        await browsing.pilot.press("ctrl+c")
        assert browsing.app.return_code == 0, "without a selection it quits"


async def test_what_is_selected_in_the_search_box_is_copied(copied: Callable[[], str]) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("slash", *"seq")
        browsing.screen.query_one(SearchInput).action_select_all()
        await press(browsing, "ctrl+c")
        assert copied() == "seq"
        assert browsing.app.return_code is None


async def test_text_of_a_dialog_is_copied(copied: Callable[[], str]) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("f1")
        await drag_over(browsing, "At the earliest")
        await press(browsing, "ctrl+c")
        assert copied() == "At the earliest"
        assert isinstance(browsing.app.screen, HelpScreen)
        assert browsing.app.return_code is None


async def test_two_clicks_on_a_row_open_it() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        await browsing.pilot.click(offset=place(browsing, "Sequence 2"), times=2)
        await browsing.settle()
        assert browsing.steps.has_focus
        assert browsing.list.cursor == 2
        assert not browsing.app.screen.get_selected_text()
        assert isinstance(browsing.app.screen, BrowserScreen)


async def test_three_clicks_select_nothing() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.settle()
        await browsing.pilot.click(offset=place(browsing, "Sequence 2"), times=3)
        await browsing.settle()
        assert not browsing.app.screen.get_selected_text()


async def test_a_click_beside_the_export_dialog_closes_it() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("e")
        assert isinstance(browsing.app.screen, ExportScreen)
        box = browsing.app.screen.query_one("Vertical").region
        await browsing.pilot.click(offset=(box.x + 2, box.y + 1))
        await browsing.settle()
        assert isinstance(browsing.app.screen, ExportScreen)
        await browsing.pilot.click(offset=(2, 2))
        await browsing.settle()
        assert isinstance(browsing.app.screen, BrowserScreen)


async def test_a_click_that_was_begun_before_a_dialog_opened_does_not_close_it() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("e")
        dialog = browsing.app.screen
        click = Click(dialog, 2, 2, 0, 0, 1, False, False, False, 2, 2)
        dialog.post_message(click)
        await browsing.settle()
        assert browsing.app.screen is dialog


async def test_a_click_beside_the_palette_closes_it() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await browsing.press("ctrl+p")
        await browsing.pilot.click(offset=(2, 20))
        await browsing.settle()
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.list.cursor == 0
