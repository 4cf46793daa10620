"""The ways of a text to the user's clipboard, the best first; walking them is `outside`'s part.

A program of the system puts a text on the clipboard of the machine that it runs on, and says
whether it did. Over SSH that is the wrong machine. There, OSC 52 asks the user's own terminal,
which does as it is set up and never answers.

A terminal in a terminal takes OSC 52 for itself, if at all. tmux, as it comes, ignores it
(``set-clipboard external``), but its own command fills its buffer and passes the text on. GNU
screen hands a terminal what is wrapped in a device control string, of a limited length each.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.system.desktop_environment import DesktopEnvironment

MAX_OSC_52 = 74_994
"""Most bytes of a text for a terminal: 100,000 characters as sent, a custom that hterm began."""

SCREEN_PIECE = 252
"""Characters in each string for GNU screen, which before 4.2 kept 256 with their ends."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes the text from its standard input, and tells by its exit code."""

    command: tuple[str, ...]
    success: str
    """What is true when it ended well, after "Copied it"."""

    encoding: str = "utf-8"
    limit: int | None = None
    """Most bytes that it is good for."""


class Wrapping(Enum):
    """What stands between the process and the terminal that has the clipboard."""

    NONE = "none"
    TMUX = "tmux"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Terminal:
    """OSC 52, which nobody answers."""

    wrapping: Wrapping = Wrapping.NONE
    limit: int | None = MAX_OSC_52


Way = Tool | Terminal


def ways(desktop: DesktopEnvironment) -> Iterator[Way]:
    """The ways to try, one after the other; the programs may not be there."""
    environ = desktop.environ
    if not desktop.is_remote:
        yield from _tools(desktop)
    wrapping = Wrapping.NONE
    if environ.get("TMUX"):
        wrapping = Wrapping.TMUX
        passed_on = " to tmux, and asked it to tell the terminal"
        yield Tool(("tmux", "load-buffer", "-w", "-"), passed_on, limit=MAX_OSC_52)
        # Without -w, which came with tmux 3.2, or for a text too long for the terminal.
        yield Tool(("tmux", "load-buffer", "-"), " to the buffer of tmux only")
    elif environ.get("STY"):
        wrapping = Wrapping.SCREEN
    # None of these obeys it.
    if (
        environ.get("TERM") not in ("linux", "dumb")
        and environ.get("TERM_PROGRAM") != "Apple_Terminal"
    ):
        yield Terminal(wrapping)


def osc_52(text: str, wrapping: Wrapping) -> str:
    """The control sequence that asks a terminal to put `text` on the clipboard."""
    sequence = f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"
    if wrapping is Wrapping.TMUX:
        # For tmux itself where it takes it (set-clipboard on), and for the terminal around it
        # where that is let through (allow-passthrough on).
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    if wrapping is Wrapping.SCREEN:
        starts = range(0, len(sequence), SCREEN_PIECE)
        return "".join(f"\x1bP{sequence[at : at + SCREEN_PIECE]}\x1b\\" for at in starts)
    return sequence


def _tools(desktop: DesktopEnvironment) -> Iterator[Tool]:
    environ = desktop.environ
    if desktop.platform == "darwin":
        yield Tool(("pbcopy",), " with pbcopy")
    if environ.get("WSL_DISTRO_NAME"):
        # Of other encodings it takes only that of the code page.
        yield Tool(("clip.exe",), " with clip.exe", encoding="utf-16")
    if environ.get("WAYLAND_DISPLAY"):
        # Left to guess, it offers JSON to programs that take JSON only.
        yield Tool(("wl-copy", "--type", "text/plain"), " with wl-copy")
    if environ.get("DISPLAY"):
        yield Tool(("xclip", "-in", "-selection", "clipboard"), " with xclip")
        yield Tool(("xsel", "--input", "--clipboard"), " with xsel")
