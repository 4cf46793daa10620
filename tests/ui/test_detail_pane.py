"""The place of the detail, which is filled only once the list is painted."""

from __future__ import annotations

import pytest
from textual.app import App

from seq_tui.presentation.glyphs import UNICODE
from seq_tui.ui.widgets.detail_pane import DetailPane
from tests.fake_source import sequence
from tests.ui.browsing import NOW

pytestmark = pytest.mark.anyio


async def test_a_screen_that_is_left_before_its_detail_is_made_goes_without() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        pane = DetailPane(UNICODE, lambda: NOW)
        await app.mount(pane)
        pane.show(sequence(1))
        await pane.remove()
        await pilot.pause()
        assert pane.is_idle is False
        assert list(pane.children) == []
