"""What the driver tells of the app."""

from __future__ import annotations

import signal

import pytest
from textual.app import App
from textual.events import Resize
from textual.geometry import Size

from seq_tui.terminal.textual_patches.driver import OpenLinuxDriver


@pytest.mark.anyio
async def test_a_frame_has_the_size_of_its_layout_until_that_follows_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Frames of the old layout are drawn for some milliseconds, as after a key."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    old, new = Size(80, 24), Size(100, 30)
    app: App[None] = App()
    assert OpenLinuxDriver(app).layout_size == Size(0, 0)
    async with app.run_test(size=old) as pilot:
        await pilot.pause()
        driver = OpenLinuxDriver(app)
        await app._on_resize(Resize(new, new))
        assert (app.screen.size, driver.layout_size) == (new, old)
        while app.screen.is_attached and driver.layout_size == old:
            await pilot.pause()
        assert driver.layout_size == new
