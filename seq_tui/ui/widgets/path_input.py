"""An input for a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from seq_tui.ui.widgets.sanitized_input import SanitizedInput

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs

MAX_LENGTH = 4096
"""Most characters of a path on Linux."""


class PathInput(SanitizedInput):
    """Shows at its ends that a path goes on there."""

    DEFAULT_CSS = """
    PathInput, PathInput:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $background;
    }
    """

    def __init__(self, value: str, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(value, id=id, max_length=MAX_LENGTH, compact=True, select_on_focus=False)
        self._ellipsis = glyphs.ellipsis

    def render_line(self, y: int) -> Strip:
        """The part of the path in view, with an ellipsis where it is cut."""
        strip = super().render_line(y)
        width, sign = self.content_size.width, len(self._ellipsis)
        if y or not self.value or width <= 2 * sign:
            return strip
        ellipsis = Strip([Segment(self._ellipsis, self.rich_style)], sign)
        if self.scroll_offset.x:
            strip = Strip.join([ellipsis, strip.crop(sign)])
        if self.scroll_offset.x + width < cell_len(self.value):
            strip = Strip.join([strip.crop(0, width - sign), ellipsis])
        return strip
