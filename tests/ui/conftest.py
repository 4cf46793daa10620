"""Pauses of the user are short in tests of the screen."""

from __future__ import annotations

import pytest

from seq_tui.ui.screens import browser


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not make each test wait as a person would."""
    monkeypatch.setattr(browser, "SEARCH_REST", 0.02)
    monkeypatch.setattr(browser, "DETAIL_REST", 0.005)
