"""The dialog that chooses a theme."""

from __future__ import annotations

import pytest

from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.themes import ThemeList, ThemeScreen
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, Browsing, browse

pytestmark = pytest.mark.anyio


async def open_themes(browsing: Browsing) -> ThemeList:
    """Open the dialog as its command does."""
    await browsing.settle()
    browsing.app.search_themes()
    await browsing.settle()
    return browsing.app.screen.query_one(ThemeList)


def background(browsing: Browsing) -> object:
    """The colour of a cell of the browser, beside all dialogs."""
    first = next(iter(browsing.app.screen._compositor.render_strips()[10]))
    return None if first.style is None else first.style.bgcolor


async def test_the_screen_below_is_shown_in_the_highlighted_theme() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        before = background(browsing)
        await browsing.press("k")
        assert browsing.app.theme == "textual-light"
        assert background(browsing) != before
        assert isinstance(browsing.app.screen, ThemeScreen)


async def test_the_present_theme_is_highlighted_and_marked() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        themes = await open_themes(browsing)
        await browsing.press("k")
        marked = [line for line in browsing.text(themes).split("\n") if "present" in line]
        assert [line.split()[1:3] for line in marked] == [["tokyo-night", "present"]]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_returns_to_the_theme_before(key: str) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("g", "j", key)
        assert browsing.app.theme == "tokyo-night"
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.messages == []


async def test_a_click_beside_the_dialog_returns_to_the_theme_before() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("g")
        await browsing.pilot.click(offset=(20, 5))
        await browsing.settle()
        assert browsing.app.theme == "tokyo-night"
        assert isinstance(browsing.app.screen, BrowserScreen)


async def test_enter_keeps_the_theme_and_says_its_name() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("k", "enter")
        assert browsing.app.theme == "textual-light"
        assert browsing.messages == ["Theme: textual-light"]
        assert isinstance(browsing.app.screen, BrowserScreen)


async def test_every_theme_can_be_shown() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        themes = await open_themes(browsing)
        await browsing.press("g")
        seen = {browsing.app.theme}
        for _ in range(themes.option_count - 1):
            await browsing.pilot.press("down")
            seen.add(browsing.app.theme)
        assert seen == set(browsing.app.available_themes)
