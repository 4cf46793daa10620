"""The pictures of the README, drawn by the app itself: ``python -m tests.screenshots``."""

from __future__ import annotations

import asyncio
from pathlib import Path

from seq_tui.server.demo.account import DemoAccount
from tests.test_snapshots import DEMO
from tests.ui.browsing import app_over, settled

FOLDER = Path(__file__).parents[1] / "screenshots"


async def draw(name: str, keys: str, size: tuple[int, int] = (120, 36)) -> None:
    """Open the demo account, press keys, and save what the screen shows."""
    app = app_over(DemoAccount(), DEMO)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys.split():
            await pilot.press(key)
            await settled(pilot)
        app.save_screenshot(f"{name}.svg", path=str(FOLDER))


if __name__ == "__main__":
    asyncio.run(draw("browser", "down down"))
    later = "right_square_bracket " * 2
    asyncio.run(draw("schedule", f"down down enter down down down down {later}", (80, 36)))
