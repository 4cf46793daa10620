"""The right pane, whose content is created after the list is painted."""

from __future__ import annotations

import pytest
from textual.app import App

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.widgets.detail_pane import DetailPane
from tests.fake_source import sequence
from tests.ui.browsing import NOW

pytestmark = pytest.mark.anyio


async def test_a_pane_that_is_removed_early_creates_no_content() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        pane = DetailPane(UNICODE, lambda: NOW, WeekendRule.HOLD)
        await app.mount(pane)
        pane.show(sequence(1))
        await pane.remove()
        await pilot.pause()
        assert pane.is_idle is False
        assert list(pane.children) == []
