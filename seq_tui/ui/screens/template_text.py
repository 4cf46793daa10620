"""The dialog with all that an e-mail template says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seq_tui.presentation.layout import cut, wrap
from seq_tui.sanitize import sanitize
from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.step_properties import text_label
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from seq_tui.domain.template_text import TemplateText
    from seq_tui.presentation.glyphs import Glyphs

MARGIN = 3
"""Cells of a line for the mark of the cursor, a blank and the scroll bar."""

BORDERS_AND_PADDING = 4
"""Columns of the frame."""

NO_SUBJECT = "without a subject"


class TextLines(VirtualList):
    """The lines of a text, wrapped to the width."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("text.page", "space", "page(1)", "Page", "One screen on"), group=MOVE
    )

    DEFAULT_CSS = """
    TextLines { height: 1fr; background: $surface; }
    """

    def __init__(self, text: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs, id="words")
        self._text = text
        self._lines: list[str] = []

    def draw_row(self, index: int, _width: int) -> Line | None:
        """A line."""
        return (Cell(self._lines[index], "name"),)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the text again; Textual calls the handler of the base class afterwards."""
        self._lines = wrap(self._text, event.size.width - MARGIN)
        self.strips.clear()
        self.row_count = len(self._lines)
        self.refresh()


class TemplateTextScreen(Dialog[None]):
    """A text over the whole screen.

    Args:
        text: what to show; foreign.
        glyphs: the signs that the terminal can show.
        copy: copies a text, which is called by its description.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("text.copy", "y", "copy_text_shown", "Copy", "Copy the text"),
        ("text.close", "escape,q,enter", "close_dialog", "Close", "Back to the step"),
        # Or the lines would take enter.
        priority=True,
    )

    DEFAULT_CSS = """
    TemplateTextScreen > Vertical {
        width: 100%; height: 100%; border: $frame-focus $line-focus; background: $surface;
        & > #origin { height: 1; padding: 0 1; color: $ink-quiet; }
    }
    """

    def __init__(
        self, text: TemplateText, glyphs: Glyphs, copy: Callable[[str, str], object]
    ) -> None:
        super().__init__()
        self._shown, self._glyphs, self._copy = text, glyphs, copy
        self._origin = Static(markup=False, id="origin")
        self._lines = TextLines(sanitize(text.readable, lines=True), glyphs)

    def compose(self) -> ComposeResult:
        """The subject in the frame, where the text is from, and the text."""
        with Vertical() as frame:
            keys = key_text(self, "text.copy"), key_text(self, "text.close")
            frame.border_subtitle = Content(f"{keys[0]} copies   {keys[1]} closes")
            yield self._origin
            yield self._lines

    def on_resize(self, event: events.Resize) -> None:
        """Cut the lines above the text to the width."""
        width, ellipsis = event.size.width - BORDERS_AND_PADDING, self._glyphs.ellipsis
        subject = sanitize(self._shown.subject) or NO_SUBJECT
        self.query_one(Vertical).border_title = Content(cut(subject, width - 2, ellipsis))
        self._origin.update(cut(self._origin_text(), width, ellipsis))

    def _origin_text(self) -> str:
        """``template 398744 · 398744.eml · added by anna on 2026-11-24``."""
        text = self._shown
        by = f" by {text.added_by}" if text.added_by else ""
        on = f" on {text.added_at[:10]}" if text.added_at else ""
        parts = (f"template {text.template_id}", text.origin, f"added{by}{on}" if by or on else "")
        return sanitize(f" {self._glyphs.dot} ".join(filter(None, parts)))

    def action_copy_text_shown(self) -> None:
        """Copy the whole text."""
        self._copy(self._shown.readable, text_label(self._shown))
