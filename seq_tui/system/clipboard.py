"""The methods that can put a text on the user's clipboard, the best first.

A program of the system uses the clipboard of the machine that it runs on, and reports whether it
succeeded. Over SSH that is the wrong machine. There, OSC 52 asks the user's own terminal, which
obeys or ignores it, depending on its settings, and never answers.

A terminal multiplexer handles OSC 52 itself, if at all. By default tmux ignores it
(``set-clipboard external``), but its own command fills its buffer and passes the text on. GNU
screen passes on what is wrapped in device control strings, each of a limited length.
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
"""Most bytes of a text for a terminal: 100,000 characters as sent, the limit of hterm."""

SCREEN_CHUNK = 252
"""Characters in each string for GNU screen, which before 4.2 buffered 256, delimiters included."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that reads the text from its standard input."""

    command: tuple[str, ...]
    success: str
    """Completes the sentence "Copied it" for the user when the program succeeds."""

    encoding: str = "utf-8"
    limit: int | None = None
    """Most bytes of a text."""


class Multiplexer(Enum):
    """The program between the process and the terminal that has the clipboard."""

    NONE = "none"
    TMUX = "tmux"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Osc52:
    """A control sequence for the terminal, which does not answer."""

    multiplexer: Multiplexer = Multiplexer.NONE
    limit: int | None = MAX_OSC_52


ClipboardMethod = Tool | Osc52


def clipboard_methods(desktop: DesktopEnvironment) -> Iterator[ClipboardMethod]:
    """The methods to try in turn; the programs may not be installed."""
    environ = desktop.environ
    if not desktop.is_remote:
        yield from _tools(desktop)
    multiplexer = Multiplexer.NONE
    if environ.get("TMUX"):
        multiplexer = Multiplexer.TMUX
        passed_on = " in tmux"
        yield Tool(("tmux", "load-buffer", "-w", "-"), passed_on, limit=MAX_OSC_52)
        # For a tmux before 3.2, which has no -w, or a text that is too long for the terminal.
        yield Tool(("tmux", "load-buffer", "-"), " to the buffer of tmux only")
    elif environ.get("STY"):
        multiplexer = Multiplexer.SCREEN
    # These terminals do not know OSC 52.
    if (
        environ.get("TERM") not in ("linux", "dumb")
        and environ.get("TERM_PROGRAM") != "Apple_Terminal"
    ):
        yield Osc52(multiplexer)


def osc_52(text: str, multiplexer: Multiplexer) -> str:
    """The control sequence that asks a terminal to put `text` on the clipboard."""
    sequence = f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"
    if multiplexer is Multiplexer.TMUX:
        # Once for tmux itself, which obeys it with set-clipboard on, and once for the terminal
        # around it, which receives it with allow-passthrough on.
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    if multiplexer is Multiplexer.SCREEN:
        starts = range(0, len(sequence), SCREEN_CHUNK)
        return "".join(f"\x1bP{sequence[at : at + SCREEN_CHUNK]}\x1b\\" for at in starts)
    return sequence


def _tools(desktop: DesktopEnvironment) -> Iterator[Tool]:
    environ = desktop.environ
    if desktop.platform == "darwin":
        yield Tool(("pbcopy",), " with pbcopy")
    if environ.get("WSL_DISTRO_NAME"):
        # The only other encoding that it accepts is that of the code page.
        yield Tool(("clip.exe",), " with clip.exe", encoding="utf-16")
    if environ.get("WAYLAND_DISPLAY"):
        # Without a type it may detect JSON, and then offer it only to programs that accept JSON.
        yield Tool(("wl-copy", "--type", "text/plain"), " with wl-copy")
    if environ.get("DISPLAY"):
        yield Tool(("xclip", "-in", "-selection", "clipboard"), " with xclip")
        yield Tool(("xsel", "--input", "--clipboard"), " with xsel")
