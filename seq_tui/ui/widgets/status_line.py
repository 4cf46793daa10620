"""The line at the top: the account, the cursor's position, and the state."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from seq_tui.ui.status_cells import account_text, default_state, status_cells
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class StatusLine(PaintedLine):
    """The program and the account at the left, the position and the state at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status-line--brand",
        "status-line--account",
        "status-line--position",
        "status-line--state",
        "status-line--loading",
        "status-line--offline",
        "status-line--failed",
    }

    DEFAULT_CSS = """
    StatusLine {
        background: $panel;
        & > .status-line--brand { text-style: bold; color: $ink-email; }
        & > .status-line--account { color: $foreground; }
        & > .status-line--position { color: $foreground; }
        & > .status-line--state { text-style: bold; color: $ink-success; }
        &.-demo > .status-line--state { color: $ink-warning; }
        & > .status-line--loading { text-style: bold; color: $ink-quiet; }
        & > .status-line--offline { text-style: bold; color: $ink-warning; }
        & > .status-line--failed { text-style: bold; color: $ink-error; }
    }
    """

    def __init__(self, source_info: SourceInfo, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, "status-line", id=id, classes=f"-{source_info.kind.value}")
        self._default_state = default_state(source_info, glyphs)
        self._account = account_text(source_info, glyphs)
        self.position = ""
        """Where the cursor is, such as ``12 of 300+``."""
        self.state = self._default_state
        """The text of the state."""
        self._role = "state"
        """The component class of the state. A class of the widget would be slower: to change it
        costs more than to paint the line (measured: 0.7 ms, twice for each page)."""

    def show_account(self, source_info: SourceInfo) -> None:
        """Show another account, or another state of the same one."""
        if self.state == self._default_state:
            self.state = default_state(source_info, self._glyphs)
        self._default_state = default_state(source_info, self._glyphs)
        self._account = account_text(source_info, self._glyphs)
        self.refresh()

    def show_state(self, position: str, state: str, pause: float = 0, age: str = "") -> None:
        """Show the cursor's position and the state.

        Args:
            position: such as ``12 of 300+``.
            state: ``loading``, ``offline`` or ``failed``; empty for the account's default.
            pause: seconds that a rate limit delays what is loading.
            age: ``as of 24 Nov 18:05`` if rows in view are cached ones.
        """
        text = state or self._default_state
        if state == "loading" and pause:
            text = f"rate limited, going on in {ceil(pause)} s"
        if age:
            text += f" {self._glyphs.dot} {age}"
        shown = (position, text, state or "state")
        if shown != (self.position, self.state, self._role):
            self.position, self.state, self._role = shown
            self.refresh()

    def draw(self, width: int) -> Line:
        """The whole line; a long account is cut."""
        return status_cells(
            self._account, self.position, self.state, width, self._glyphs, self._role
        )
