"""Keys that are pressed while the first rows are on screen, and the widgets are not ready yet."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import AppBlur, Event, Key

from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.screens.browser import BrowserScreen
from tests.ui.browsing import WIDE, Browsing, app_over
from tests.ui.test_first_paint import DEMO, FakeTerminal, first_page, first_paint_on

pytestmark = pytest.mark.anyio

TURNS = 50
"""Turns of the event loop, far more than it takes to handle a key."""

DOWN, SEARCH, END = Key("down", None), Key("slash", "/"), Key("end", None)


@pytest.mark.parametrize("place", ["compose", "on_mount"])
@pytest.mark.parametrize(
    ("events", "row"),
    [
        ([DOWN, DOWN], 2),
        ([SEARCH, Key("4", "4"), Key("escape", None), DOWN], 1),
        ([AppBlur(), DOWN], 1),
    ],
    ids=["down", "search", "blur"],
)
async def test_no_key_after_the_first_row_is_lost(
    place: str, events: list[Event], row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount, mounted = BrowserScreen.on_mount, BrowserScreen._compose

    async def wait(screen: BrowserScreen) -> None:
        for event in events:
            screen.app.post_message(event)
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def mount_late(screen: BrowserScreen) -> None:
        await wait(screen)
        mount(screen)

    async def compose_late(screen: BrowserScreen) -> None:
        await wait(screen)
        await mounted(screen)

    if place == "on_mount":
        monkeypatch.setattr(BrowserScreen, "on_mount", mount_late)
    else:
        monkeypatch.setattr(BrowserScreen, "_compose", compose_late)
    terminal, source = FakeTerminal(WIDE), DemoAccount()
    first_paint = first_paint_on(terminal)
    first_paint.draw(first_page(source))
    app = app_over(source, DEMO, first_paint=first_paint)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        assert browsing.list.cursor == row
        assert browsing.list.has_focus
