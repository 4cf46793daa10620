"""The dialog that chooses a theme."""

from __future__ import annotations

import pytest

from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.themes import ThemeScreen
from seq_tui.ui.themes import DARK, DEFAULT_THEME, LIGHT, SetTheme, UserThemes, complete_theme
from seq_tui.ui.widgets.choice_list import ChoiceList
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, Browsing, app_over, browse

pytestmark = pytest.mark.anyio


async def open_themes(browsing: Browsing) -> ChoiceList:
    """Open the dialog as its command does."""
    await browsing.settle()
    browsing.app.search_themes()
    await browsing.settle()
    return browsing.app.screen.query_one(ChoiceList)


def background(browsing: Browsing) -> object:
    """The colour of a cell of the browser, beside all dialogs."""
    first = next(iter(browsing.app.screen._compositor.render_strips()[10]))
    return None if first.style is None else first.style.bgcolor


async def test_the_screen_below_is_shown_in_the_highlighted_theme() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        before = background(browsing)
        await browsing.press("j")
        assert browsing.app.theme == LIGHT
        assert background(browsing) != before
        assert isinstance(browsing.app.screen, ThemeScreen)


async def test_the_present_theme_is_highlighted_and_marked() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        themes = await open_themes(browsing)
        await browsing.press("j")
        marked = [line for line in browsing.text(themes).split("\n") if "present" in line]
        assert [line.split() for line in marked] == [[DARK, "present"]]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_returns_to_the_theme_before(key: str) -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("g", "j", key)
        assert browsing.app.theme == DARK
        assert isinstance(browsing.app.screen, BrowserScreen)
        assert browsing.messages == []


async def test_a_click_beside_the_dialog_returns_to_the_theme_before() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("g")
        await browsing.pilot.click(offset=(20, 5))
        await browsing.settle()
        assert browsing.app.theme == DARK
        assert isinstance(browsing.app.screen, BrowserScreen)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (80, f"Theme: {LIGHT} · config.toml sets nord: the next start begins with it"),
        (60, f"Theme: {LIGHT} · next start: nord (config.toml)"),
    ],
)
async def test_a_theme_that_the_settings_replace_at_the_next_start_is_told(
    columns: int, told: str
) -> None:
    theme = DEFAULT_THEME._replace(next_start=SetTheme("nord", "config.toml"))
    app = app_over(FakeSource(9), theme=theme)
    async with app.run_test(size=(columns, 36)) as pilot:
        browsing = Browsing(app, pilot)
        await open_themes(browsing)
        await browsing.press("j", "enter")
        assert told in browsing.text()


@pytest.mark.parametrize("name", [LIGHT, "no-such-theme"])
async def test_nothing_is_told_of_settings_that_change_nothing(name: str) -> None:
    theme = DEFAULT_THEME._replace(next_start=SetTheme(name, "config.toml"))
    app = app_over(FakeSource(9), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await open_themes(browsing)
        await browsing.press("j", "enter")
        assert f"Theme: {LIGHT}" in browsing.text()
        assert "next start" not in browsing.text()


async def test_enter_keeps_the_theme_and_says_its_name() -> None:
    async with browse(FakeSource(9), size=WIDE) as browsing:
        await open_themes(browsing)
        await browsing.press("j", "enter")
        assert browsing.app.theme == LIGHT
        assert browsing.messages == [f"Theme: {LIGHT}"]
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


async def test_the_users_themes_are_read_when_the_dialog_opens() -> None:
    rose = complete_theme({"primary": "#ff79c6"})
    found = [UserThemes(), UserThemes({"rose": rose}, ("wrong.toml:2: acent: no",) * 4)]
    theme = DEFAULT_THEME._replace(load_user_themes=lambda: found.pop(0))
    app = app_over(FakeSource(9), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await open_themes(browsing)
        assert "rose\n" not in browsing.text()
        await browsing.press("escape")
        await open_themes(browsing)
        assert browsing.text().count("wrong.toml:2: acent: no") == 2
        assert "4 mistakes: seq-tui config check" in browsing.text()
        await browsing.press("g", "enter")
        assert app.theme == "rose"
        assert app.theme_variables["ink-email"] == "#ff79c6"


async def test_only_a_choice_is_reported() -> None:
    chosen: list[str] = []
    theme = DEFAULT_THEME._replace(theme_changed=chosen.append)
    app = app_over(FakeSource(9), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await open_themes(browsing)
        await browsing.press("j", "escape")
        assert chosen == []
        await open_themes(browsing)
        await browsing.press("j", "enter")
        assert chosen == [LIGHT]


async def test_the_problem_of_a_file_is_no_markup_and_no_control_sequence() -> None:
    theme = DEFAULT_THEME._replace(
        load_user_themes=lambda: UserThemes(problems=("[/b]\x1b[2J.toml: is wrong",))
    )
    app = app_over(FakeSource(9), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await open_themes(browsing)
        assert "[/b]" in browsing.text()
        assert "\x1b" not in browsing.text()
