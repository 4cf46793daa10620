"""Over a slow link to the terminal the screen draws less, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.server.demo.account import DemoAccount
from seq_tui.terminal.late_answer import LateAnswer
from seq_tui.ui import debounce, progress, slow_link
from seq_tui.ui.detail_follower import DETAIL_DEBOUNCE
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.slow_link import Probe
from seq_tui.ui.themes import ANSI_THEMES, DARK, LIGHT, built_in_theme
from seq_tui.ui.timers import call_after
from seq_tui.ui.widgets.search_bar import SEARCH_DEBOUNCE
from seq_tui.ui.widgets.searched_steps import STEP_DEBOUNCE
from tests.fake_source import FakeSource
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable

    from textual.message_pump import MessagePump

    from tests.ui.browsing import Browsing

pytestmark = pytest.mark.anyio


async def answer_late(browsing: Browsing, seconds: float = 0.32) -> None:
    """The terminal answers late."""
    browsing.app.post_message(LateAnswer(seconds))
    await browsing.pilot.pause()


async def answer_late_twice(browsing: Browsing) -> None:
    """The terminal answers late at the start, and again later."""
    await answer_late(browsing)
    while browsing.app._probe is Probe.PAUSE:
        await browsing.pilot.pause()
    await answer_late(browsing)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is asked again at once."""
    monkeypatch.setattr(slow_link, "SECOND_QUERY_DELAY", 0)


@pytest.mark.parametrize(
    ("theme", "other"), zip((DARK, LIGHT, "nord"), (*ANSI_THEMES, "nord"), strict=True)
)
async def test_two_late_answers_mean_a_slow_link(theme: str, other: str) -> None:
    default = built_in_theme(theme)._replace(is_default=True)
    async with browse(FakeSource(3), theme=default) as browsing:
        assert (browsing.app.theme, browsing.app.is_slow) == (theme, False)
        await answer_late_twice(browsing)
        assert (browsing.app.theme, browsing.app.is_slow) == (other, True)
        assert browsing.messages == [
            "Slow link: an answer takes 320 ms, so less is drawn. --no-slow switches this off."
        ]
        await browsing.press("down")
        assert browsing.messages == [], "it is said once"
        await answer_late(browsing)
        assert browsing.messages == []


async def test_answers_during_the_start_are_one() -> None:
    """The program may be busy with its start when it reads them."""
    async with browse(FakeSource(3)) as browsing:
        browsing.app._probe = Probe.PAUSE
        await answer_late(browsing)
        assert (browsing.app.is_slow, browsing.messages) == (False, [])


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_a_small_screen_says_it_in_fewer_words(size: tuple[int, int]) -> None:
    async with browse(FakeSource(3), size=size) as browsing:
        await answer_late_twice(browsing)
        (message,) = browsing.messages
        assert message.startswith("Slow link: ")
        assert "--no-slow" in message
        assert message in browsing.text().splitlines()[-1]


@pytest.mark.parametrize("is_slow", [False, True])
async def test_the_choice_of_the_user_counts(is_slow: bool) -> None:
    async with browse(FakeSource(3), options=ScreenOptions(slow=is_slow)) as browsing:
        await answer_late_twice(browsing)
        assert browsing.app.is_slow is is_slow
        assert (browsing.app.theme, browsing.messages) == (DARK, [])


async def test_a_theme_that_the_user_chose_stays() -> None:
    async with browse(FakeSource(3), theme=built_in_theme(DARK)) as browsing:
        await answer_late_twice(browsing)
        assert (browsing.app.theme, browsing.app.is_slow) == (DARK, True)


async def test_only_the_seconds_change_while_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: clock[-1])
    source = FakeSource(3)
    source.hold()
    async with browse(source, options=ScreenOptions(slow=True)) as browsing:
        for seconds in (100.2, 100.4, 100.9):
            clock.append(seconds)
            browsing.screen._progress.report_notices()
            assert "⠋ Loading sequences" in browsing.text()
        source.release()


async def test_what_follows_a_key_waits_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def call_recorded(
        pump: MessagePump, seconds: float, callback: Callable[[], object]
    ) -> TimerHandle:
        waits.append(seconds)
        return call_after(pump, seconds, callback)

    async with browse(DemoAccount(), options=ScreenOptions(slow=True)) as browsing:
        monkeypatch.setattr(debounce, "call_after", call_recorded)
        for keys in (("down",), ("enter", "down"), ("escape", "slash", "t")):
            waits.clear()
            await browsing.press(*keys)
            assert debounce.SLOW_DEBOUNCE in waits, keys
            assert not {DETAIL_DEBOUNCE, STEP_DEBOUNCE, SEARCH_DEBOUNCE} & set(waits)
