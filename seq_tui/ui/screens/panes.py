"""A screen of two panes, of which a narrow terminal shows the one that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.terminal.textual_patches.breakpoints import breakpoint_classes
from seq_tui.ui.screens.message_screen import MessageScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Resize
    from textual.widget import Widget

    from seq_tui.ui.widgets.key_line import KeyLine


class PaneScreen(MessageScreen):
    """Has the class ``-detail`` while its second pane has the focus.

    Args:
        main: the widget that gets the focus when no other widget has it.
        detail: the second pane.
        in_detail: returns the widget that gets the focus in the second pane.
        keys: the line that shows keys and messages.
    """

    def __init__(
        self, main: Widget, detail: Widget, in_detail: Callable[[], Widget], keys: KeyLine
    ) -> None:
        super().__init__(keys)
        self._main = main
        self._detail_pane = detail
        self._focus_in_detail = in_detail

    def on_mount(self) -> None:
        """Apply the breakpoints before the first layout."""
        self.add_class(*breakpoint_classes(self, self.app.size))

    @property
    def is_in_detail(self) -> bool:
        """Whether the second pane has the focus."""
        return self.focused is not None and self._detail_pane in self.focused.ancestors

    def move_focus(self, widget: Widget) -> None:
        """Move the focus, and in a narrow terminal show the pane that it goes to."""
        self.set_class(self._detail_pane in widget.ancestors, "-detail")
        if widget.focusable:
            self.set_focus(widget)
        else:
            # Its pane is hidden until the next layout.
            self.call_after_refresh(self.set_focus, widget)

    def on_descendant_focus(self) -> None:
        """Follow the focus when ``tab`` or a click moved it."""
        self.set_class(self.is_in_detail, "-detail")

    def on_resize(self, event: Resize) -> None:
        """Restore the focus that a pane lost while there was no room for it."""
        # Textual posts another event for each size that it lays a screen out for, so that two
        # pending sizes would alternate without end (measured, 8.2.8).
        event.size = self.app.size
        self.call_after_refresh(self._restore_focus)

    def _restore_focus(self) -> None:
        if self.focused is None:
            self.set_focus(self._focus_in_detail() if self.has_class("-detail") else self._main)
