"""An input that keeps out control characters, which pasted text may contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region, Spacing
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from seq_tui.sanitize import strip_controls

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs


class SanitizedInput(Input):
    """The base of every line to type into, which shows at its ends that the text goes on there.

    Args:
        value: the text at first.
        glyphs: the characters to draw with.
        placeholder: shown while there is no text.
        max_length: most characters of the text; a longer pasted one is cut.
        id: the id of the widget.
    """

    cursor_blink = reactive(False, init=False)
    """Textual's own reactive, off: an idle screen sends nothing."""

    def __init__(
        self,
        value: str,
        glyphs: Glyphs,
        *,
        placeholder: str = "",
        max_length: int,
        id: str | None = None,
    ) -> None:
        # The message of a selection at the focus would arrive after keys that were pressed with
        # the one that moved the focus.
        super().__init__(
            value, placeholder=placeholder, max_length=max_length, select_on_focus=False, id=id
        )
        self._ellipsis = glyphs.ellipsis

    def validate_value(self, value: str) -> str:
        """Remove control characters."""
        return strip_controls(value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Insert as much of a text as there is room for; Textual refuses a longer one whole."""
        text = strip_controls(text)
        if self.max_length is not None:
            kept = len(self.value) - abs(end - start)
            text = text[: max(0, self.max_length - kept)] or text
        super().replace(text, start, end)

    def on_focus(self) -> None:
        """Show the cursor."""
        self._scroll_to_cursor()

    def watch_selection(self) -> None:
        """Keep the cursor in view, beside the sign of an end that is cut."""
        self._scroll_to_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in view in another width."""
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        if self.size and self.has_focus:
            column = self.cursor_screen_offset.x - self.content_region.x + self.scroll_offset.x
            beside = Spacing.horizontal(len(self._ellipsis))
            self.scroll_to_region(
                Region(column, 0, 1, 1), spacing=beside, force=True, animate=False
            )

    def render_line(self, y: int) -> Strip:
        """The part of the text in view, with an ellipsis where it is cut."""
        strip = super().render_line(y)
        width, sign = self.content_size.width, len(self._ellipsis)
        if y or not self.value or width <= 2 * sign:
            return strip
        ellipsis = Strip([Segment(self._ellipsis, self.rich_style)], sign)
        if self.scroll_offset.x:
            strip = Strip.join([ellipsis, strip.crop(sign)])
        if self.scroll_offset.x + width < self.content_width - 1:
            strip = Strip.join([strip.crop(0, width - sign), ellipsis])
        return strip
