"""The command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets import Input

from seq_tui.terminal.textual_patches.binding_chain import RemappedScreen
from seq_tui.ui.chosen_keys import key_text

if TYPE_CHECKING:
    from textual.events import Mount, Resize

SHARE = 0.9
"""How much of the height of the screen the palette has at most, as in `app.tcss`."""

FRAME_LINES = 5
"""Its lines beside the commands: a margin, the borders, and what is typed."""

ENTRY_LINES = 2
"""The lines of a command: its name, and what it does."""


class Palette(CommandPalette, RemappedScreen[None]):
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
        keys = key_text(self.query_one(Input), "input.submit"), key_text(self, "palette.escape")
        subtitle = Content(f"{keys[0]} runs   {keys[1]} closes")
        self.query_one("#--container").border_subtitle = subtitle

    def on_resize(self, event: Resize) -> None:
        """Show whole commands: the last one in view has its second line too."""
        entries = max(1, (int(event.size.height * SHARE) - FRAME_LINES) // ENTRY_LINES)
        # There is no list yet if the palette was closed before it was mounted.
        for commands in self.query(CommandList):
            commands.styles.max_height = entries * ENTRY_LINES

    @on(Input.Changed)
    def _ignore_late_text(self, event: Input.Changed) -> None:
        if not self.is_current:
            event.prevent_default()
