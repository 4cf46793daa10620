"""The list of sequences: name, actions and length on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from seq_tui.store.paged_list import PagedList
from seq_tui.ui.keys import bindings
from seq_tui.ui.sequence_line import SequenceColumnWidths, sequence_line
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class SequenceList(VirtualList):
    """The sequences of one query."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("open", "enter", "screen.open", "Steps", "To the steps of the sequence"), footer={"open"}
    )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.rows: PagedList[Sequence] = PagedList()
        """The rows, set by the screen and only read here."""

    class EndWanted(VirtualList.ListMessage):
        """The user wants to go to the last row, which may not be known yet."""

    def action_last(self) -> None:
        """Go to the last known row, and ask for the last one of all."""
        super().action_last()
        self.post_message(self.EndWanted(self))

    def draw_row(self, index: int, width: int) -> Line | None:
        """The sequence in one line."""
        sequence = self.rows.row(index)
        return None if sequence is None else sequence_line(sequence, width, self._glyphs)

    def cursor_width(self, width: int) -> int:
        """The cells of the cursor mark and the name."""
        return 1 + SequenceColumnWidths.of(width - 1).name
