"""What the screen does outside of its terminal: copy to the clipboard, and open windows."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from seq_tui.system.child_processes import feed, launch
from seq_tui.system.clipboard import Tool, clipboard_methods, osc_52

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.system.desktop_environment import DesktopEnvironment

RETRY_WINDOW = 15.0
"""Seconds in which copying again means that it failed; later, something else may have been copied
in between."""


class DesktopServices:
    """Copies texts, and opens files and pages.

    Args:
        desktop: the machine.
        write_control: writes a control sequence to the terminal between two frames.
    """

    def __init__(self, desktop: DesktopEnvironment, write_control: Callable[[str], object]) -> None:
        self._desktop = desktop
        self._write_control = write_control
        self._unconfirmed: str | None = None
        self._sent_at = 0.0

    @property
    def has_windows(self) -> bool:
        """Whether files can be opened where the user sees them."""
        return bool(self._desktop.openers)

    async def copy(self, text: str, what: str) -> tuple[str, ...] | None:
        """Copy a text to the clipboard; say how, or `None` if no method works.

        The first text of the answer says it in full, the others in ever fewer words.

        OSC 52 is not confirmed. If the same text is copied again within `RETRY_WINDOW`, it did not
        arrive, and OSC 52 is skipped.

        Args:
            text: to copy.
            what: names the text for the user.
        """
        has_failed = self._unconfirmed == text and monotonic() < self._sent_at + RETRY_WINDOW
        self._unconfirmed = None
        # A clipboard holds Unicode text, which has no lone surrogates.
        text = text.encode(errors="replace").decode()
        size = len(text.encode())
        for method in clipboard_methods(self._desktop):
            if method.limit is not None and size > method.limit:
                continue
            if isinstance(method, Tool):
                if await self._feed(method, text):
                    return f"Copied {what}{method.success}", f"Copied {what}"
            elif not has_failed:
                self._unconfirmed, self._sent_at = text, monotonic()
                self._write_control(osc_52(text, method.multiplexer))
                sent = f"Sent {what}"
                return f"{sent} to the terminal's clipboard", f"{sent} to the clipboard", sent
        return None

    async def open(self, target: str) -> bool:
        """Open a file or a page; False if nothing can, or if all failed within a second each."""
        for command in self._desktop.open_commands(target):
            if await launch(command, self._desktop.child_environ):
                return True
        return False

    async def _feed(self, tool: Tool, text: str) -> bool:
        environ = self._desktop.child_environ
        return await feed(tool.command, text.encode(tool.encoding), environ)
