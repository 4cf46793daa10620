"""The keys of every list."""

from __future__ import annotations

from seq_tui.ui.keys import bindings

LIST_KEYS = bindings(
    ("list.up", "up,k", "step(-1)", "Up", "One row up"),
    ("list.down", "down,j", "step(1)", "Down", "One row down"),
    ("list.first", "home,g", "first", "First", "To the first row"),
    ("list.last", "end,G", "last", "Last", "To the last row that is known"),
    ("list.page-up", "pageup", "page(-1)", "Page up", "As many rows up as are in view"),
    ("list.page-down", "pagedown", "page(1)", "Page down", "As many rows down"),
    ("list.half-up", "ctrl+u", "page(-0.5)", "Half a page up", "Half as many rows up"),
    ("list.half-down", "ctrl+d", "page(0.5)", "Half a page down", "Half as many rows down"),
)
"""What each does is an action of the list."""
