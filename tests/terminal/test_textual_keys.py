"""The keys that Textual knows are what its own parser makes of them, except where that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import Keys

from seq_tui.terminal.input_parser import InputParser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

MODIFIERS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 17, 33, 65, 129)

READ_AS_A_CHARACTER = {
    *("\x1b[25~", "\x1b[26~", "\x1b[28~", "\x1b[29~", "\x1b[31~", "\x1b[32~", "\x1b[33~"),
    *("\x1b[34~", "\x1b[62~", "\x1b[63~", "\x1b[5A", "\x1b[5B", "\x1b[5C", "\x1b[5D"),
}
"""Textual reads the numbers of these keys as codes of characters, such as ``!``; here they are the
keys that its table names."""

NOT_CHARACTERS = {f"\x1b[1;{held}u" for held in (5, 6, 7, 8)}
"""Textual reads these keys of mintty as control characters; here they are no key."""

STRAY_SHIFT = {
    *("\x1b[3;2~", "\x1b[27;2u", "\x1b[13;2u", "\x1b[127;2u"),
    *("\x1b[57414;2u", "\x1b[57426;2u"),
}
"""Editing keys, which do the same with Shift."""

DIFFERENT = READ_AS_A_CHARACTER | NOT_CHARACTERS | STRAY_SHIFT

NUMPAD = range(57409, 57417)
"""Keys that type a character; Textual gives them names of their own, which nothing is bound to."""


def functional_sequences() -> Iterable[str]:
    for key in FUNCTIONAL_KEYS:
        number, final = key[:-1], key[-1]
        if final != "R" and not (final == "u" and int(number) in NUMPAD):
            yield f"\x1b[{number}{final}"
            yield from (f"\x1b[{number};{held}{final}" for held in MODIFIERS)


def letter_sequences() -> Iterable[str]:
    for character in "azq019[/é":
        if character.isalnum():
            yield f"\x1b[{ord(character)}u"
        yield f"\x1b[{ord(character)};1;{ord(character)}u"
        yield from (f"\x1b[{ord(character)};{held}u" for held in MODIFIERS if held & 62 > 2)


INTRODUCER = "\x9b"
"""Textual reads this as a key at once; here it is one if nothing follows."""

SEQUENCES = {*ANSI_SEQUENCES_KEYS, *functional_sequences(), *letter_sequences()} - {
    INTRODUCER,
    *DIFFERENT,
}
CHARACTERS = {chr(code) for code in range(0x7F)} - {"\x1b"} | set("äßéñø€日한✉")


def keys(events: Iterable[Message]) -> list[tuple[str, str | None]]:
    """The names and characters of keys, without those of control characters that are not typed."""
    return [
        (event.key, event.character if event.is_printable else None)
        for event in events
        if isinstance(event, Key)
    ]


def of_textual(sequence: str) -> list[tuple[str, str | None]]:
    parser = XTermParser()
    # Text ends a sequence that Textual would wait for.
    return keys(parser.feed(f"{sequence}\x1b[F"))


def of_ours(sequence: str) -> list[tuple[str, str | None]]:
    return keys(InputParser().feed(f"{sequence}\x1b[F".encode()))


@pytest.mark.parametrize("sequence", sorted(DIFFERENT))
def test_the_listed_differences_are_there(sequence: str) -> None:
    assert of_ours(sequence) != of_textual(sequence)


def test_all_other_keys_are_the_same() -> None:
    different = {
        sequence: (of_textual(sequence), of_ours(sequence))
        for sequence in sorted(SEQUENCES | CHARACTERS)
        if of_textual(sequence) != of_ours(sequence)
    }
    assert different == {}


def test_the_keys_that_textual_reads_as_characters_are_those_of_its_table() -> None:
    for sequence in READ_AS_A_CHARACTER:
        names = ANSI_SEQUENCES_KEYS[sequence]
        assert isinstance(names, tuple)
        assert [name for name, _ in of_ours(sequence)[:-1]] == [key.value for key in names]
        assert all(isinstance(key, Keys) for key in names)


def test_the_8_bit_introducer_is_a_key_if_nothing_follows() -> None:
    parser = InputParser()
    assert parser.feed(INTRODUCER.encode()) == []
    assert keys(parser.expire()) == keys(XTermParser().feed(INTRODUCER))
