"""A dialog over the browser, which a click beside it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen, ScreenResultType

from seq_tui.terminal.textual_patches.binding_chain import RemappedScreen

if TYPE_CHECKING:
    from textual import events


class Dialog(ModalScreen[ScreenResultType], RemappedScreen[ScreenResultType]):
    """A modal screen that closes without a result."""

    _was_pressed_beside = False
    """Whether the button of the mouse was pressed beside the dialog, since it is open."""

    def action_close_dialog(self) -> None:
        """Leave, unless a second key or click arrives before the dialog is closed."""
        if self.is_current:
            self.dismiss(None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where the button was pressed: a click before a key may arrive after it."""
        self._was_pressed_beside = self._is_beside(event)

    def on_click(self, event: events.Click) -> None:
        """Close after a click on the screen below, and not after one in the dialog."""
        if self._was_pressed_beside and self._is_beside(event):
            self.action_close_dialog()

    def _is_beside(self, event: events.MouseEvent) -> bool:
        return self.get_widget_at(event.screen_x, event.screen_y)[0] is self
