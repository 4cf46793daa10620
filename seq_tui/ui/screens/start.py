"""A screen of panes with a start that keys move, and that is typed in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.start import StartError
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.screens.panes import PaneScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.widget import Widget

    from seq_tui.ui.pane_layout import Part
    from seq_tui.ui.widgets.detail_pane import DetailPane
    from seq_tui.ui.widgets.key_line import KeyLine
    from seq_tui.ui.widgets.sequences_pane import SequencesPane
    from seq_tui.ui.widgets.start_line import StartEditor

PREVIEW_DEBOUNCE = 0.12
"""Seconds without a key after which the dates follow a start that is being typed."""


class Before(NamedTuple):
    """What a screen returns to when the input for a start is left."""

    start: datetime
    focused: Widget


class StartScreen(PaneScreen):
    """Moves the start, and opens its input where it is in view.

    Args:
        list_pane: the first pane.
        detail: the second pane, which has the start.
        keys: the line that shows keys and messages.
        now: tells the present time.
    """

    def __init__(
        self,
        list_pane: SequencesPane,
        detail: DetailPane,
        keys: KeyLine,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(list_pane, detail, keys)
        self._now = now
        self.start_editor: StartEditor | None = None
        """The input, while it is open."""
        self._before: Before | None = None
        """What there was before, from the key that opens the input on."""
        self._preview = Debounce(self, PREVIEW_DEBOUNCE, self._preview_start)

    def _set_start(self, start: datetime) -> None:
        self._detail_pane.content.set_start(start)

    def on_start_editor_changed(self) -> None:
        """Wait for a pause in typing."""
        self._preview.restart()

    def _preview_start(self) -> None:
        """Let the dates follow a start that is being typed."""
        if self.start_editor is not None:
            self._set_start(self.start_editor.shown_start)

    def _part_of(self, widget: Widget) -> Part:
        """The part that a widget belongs to; that of the input is the one that it was opened in."""
        is_typed = self.start_editor is not None and widget is self.start_editor.input
        is_below = is_typed and self._detail_pane not in widget.ancestors
        return self._part if is_below else super()._part_of(widget)

    def on_descendant_focus(self) -> None:
        """Take what was typed when a click moved the focus away from the input.

        Textual calls the handler of the base class too.
        """
        if self.start_editor is not None and self.focused is not self.start_editor.input:
            self.call_later(self._close_editor, self.start_editor.reading.start)

    # Actions of the keys.

    def action_shift(self, days: int) -> None:
        """Move the start by days, at the same clock time."""
        try:
            self._detail_pane.content.shift_start(days)
        except StartError as error:
            self.say(str(error), is_warning=True)

    async def action_start(self) -> None:
        """Open the input for a start: in its line, or above the keys if that is not in view."""
        # Imported only where it is needed: not before the first rows.
        from seq_tui.ui.widgets.start_line import StartEditor

        content = self._detail_pane.content
        if self._before is not None:
            return
        self._before = Before(content.start, self.focused or self._main)
        # An earlier key may have moved the focus, so that the line gets or loses its room.
        await self.wait_for_refresh()
        editor = StartEditor(content.start, self._now, self._list_pane.glyphs)
        if content.started.is_in_view:
            await content.started.edit(editor)
        else:
            await self.mount(editor, before=self._keys)
        # Not earlier: until it has the focus, it would count as left.
        self.start_editor = editor
        self.set_focus(editor.input)
        editor.input.select_all()

    async def action_take_start(self) -> None:
        """Take the start that was typed, or say why there is none."""
        if self.start_editor is None:
            return
        reading = self.start_editor.reading
        if reading.start is None:
            self.start_editor.show_wrong(reading.message)
        else:
            await self._close_editor(reading.start)

    async def action_leave_start(self) -> None:
        """Close the input, and leave the start as it was."""
        await self._close_editor(None)

    async def _close_editor(self, start: datetime | None) -> None:
        editor, before = self.start_editor, self._before
        if editor is None or before is None:
            return
        self.start_editor = self._before = None
        self._preview.cancel()
        self._set_start(start or before.start)
        if self.focused is editor.input:
            self.move_focus(before.focused)
        self._detail_pane.content.started.stop_editing()
        await editor.remove()
