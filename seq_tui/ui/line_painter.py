"""From cells to a line on the screen, in the look that a style sheet gives to their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget

    from seq_tui.ui.cells import Line


class LinePainter:
    """Paints lines with a widget's component styles, each of which is worked out once."""

    def __init__(self, widget: Widget, prefix: str) -> None:
        """Paint for a widget whose component classes are ``PREFIX--ROLE``."""
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, bool], Style] = {}

    def paint(self, line: Line, *, is_cursor: bool = False) -> Strip:
        """The line as a strip."""
        segments = [Segment(cell.text, self._style(cell.role, is_cursor)) for cell in line]
        return Strip(segments, sum(segment.cell_length for segment in segments))

    def forget(self) -> None:
        """Work the styles out anew, when the widget's look changed."""
        self._styles.clear()

    def _style(self, role: str, is_cursor: bool) -> Style:
        style = self._styles.get((role, is_cursor))
        if style is None:
            style = self._component(role) if role else self._widget.rich_style
            if is_cursor:
                # The cursor's background covers all others, so that its line stays whole.
                style = self._component("cursor") + Style(color=style.color)
            self._styles[role, is_cursor] = style
        return style

    def _component(self, role: str) -> Style:
        return self._widget.get_component_rich_style(f"{self._prefix}--{role}")
