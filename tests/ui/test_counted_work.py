"""How often a key lays out, draws and reports: budgets in calls, not in seconds."""

from __future__ import annotations

from collections import Counter
from functools import wraps
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.step_list import FITTED, WHOLE
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.fake_source import FakeSource
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.ui.cells import Line

pytestmark = pytest.mark.anyio


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str | None]:
    """How many rows each list drew, by its id."""
    counter: Counter[str | None] = Counter()
    draw: Callable[[VirtualList, int, int], Line] = VirtualList._marked_row

    def counted(widget: VirtualList, index: int, width: int) -> Line:
        counter[widget.id] += 1
        return draw(widget, index, width)

    monkeypatch.setattr(VirtualList, "_marked_row", counted)
    return counter


@pytest.fixture
def restyled(monkeypatch: pytest.MonkeyPatch) -> Counter[str | None]:
    """How often the styles of each widget were updated, by its id."""
    counter: Counter[str | None] = Counter()
    notify = Widget.notify_style_update

    @wraps(notify)
    def counted(widget: Widget) -> None:
        counter[widget.id] += 1
        notify(widget)

    monkeypatch.setattr(Widget, "notify_style_update", counted)
    return counter


async def test_a_focus_that_moves_draws_only_the_rows_of_the_cursors(
    drawn: Counter[str | None], restyled: Counter[str | None]
) -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        await browsing.press("down", "down")
        for key in ("enter", "escape"):
            drawn.clear()
            restyled.clear()
            await browsing.press(key)
            assert drawn["list"] <= 1
            assert drawn["steps"] <= 1
            # The screen has no class for each part: it would update the styles of all widgets.
            assert restyled["status"] == restyled["keys"] == 0


async def test_a_step_of_the_cursor_draws_two_rows(drawn: Counter[str | None]) -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        drawn.clear()
        await browsing.press("down")
        assert drawn["list"] == 2


async def test_fitting_the_calendar_is_said() -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        await browsing.press("enter", "f")
        assert browsing.screen.query_one(KeyLine).message == FITTED
        await browsing.press("f")
        assert browsing.screen.query_one(KeyLine).message == WHOLE
