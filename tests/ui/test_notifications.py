"""Notifications, and the dialogs that open while they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest
from textual.events import Key
from textual.widgets._toast import Toast

from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.export import ExportScreen
from seq_tui.ui.screens.help import HelpScreen
from tests.fake_source import FakeSource
from tests.ui.browsing import WIDE, Browsing, app_over

if TYPE_CHECKING:
    from textual.screen import Screen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("is_before", [True, False])
async def test_a_notice_is_drawn_once_above_a_dialog_and_comes_back_below(is_before: bool) -> None:
    app = app_over(FakeSource(50))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        if is_before:
            # Neither the notice nor its toast is there yet when the key is handled.
            app.notify("Something is new.", timeout=3600)
        app.post_message(Key("e", "e"))
        await browsing.settle()
        if not is_before:
            app.notify("Something is new.", timeout=3600)
        await until_drawn(browsing, ExportScreen)
        await browsing.settle()
        with anyio.fail_after(10):
            while shown_toasts(browsing.screen):
                await pilot.pause(0.005)
        assert browsing.text().count("Something is new.") == 1
        await browsing.press("escape")
        await until_drawn(browsing, BrowserScreen)
        assert browsing.text().count("Something is new.") == 1


async def test_the_help_is_not_covered_by_what_was_said_before() -> None:
    app = app_over(FakeSource(50))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        app.notify("Something is new.", timeout=3600)
        await until_drawn(browsing, BrowserScreen)
        await browsing.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Something is new." not in browsing.text()
        app.notify("Something else is new.", timeout=3600)
        await until_drawn(browsing, HelpScreen)
        assert browsing.text().count("Something else is new.") == 1


def shown_toasts(screen: Screen[None]) -> list[Toast]:
    """The notifications that a screen draws."""
    return [toast for toast in screen.query(Toast) if toast.is_on_screen]


async def until_drawn(browsing: Browsing, on_top: type[Screen[None]]) -> None:
    """Wait until a notification is drawn on a screen."""
    with anyio.fail_after(10):
        while not (isinstance(browsing.app.screen, on_top) and shown_toasts(browsing.app.screen)):
            await browsing.pilot.pause(0.005)
