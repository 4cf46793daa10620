"""All keys, made from the bindings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

SEPARATOR = "  "
"""Between two keys that do the same."""

DESCRIPTION = 16
"""Cells for a key's description; what it does follows."""


class HelpScreen(ModalScreen[None]):
    """The keys that work where help was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark,f1",
            "dismiss",
            "Close",
            id="help.close",
            tooltip="Back to where you were",
        )
    ]

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        """One text in a box that scrolls."""
        with VerticalScroll(id="help"):
            yield Static(self._keys(), markup=False)

    def on_mount(self) -> None:
        """Title the box."""
        box = self.query_one("#help")
        box.border_title = "Keys"
        box.border_subtitle = "esc closes"

    def _keys(self) -> Content:
        named = [active.binding for active in self._active.values() if active.binding.id]
        # A binding of several keys is active once for each of them, under the same id.
        bindings = {binding.id: binding for binding in named}
        keys: dict[str | None, list[str]] = {name: [] for name in bindings}
        for binding in named:
            keys[binding.id].append(self.app.get_key_display(binding))
        width = max(cell_len(SEPARATOR.join(names)) for names in keys.values())
        return Content("\n").join(
            Content.assemble(
                (f"{SEPARATOR.join(keys[name]):<{width}}", "bold $primary"),
                f"  {binding.description:<{DESCRIPTION}}  ",
                (binding.tooltip, "$foreground 60%"),
            )
            for name, binding in bindings.items()
        )
