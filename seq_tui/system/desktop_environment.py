"""What lies around the terminal, as far as the environment of the process tells."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = ("SELL_", "SEQ_TUI_")
"""How the names of our own variables begin, one of which holds a token."""

REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""Any of these says that the user sits at another machine."""


@dataclass(frozen=True, slots=True)
class DesktopEnvironment:
    """The machine on which the process runs, and whether its user sits at it."""

    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    platform: str = sys.platform

    @property
    def is_remote(self) -> bool:
        """Whether the screen and the clipboard of this machine are not those of the user."""
        return any(self.environ.get(name) for name in REMOTE)

    @property
    def opener(self) -> str:
        """The program that opens a file or a page in a window; none without a graphical session."""
        if self.is_remote:
            return ""
        if self.platform == "darwin":
            return "open"
        has_windows = self.environ.get("WAYLAND_DISPLAY") or self.environ.get("DISPLAY")
        return "xdg-open" if has_windows else ""

    @property
    def harmless_environ(self) -> dict[str, str]:
        """The environment for a program of somebody else: without our settings and the token."""
        return {name: value for name, value in self.environ.items() if not name.startswith(SECRET)}
