"""Shortens the debounces in tests of the screen."""

from __future__ import annotations

import pytest

from seq_tui.ui.screens import browser
from seq_tui.ui.widgets import search_bar


@pytest.fixture(autouse=True)
def short_debounces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests need not wait as long as for a person."""
    monkeypatch.setattr(search_bar, "SEARCH_DEBOUNCE", 0.02)
    monkeypatch.setattr(browser, "DETAIL_DEBOUNCE", 0.005)
