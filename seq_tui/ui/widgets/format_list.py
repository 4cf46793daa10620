"""The list of what a sequence can be exported as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from seq_tui.ui.export_kinds import KINDS

if TYPE_CHECKING:
    from textual.events import Key

    from seq_tui.ui.export_kinds import ExportKind

NAME_WIDTH = 2 + max(map(len, KINDS))
"""Cells for a name and the gap after it."""


class FormatList(OptionList):
    """The formats, each with the letter that chooses it."""

    DEFAULT_CSS = """
    FormatList, FormatList:focus {
        height: auto; max-height: 18; border: none; padding: 0; background: transparent;
        text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, name: str = "") -> None:
        """Create a list, with a format highlighted: the first one if there is none of that name."""
        self.kinds = (*KINDS.values(),)
        super().__init__(*map(_option, self.kinds), id="formats", markup=False, compact=True)
        names = [*KINDS]
        self.highlighted = names.index(name) if name in names else 0

    @property
    def chosen(self) -> ExportKind:
        """The highlighted format."""
        return self.kinds[self.highlighted or 0]

    def on_key(self, event: Key) -> None:
        """Choose a format by its letter."""
        letters = [each.letter for each in self.kinds]
        if event.character in letters:
            event.stop()
            self.highlighted = letters.index(event.character)


def _option(kind: ExportKind) -> Option:
    letter = Content.styled(kind.letter, "bold $ink-accent")
    return Option(letter + Content(f"  {kind.name:<{NAME_WIDTH}}{kind.description}"))
