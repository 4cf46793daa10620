"""Input is divided into tokens alike, wherever the reads split it."""

from __future__ import annotations

import pytest

from seq_tui.terminal.input_tokens import MAX_LENGTH, STRING_TIMEOUT, InputTokens, TokenKind

LONE = 0.1

Token = tuple[TokenKind, str]


def text(characters: str) -> Token:
    return (TokenKind.TEXT, characters)


def command(text: str) -> tuple[TokenKind, str]:
    return TokenKind.COMMAND, text


def csi(body: str) -> Token:
    return (TokenKind.CSI, body)


def lone(introducer: str) -> Token:
    return (TokenKind.LONE, introducer)


def paste(content: str) -> Token:
    return (TokenKind.PASTE, content)


def tokens(*reads: str) -> list[Token]:
    """The tokens of reads that follow each other at once, with adjacent text joined."""
    machine = InputTokens(LONE)
    return joined([token for read in reads for token in machine.feed(read)])


def late_tokens(*reads: str) -> list[Token]:
    """The tokens of reads that are further apart than an Escape key waits."""
    machine = InputTokens(LONE)
    found: list[Token] = []
    for read in reads:
        found += machine.feed(read)
        if machine.timeout == LONE:
            found += machine.expire()
            assert machine.timeout is None, "nothing expires twice"
    return joined(found)


def joined(found: list[Token]) -> list[Token]:
    result: list[Token] = []
    for kind, content in found:
        if kind is TokenKind.TEXT and result and result[-1][0] is kind:
            content = result.pop()[1] + content
        result.append((kind, content))
    return result


SEQUENCES = {
    "\x1b[B": [csi("B")],
    "\x1b[1;5:1B": [csi("1;5:1B")],
    "\x1b[?62;4c": [csi("?62;4c")],
    "\x1b[?2026;2$y": [csi("?2026;2$y")],
    "\x1b[4;2$y": [csi("4;2$y")],
    "\x1b[3$": [csi("3$")],
    "\x1b[[A": [csi("[A")],
    "\x1b[<35;1;1M": [csi("<35;1;1M")],
    "\x1b[M !!": [],
    "\x1b[M\x7f\udcff\udca0": [],
    "\x1bOP": [(TokenKind.SS3, "P")],
    "\x1bO5P": [(TokenKind.SS3, "5P")],
    "\x1ba": [(TokenKind.ESCAPED, "a")],
    "\x1b\x7f": [(TokenKind.ESCAPED, "\x7f")],
    "\x1b\x1b[A": [lone("\x1b"), csi("A")],
    "\x9bB": [csi("B")],
    "\udc9bB": [csi("B")],
    "\x1b]11;rgb:1a1a/1b1b/2626\x07": [command("11;rgb:1a1a/1b1b/2626")],
    "\x1b]11;rgb:1a1a/1b1b/2626\x1b\\": [command("11;rgb:1a1a/1b1b/2626")],
    "\x1b]11;é\x9c": [command("11;é")],
    "\udc9d11;?\udc9c": [command("11;?")],
    "\x1bP>|kitty(0.40.1)\x1b\\": [],
    "\x1bP1+r544e=787465726d\x1b\\": [],
    "\x1b_Gi=1;OK\x1b\\": [],
    "\x1b^private\x1b\\": [],
    "\x1bXany\rtext\x1b\\": [],
    "\x1b[200~a\x1b[Bb\x1b\x1b]c\x1b[201~": [paste("a\x1b[Bb\x1b\x1b]c")],
    "\x1b[200~\x1b[200~\x1b[201\x1b[201~": [paste("\x1b[200~\x1b[201")],
    "\x1b[200~\x1b[201~": [paste("")],
    "\x1b[201~": [csi("201~")],
}
"""Whole sequences and what they are."""

MALFORMED = {
    "\x1b[1;\x03": [text("\x03")],
    "\x1b[1;é": [text("é")],
    "\x1b[1;\x1b[B": [csi("B")],
    "\x1b[[z": [text("z")],
    "\x1b[M \r": [text("\r")],
    "\x1bO\x03": [text("\x03")],
    "\x1b]11;rgb\x03": [text("\x03")],
    "\x1bPq\x1b[B": [csi("B")],
    "\x1b_G\x18": [text("\x18")],
    "\x85\x80\udc81": [],
}
"""Sequences that end too early, and what is read of what ended them."""

