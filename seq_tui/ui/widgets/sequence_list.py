"""The list of sequences: name, actions and length on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.sequence_line import SequenceColumnWidths, sequence_line
from seq_tui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs


class SequenceList(RecordList[Sequence]):
    """The sequences of one query."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("open", "enter", "screen.open", "Steps", "To the steps of the sequence"),
        group=MOVE,
        footer={"open"},
    )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(sequence_line, glyphs, id=id)

    def cursor_width(self, width: int) -> int:
        """The cells of the cursor mark and the name."""
        return 1 + SequenceColumnWidths.of(width - 1).name
