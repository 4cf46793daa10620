"""Paint the changed widgets of a screen at once.

Textual paints four messages and a timer later (measured, 8.2.8: an eighth of the time that a key
takes, and up to 17 ms where keys follow each other).

Needed until Textual paints on request, without its timer of 60 frames a second.
"""

from __future__ import annotations

from seq_tui.terminal.textual_patches.binding_chain import RemappedScreen
from seq_tui.terminal.textual_patches.compositor import PieceCompositor


class PromptScreen(RemappedScreen[None]):
    """A screen that `paint` updates, and that renders only what changed."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = PieceCompositor()

    def key_arrived(self) -> None:
        """Called before each key is handled."""

    def paint(self) -> None:
        """Paint the changed widgets, unless a layout or the whole screen is due as well."""
        if self.app._batch_count or self._repaint_required or self._layout_required:
            return
        visible = self._compositor.visible_widgets
        changed = {widget for widget in visible if widget._repaint_required}
        if not changed or any(widget._layout_required for widget in changed):
            return
        for widget in changed:
            widget._repaint_required = False
        self._compositor.update_widgets(changed | self._dirty_widgets)
        self._compositor_refresh()
