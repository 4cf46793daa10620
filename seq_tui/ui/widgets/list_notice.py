"""A text in place of the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.notice import Notice, notice_lines

if TYPE_CHECKING:
    from textual.geometry import Size

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class ListNotice:
    """What a list says while it has no rows, laid out for its size."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self.notice: Notice | None = None

    def replace(self, notice: Notice | None, size: Size) -> list[int]:
        """Say something else, and return the numbers of the lines that differ."""
        before, self.notice = self._lines(size), notice
        now = self._lines(size)
        return [y for y in range(size.height) if before[y : y + 1] != now[y : y + 1]]

    def line(self, y: int, size: Size) -> Line:
        """One line of the list."""
        return next(iter(self._lines(size)[y : y + 1]), ())

    def _lines(self, size: Size) -> tuple[Line, ...]:
        if self.notice is None or not size:
            return ()
        return notice_lines(self.notice, *size, self._glyphs.ellipsis)
