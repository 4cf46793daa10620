"""Closing the palette before, and while, it looks for commands."""

from __future__ import annotations

import pytest
from anyio.lowlevel import checkpoint
from textual.command import CommandPalette
from textual.widgets import Input

from tests.fake_source import FakeSource
from tests.ui.browsing import browse

pytestmark = pytest.mark.anyio


async def test_a_palette_that_is_closed_at_once_looks_for_nothing() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.app.action_command_palette()
        await browsing.app.pop_screen()
        await browsing.settle()
        assert browsing.app.screen is browsing.screen


async def test_a_palette_stops_looking_before_its_list_is_gone() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("ctrl+p")
        palette = browsing.app.screen
        assert isinstance(palette, CommandPalette)
        palette.query_one(Input).value = "zoom"
        while not (looking := [each for each in browsing.app.workers if each.node is palette]):
            await checkpoint()
        closing = browsing.app.pop_screen()
        assert all(each.is_cancelled for each in looking)
        await closing
        await browsing.settle()
        assert browsing.app.screen is browsing.screen
