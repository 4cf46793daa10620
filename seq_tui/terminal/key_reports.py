"""Reads the control sequences of keys: the kitty protocol's, xterm's and those of older terminals.

A report has up to three fields: the key, as the code of its character, with Shift, and on the
layout of the United States; the modifiers, and what happened to the key; the text that it types.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from seq_tui.terminal.layouts import is_other_script, us_character
from seq_tui.terminal.textual_patches.key_tables import (
    FUNCTIONAL_KEY_NAMES,
    MODIFIER_KEY_NAMES,
    character_name,
    legacy_keys,
)

SHIFT, ALT, CTRL, SUPER, HYPER, META, CAPS_LOCK = (1 << bit for bit in range(7))
"""The bits of the modifiers; a report has their sum and one more."""

NAMED_MODIFIERS = (
    *((ALT, "alt"), (CTRL, "ctrl"), (HYPER, "hyper"), (META, "meta")),
    *((SHIFT, "shift"), (SUPER, "super")),
)
"""The modifiers in the order in which Textual names them."""

MAX_MODIFIERS = 256

RELEASED = 3
"""The event of a key that was released, after pressed and repeated."""

MAX_DIGITS = 7
"""Digits of the largest code of a character."""

FUNCTIONAL_CODES = range(57344, 63744)
"""Codes that the kitty protocol uses for keys without a character."""

CHARACTERS = {"backspace": "\x7f", "enter": "\r", "tab": "\t"}
"""The characters that Textual gives to keys that type nothing visible."""

UNSHIFTED = frozenset({"backspace", "delete", "enter", "escape"})
"""Keys that do the same with Shift, which may still be held after a capital letter."""

NUMPAD = {
    "add": "+",
    "decimal": ".",
    "divide": "/",
    "equal": "=",
    "multiply": "*",
    "separator": ",",
    "subtract": "-",
}
"""What the keys of the number pad type."""

GREEK_QUESTION_MARK = ";"
"""What the Greek layout has where the Latin ones have a Q."""

CACHED_LENGTH = 32
"""Most characters of a report that is stored; longer ones hold composed text."""

_FIELDS = re.compile(r"([0-9:]*)(?:;([0-9:]*))?(?:;([0-9:]*))?")
_CURSOR_POSITION = re.compile(r"[0-9]+;[0-9]+")
_FINALS = "u~ABCDEFHPQRS"


class KeyPress(NamedTuple):
    """A key that was pressed, or text that no single key types."""

    key: str
    """Textual's name of the key; empty for text."""

    character: str | None
    """What is typed into an input."""


def csi_keys(parameters: str, final: str) -> tuple[KeyPress, ...]:
    """The keys that a control sequence stands for; none if it is a release, or no key at all."""
    read = _cached_csi_keys if len(parameters) <= CACHED_LENGTH else _csi_keys
    return read(parameters, final)


@lru_cache(maxsize=256)
def character_keys(character: str, *, is_escaped: bool = False) -> tuple[KeyPress, ...]:
    """The keys that a character stands for, alone or after an escape character."""
    keys = (is_escaped and legacy_keys(f"\x1b{character}")) or legacy_keys(character)
    if keys:
        return tuple(KeyPress(*key) for key in keys)
    key, typed = _typed(character)
    if is_escaped and len(key) == 1:
        key = f"alt+shift+{key.lower()}" if key.isupper() else f"alt+{key}"
    return (KeyPress(key, typed),)


def lone_keys(introducer: str) -> tuple[KeyPress, ...]:
    """The keys that the beginning of a sequence stands for when nothing follows it."""
    if legacy := legacy_keys(introducer):
        return tuple(KeyPress(*key) for key in legacy)
    # The rest of a sequence may still come, so what Alt was held with is not typed.
    keys = character_keys(introducer[1:], is_escaped=True)
    return tuple(KeyPress(f"alt+{key.key.removeprefix('alt+')}", None) for key in keys)


@lru_cache(maxsize=256)
def ss3_keys(body: str) -> tuple[KeyPress, ...]:
    """The keys that a single shift stands for, also with a modifier, as old terminals send it."""
    keys = tuple(KeyPress(*key) for key in legacy_keys(f"\x1bO{body}"))
    return keys or _csi_keys(f"1;{body[:-1].rpartition(';')[2]}", body[-1])


