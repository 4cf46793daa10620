"""The thumb of a scroll bar, which hardly moves where there are many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.scrollbar import ScrollBar

if TYPE_CHECKING:
    from textual.geometry import Size

EIGHTHS = 8
"""Steps of a thumb within a cell."""


def move_thumb(bar: ScrollBar, position: float) -> None:
    """Note where a view begins; of a thumb that stays where it is, nothing is painted.

    Textual paints the whole bar for each row (measured, 8.2.8: a quarter of the time that a step
    takes which scrolls).
    """
    extent = (bar.size, bar.window_virtual_size, bar.window_size)
    if thumb_start(*extent, bar.position) == thumb_start(*extent, position):
        bar.set_reactive(ScrollBar.position, bar.validate_position(position))


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
