"""Draw all scroll bars with few strips, and paint only the lines of a list's bar that change."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.geometry import Size
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions
    from textual.widget import Widget

EIGHTHS = 8
"""Steps of a thumb within a cell."""


class BarLines(ScrollBarRender, Visual):
    """Draws a bar with one strip for all lines that look the same.

    Textual lets Rich draw it, which makes every line separately (measured, 8.2.8: an eighth of the
    time that a step takes which scrolls). Needed until Textual makes the strips itself.
    """

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, _options: RenderOptions
    ) -> list[Strip]:
        """The lines of the bar."""
        colours = self.style if isinstance(self.style, Style) else Style.parse(self.style)
        size = (height or 0) if self.vertical else width
        bar = self.render_bar(
            size=size,
            virtual_size=self.virtual_size,
            window_size=self.window_size,
            position=self.position,
            thickness=width if self.vertical else 1,
            vertical=self.vertical,
            back_color=colours.bgcolor or Color.default(),
            bar_color=colours.color or Color.default(),
        )
        below = style.rich_style
        cells = bar.segments[:size]
        looks = {each: Segment(each.text, below + (each.style or Style())) for each in set(cells)}
        if self.vertical:
            strips = {each: Strip([look], width) for each, look in looks.items()}
            return [strips[each] for each in cells]
        return [Strip([looks[each] for each in cells], width)] * (height or 1)

    def get_optimal_width(self, _rules: RulesMap, container_width: int) -> int:
        """All of the width."""
        return container_width

    def get_height(self, _rules: RulesMap, _width: int) -> int:
        """None of its own: it is as high as it may be."""
        return 0


ScrollBar.renderer = BarLines


def move_thumb(bar: ScrollBar, position: float) -> None:
    """Set the position of a bar, and paint only the lines that a thumb leaves or comes to.

    Textual paints the whole bar for each row (measured, 8.2.8: a quarter of the time that a step
    takes which scrolls). Needed until it compares the thumbs itself.
    """
    extent = (bar.size, bar.window_virtual_size, bar.window_size)
    before = thumb_start(*extent, bar.position)
    bar.set_reactive(ScrollBar.position, bar.validate_position(position))
    after = thumb_start(*extent, bar.position)
    if before != after:
        # One region for both ends: the list beside it is painted in a piece for each region.
        first = min(before, after) // EIGHTHS
        last = (max(before, after) + thumb_length(*extent)) // EIGHTHS
        lines = Region(0, first, bar.size.width, last - first + 1)
        bar.refresh(bar.size.region.intersection(lines))


def thumb_length(size: Size, total: int, in_view: int) -> int:
    """How many eighths of a cell the thumb of a bar has; see `thumb_start`."""
    return ceil(max(1, in_view / (total / size.height)) * EIGHTHS)


def thumb_start(size: Size, total: int, in_view: int, position: float) -> int:
    """In which eighth of a cell the thumb of a bar begins, as `ScrollBarRender` draws it.

    Args:
        size: of the bar.
        total: how many rows there are.
        in_view: how many of them are in view.
        position: the first one of those.
    """
    if not (size.height and 0 < in_view < total):
        return 0
    length = max(1, in_view / (total / size.height))
    return int((size.height - length) * (position / (total - in_view)) * EIGHTHS)


def resize_content(view: Widget, size: Size) -> None:
    """Update the scroll bars of a view for content of another size, without a layout.

    Textual would lay out the whole screen. A bar that appears or disappears still does. Needed
    until a change of `virtual_size` alone does not cause a layout.
    """
    view._scroll_update(size)
