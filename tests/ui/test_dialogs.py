"""How dialogs stand on the screen below."""

from __future__ import annotations

import pytest

from seq_tui.ui.screens.browser import BrowserScreen
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, Browsing, browse

pytestmark = pytest.mark.anyio


async def open_themes(browsing: Browsing) -> None:
    browsing.app.search_themes()
    await browsing.settle()


@pytest.mark.parametrize("size", [(40, 10), (50, 20), (72, 24)])
async def test_the_help_leaves_no_strip_of_a_narrow_screen_beside_it(size: tuple[int, int]) -> None:
    async with browse(FakeSource(9), size=size) as browsing:
        await browsing.press("question_mark")
        assert browsing.app.screen.query_one("#help").region.width == size[0]


async def test_the_list_of_themes_is_as_wide_as_a_narrow_screen() -> None:
    async with browse(FakeSource(9), size=(40, 10)) as browsing:
        await open_themes(browsing)
        assert browsing.app.screen.query_one("Vertical").region.width == 40
    async with browse(FakeSource(9), size=(60, 20)) as browsing:
        await open_themes(browsing)
        assert browsing.app.screen.query_one("Vertical").region.width == 38


@pytest.mark.parametrize("key", ["e", "question_mark", "ctrl+p"])
@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_in_the_colours_of_the_terminal_no_text_is_beside_a_dialog(
    theme: str, key: str
) -> None:
    async with browse(FakeSource(50), size=(160, 50)) as browsing:
        browsing.app.theme = theme
        await browsing.press("down", key)
        assert not isinstance(browsing.app.screen, BrowserScreen)
        assert "Sequence 4" not in browsing.text()


async def test_the_themes_are_chosen_above_the_screen_in_the_colours_of_the_terminal_too() -> None:
    async with browse(FakeSource(50), size=WIDE) as browsing:
        browsing.app.theme = "ansi-dark"
        await open_themes(browsing)
        assert "Sequence 4" in browsing.text()


async def test_formats_are_described_in_full_on_a_narrow_screen() -> None:
    async with browse(FakeSource(9), size=(60, 20)) as browsing:
        await browsing.press("down", "e")
        assert "all fields received, and what is computed" in browsing.text()
        assert "…" not in browsing.text(browsing.app.screen.query_one("#formats"))
