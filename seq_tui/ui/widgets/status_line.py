"""The line at the top: whose rows these are, how many, and how fresh."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from seq_tui.ui.status_cells import account_text, status_cells, usual_state
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line


class StatusLine(PaintedLine):
    """Brand and account at the left; position and state at the right."""

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
        & > .status-line--brand { text-style: bold; color: $primary; }
        & > .status-line--account { color: $foreground; }
        & > .status-line--position { color: $foreground 80%; }
        & > .status-line--state { text-style: bold; color: $success; }
        &.-demo > .status-line--state { color: $warning; }
        & > .status-line--loading { text-style: bold; color: $foreground 60%; }
        & > .status-line--offline { text-style: bold; color: $warning; }
        & > .status-line--failed { text-style: bold; color: $error; }
    }
    """

    def __init__(self, source_info: SourceInfo, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, "status-line", id=id, classes=f"-{source_info.kind.value}")
        self._usual = usual_state(source_info, glyphs)
        self._account = account_text(source_info, glyphs)
        self.position = ""
        """Where the cursor is, such as ``12 of 300+``."""
        self.state = self._usual
        """What goes on, or the account's usual state."""
        self._role = "state"
        """The look of `state`: no class of the widget, of which each change costs more than to
        paint the line (measured: 0.7 ms, with each page that is read twice)."""

    def say(self, position: str, state: str, pause: float = 0, age: str = "") -> None:
        """Show where the cursor is, and what goes on; no state means the account's usual one.

        Args:
            position: such as ``12 of 300+``.
            state: ``loading``, ``offline``, ``failed``, or nothing.
            pause: seconds until the service may be asked again, while something is loading.
            age: ``as of 24 Nov 18:05`` where rows in view are from an earlier reading.
        """
        doing = state or self._usual
        if state == "loading" and pause:
            doing = f"rate limited, going on in {ceil(pause)} s"
        if age:
            doing += f" {self._glyphs.dot} {age}"
        shown = (position, doing, state or "state")
        if shown != (self.position, self.state, self._role):
            self.position, self.state, self._role = shown
            self.refresh()

    def draw(self, width: int) -> Line:
        """All of it; the account gives way to what changes."""
        return status_cells(
            self._account, self.position, self.state, width, self._glyphs, self._role
        )
