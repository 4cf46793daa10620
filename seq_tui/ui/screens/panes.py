"""A screen of two panes, of which a narrow terminal shows the one that has the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.terminal.textual_patches.breakpoints import breakpoint_classes
from seq_tui.terminal.textual_patches.painting import PromptScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Resize
    from textual.widget import Widget


class PaneScreen(PromptScreen):
    """Knows which pane has the keys, and says so to the style sheet by the class ``-detail``."""

    def __init__(self, main: Widget, detail: Widget, in_detail: Callable[[], Widget]) -> None:
        """Make a screen.

        Args:
            main: what gets the keys when nothing else has them.
            detail: the second pane.
            in_detail: gives what gets the keys in it.
        """
        super().__init__()
        self._main = main
        self._beside = detail
        self._in_beside = in_detail

    def on_mount(self) -> None:
        """Know the size before the first layout, which Textual tells of after it (8.2.8)."""
        self.add_class(*breakpoint_classes(self, self.app.size))

    @property
    def is_in_detail(self) -> bool:
        """Whether the second pane has the keys."""
        return self.focused is not None and self._beside in self.focused.ancestors

    def give_keys_to(self, widget: Widget) -> None:
        """Move the keys, and in a narrow terminal show the pane that they go to."""
        self.set_class(self._beside in widget.ancestors, "-detail")
        if widget.focusable:
            self.set_focus(widget)
        else:
            # Its pane is only now being shown.
            self.call_after_refresh(self.set_focus, widget)

    def on_descendant_focus(self) -> None:
        """Follow the keys when they moved by ``tab`` or by a click."""
        self.set_class(self.is_in_detail, "-detail")

    def on_resize(self, event: Resize) -> None:
        """Give the keys back that a pane lost while there was no room for it."""
        # Textual tells a screen of each size that it was laid out for once more, so that two which
        # wait take turns for ever (measured, 8.2.8).
        event.size = self.app.size
        self.call_after_refresh(self._give_keys_back)

    def _give_keys_back(self) -> None:
        if self.focused is None:
            self.set_focus(self._in_beside() if self.has_class("-detail") else self._main)
