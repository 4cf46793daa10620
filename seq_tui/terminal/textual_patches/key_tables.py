"""Textual's tables of keys, and its names of characters.

Needed until Textual publishes what its parser of input knows. `seq_tui.terminal.input_parser`
replaces that parser, because it raises errors for some input, and types unknown control sequences
key by key (measured, 8.2.8: ``ESC[?62;4c``, the answer to a query, opens the help).
"""

from __future__ import annotations

from textual import keys
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS

FUNCTIONAL_KEY_NAMES: dict[str, str] = FUNCTIONAL_KEYS
"""The name of a key by its number and final character: ``3~``, ``1A``, ``57399u``."""

MODIFIER_KEY_NAMES: set[str] = MODIFIER_FUNCTIONAL_KEYS
"""The names of Shift, Control and the like as keys of their own."""


def character_name(character: str) -> str:
    """The name of the key that types a character."""
    return keys._character_to_key(character)


def legacy_keys(sequence: str) -> tuple[tuple[str, str | None], ...]:
    """The names and characters of the keys that a sequence or a control stands for."""
    names = ANSI_SEQUENCES_KEYS.get(sequence)
    if isinstance(names, str):
        return ((character_name(names), names),)
    character = sequence if len(sequence) == 1 else None
    return tuple((key.value, character) for key in names) if isinstance(names, tuple) else ()
