"""Opens the app, waits for it, and reads its screen."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.saved_view import NO_MEMORY
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.themes import DEFAULT_THEME, ScreenTheme
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.step_list import StepList
from tests.ui.idle import wait_for_idle

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot
    from textual.widget import Widget

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.system.desktop_environment import DesktopEnvironment
    from seq_tui.ui.first_paint.first_paint import FirstPaint
    from seq_tui.ui.saved_view import Memory

ORIGIN = SourceInfo(SourceKind.LIVE, "api.getbase.com")

BORDER = re.compile("[─-╿]")

WIDE = (120, 36)
NARROW = (80, 24)


NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Warsaw"))
"""A Monday; the present time in every test of the screen."""


def app_over(
    source: Source[Sequence],
    source_info: SourceInfo = ORIGIN,
    query: str = "",
    desktop: DesktopEnvironment | None = None,
    first_paint: FirstPaint | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
    now: datetime = NOW,
    options: ScreenOptions | None = None,
    wrong_settings: Callable[[], tuple[str, ...]] | None = None,
    theme: ScreenTheme = DEFAULT_THEME,
    memory: Memory = NO_MEMORY,
) -> SeqTuiApp:
    """The app over a source, at a fixed time, by default without a desktop."""
    return SeqTuiApp(
        source,
        source_info,
        query,
        now=lambda: now,
        desktop=desktop,
        first_paint=first_paint,
        options=options or ScreenOptions(weekend_rule=weekend),
        memory=memory,
        wrong_settings=wrong_settings,
        theme=theme,
    )


@dataclass
class Browsing:
    """An open app."""

    app: SeqTuiApp
    pilot: Pilot[None]

    @property
    def screen(self) -> BrowserScreen:
        """The screen with the list."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowserScreen)
        return screen

    @property
    def list(self) -> SequenceList:
        """The list of sequences."""
        return self.screen.query_one(SequenceList)

    @property
    def steps(self) -> StepList:
        """The list of steps."""
        return self.screen.query_one(StepList)

    @property
    def messages(self) -> builtins.list[str]:
        """What is said at present: the notifications, and the message in the key line."""
        message = self.screen.query_one(KeyLine).message
        return [notice.message for notice in self.app._notifications] + [message] * bool(message)

    @property
    def title(self) -> str:
        """The name of the sequence in the right pane."""
        return str(self.screen.query_one("#detail").border_title)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until the app is idle."""
        await self.app._press_keys(keys)  # not Pilot's own, which waits for the screen as well
        await self.settle()

    async def search(self, text: str) -> None:
        """Type into the search box faster than its debounce, and wait for the answer."""
        self.screen.move_focus(self.list)
        await self.pilot.press("slash")
        await self.pilot.pause()
        for character in text:
            self.screen.query_one(SearchInput).insert_text_at_cursor(character)
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, and wait until the app is idle."""
        await self.pilot.resize_terminal(*size)
        await self.settle()

    async def back_to_list(self) -> None:
        """Press escape until the list has the focus; what was searched for stays."""
        for _ in range(4):
            if self.app.screen is self.screen and self.list.has_focus:
                return
            await self.press("escape")
        assert self.list.has_focus

    async def settle(self) -> None:
        """Wait until the app is idle."""
        await settled(self.pilot)

    def text(self, widget: Widget | None = None) -> str:
        """The text of the screen, or of one widget."""
        lines = self.app.screen._compositor.render_strips()
        if widget is not None:
            region = widget.region
            lines = [line.crop(region.x, region.right) for line in lines[region.y : region.bottom]]
        return "\n".join(line.text.rstrip() for line in lines)


def in_panes(browsing: Browsing) -> tuple[str, str]:
    """The text in each pane, without borders."""
    left, right = (
        " ".join(BORDER.sub(" ", browsing.text(browsing.screen.query_one(pane))).split())
        for pane in ("#sequences", "#detail")
    )
    return left, right


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no debounce is pending and no request is in flight.

    Pilot's pause lets each widget answer a message, which takes long; once is enough.
    """
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BrowserScreen)
    await pilot.pause()
    while not screen.is_idle:
        await wait_for_idle(0.005)
    await wait_for_idle()
    pilot.app.screen._on_timer_update()


@asynccontextmanager
async def browse(
    source: Source[Sequence],
    query: str = "",
    *,
    size: tuple[int, int] = WIDE,
    source_info: SourceInfo = ORIGIN,
    desktop: DesktopEnvironment | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
    now: datetime = NOW,
    options: ScreenOptions | None = None,
    theme: ScreenTheme = DEFAULT_THEME,
    memory: Memory = NO_MEMORY,
) -> AsyncIterator[Browsing]:
    """Open the app over a source."""
    app = app_over(
        source,
        source_info,
        query,
        desktop,
        weekend=weekend,
        now=now,
        options=options,
        theme=theme,
        memory=memory,
    )
    async with app.run_test(size=size) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.pilot.pause()
        yield browsing