def _csi_keys(parameters: str, final: str) -> tuple[KeyPress, ...]:
    keys = None
    if final in _FINALS and (fields := _FIELDS.fullmatch(parameters)):
        if final == "R" and _CURSOR_POSITION.fullmatch(parameters):
            return ()
        key, modifiers, text = fields.groups("")
        keys = _reported_keys(key, modifiers, text, final)
    if keys is None:
        return tuple(KeyPress(*each) for each in legacy_keys(f"\x1b[{parameters}{final}"))
    return keys


_cached_csi_keys = lru_cache(maxsize=1024)(_csi_keys)


def _reported_keys(
    key_field: str, modifier_field: str, text_field: str, final: str
) -> tuple[KeyPress, ...] | None:
    """The keys of a report; `None` if the field of the key means something else."""
    if (key_field, final) == ("27", "~") and text_field:
        # From xterm (modifyOtherKeys): the third field is the key.
        key_field, text_field, final = text_field, "", "u"
    code, shifted_code, base_code, *_ = [*map(_number, key_field.split(":")), 0, 0, 0]
    modifiers, event, *_ = [*map(_number, modifier_field.split(":")), 0]
    if not 0 <= event < RELEASED or not 0 <= modifiers <= MAX_MODIFIERS:
        return ()
    held = max(0, modifiers - 1)
    text = "".join(map(_character, map(_number, text_field.split(":"))))
    name = FUNCTIONAL_KEY_NAMES.get(f"{code or 1}{final}", "")
    character = NUMPAD.get(name, "") or ("" if code in FUNCTIONAL_CODES else _character(code))
    base = _character(base_code)
    is_command = held & (SUPER | HYPER | META) or held & (CTRL | ALT) == CTRL
    if text and not is_command:
        return (_typed(text, character, base, is_shifted=bool(held & SHIFT)),)
    if name and name not in NUMPAD:
        return (_functional(name, held),)
    if final != "u" and name not in NUMPAD:
        return None
    return (_pressed(character, _character(shifted_code), base, held),) if character else ()


def _typed(text: str, character: str = "", base: str = "", *, is_shifted: bool = False) -> KeyPress:
    """The key that types a text, of which `character` is what it types without modifiers."""
    if len(text) > 1:
        # One key types two characters in Arabic; other texts come from an input method.
        is_key = bool(base) and is_other_script(character)
        key = us_character(character, base, is_shifted=is_shifted) if is_key else ""
        return KeyPress(key and character_name(key), text)
    # The slash that the Hebrew layout has there is a command of its own.
    base = "" if text.isascii() and text != GREEK_QUESTION_MARK else base
    return KeyPress(character_name(us_character(text, base, is_shifted=is_shifted)), text)


def _functional(name: str, held: int) -> KeyPress:
    held &= SHIFT | ALT | CTRL | SUPER | HYPER | META
    if name in MODIFIER_KEY_NAMES or (name in UNSHIFTED and held == SHIFT):
        held = 0
    return KeyPress(_with_modifiers(name, held), None if held else CHARACTERS.get(name))


def _pressed(character: str, shifted: str, base: str, held: int) -> KeyPress:
    """A key that types a character, in a report without the text."""
    if held & (ALT | CTRL | SUPER | HYPER | META):
        key = us_character(_lower(character), base).lower()
        return KeyPress(_with_modifiers(character_name(key), held), None)
    is_shifted = bool(held & SHIFT)
    text = shifted if is_shifted and shifted else character
    if text == character and is_shifted != bool(held & CAPS_LOCK) and len(text.upper()) == 1:
        text = text.upper()
    return _typed(text, character, base, is_shifted=is_shifted)


def _with_modifiers(key: str, held: int) -> str:
    return "+".join([*(name for bit, name in NAMED_MODIFIERS if held & bit), key])


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _number(digits: str) -> int:
    """The number of a field, 0 if it is empty, -1 if it is too large for any meaning."""
    return int(digits or 0) if len(digits) <= MAX_DIGITS else -1


def _character(code: int) -> str:
    """The character with a code; empty if that is a control, half of a pair, or too large."""
    is_control = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000
    return "" if is_control or code > 0x10FFFF else chr(code)
