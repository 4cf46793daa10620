"""What the first row waits for, and what it does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from tests.fake_source import FakeSource
from tests.ui.browsing import browse

LATER = [
    "httpx",
    "jiter",
    "seq_tui.domain.zone",
    "seq_tui.report.header",
    "seq_tui.ui.screens.help",
    "seq_tui.ui.screens.start",
    "seq_tui.ui.widgets.sequence_detail",
    "seq_tui.ui.widgets.timeline",
    "sqlite3",
    "zoneinfo",
]
"""What other things than a list of rows need."""


def test_the_screen_is_imported_without_what_the_first_row_does_not_need() -> None:
    script = f"import sys, seq_tui.ui.app; print(set({LATER!r}) & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


@pytest.mark.anyio
async def test_the_detail_is_made_once_there_is_something_to_show() -> None:
    source = FakeSource(30)
    source.hold()
    async with browse(source) as browsing:
        assert not browsing.screen.query(SequenceDetail)
        source.release()
        await browsing.settle()
        assert "Sequence 0" in browsing.text(browsing.screen.query_one(SequenceDetail))


@pytest.mark.anyio
async def test_keys_for_the_detail_that_come_before_any_row_are_not_lost() -> None:
    source = FakeSource(30)
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.press("right_square_bracket", "enter", "escape")
        source.release()
        await browsing.press("down")
        assert "if started Tue 24 Nov 2026 09:00" in browsing.text()
        assert browsing.app.focused is browsing.list