KNOWN = SEQUENCES | MALFORMED


@pytest.mark.parametrize("sequence", KNOWN)
def test_a_sequence_is_read_between_text(sequence: str) -> None:
    expected = joined([text("x"), *KNOWN[sequence], text("yz")])
    assert tokens(f"x{sequence}yz") == expected


@pytest.mark.parametrize("sequence", KNOWN)
def test_a_sequence_may_be_split_anywhere(sequence: str) -> None:
    for position in range(1, len(sequence)):
        assert tokens(sequence[:position], sequence[position:], "y") == joined(
            [*KNOWN[sequence], text("y")]
        )
    assert tokens(*sequence, "y") == joined([*KNOWN[sequence], text("y")])


AMBIGUOUS = {
    *("\x1b\x7f", "\x1ba"),
    *("\x1b[M\x7f\udcff\udca0", "\x1b[M !!"),
    *("\x1b^private\x1b\\", "\x1bXany\rtext\x1b\\"),
}
"""Sequences whose tail a person may type after Escape, or after Alt and a character."""


@pytest.mark.parametrize(
    "sequence", [key for key in SEQUENCES if key[0] == "\x1b" and key not in AMBIGUOUS]
)
def test_a_late_tail_is_never_typed(sequence: str) -> None:
    for position in range(1, len(sequence)):
        found = late_tokens(sequence[:position], sequence[position:])
        introducers = [token for token in found if token[0] is TokenKind.LONE]
        others = [token for token in found if token[0] is not TokenKind.LONE]
        assert others == [each for each in SEQUENCES[sequence] if each[0] is not TokenKind.LONE]
        assert introducers == [] or sequence.startswith(introducers[0][1])


@pytest.mark.parametrize("key", ["[", "]", "O", "B", "j", "?", ":", "12", "[j", "]11", "Ok", "P>"])
def test_a_key_after_escape_is_typed(key: str) -> None:
    assert late_tokens("\x1b", key, "k") == [lone("\x1b"), text(f"{key}k")]


@pytest.mark.parametrize("alt", ["[", "]", "O", "P", "_", "^", "X"])
@pytest.mark.parametrize("key", ["j", "q", "G", "[", "y", "?"])
def test_a_key_after_alt_and_a_character_is_typed(alt: str, key: str) -> None:
    assert late_tokens(f"\x1b{alt}", key) == [lone(f"\x1b{alt}"), text(key)]


def test_an_introducer_waits_shortly_and_a_sequence_as_long_as_it_takes() -> None:
    machine = InputTokens(LONE)
    waits = []
    for read in ("j", "\x1b", "[", "200", "~", "text", "\x1b[201", "~", "\x1b]", "0", "\x07"):
        machine.feed(read)
        waits.append(machine.timeout)
    assert waits == [
        *(None, LONE, LONE, None, STRING_TIMEOUT, STRING_TIMEOUT, STRING_TIMEOUT, None),
        *(LONE, STRING_TIMEOUT, None),
    ]


@pytest.mark.parametrize("part", ["", "\x1b", "\x1b[20", "\x1b[201"])
def test_a_paste_without_an_end_ends_after_a_while(part: str) -> None:
    machine = InputTokens(LONE)
    assert machine.feed(f"\x1b[200~ab{part}") == []
    assert machine.timeout == STRING_TIMEOUT
    assert machine.expire() == [paste("ab")]
    assert machine.timeout is None
    assert machine.feed("j") == [text("j")]


def test_a_string_without_an_end_is_dropped_after_a_while() -> None:
    machine = InputTokens(LONE)
    assert machine.feed("\x1b]0;title") == []
    assert machine.expire() == []
    assert machine.feed("j") == [text("j")]


def test_a_sequence_of_any_length_is_dropped_in_linear_time() -> None:
    half = "1;" * (MAX_LENGTH // 2)
    assert tokens("\x1b[", half, half, "u", "j") == [text("j")]
    assert tokens("\x1b]", *["x" * 4096] * 2000, "\x07j") == [text("j")]
    assert tokens("\x1b[", "$" * 100_000, "y", "j")[-1] == text("j")


def test_a_long_paste_is_read_in_linear_time() -> None:
    assert tokens("\x1b[200~", *["x" * 4096] * 2000, "\x1b[20", "1~") == [paste("x" * 8192000)]
