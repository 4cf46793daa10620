"""Fixtures that shorten all waiting and reading in tests that open the app, where imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.ui import detail_follower
from seq_tui.ui.widgets import search_bar
from tests.ui.idle import wait_for_idle
from tests.ui.parsed_sheets import parse_each_sheet_once

if TYPE_CHECKING:
    from collections.abc import Iterator


FRAME = 0.002
"""Seconds from a change to its painting, for which each wait until the app is idle waits.

Textual's are 17 ms. Measured: a quarter of the time of tests/ui/test_start.py and test_panes.py, in
which the processor had nothing to do.
"""


@pytest.fixture(scope="session", autouse=True)
def parsed_sheets() -> Iterator[None]:
    """Parse each style sheet once."""
    with pytest.MonkeyPatch.context() as patch:
        parse_each_sheet_once(patch)
        yield


@pytest.fixture(autouse=True)
def short_debounces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests need not wait as long as for a person."""
    monkeypatch.setattr(search_bar, "SEARCH_DEBOUNCE", 0.02)
    monkeypatch.setattr(detail_follower, "DETAIL_DEBOUNCE", 0.005)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", wait_for_idle)
