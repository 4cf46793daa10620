"""The machine around the terminal, as described by environment variables."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE_PREFIXES = ("SELL_", "SEQ_TUI_")
"""Prefixes of our own variables, one of which holds a token."""

SSH_VARIABLES = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""If any of these is set, the user sits at another machine."""


@dataclass(frozen=True, slots=True)
class DesktopEnvironment:
    """The machine on which the process runs, and whether its user sits at it."""

    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    platform: str = sys.platform

    @property
    def is_remote(self) -> bool:
        """Whether the user sits at another machine, with another screen and clipboard."""
        return any(self.environ.get(name) for name in SSH_VARIABLES)

    @property
    def opener(self) -> str:
        """The program that opens files and pages; empty without a graphical session."""
        if self.is_remote:
            return ""
        if self.platform == "darwin":
            return "open"
        has_windows = self.environ.get("WAYLAND_DISPLAY") or self.environ.get("DISPLAY")
        return "xdg-open" if has_windows else ""

    @property
    def child_environ(self) -> dict[str, str]:
        """The environment for other programs: without our settings and the token."""
        return {
            name: value
            for name, value in self.environ.items()
            if not name.startswith(PRIVATE_PREFIXES)
        }
