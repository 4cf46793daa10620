"""The dialog for the start that the landings are computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from seq_tui.domain.start import StartError
from seq_tui.domain.start_text import parse_start
from seq_tui.sanitize import sanitize
from seq_tui.ui.keys import bindings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

EXAMPLES = """\
2026-11-26 15:00   thu 3pm
3 dec   tomorrow 9   +2wd
thu 15:00 Europe/Warsaw"""

MAX_LENGTH = 120
"""Most characters of a start; the line with the start and the longest zone has 70."""


class StartScreen(ModalScreen["datetime | None"]):
    """Asks for a start, and returns it, or `None` if the user cancels."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("start.cancel", "escape", "dismiss(None)", "Cancel", "Keep the current start")
    )

    DEFAULT_CSS = """
    StartScreen {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 90%; height: auto;
            border: $frame-focus $line-focus; padding: 1 2; background: $surface;
        }
        & Input { height: 1; padding: 0; background: $background; &, &:focus { border: none; } }
        & #start-help { margin-top: 1; color: $ink-quiet; }
        & #start-help.-wrong { color: $ink-error; }
    }
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._help = Static(EXAMPLES, markup=False, id="start-help")

    def compose(self) -> ComposeResult:
        """An input, and below it examples or an error."""
        line = Input(placeholder="when does it start?", max_length=MAX_LENGTH)
        line.cursor_blink = False
        box = Vertical(line, self._help)
        box.border_title = "Start"
        yield box

    @on(Input.Submitted)
    def _parse(self, message: Input.Submitted) -> None:
        try:
            start = parse_start(message.value, self._now())
        except StartError as error:
            self._help.update(sanitize(str(error)))
            self._help.add_class("-wrong")
        else:
            # A second enter may arrive before the dialog is closed.
            if self.is_current:
                self.dismiss(start)
