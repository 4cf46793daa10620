"""Paint a widget without Textual's cache of styled lines, and empty that cache.

Needed until Textual's cache returns the same strips for unchanged lines, and does not hold on to
widgets that are gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.color import Color
    from textual.geometry import Region
    from textual.strip import Strip


class CachedLines(Widget):
    """A widget that caches its own lines: `render_line` returns the same strip for the same line.

    Textual would make a new strip of each line, with nothing computed yet, whenever the widget
    changes (measured, 8.2.8: half of the time that a page takes, a seventh of that of a step). It
    still paints a widget with a border or padding, as only Textual draws these.
    """

    _background: Color | None = None
    """Behind the text, or `None` where it is to be computed again: that takes longer than to paint
    a line which is cached."""

    def notify_style_update(self) -> None:
        """Compute the background again."""
        super().notify_style_update()
        self._background = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        if self.styles.gutter or self.styles.opacity != 1:
            return super().render_lines(crop)
        width = self.size.width
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            background = self._background = self._background or self.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if self.show_vertical_scrollbar and not self.vertical_scrollbar.size:
            # The bar is not laid out yet, and its column would stay blank. Extending makes a new
            # strip of each line, so only then.
            strips = [strip.extend_cell_length(width, self.rich_style) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips


def release_painted_lines() -> None:
    """Let go of the painted lines of widgets that were removed.

    Textual's caches of styled lines are keys of a function's cache of the last 1,024 calls
    (measured, 8.2.8: 2,300 lines held after an hour of keys).
    """
    StylesCache.get_inner_outer.cache_clear()
