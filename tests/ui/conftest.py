"""Shortens all waiting in tests of the screen."""

from __future__ import annotations

from tests.ui.short_waits import parsed_sheets as parsed_sheets
from tests.ui.short_waits import short_debounces as short_debounces
