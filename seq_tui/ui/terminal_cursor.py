"""The terminal's own cursor, which follows the highlight of the widget that has the focus.

It is hidden, but screen readers read its line, magnifiers show its surroundings, and input methods
open beside it. Textual moves it at the end of each frame, but only inputs say where to (8.2.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import App
from textual.geometry import Offset
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widget import Widget


@runtime_checkable
class HasHighlightedLine(Protocol):
    """A list with one line for each option, as Textual's `OptionList`."""

    highlighted: int | None


class TerminalCursorApp(App[None]):
    """An app whose terminal cursor is in the focused widget: at its highlight, or at its start."""

    @property
    def cursor_position(self) -> Offset:
        """Where Textual leaves the cursor after a frame."""
        focused = self.screen.focused if self.screen_stack else None
        return Offset(0, 0) if focused is None else _cursor_in(focused)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Ignore what Textual's inputs say whenever they change, also without the focus."""


def _cursor_in(widget: Widget) -> Offset:
    if isinstance(widget, Input):
        # Textual's own offset is one cell too far after the last letter (8.2.8).
        return widget.cursor_screen_offset - Offset(int(widget.cursor_at_end), 0)
    # Asked for once: it is computed for each frame. Textual gives its own text inputs the name.
    offset: Offset | None = getattr(widget, "cursor_screen_offset", None)
    if offset is not None:
        return offset
    line = 0
    if isinstance(widget, HasHighlightedLine) and widget.highlighted is not None:
        line = widget.highlighted - widget.scroll_offset.y
    return widget.content_region.offset + Offset(0, line)
