"""The right pane, whose content is created after the list is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.widgets.detail_pane import DetailPane
from tests.fake_source import sequence
from tests.ui.browsing import NOW

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.anyio


def pane_at(now: datetime) -> DetailPane:
    """A pane that shows its start nowhere else."""
    return DetailPane(UNICODE, lambda: now, DEFAULT_OPTIONS, lambda _: None)


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (NOW, NOW),
        (NOW.replace(hour=8, minute=59), NOW),
        (NOW.replace(hour=10), NOW.replace(day=24)),
        (NOW.replace(day=28, hour=1, minute=42), NOW.replace(day=30)),
    ],
)
async def test_the_default_start_is_the_next_weekday_at_nine(
    now: datetime, start: datetime
) -> None:
    async with App[None]().run_test():
        assert pane_at(now).content.start == start


async def test_a_pane_that_is_removed_early_creates_no_content() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        pane = pane_at(NOW)
        await app.mount(pane)
        pane.show(sequence(1))
        await pane.remove()
        await pilot.pause()
        assert pane.is_idle is False
        assert list(pane.children) == []
