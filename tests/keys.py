"""Keys by name, as the bytes that a terminal without the kitty protocol sends for them."""

from __future__ import annotations

_NAMED = {
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "Insert": "\x1b[2~",
    "Delete": "\x1b[3~",
    "PageUp": "\x1b[5~",
    "PageDown": "\x1b[6~",
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "S-Tab": "\x1b[Z",
    "Space": " ",
    "Backspace": "\x7f",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
    "F11": "\x1b[23~",
    "F12": "\x1b[24~",
}


def key_bytes(name: str) -> bytes:
    """The bytes of a key: ``Down``, ``S-Tab``, ``C-x``, ``M-x``, or literal text."""
    if name in _NAMED:
        return _NAMED[name].encode()
    if len(name) == 3 and name.startswith("C-"):
        return bytes([ord(name[2].upper()) & 0x1F])
    if len(name) == 3 and name.startswith("M-"):
        return b"\x1b" + name[2].encode()
    return name.encode()


def click_bytes(column: int, row: int) -> bytes:
    """A press and a release of the left button on a cell, both counted from 0 (SGR, mode 1006)."""
    cell = f"0;{column + 1};{row + 1}"
    return f"\x1b[<{cell}M\x1b[<{cell}m".encode()
