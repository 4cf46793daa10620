"""A list of any number of rows that draws only the visible ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive, var

from seq_tui.domain.page import Window
from seq_tui.terminal.textual_patches.scroll_bar import move_thumb, resize_content
from seq_tui.terminal.textual_patches.styles_cache import CachedLines
from seq_tui.ui.cells import Cell, Line, fit_line
from seq_tui.ui.line_painter import LinePainter
from seq_tui.ui.widgets.list_notice import ListNotice
from seq_tui.ui.widgets.row_cursor import RowCursor
from seq_tui.ui.widgets.row_selection import RowSelection

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.notice import Notice

STRIPS = 128
"""Painted lines in the cache; two screens full where that is more. Scrolling back paints no line
again. Each takes 10 kB, with what Textual keeps of it."""

StripKey = tuple[int, int, bool, bool]


class VirtualList(RowSelection, CachedLines, RowCursor, can_focus=True):
    """Rows of one line each, so that line *y* is row *y* at any size.

    A subclass draws a row from memory (`draw_row`). The list owns the cursor and the scroll
    position, and does not know where rows come from.
    """

    HEADER_LINES: ClassVar[int] = 0
    """How many lines from `draw_header` stay above the rows, at first."""

    TEXT_COLUMN: ClassVar[int] = 1
    """Where a row's text begins, after the mark of the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--email",
        "virtual-list--empty",
        "virtual-list--failed",
        "virtual-list--loading",
        "virtual-list--mark",
        "virtual-list--match",
        "virtual-list--name",
        "virtual-list--placeholder",
        "virtual-list--quiet",
        "virtual-list--reply",
        "virtual-list--task",
        "virtual-list--unknown",
        "virtual-list--warning",
    }

    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .virtual-list--cursor { background: $cursor-unfocused; }
        & > .virtual-list--email { color: $ink-email; }
        & > .virtual-list--empty { color: $foreground; text-style: bold; }
        & > .virtual-list--failed { color: $ink-error; text-style: bold; }
        & > .virtual-list--loading { color: $foreground; }
        & > .virtual-list--mark { color: $mark-unfocused; }
        & > .virtual-list--match { color: $foreground; text-style: underline; }
        & > .virtual-list--name { color: $foreground; }
        & > .virtual-list--placeholder { color: $ink-quiet; }
        & > .virtual-list--quiet { color: $ink-quiet; }
        & > .virtual-list--reply { color: $ink-reply; }
        & > .virtual-list--task { color: $ink-task; }
        & > .virtual-list--unknown { color: $ink-unknown; }
        & > .virtual-list--warning { color: $ink-warning; }
        &:focus > .virtual-list--cursor { background: $cursor; }
        &:focus > .virtual-list--mark { color: $mark; }
        &:ansi > .virtual-list--cursor, &:nocolor > .virtual-list--cursor { text-style: bold; }
        &:ansi:focus > .virtual-list--cursor, &:nocolor:focus > .virtual-list--cursor {
            text-style: reverse;
        }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """Textual's own reactive, but without the layout of the screen that a change causes."""

    tail: var[str] = var("", init=False)
    """One more line after the last row, which the cursor cannot reach: what follows the row."""

    class ListMessage(Message):
        """Base of the messages of a list."""

        def __init__(self, virtual_list: VirtualList) -> None:
            super().__init__()
            self.virtual_list = virtual_list

        @property
        def control(self) -> VirtualList:
            """The list that posted the message."""
            return self.virtual_list

    class Selected(ListMessage):
        """The user selected the highlighted row."""

    class HeadClicked(ListMessage):
        """The user clicked on the head of a column."""

        def __init__(self, virtual_list: VirtualList, column: str) -> None:
            super().__init__(virtual_list)
            self.column = column
            """The head as it stands above the column."""

    class WindowChanged(ListMessage):
        """Other rows came into view."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest window matters."""
            return (
                isinstance(message, VirtualList.WindowChanged) and message.control is self.control
            )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.strips: LRUCache[StripKey, Strip] = LRUCache(STRIPS)
        self.header_lines = self.HEADER_LINES
        self._glyphs = glyphs
        self._placeholder = (Cell(glyphs.ellipsis, "placeholder"),)
        self._painter = LinePainter(self, "virtual-list")
        self._reported = Window(0, 0)
        self._notice = ListNotice(self, glyphs)
        self._width: int | None = None
        """The width of the lines while they are painted; to measure it takes as long as to look
        one up in the cache."""
        self.wanted_top: int | None = None
        """The first row in view as soon as there are enough rows; until the view is moved."""

    def draw_row(self, index: int, width: int) -> Line | None:
        """The row's cells; `None` while it is not in memory. Never does I/O."""
        raise NotImplementedError

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The `header_lines` lines that stay above the rows."""
        raise NotImplementedError

    def rows_with(self, row: int) -> Window:
        """The rows that are highlighted while the cursor is on a row: only that row, by default."""
        return Window(row, row + 1)

    def draw_hint(self, _y: int, /) -> Line:
        """A line to show even over a notice; empty for none."""
        return ()

    def head_at(self, _x: int, /) -> str:
        """The head of the column under the pointer; empty if there is none."""
        return ""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the highlighted row's text begins on the screen."""
        row = self.header_lines + self.cursor - self.scroll_offset.y if self.row_count else 0
        return self.content_region.offset + Offset(self.TEXT_COLUMN, row)

    @property
    def window(self) -> Window:
        """The rows in view; the line after the last one counts as a row."""
        top = self.scroll_offset.y
        return Window(top, min(top + self.rows_in_view, self.row_count + bool(self.tail)))

    @property
    def rows_in_view(self) -> int:
        """How many rows fit, at least one."""
        return max(1, self.scrollable_content_region.height - self.header_lines)

    def refresh_rows(self, window: Window) -> None:
        """Paint those rows of a window again that are in view, because they have changed."""
        for key in list(self.strips.keys()):
            if key[0] in window:
                self.strips.discard(key)
        visible = window.clip(self.window.start, self.scroll_offset.y + self.rows_in_view)
        if visible:
            self._refresh_lines(visible)

    def show_notice(self, notice: Notice | None) -> None:
        """Show a text in place of the rows while there are none."""
        if self.row_count:
            self._notice.notice = notice
        else:
            self._notice.show(notice)

    # Painting: reads only, except for the cache of strips.

    def render_line(self, y: int) -> Strip:
        """Line `y` of the viewport."""
        width = self._width or self.scrollable_content_region.width
        if self._notice.notice is not None and not self.row_count:
            line = self.draw_hint(y) or self._notice.line(y)
            return self._painter.paint(fit_line(line, width, self._glyphs.ellipsis))
        if y < self.header_lines:
            header = self.draw_header(width - 1)[y]
            return self._painter.paint(fit_line((Cell(" "), *header), width, self._glyphs.ellipsis))
        index = y - self.header_lines + self.scroll_offset.y
        if index >= self.row_count:
            text = f" {self.tail}" if index == self.row_count else ""
            return self._painter.paint(
                fit_line((Cell(text, "quiet"),), width, self._glyphs.ellipsis)
            )
        is_cursor = self._is_highlighted(index)
        key = (index, width, is_cursor, is_cursor and self.has_focus)
        if (strip := self.strips.get(key)) is None:
            line = self._marked_row(index, width)
            strip = self.strips[key] = self._painter.paint(line, is_cursor=is_cursor)
        return strip if self._selection is None else self.mark_selected(strip, index)

    def _is_highlighted(self, index: int) -> bool:
        return index == self.cursor or index in self.rows_with(self.cursor)

    def _marked_row(self, index: int, width: int) -> Line:
        is_cursor = self._is_highlighted(index)
        mark = Cell(self._glyphs.cursor if is_cursor else " ", "mark" if is_cursor else "")
        line = (mark, *(self.draw_row(index, width - 1) or self._placeholder))
        return fit_line(line, width, self._glyphs.ellipsis)

    def row_text(self, index: int) -> str:
        """A row as it is painted; empty below the last one."""
        if index >= self.row_count:
            return ""
        width = self.scrollable_content_region.width
        return "".join(cell.text for cell in self._marked_row(index, width))

    def row_at(self, y: int) -> int:
        """The row in a line of the widget; the first one for the header."""
        return self.scroll_offset.y + max(0, min(y - self.header_lines, self.rows_in_view - 1))

    def notify_style_update(self) -> None:
        """Compare the styles before the next paint: a pane's focus updates every widget in it."""
        super().notify_style_update()
        self._painter.expire_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines, after those that were painted in other styles were discarded."""
        changed = self._painter.update_styles()
        for key in list(self.strips.keys()) if changed else ():
            if key[2] or False in changed:
                self.strips.discard(key)
        self._width = self.scrollable_content_region.width
        strips = super().render_lines(crop)
        self._width = None
        return strips

    def _refresh_lines(self, *windows: Window) -> None:
        """Paint some rows again, which must be in view."""
        first, width = (
            self.header_lines - self.scroll_offset.y,
            self.scrollable_content_region.width,
        )
        regions = (
            Region(0, rows.start + first, width, rows.stop - rows.start) for rows in windows if rows
        )
        self.refresh(*regions)

    # State: what moves the cursor and the window.

    def watch_cursor(self, before: int, now: int) -> None:
        """Paint the row that the cursor left, and the one it is on; a selection ends."""
        self.wanted_top = None
        if self._selection is not None:
            self.screen.clear_selection()
        top, rows = self.scroll_offset.y, self.rows_in_view
        changed = [self.rows_with(row).clip(top, top + rows) for row in (before, now)]
        if any(changed):
            self._refresh_lines(*changed)
        self._scroll_to_cursor(rows)

    def watch_row_count(self, before: int, now: int) -> None:
        """Make room for the rows, and keep the cursor on one."""
        self._resize_content()
        self.cursor = self.validate_cursor(self.cursor)
        self._scroll_to_wanted_top()
        if self._notice.notice is not None and not (before and now):
            self.refresh()
        self.refresh_rows(Window(min(before, now), max(before, now) + 1))
        self._report_window()

    def watch_tail(self) -> None:
        """Make room for the last line."""
        self._resize_content()
        self.refresh_rows(Window(self.row_count, self.row_count + 1))
        self._report_window()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Report the rows that came into view."""
        if self.show_vertical_scrollbar:
            move_thumb(self.vertical_scrollbar, new_value)
        if round(old_value) != round(new_value):
            # Textual would paint the column of the scroll bar as well, which paints itself.
            content = self.scrollable_content_region
            self.refresh(Region(0, 0, content.width, content.height))
        self._report_window()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in view; painted lines are cached by their width."""
        self.strips.grow(2 * self.size.height)
        self.scroll_to_wanted()
        self._report_window()

    def on_focus(self) -> None:
        """Paint the cursor as that of the list with the focus."""
        self._repaint_cursor()

    def on_blur(self) -> None:
        """Paint the cursor as that of a list without the focus."""
        self._repaint_cursor()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row under the pointer; select the row if it is there already."""
        offset = event.get_content_offset(self)
        # A drag within the list ends as a click.
        if self._selection is not None or offset is None:
            return
        if (row := offset.y - self.header_lines) < 0:
            if column := self.head_at(offset.x):
                self.post_message(self.HeadClicked(self, column))
            return
        row += self.scroll_offset.y
        if row == self.cursor and row < self.row_count:
            self.post_message(self.Selected(self))
        elif row < self.row_count:
            self.cursor = row

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up, and take the cursor along at the lower end."""
        self._scroll_by_wheel(event, -self.app.scroll_sensitivity_y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down, and take the cursor along at the upper end."""
        self._scroll_by_wheel(event, self.app.scroll_sensitivity_y)

    def _scroll_by_wheel(self, event: events.MouseEvent, rows: float) -> None:
        event.prevent_default().stop()
        self.wanted_top = None
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        view = self.window
        self.cursor = max(view.start, min(self.cursor, view.stop - 1))

    def _repaint_cursor(self) -> None:
        self._painter.expire_styles()
        self.refresh_rows(self.rows_with(self.cursor))

    def _resize_content(self) -> None:
        height = self.row_count + bool(self.tail) + self.header_lines
        if self.virtual_size.height == height:
            return
        self.virtual_size = Size(1, height)
        if not self.size and self.styles.overflow_y == "auto":
            # Known before the first layout, it needs no second one.
            self.show_vertical_scrollbar = height > self.app.size.height
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        else:
            resize_content(self, self.virtual_size)

    def scroll_to_wanted(self) -> None:
        """Scroll to the first row that is wanted, as far as the cursor stays in view."""
        self._scroll_to_wanted_top()
        self._scroll_to_cursor(self.rows_in_view)

    def _scroll_to_wanted_top(self) -> None:
        if self.wanted_top is not None and self.size:
            top = self.cursor - self.rows_in_view + 1
            self.scroll_to(y=max(top, min(self.wanted_top, self.cursor)), animate=False)

    def _scroll_to_cursor(self, rows: int) -> None:
        """Bring the cursor among the rows in view, of which there are so many."""
        if not self.size:
            return  # It is not laid out yet.
        top = self.scroll_offset.y
        # The line after the last row is scrolled into view together with it.
        bottom = self.cursor + (bool(self.tail) and self.cursor == self.row_count - 1)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif bottom >= top + rows:
            self.scroll_to(y=min(bottom - rows + 1, self.cursor), animate=False)

    def _report_window(self) -> None:
        if (window := self.window) != self._reported:
            self._reported = window
            self.post_message(self.WindowChanged(self))
