"""What the screen does outside of itself: the clipboard, and windows of other programs."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from seq_tui.system.child_processes import feed, launch
from seq_tui.system.clipboard import Tool, osc_52, ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.system.desktop_environment import DesktopEnvironment

DOUBT = "If it is not there, copy again to see it."
"""After a way that tells nothing."""

DOUBTED = 15.0
"""Seconds in which copying again means that; later, the clipboard may hold another text by now."""


class DesktopServices:
    """The world around one terminal."""

    def __init__(self, desktop: DesktopEnvironment, tell_terminal: Callable[[str], object]) -> None:
        """Make a world.

        Args:
            desktop: what is known of it.
            tell_terminal: writes a control sequence between two frames.
        """
        self._desktop = desktop
        self._tell_terminal = tell_terminal
        self._unanswered: str | None = None
        self._asked_at = 0.0

    @property
    def has_windows(self) -> bool:
        """Whether files and pages can be opened where the user sees them."""
        return bool(self._desktop.opener)

    async def copy(self, text: str, what: str) -> str | None:
        """Bring a text to the clipboard; what is known of it then, or `None` if there is no way.

        A text that soon comes a second time, after a way that tells nothing, did not arrive: no way
        is left.

        Args:
            text: to copy.
            what: what it is, for the user.
        """
        is_doubted = self._unanswered == text and monotonic() < self._asked_at + DOUBTED
        self._unanswered = None
        size = len(text.encode())
        for way in ways(self._desktop):
            if way.limit is not None and size > way.limit:
                continue
            if isinstance(way, Tool):
                if await self._feed(way, text):
                    return f"Copied {what}{way.success}."
            elif not is_doubted:
                self._unanswered, self._asked_at = text, monotonic()
                self._tell_terminal(osc_52(text, way.wrapping))
                return f"Sent {what} to the terminal (OSC 52). {DOUBT}"
        return None

    async def open(self, target: str) -> bool:
        """Open a file or a page; False if there are no windows, or if that failed at once."""
        opener = self._desktop.opener
        return bool(opener) and await launch((opener, target), self._desktop.harmless_environ)

    async def _feed(self, tool: Tool, text: str) -> bool:
        environ = self._desktop.harmless_environ
        return await feed(tool.command, text.encode(tool.encoding), environ)
