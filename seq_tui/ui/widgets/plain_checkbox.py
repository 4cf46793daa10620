"""A checkbox whose states differ without colour and in any encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from textual.binding import BindingType


class PlainCheckbox(Widget, can_focus=True):
    """One line that a key or a click toggles."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("toggle", "space", "toggle('value')", "Toggle", "Turn the option on or off"),
    )

    DEFAULT_CSS = """
    PlainCheckbox { width: auto; height: 1; &:focus { text-style: reverse; } }
    """

    value = reactive(False)

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label

    def render(self) -> Content:
        """``[x] label``."""
        return Content(f"[{'x' if self.value else ' '}] {self._label}")

    def on_click(self) -> None:
        """Toggle the value."""
        self.value = not self.value
