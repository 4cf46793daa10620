"""An input that keeps out control characters, which pasted text may contain."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Input

from seq_tui.sanitize import strip_controls


class SanitizedInput(Input):
    """The base of every line to type into."""

    cursor_blink = reactive(False, init=False)
    """Textual's own reactive, off: an idle screen sends nothing."""

    def validate_value(self, value: str) -> str:
        """Remove control characters."""
        return strip_controls(value)
