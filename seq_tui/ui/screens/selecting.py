"""A screen on which the text of lists can be selected with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from seq_tui.terminal.textual_patches.painting import PromptScreen
from seq_tui.ui.widgets.row_selection import RowSelection

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen, ScreenResultType
    from textual.widget import Widget


class SelectingScreen(PromptScreen):
    """Finds the text under the pointer, also in a list, which paints no offsets."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget under the pointer, and the place in its text."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if isinstance(widget, RowSelection):
            corner = widget.content_region.offset
            offset = widget.text_offset_at(max(0, x - corner.x), y - corner.y)
        return widget, offset

    def text_select_all(self) -> None:
        """Nothing: three clicks would select the whole screen."""

    @property
    def selected_text(self) -> str:
        """What the user has selected; empty if nothing is."""
        return selected_text(self)


def selected_text(screen: Screen[ScreenResultType]) -> str:
    """What the user has selected on a screen, or in its input that has the focus."""
    text = screen.get_selected_text() or ""
    return text or (screen.focused.selected_text if isinstance(screen.focused, Input) else "")
