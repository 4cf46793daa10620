"""The keys of every list."""

from __future__ import annotations

from seq_tui.ui.keys import MOVE, bindings

LIST_KEYS = bindings(
    ("list.up", "up,k", "step(-1)", "Up", "One row up"),
    ("list.down", "down,j", "step(1)", "Down", "One row down"),
    ("list.first", "home,g", "first", "First", "To the first row"),
    ("list.last", "end,G", "last", "Last", "To the last row"),
    ("list.page-up", "pageup", "page(-1)", "Page up", "One screen up"),
    ("list.page-down", "pagedown", "page(1)", "Page down", "One screen down"),
    ("list.half-up", "ctrl+u", "page(-0.5)", "Half a page up", "Half a screen up"),
    ("list.half-down", "ctrl+d", "page(0.5)", "Half a page down", "Half a screen down"),
    group=MOVE,
)
"""Their actions are methods of the list."""
