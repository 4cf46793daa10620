"""The machine around the terminal, as described by environment variables."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    def openers(self) -> tuple[str, ...]:
        """The programs that open files and pages, the best first; none without windows."""
        if self.is_remote:
            return ()
        if self.platform == "darwin":
            return ("open",)
        # wslview shows them in Windows, where the user sits.
        of_windows = ("wslview",) if self.environ.get("WSL_DISTRO_NAME") else ()
        has_windows = self.environ.get("WAYLAND_DISPLAY") or self.environ.get("DISPLAY")
        return (*of_windows, "xdg-open") if has_windows else of_windows

    def open_commands(self, target: str) -> Iterator[tuple[str, ...]]:
        """The commands that open a file or a page, to be tried in turn.

        ``BROWSER`` lists commands for pages, with colons between them. An editor that is connected
        to another machine sets it there to a command that opens pages where the user sits.
        """
        if target.startswith(("https://", "http://")):
            for command in self.environ.get("BROWSER", "").split(":"):
                if words := _words(command):
                    has_place = any("%s" in word for word in words)
                    places = words if has_place else (*words, "%s")
                    yield tuple(word.replace("%s", target) for word in places)
        for opener in self.openers:
            yield opener, target

    @property
    def child_environ(self) -> dict[str, str]:
        """The environment for other programs: without our settings and the token."""
        return {
            name: value
            for name, value in self.environ.items()
            if not name.startswith(PRIVATE_PREFIXES)
        }


def _words(command: str) -> tuple[str, ...]:
    """The words of a command as a shell divides them; none if a quote is not closed."""
    # Imported when the first page is opened, not before the first row.
    import shlex

    try:
        return tuple(shlex.split(command))
    except ValueError:
        return ()
