"""Erases long runs of spaces instead of writing them: a dozen bytes for any number of cells."""

from __future__ import annotations

import re

LONG_BLANK = " " * 12
"""The shortest run that is erased: the two sequences for it have ten bytes, up to 99 cells."""

ERASING = ("xterm", "alacritty", "foot", "kitty", "rxvt", "wezterm", "linux")
"""How the names of terminals begin that erase with the present background (``bce`` in terminfo).
GNU screen, and tmux under its name, erase with that of the terminal."""

_LONG_RUN = re.compile(f"{LONG_BLANK}+")


def erases_with_background(terminal: str) -> bool:
    """Whether a terminal erases with the present background, by the value of ``TERM``."""
    return terminal.startswith(ERASING)


def erasing(text: str) -> tuple[str, int]:
    """Output that looks like a text, and how many cells before the text's end it leaves the cursor.

    The cursor stays where it is when cells are erased, and so has to be moved if more follows.
    """
    written = text.rstrip(" ")
    rest = len(text) - len(written)
    if rest < len(LONG_BLANK):
        return _LONG_RUN.sub(_erased, text), 0
    return f"{_LONG_RUN.sub(_erased, written)}\x1b[{rest}X", rest


def _erased(run: re.Match[str]) -> str:
    count = len(run[0])
    return f"\x1b[{count}X\x1b[{count}C"
