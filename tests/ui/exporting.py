"""Opens the export dialog, writes by it, and reads what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.results_feed import LOADING_GROUP
from seq_tui.ui.screens.export import ExportScreen
from seq_tui.ui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.browsing import Browsing

FIRST = "1000-sequence-0.txt"


async def dialog(browsing: Browsing, row: int = 0) -> ExportScreen:
    """Open the dialog for a row."""
    await browsing.settle()
    browsing.list.cursor = row
    await browsing.press("e")
    screen = browsing.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def write(browsing: Browsing) -> None:
    """Press enter, and wait for the result."""
    await browsing.press("enter")
    await wait_for_workers(browsing)


async def write_to(browsing: Browsing, screen: ExportScreen, path: str) -> None:
    """Type a path, and write."""
    screen.query_one("#name", PathInput).value = path
    await browsing.settle()
    await write(browsing)


async def wait_for_workers(browsing: Browsing) -> None:
    while any(worker.group != LOADING_GROUP for worker in browsing.app.workers):
        await browsing.pilot.pause(0.005)
    await browsing.settle()


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def where(browsing: Browsing) -> str:
    """What the dialog says of the written file, on one line."""
    shown = browsing.text(browsing.app.screen.query_one("#where"))
    return "".join(line.strip() for line in shown.splitlines())


def message(browsing: Browsing) -> str:
    """The dialog's message, on one line."""
    return " ".join(browsing.text(browsing.app.screen.query_one("#message")).split())
