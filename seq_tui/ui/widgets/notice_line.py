"""A few lines below the rows, after a failure that leaves them usable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from seq_tui.presentation.layout import cut, wrap
from seq_tui.ui.cells import Cell, fit_line
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.notice import NoticeState
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from textual.geometry import Size

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line
    from seq_tui.ui.notice import Notice

MAX_LINES = 3


class NoticeLine(PaintedLine):
    """One notice, as short as it can be said; hidden while there is none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"notice-line--failed", "notice-line--text"}

    DEFAULT_CSS = """
    NoticeLine {
        height: auto;
        & > .notice-line--failed { color: $ink-error; text-style: bold; }
        & > .notice-line--text { color: $ink-quiet; }
    }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, "notice-line", id=id)
        self.display = False
        self._notice: Notice | None = None

    def show_notice(self, notice: Notice | None) -> None:
        """Show another notice, or none."""
        if notice is not None and self.is_attached:
            notice = notice.with_keys(partial(key_text, self))
        if notice == self._notice:
            return
        before, self._notice = self._lines(self.size.width), notice
        self.display = notice is not None
        self.refresh(layout=len(before) != len(self._lines(self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text needs."""
        del container, viewport
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One line of the text."""
        width = self.size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        return self._painter.paint(fit_line(lines[y], width, self._glyphs.ellipsis))

    def _lines(self, width: int) -> list[Line]:
        notice = self._notice
        if notice is None or width < 2:
            return []
        lines = wrap(notice.one_line, width - 2)
        if len(lines) > MAX_LINES:
            last = f"{lines[MAX_LINES - 1]} {self._glyphs.ellipsis}"
            lines[MAX_LINES - 1 :] = [cut(last, width - 2, self._glyphs.ellipsis)]
        mark = Cell(notice.mark, "failed" if notice.state is NoticeState.FAILED else "text")
        first = (Cell(" "), mark, Cell(lines[0].removeprefix(notice.mark), "text"))
        return [first, *((Cell(" "), Cell(line, "text")) for line in lines[1:])]
