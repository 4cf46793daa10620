"""An input for a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs

MAX_LENGTH = 4096
"""Most characters of a path on Linux."""


class PathInput(SanitizedInput):
    """As long as a path may be."""

    DEFAULT_CSS = """
    PathInput, PathInput:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $background;
    }
    """

    def __init__(self, value: str, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(value, glyphs, max_length=MAX_LENGTH, id=id)
        self.compact = True
