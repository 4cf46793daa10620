"""Keys as people write them, and as Textual names them, such as ``/`` and ``slash``."""

from __future__ import annotations

import re

from textual.keys import Keys

from seq_tui.terminal.layouts import us_character
from seq_tui.terminal.textual_patches.key_tables import character_name

ALIASES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page-up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page-down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "bksp": "backspace",
    "spacebar": "space",
    "dash": "minus",
    "hyphen": "minus",
    "bar": "vertical_line",
    "pipe": "vertical_line",
    "dot": "full_stop",
    "period": "full_stop",
}
"""Other names of keys that people use."""

MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "alt": "alt",
    "option": "alt",
    "shift": "shift",
    "super": "super",
    "cmd": "super",
    "meta": "meta",
    "hyper": "hyper",
}

SAME_KEY = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that most terminals report as another one."""

_KEY = re.compile(rf"((?:(?:{'|'.join(MODIFIERS)})\+)*)(.+)", re.IGNORECASE | re.DOTALL)

NAMES = frozenset(
    {key.value for key in Keys if key.value.isalnum()}
    | {character_name(chr(code)) for code in range(0x21, 0x7F)}
)
"""Every key that can be named without a modifier."""


class UnknownKeyError(ValueError):
    """There is no key of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no key {name!r}")
        self.name = name


def parse_key(text: str) -> str:
    """Textual's name of a key.

    Raises:
        UnknownKeyError: there is no such key.
    """
    written = re.sub(r"^\^(?=.)", "ctrl+", text)
    match = _KEY.fullmatch(written)
    if match is None:
        raise UnknownKeyError(text)
    modifiers = list(dict.fromkeys(MODIFIERS[each] for each in match[1].lower().split("+") if each))
    name = _parse_name(match[2], text)
    if modifiers and len(name) == 1:
        if modifiers == ["shift"] and name.isalpha():
            return name.upper()
        if name.isupper() and "ctrl" not in modifiers:
            modifiers.append("shift")  # Ctrl+F is how the key of ctrl+f is often written
        name = name.lower()
    key = "+".join([*sorted(set(modifiers)), name])
    return SAME_KEY.get(key, key)


def _parse_name(name: str, text: str) -> str:
    if len(name) == 1 and name.isprintable() and not name.isspace():
        return character_name(us_character(name))
    folded = name.casefold()
    folded = ALIASES.get(folded, folded)
    if folded not in NAMES:
        raise UnknownKeyError(text)
    return folded
