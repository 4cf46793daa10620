"""A text that could not be copied, to be selected with the terminal's own means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from seq_tui.sanitize import sanitize
from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

ADVICE = "select it with shift held (option on a Mac)   esc closes"


class SelectionScreen(ModalScreen[None]):
    """Shows a text alone and from the first column on, so that no frame is selected with it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("selection.close", "escape,q,y,Y,o", "dismiss", "Close", "Back to where you were")
    )

    DEFAULT_CSS = """
    SelectionScreen {
        background: $background;
        & > #advice { dock: bottom; height: auto; color: $foreground 60%; background: $panel; }
        & > VerticalScroll { height: 1fr; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text above one line of advice."""
        with VerticalScroll():
            yield Static(sanitize(self._text, lines=True), markup=False, id="text")
        yield Static(ADVICE, markup=False, id="advice")
