"""Selecting the text of a list's rows with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.selection import Selection


class RowSelection(Widget):
    """Rows of one line whose text can be selected.

    Textual finds a text by an offset in the style of each painted segment (8.2.8), which every
    cursor step would have to paint as well. Here, the row and the character are computed from the
    cell that the pointer is on.
    """

    _selection: Selection | None = None

    def row_text(self, index: int) -> str:
        """A row as it is painted, each character where it stands."""
        raise NotImplementedError

    def row_at(self, y: int) -> int:
        """The row in a line of the widget; the nearest one if there is none."""
        raise NotImplementedError

    def text_offset_at(self, x: int, y: int) -> Offset:
        """The character and the row in a cell of the widget."""
        row = self.row_at(y)
        return Offset(_characters_before(self.row_text(row), x), row)

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the rows again."""
        self._selection = selection
        super().selection_updated(selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, a line for each row, without the mark of the cursor."""
        first = 0 if selection.start is None else selection.start.y
        last = self.row_at(self.size.height) if selection.end is None else selection.end.y
        lines = []
        for row in range(first, last + 1):
            if (span := selection.get_span(row)) is not None:
                text = f" {self.row_text(row)[1:]}"
                lines.append(text[span[0] : None if span[1] < 0 else span[1]])
        text = "\n".join(line.rstrip() for line in lines)
        return (text.strip("\n"), "\n") if text.strip() else None

    def text_select_all(self) -> None:
        """Nothing: two clicks open the row, and three do no more."""

    def mark_selected(self, strip: Strip, row: int) -> Strip:
        """A painted row with its selected part marked."""
        if self._selection is None or (span := self._selection.get_span(row)) is None:
            return strip
        text = strip.text
        start = cell_len(text[: span[0]])
        end = strip.cell_length if span[1] < 0 else cell_len(text[: span[1]])
        style = self.screen.get_component_rich_style("screen--selection")
        before, marked, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
        return Strip.join([before, Strip(Segment.apply_style(marked, post_style=style)), after])


def _characters_before(text: str, column: int) -> int:
    """How many characters of a text begin before a column."""
    width = 0
    for count, character in enumerate(text):
        if (width := width + get_character_cell_size(character)) > column:
            return count
    return len(text)
