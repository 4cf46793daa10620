"""The keys of every list, and of texts that are scrolled by lines."""

from __future__ import annotations

from seq_tui.ui.keys import MOVE, bindings

LIST_KEYS = bindings(
    ("list.up", "up,k", "step(-1)", "Up", "One row up"),
    ("list.down", "down,j,ctrl+n", "step(1)", "Down", "One row down"),
    ("list.first", "home,g", "first", "First", "To the first row"),
    ("list.last", "end,G", "last", "Last", "To the last row"),
    ("list.page-up", "pageup,ctrl+b", "page(-1)", "Page up", "One screen up"),
    ("list.page-down", "pagedown,ctrl+f", "page(1)", "Page down", "One screen down"),
    ("list.half-up", "ctrl+u", "page(-0.5)", "Half a page up", "Half a screen up"),
    ("list.half-down", "ctrl+d", "page(0.5)", "Half a page down", "Half a screen down"),
    group=MOVE,
)
"""Their actions are methods of what is scrolled."""

VIEW_KEYS = bindings(
    ("list.top", "H", "in_view(0)", "Top of view", "To the top of the view"),
    ("list.bottom", "L", "in_view(1)", "End of view", "To the end of the view"),
    ("list.middle", "M", "in_view(0.5)", "Middle of view", "To the middle of the view"),
    group=MOVE,
)
"""Their actions are methods of a list."""
