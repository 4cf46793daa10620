"""The properties of one step, and of its sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.content import Content

from seq_tui.domain.page import Window
from seq_tui.presentation.layout import wrap
from seq_tui.ui.cells import Cell, Line, marked
from seq_tui.ui.copyable import Copyable, copyable_property
from seq_tui.ui.widgets.step_keys import READ_KEYS, STEP_KEYS
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.step_properties import Property, PropertyGroup

GAP = 2
"""Cells between a name and its value."""

MAX_NAMES, MAX_NAMES_SHARE = 20, 0.4
"""Most cells for names beside their values, also as a part of the width, where a value would need
more lines beside longer names. A longer name is followed by its value in the same line, or if there
is no room for that, in the next one."""

RIGHT_BLANK = 1
"""Blank cells before the scroll bar."""


class PropertyLine(NamedTuple):
    """One line of a property, or a heading."""

    name: str
    """With the blanks before the value; blank but in the property's first line."""

    text: str

    rows: Window
    """The lines of the property; none for a heading."""

    shown: Property | None = None
    """`None` for a heading."""


class StepDetail(VirtualList):
    """A list of properties, of which a long one has several lines.

    The cursor highlights all lines of a property. It goes from property to property, and through
    one that is higher than the list line by line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*READ_KEYS, *STEP_KEYS]

    DEFAULT_CSS = """
    StepDetail { scrollbar-gutter: stable; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._title = ""
        self._groups: tuple[PropertyGroup, ...] = ()
        self._lines: list[PropertyLine] = []
        self._width = 0
        self._is_boxed = True
        self._wanted: tuple[str, ...] = ()

    def set_boxed(self, is_boxed: bool) -> None:
        """Set whether the title is in a box, or only in a line above."""
        if is_boxed != self._is_boxed:
            self._is_boxed = is_boxed
            self._show_title()

    def _show_title(self) -> None:
        # Textual puts blanks beside a title only where there are corners (8.2.8).
        title = self._title if self._is_boxed or not self._title else f" {self._title} "
        self.border_title = Content(title)

    def mark(self, wanted: tuple[str, ...]) -> None:
        """Mark these folded texts in all values."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.strips.clear()
            self.refresh_rows(self.window)

    def show(self, groups: Sequence[PropertyGroup]) -> None:
        """Show other properties; of the same step, such as from another start, keep the cursor.

        Args:
            groups: the title of the first one becomes that of the box.
        """
        title = groups[0].title if groups else ""
        present = tuple(group for group in groups if group.properties)
        if (title, present) == (self._title, self._groups):
            return
        kept = self.highlighted.name if self.highlighted and title == self._title else None
        self._title, self._groups = title, present
        self._show_title()
        self._lay_out()
        if kept is None:
            self.scroll_to(y=0, animate=False)
        self.cursor = self._row_of(kept)

    @property
    def highlighted(self) -> Property | None:
        """The property under the cursor."""
        return self._lines[self.cursor].shown if self._lines else None

    @property
    def copyable(self) -> Copyable | None:
        """The value of the highlighted property."""
        return None if self.highlighted is None else copyable_property(self.highlighted)

    def draw_row(self, index: int, width: int) -> Line:
        """One line of a property, or a heading."""
        line = self._lines[index]
        if line.shown is None:
            line_glyph = self._glyphs.wait
            rule = line_glyph * (width - RIGHT_BLANK - cell_len(f"{line_glyph} {line.text} "))
            return (
                Cell(f"{line_glyph} ", "quiet"),
                Cell(f"{line.text} ", "name"),
                Cell(rule, "quiet"),
            )
        text = Cell(line.text, "name")
        return Cell(line.name, "quiet"), *(marked(text, self._wanted) if self._wanted else (text,))

    def rows_with(self, row: int) -> Window:
        """All lines of the property in a row."""
        return self._lines[row].rows if row < len(self._lines) else super().rows_with(row)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a property: a heading is passed in the direction of the step."""
        cursor = super().validate_cursor(cursor)
        if self._lines and self._lines[cursor].shown is None:
            # There is a property before and after each heading.
            return cursor - 1 if cursor < self.cursor else cursor + 1
        return cursor

    def action_step(self, rows: int) -> None:
        """Go to another property, or on in one that is not wholly in view."""
        for _ in range(min(abs(rows), self.row_count)):
            self._step_down() if rows > 0 else self._step_up()

    def action_go_to(self, row: int) -> None:
        """Go to a property by its number, from 1."""
        starts = sorted({line.rows.start for line in self._lines if line.shown})
        if starts:
            self.cursor = starts[min(row, len(starts)) - 1]
            self._scroll_to_end(self.rows_with(self.cursor))

    def _step_down(self) -> None:
        here = self.rows_with(self.cursor)
        if here.stop > self.window.stop:
            self.cursor = self.window.stop
        else:
            self.cursor = here.stop
            self._scroll_to_end(self.rows_with(self.cursor))

    def _step_up(self) -> None:
        here = self.rows_with(self.cursor)
        if here.start < self.window.start:
            self.cursor = self.window.start - 1
        elif here.start:
            self.cursor = here.start - 1
            before = self.rows_with(self.cursor)
            if before.stop - before.start <= self.rows_in_view:
                self.cursor = before.start
        if not any(line.shown for line in self._lines[: self.rows_with(self.cursor).start]):
            self.scroll_to(y=0, animate=False)

    def _scroll_to_end(self, rows: Window) -> None:
        """Scroll a property into view; the beginning of one that does not fit."""
        top = min(rows.start, rows.stop - self.rows_in_view)
        if top > self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the properties out for another width, and keep the highlighted one.

        Textual calls the handler of the base class afterwards.
        """
        if self.scrollable_content_region.width != self._width:
            kept = self.highlighted.name if self.highlighted else None
            self._lay_out()
            self.cursor = self._row_of(kept)

    @on(VirtualList.Selected)
    def _stop_selection(self, message: VirtualList.Selected) -> None:
        """There is nothing to open in a property."""
        message.stop()

    def _row_of(self, name: str | None) -> int:
        """The first row of a property; row 0 if there is no property of that name."""
        names = (line.shown.name if line.shown else "" for line in self._lines)
        return next((row for row, each in enumerate(names) if each == name), 0)

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        self._lines = self._laid_out(self._width - self.TEXT_COLUMN - RIGHT_BLANK)
        self.strips.clear()
        self.row_count = len(self._lines)
        self.refresh_rows(self.window)

    def _laid_out(self, width: int) -> list[PropertyLine]:
        """The lines of all properties; the values of a group begin in one column."""
        if width <= GAP:
            return []
        lines: list[PropertyLine] = []
        for group in self._groups:
            names = _names_width(group, width)
            if lines:
                lines.append(PropertyLine("", group.title, Window(0, 0)))
            for shown in group.properties:
                start = len(lines)
                pieces = _pieces(shown, names, width)
                rows = Window(start, start + len(pieces))
                lines += (PropertyLine(name, text, rows, shown) for name, text in pieces)
        return lines


def _names_width(group: PropertyGroup, width: int) -> int:
    """The cells before the values of a group."""
    longest = max(cell_len(each.name) for each in group.properties)
    beside = width - longest - GAP
    if beside > 0 and all(len(wrap(each.text, beside)) == 1 for each in group.properties):
        return longest + GAP
    return min(longest, MAX_NAMES, int(width * MAX_NAMES_SHARE)) + GAP


def _pieces(shown: Property, names: int, width: int) -> list[tuple[str, str]]:
    """The name and the text in each line of a property, whose values begin in a column."""
    texts = wrap(shown.text, width - names)
    name = shown.name
    if cell_len(name) + GAP <= names:
        name = set_cell_size(name, names)
    elif len(texts) == 1 and cell_len(name) + GAP + cell_len(texts[0]) <= width:
        name += " " * GAP
    else:
        return [(name, ""), *((" " * names, text) for text in texts if shown.text)]
    return [(name, texts[0]), *((" " * names, text) for text in texts[1:])]
