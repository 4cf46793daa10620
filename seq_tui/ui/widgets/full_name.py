"""A name that is longer than its line, in as many lines as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from seq_tui.presentation.layout import cut

if TYPE_CHECKING:
    from textual.geometry import Size

    from seq_tui.presentation.glyphs import Glyphs


class FullName(Widget):
    """Wraps a name between its words; what has no room is cut off with an ellipsis."""

    DEFAULT_CSS = """
    FullName { height: auto; text-style: bold; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self.text = ""

    def show(self, text: str) -> None:
        """Show another name."""
        self.text = text
        self.clear_cached_dimensions()
        self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The lines for the whole name."""
        return len(self._wrapped(width))

    def render(self) -> Content:
        """The name in the lines of this widget."""
        width, height = self.size
        lines = self._wrapped(width)
        if len(lines) > height > 0:
            lines[height - 1 :] = [cut(" ".join(lines[height - 1 :]), width, self._glyphs.ellipsis)]
        return Content("\n".join(lines))

    def _wrapped(self, width: int) -> list[str]:
        return [line.plain.rstrip() for line in Content(self.text).wrap(width)] if width else []
