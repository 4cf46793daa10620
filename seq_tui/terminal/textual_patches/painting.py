"""Paint the changed widgets of a screen at once, and a new screen once.

Textual paints four messages and a timer later (measured, 8.2.8: an eighth of the time that a key
takes, and up to 17 ms where keys follow each other). A new screen it lays out up to five times for
one size, computes all styles of its widgets twice, and paints it twice (measured, 8.2.8: 30 ms).

Needed until Textual paints on request, without its timer of 60 frames a second, and a new screen
as soon as it is laid out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.terminal.textual_patches.binding_chain import RemappedScreen
from seq_tui.terminal.textual_patches.compositor import PieceCompositor

if TYPE_CHECKING:
    from textual.events import Event, ScreenResume
    from textual.geometry import Size


class PromptScreen(RemappedScreen[None]):
    """A screen that `paint` updates, and that renders only what changed."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = PieceCompositor()
        self.takes_keys = False
        """Whether it is laid out."""
        self.early_events: list[Event] = []
        """What was typed before it was laid out, when no widget could take it."""

    def key_arrived(self) -> None:
        """Called before each key is handled."""

    def first_laid_out(self) -> None:
        """Called after the first layout, before it is painted: the widgets know their sizes."""

    async def on_screen_resume(self, event: ScreenResume) -> None:
        """Lay a new screen out, handle the keys that came before that, and paint it once.

        Its widgets have their styles and the focus since they were mounted.
        """
        if self.takes_keys:
            return
        event.prevent_default()
        self.stack_updates += 1
        with self.app.batch_update():
            self._refresh_layout(self.app.size)
            self._layout_required = self._repaint_required = False
            self.first_laid_out()
            self.takes_keys = True
            with self.app._context():
                for typed in self.early_events:
                    await self.app.on_event(typed)
        if self.app._notifications:
            self.app._refresh_notifications()
        if not self.app._batch_count:
            self._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        """Lay the screen out for another size."""
        if self._layout_required or size != self._compositor.size:
            super()._screen_resized(size)

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
