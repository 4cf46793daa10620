"""The dialog that chooses a theme, and shows the screen below in the highlighted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList

from seq_tui.ui.keys import bindings
from seq_tui.ui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType

PRESENT = "present"
"""Beside the theme that the screen had when the dialog was opened."""


class ThemeList(OptionList):
    """The themes by name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("theme.down", "j,ctrl+n", "cursor_down", "Down", "To the next theme"),
        ("theme.up", "k", "cursor_up", "Up", "To the previous theme"),
        ("theme.first", "g", "first", "First", "To the first theme"),
        ("theme.last", "G", "last", "Last", "To the last theme"),
    )


class ThemeScreen(Dialog[str]):
    """Returns the chosen theme; `None` after it has restored the one before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("theme.cancel", "escape,q", "close_dialog", "Cancel", "Keep the present theme")
    )

    DEFAULT_CSS = """
    ThemeScreen {
        align: right bottom;
        background: transparent;
        & > ThemeList {
            width: 34; max-width: 100%; height: auto; max-height: 60%; margin: 0 2 2 0;
            padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
            &, &:focus { border: $frame-focus $line-focus; }
        }
    }
    """

    def __init__(self, themes: Iterable[str]) -> None:
        super().__init__()
        self._names = tuple(themes)

    def compose(self) -> ComposeResult:
        """A list in a corner, so that most of the screen below can be seen."""
        self._present = self.app.theme
        width = max(map(len, self._names)) + 2
        themes = ThemeList(
            *(
                f"{name:<{width}}{PRESENT}" if name == self._present else name
                for name in self._names
            ),
            markup=False,
        )
        themes.highlighted = self._names.index(self._present)
        themes.border_title = "Theme"
        themes.border_subtitle = "enter keeps   esc cancels"
        yield themes

    @on(OptionList.OptionHighlighted)
    def _preview(self, message: OptionList.OptionHighlighted) -> None:
        if self.is_current:
            self.app.theme = self._names[message.option_index]

    @on(OptionList.OptionSelected)
    def _keep(self, message: OptionList.OptionSelected) -> None:
        if self.is_current:
            self.dismiss(self._names[message.option_index])

    def action_close_dialog(self) -> None:
        """Restore the theme that the screen had before."""
        self.app.theme = self._present
        super().action_close_dialog()
