"""A screen that answers in a few words, in place of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.sanitize import sanitize
from seq_tui.ui.screens.selecting import SelectingScreen

if TYPE_CHECKING:
    from seq_tui.ui.widgets.key_line import KeyLine


class MessageScreen(SelectingScreen):
    """Says what a key did, where the eyes of its user are not covered by it.

    Args:
        keys: the line that shows the messages.
    """

    def __init__(self, keys: KeyLine) -> None:
        super().__init__()
        self._keys = keys

    def say(self, text: str, *shorter: str, is_warning: bool = False, lasts: bool = False) -> None:
        """Say one sentence; an empty one is not said, and one that lasts stays until the next key.

        Where the key line has no room for it, it is said in the first `shorter` form that fits.

        A sentence that is longer than the key line, or is said below a dialog, becomes a
        notification, as does with `notify` what has nothing to do with the last key.
        """
        text = sanitize(text)
        if not text:
            return
        is_said = self.is_active and any(
            self._keys.show_message(form, is_warning=is_warning, lasts=lasts)
            for form in (text, *map(sanitize, shorter))
        )
        if not is_said:
            self.notify(text, severity="warning" if is_warning else "information", markup=False)

    def on_screen_suspend(self) -> None:
        """Leave notifications to the dialog above, which would show them a second time."""
        # After those that are about to be shown here.
        self.app.call_later(self._hide_notifications)

    def _hide_notifications(self) -> None:
        if not self.is_active:
            self.query("ToastRack").set(display=False)

    def key_arrived(self) -> None:
        """Show the keys again."""
        self._keys.hide_message()
