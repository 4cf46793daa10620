"""A list of names, of which one is chosen in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import OptionList

from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

PRESENT = "present"
"""Beside the choice that holds while the dialog is open."""


class ChoiceList(OptionList):
    """Lines to choose from, with the keys of the other lists.

    Args:
        lines: one for each choice, without markup.
        present: the line that is highlighted first.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("choice.down", "j,ctrl+n", "cursor_down", "Down", "To the next line"),
        ("choice.up", "k", "cursor_up", "Up", "To the previous line"),
        ("choice.first", "g", "first", "First", "To the first line"),
        ("choice.last", "G", "last", "Last", "To the last line"),
    )

    def __init__(self, *lines: str | Content, present: int) -> None:
        super().__init__(*lines, markup=False)
        self.highlighted = present
