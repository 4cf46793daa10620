"""A widget of one line, painted from cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from seq_tui.terminal.textual_patches.styles_cache import CachedLines
from seq_tui.ui.cells import fit_line
from seq_tui.ui.line_painter import LinePainter

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class PaintedLine(CachedLines):
    """Several texts in one widget, so that a change of one does not lay out the others.

    Args:
        glyphs: the signs that the terminal can show.
        prefix: of the component classes, which are named ``PREFIX--ROLE``.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    PaintedLine { height: 1; }
    """

    def __init__(self, glyphs: Glyphs, prefix: str, *, id: str | None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._glyphs = glyphs
        self._painter = LinePainter(self, prefix)

    def draw(self, width: int) -> Line:
        """The cells; what does not fit is cut off at the right."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The first line; any other one is blank."""
        width = self.size.width
        if y > 0:
            return Strip.blank(width, self.rich_style)
        return self._painter.paint(fit_line(self.draw(width), width, self._glyphs.ellipsis))

    def notify_style_update(self) -> None:
        """Look up the styles again."""
        super().notify_style_update()
        self._painter.clear_styles()
