"""A bare `ScrollView` with `render_line`, whose rows are computed: ``python rows.py COUNT``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

PLAIN = Style.parse("#a9b1d6 on #1a1b26")
CURSOR = Style.parse("#fe9e64 on #423a5a")


class BareRows(ScrollView, can_focus=True):
    """Rows of about sixty characters, and a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "step(1)", "Down"),
        ("up", "step(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
        ("home", "step(-1_000_000_000)", "First"),
        ("end", "step(1_000_000_000)", "Last"),
        ("q", "app.quit", "Quit"),
    ]

    cursor: var[int] = var(0, init=False)

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.virtual_size = Size(1, count)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        text = f" READY {index:>9}  a row of some sixty characters, to be the {index % 97}th"
        style = CURSOR if index == self.cursor else PLAIN
        return Strip([Segment(text[:width].ljust(width), style)], width)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        for row in (before, now):
            if top <= row < top + height:
                self.refresh(Region(0, row - top, self.size.width, 1))
        if now < top:
            self.scroll_to(y=now, animate=False)
        elif now >= top + height:
            self.scroll_to(y=now - height + 1, animate=False)

    def action_step(self, rows: int) -> None:
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        rows = pages * self.scrollable_content_region.height
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.cursor += rows


class BareRowsApp(App[None]):
    """An app with nothing but the rows."""

    CSS = "BareRows { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        yield BareRows(self.count)


if __name__ == "__main__":
    BareRowsApp(int(sys.argv[1])).run()
