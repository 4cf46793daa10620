"""The help: all keys, made from the bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType


class HelpScreen(ModalScreen[None]):
    """Lists the keys that work on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("help.close", "escape,q,question_mark,f1", "dismiss", "Close", "Close the help")
    )

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        """A table in a box that scrolls."""
        with VerticalScroll(id="help"):
            yield Static(self._keys())

    def on_mount(self) -> None:
        """Set the titles of the box."""
        box = self.query_one("#help")
        box.border_title = "Keys"
        box.border_subtitle = "esc closes"

    def _keys(self) -> Table:
        named = [active.binding for active in self._active.values() if active.binding.id]
        # A binding of several keys is listed once for each, with the same id.
        bindings = {binding.id: binding for binding in named}
        keys: dict[str | None, list[str]] = {name: [] for name in bindings}
        for binding in named:
            keys[binding.id].append(self.app.get_key_display(binding))
        table = Table.grid(padding=(0, 2))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(style="dim")
        for name, binding in bindings.items():
            texts = ("  ".join(keys[name]), binding.description, binding.tooltip)
            table.add_row(*map(Text, texts))
        return table
