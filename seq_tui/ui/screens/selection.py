"""A text that could not be copied, for the user to select with the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from seq_tui.sanitize import sanitize
from seq_tui.terminal.textual_patches.binding_chain import RemappedScreen
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

ADVICE = "hold shift (option on a Mac) to select the text"


class SelectionScreen(ModalScreen[None], RemappedScreen[None]):
    """Shows a text from the first column on, without a frame that would be selected with it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("selection.close", "escape,q,y,Y,o", "dismiss", "Close", "Close this text")
    )

    DEFAULT_CSS = """
    SelectionScreen {
        background: $background;
        & > #advice { dock: bottom; height: auto; color: $ink-quiet; background: $panel; }
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
        advice = f"{ADVICE}   {key_text(self, 'selection.close')} closes"
        yield Static(advice, markup=False, id="advice")
