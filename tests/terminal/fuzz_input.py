"""Random input of a terminal: ``python -m tests.terminal.fuzz_input 1000000``.

Whatever is read raises no error, wherever it is split, and no part of a control sequence is typed.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

from textual.events import Key

from seq_tui.terminal.input_parser import InputParser

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 8429

NUMBERS = (
    *("", "0", "1", "2", "3", "5", "27", "97", "57399", "57441", "1114111", "1114112"),
    *("55296", "1089", "4294967296", "9" * 30, "9" * 5000),
)
"""Numbers of a field, from none to one with more digits than `int` reads."""

SEPARATORS = (";", ":", ";;", "::", ";:;")
PREFIXES = ("", "", "", "?", ">", "<", "=", "-")
INTERMEDIATES = ("", "", "", "$", " ", "!", "'")
FINALS = [chr(code) for code in range(ord("@"), ord("~") + 1)]
STRINGS = (b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX", b"\x9d", b"\x90", b"\xc2\x9d")
TERMINATORS = (b"\x1b\\", b"\x07", b"\x9c", b"\xc2\x9c")

PASTE_END = b"\x1b[201~"

MAX_KEYS = 2
"""Most events of one control sequence; older terminals send Escape and another key."""


def control_sequence(chance: random.Random) -> bytes:
    """A well-formed control sequence with any final character."""
    prefix, middle = chance.choice(PREFIXES), chance.choice(INTERMEDIATES)
    body = "".join(
        chance.choice(NUMBERS) + chance.choice(SEPARATORS) for _ in range(chance.randrange(5))
    )
    if chance.random() < 0.8:
        body += chance.choice(NUMBERS)
    if not prefix and ";" not in body:
        # With "$", a terminal may mean a whole key; with nothing, the mouse by three characters.
        middle, body = middle.replace("$", ""), body or "1"
    introducer = chance.choice(("\x1b[", "\x1b[", "\x1b[", "\x9b"))
    return f"{introducer}{prefix}{body}{middle}{chance.choice(FINALS)}".encode()


def single_shift(chance: random.Random) -> bytes:
    """A single shift, with or without a modifier."""
    return f"\x1bO{chance.choice(NUMBERS)}{chance.choice(FINALS)}".encode()


def control_string(chance: random.Random) -> bytes:
    """A well-formed control string of any kind and content."""
    content = bytes(chance.choices(range(0x20, 0x7F), k=chance.randrange(40)))
    return chance.choice(STRINGS) + content + chance.choice(TERMINATORS)


def noise(chance: random.Random) -> bytes:
    """Bytes of any value."""
    return chance.randbytes(chance.randrange(1, 12))


def reads(chance: random.Random, data: bytes) -> Iterator[bytes]:
    """The data in pieces, as it may be read."""
    while data:
        size = chance.choice((1, 2, 3, len(data)))
        yield data[:size]
        data = data[size:]


def run(count: int, seed: int = SEED) -> int:
    """Read `count` random sequences; the number of events that they were."""
    chance = random.Random(seed)
    parser = InputParser()
    total = 0
    for _ in range(count):
        make = chance.choice((control_sequence, control_sequence, control_string, single_shift))
        is_noise = chance.random() < 0.3
        sequence = noise(chance) if is_noise else make(chance)
        # The end of a paste ends every state that noise may have begun.
        sent = sequence + (PASTE_END if is_noise else b"") + b"z"
        events = [event for read in reads(chance, sent) for event in parser.feed(read)]
        last = events.pop()
        assert isinstance(last, Key), sequence
        assert last.character == "z", sequence
        assert is_noise or len(events) <= most_events(sequence), (sequence, events)
        assert parser.timeout is None, sequence
        total += len(events)
    return total


def most_events(sequence: bytes) -> int:
    """The most events that a well-formed sequence may be."""
    return 0 if sequence.startswith(STRINGS) else MAX_KEYS


if __name__ == "__main__":
    sys.stdout.write(f"{run(int(sys.argv[1])):,} events, no error\n")
