"""The line at the top: the account, the start, the cursor's position, and the state."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from seq_tui.ui.status_cells import account_status, account_texts, default_state, status_cells
from seq_tui.ui.widgets.painted_line import PaintedLine

if TYPE_CHECKING:
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.cells import Line
    from seq_tui.ui.status_cells import Status


class StatusLine(PaintedLine):
    """The program and the account at the left; start, position and state at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status-line--brand",
        "status-line--account",
        "status-line--position",
        "status-line--start",
        "status-line--warning",
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
        & > .status-line--start { color: $foreground; }
        & > .status-line--warning { color: $ink-warning; }
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
        self._status = account_status(source_info, "", self._default_state)

    @property
    def position(self) -> str:
        """Where the cursor is, such as ``12 of 300+``."""
        return self._status.position

    @property
    def state(self) -> str:
        """The text of the state."""
        return self._status.state

    def show_account(self, source_info: SourceInfo) -> None:
        """Show another account, or another state of the same one."""
        default = default_state(source_info, self._glyphs)
        state = default if self.state == self._default_state else self.state
        self._default_state = default
        account, advice = account_texts(source_info)
        self._show(self._status._replace(account=account, advice=advice, state=state))

    def show_start(self, text: str, *, is_warning: bool = False) -> None:
        """Show the start, such as ``Mon 30 Nov 09:00``; `is_warning` if its zone is doubtful."""
        self._show(
            self._status._replace(start=text, start_role="warning" if is_warning else "start")
        )

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
        # The role is a component class. A class of the widget would be slower: to change it costs
        # more than to paint the line (measured: 0.7 ms, twice for each page).
        self._show(self._status._replace(position=position, state=text, role=state or "state"))

    def _show(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            self.refresh()

    def draw(self, width: int) -> Line:
        """The whole line."""
        return status_cells(self._status, width, self._glyphs)
