"""Painting a widget that is nothing but its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip


class CachedLines(Widget):
    """Shows what `render_line` gives it, which should be the same strip for the same line.

    Textual would make a strip of its own of each, with nothing of it worked out yet, whenever the
    widget changes (measured, 8.2.8: half of the time that a page takes, a seventh of that of
    a step).
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of a part of the widget."""
        width, _ = self.size
        if self.opacity != 1 or self.content_size.width != width:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            background = self.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if self.show_vertical_scrollbar and not self.vertical_scrollbar.size:
            # It is not laid out yet, and nothing of it would be shown but a blank. Each line longer
            # by a cell is another strip, so that this is done only then.
            strips = [strip.extend_cell_length(width, self.rich_style) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips
