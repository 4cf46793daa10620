"""A text in place of the rows of a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region

from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.notice import Notice, notice_lines

if TYPE_CHECKING:
    from textual.widget import Widget

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line

ABOVE_MIDDLE = 3
"""Rows between a heading and the middle of the screen: half of an ordinary notice is below it."""

UNLIMITED = 1_000
"""More lines than any notice has."""


class ListNotice:
    """What a list says while it has no rows.

    The headings of all lists stand in one row of the screen, where there is room for what follows
    them, so that two panes that both say something look like one.

    Args:
        widget: the list.
        glyphs: the characters to draw with.
    """

    def __init__(self, widget: Widget, glyphs: Glyphs) -> None:
        self._widget = widget
        self._glyphs = glyphs
        self.notice: Notice | None = None

    def show(self, notice: Notice | None) -> None:
        """Say something else, and paint the lines that differ."""
        if notice is not None and self._widget.is_attached:
            notice = notice.with_keys(partial(key_text, self._widget))
        before, self.notice = self._lines(), notice
        now = self._lines()
        for y in range(self._widget.size.height):
            if before[y : y + 1] != now[y : y + 1]:
                self._widget.refresh(Region(0, y, self._widget.size.width, 1))

    def line(self, y: int) -> Line:
        """One line of the list."""
        return next(iter(self._lines()[y : y + 1]), ())

    def lines_needed(self, width: int) -> int:
        """In how many lines of a width all of it can be said."""
        if self.notice is None or not width:
            return 0
        return sum(map(bool, notice_lines(self.notice, width, UNLIMITED, self._glyphs.ellipsis)))

    def _lines(self) -> tuple[Line, ...]:
        size = self._widget.size
        if self.notice is None or not size:
            return ()
        middle = self._widget.screen.size.height // 2 - self._widget.content_region.y
        return notice_lines(self.notice, *size, self._glyphs.ellipsis, middle - ABOVE_MIDDLE)
