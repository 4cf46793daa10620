"""The command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.command import CommandPalette
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Mount


class Palette(CommandPalette):
    """Does nothing more once it is closed; its cursor does not blink.

    Its messages may be handled after that, and Textual would look for commands in a list that is
    gone (8.2.8: a crash where keys and clicks follow each other closely).
    """

    def on_mount(self, event: Mount) -> None:
        """Look for commands with a steady cursor, unless it was closed before it was mounted."""
        if not self.is_current:
            event.prevent_default()
            return
        self.query_one(Input).cursor_blink = False

    @on(Input.Changed)
    def _ignore_late_text(self, event: Input.Changed) -> None:
        if not self.is_current:
            event.prevent_default()
