"""A closed dialog leaves nothing in memory."""

from __future__ import annotations

import gc
from weakref import ref

import anyio
import pytest
from textual.widget import Widget

from tests.fake_source import FakeSource
from tests.ui.browsing import browse
from tests.ui.idle import wait_for_idle

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("key", ["question_mark", "e", "ctrl+p"])
async def test_a_closed_dialog_leaves_no_cached_lines(key: str) -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.settle()
        await browsing.press(key)
        dialog = browsing.app.screen
        assert dialog is not browsing.screen
        widgets = dialog.walk_children(Widget, with_self=True)
        painted = [ref(each._styles_cache) for each in widgets]
        del dialog, widgets
        await browsing.press("escape")
        await browsing.press("down")
        # asyncio keeps a cancelled timer, and with it the palette's search, until it was due.
        with anyio.fail_after(10):
            while any(cache() is not None for cache in painted):
                await wait_for_idle(0.02)
                gc.collect()
