"""The list of the records of one query, for any record that can be drawn as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from seq_tui.domain.page import Record
from seq_tui.store.paged_list import PagedList
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class RecordList(VirtualList, Generic[Record]):
    """The records of one query.

    Args:
        line: the cells of a record, given the width in cells.
        glyphs: the signs that the terminal can show.
        id: the id of the widget.
    """

    def __init__(
        self, line: Callable[[Record, int, Glyphs], Line], glyphs: Glyphs, *, id: str | None = None
    ) -> None:
        super().__init__(glyphs, id=id)
        self._line = line
        self.rows: PagedList[Record] = PagedList()
        """The rows, set by the screen and only read here."""

    class EndWanted(VirtualList.ListMessage):
        """The user wants to go to the last row, which may not be known yet."""

    class RowWanted(VirtualList.ListMessage):
        """The user wants to go to a row by its number, which may not be known yet."""

        def __init__(self, virtual_list: VirtualList, row: int) -> None:
            super().__init__(virtual_list)
            self.row = row
            """From 1."""

    def action_go_to(self, row: int) -> None:
        """Go to a row by its number, or ask for it if it is not known yet."""
        super().action_go_to(row)
        if row > self.row_count:
            self.post_message(self.RowWanted(self, row))

    def action_last(self) -> None:
        """Go to the last known row, and ask for the last one of all."""
        super().action_last()
        self.post_message(self.EndWanted(self))

    def draw_row(self, index: int, width: int) -> Line | None:
        """The record in one line."""
        record = self.rows.row(index)
        return None if record is None else self._line(record, width, self._glyphs)
