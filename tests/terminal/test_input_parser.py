"""The bytes of a terminal become Textual's events, and never an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.constants import ESCAPE_DELAY
from textual.events import Key, MouseEvent, Paste, Resize

from seq_tui.terminal.input_parser import InputParser
from tests.terminal import fuzz_input

if TYPE_CHECKING:
    from textual.message import Message

Seen = str | tuple[str, str | None]


def events(*reads: bytes) -> list[Message]:
    """The events of some reads, after which nothing follows."""
    parser = InputParser()
    found = [event for read in reads for event in parser.feed(read)]
    return found if parser.timeout is None else found + parser.expire()


def seen(*reads: bytes) -> list[Seen]:
    """Keys with their characters, and the names of other events."""
    return [
        (event.key, event.character) if isinstance(event, Key) else type(event).__name__
        for event in events(*reads)
    ]


@pytest.mark.parametrize(
    ("sequence", "keys"),
    [
        ("[97:65;2u", [("A", "A")]),
        ("[97:65;2;65u", [("A", "A")]),
        ("[99;5:1u", [("ctrl+c", None)]),
        ("[99;5:2u", [("ctrl+c", None)]),
        ("[97;1:3u", []),
        ("[1;1:3A", []),
        ("[3;1:3~", []),
        ("[57441;2:3u", []),
        ("[1;1:1A", [("up", None)]),
        ("[1;5:2D", [("ctrl+left", None)]),
        ("[1089::99;5u", [("ctrl+c", None)]),
        ("[::;u", []),
        ("[;;u", []),
        ("[;u", []),
        ("[u", []),
        ("[97;u", [("a", "a")]),
        ("[97;0u", [("a", "a")]),
        ("[97;257u", []),
        ("[97;1:9u", []),
        ("[97;99999999999999999999u", []),
        ("[1114112;1u", []),
        ("[55296;1u", []),
        ("[57500;1u", []),
        ("[99999999999999999999u", []),
        ("[97;1;1114112u", [("a", "a")]),
        ("[97;1;55296:7u", [("a", "a")]),
        ("[200;5~", []),
        ("[97;1;97;5u", []),
    ],
)
def test_a_key_report_with_sub_parameters_is_read_or_dropped(
    sequence: str, keys: list[Seen]
) -> None:
    assert seen(f"\x1b{sequence}".encode()) == keys


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b[?62;4c",
        b"\x1b[>1;4000;29c",
        b"\x1b[?997;1n",
        b"\x1b[0n",
        b"\x1b[12;40R",
        b"\x1b[?12;40;1R",
        b"\x1b[?25u",
        b"\x1b[8;24;80t",
        b"\x1b[?1;2;256S",
        b"\x1b[4;2$y",
        b"\x1b[?2026;0$y",
        b"\x1b[?7;1$y",
        b"\x1b]10;rgb:1a1a/1b1b/2626\x07",
        b"\x1b]10;rgb:1a1a/1b1b/2626\x1b\\",
        b"\x1bP>|tmux 3.3a\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1bP!|00000000\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^q\x1b\\",
        b"\x1bXq\x1b\\",
        b"\x1bOz",
        b"\x9b?62;4c",
        "\x9b?62;4c".encode(),
    ],
)
def test_an_answer_that_nobody_asked_for_is_no_key(answer: bytes) -> None:
    assert seen(b"a" + answer + b"b") == [("a", "a"), ("b", "b")]


@pytest.mark.parametrize("final", ["u", "~", "A", "m", "t", "y"])
def test_numbers_of_any_length_are_dropped(final: str) -> None:
    digits = "9" * 5000
    for field in (digits, f"97;{digits}", f"97:{digits}:{digits};1", f"<0;{digits};{digits}"):
        assert seen(f"a\x1b[{field}{final}b".encode())[0] == ("a", "a")
        assert seen(f"a\x1b[{field}{final}b".encode())[-1] == ("b", "b")


def test_an_answer_of_any_length_is_no_key() -> None:
    assert seen(b"\x1b]52;c;", *[b"cQ" * 2000] * 50, b"=\x07a") == [("a", "a")]


@pytest.mark.parametrize(
    "text",
    ["你", "你好", "你好世界你", "👩\u200d🚀", "é" * 3000, "e\u0301"],
    ids=["1", "2", "5", "emoji", "3000", "accent"],
)
def test_text_of_an_input_method_is_text_of_any_length(text: str) -> None:
    codes = ":".join(str(ord(character)) for character in text)
    for sequence in (f"\x1b[0;;{codes}u", f"\x1b[;1;{codes}u", f"\x1b[97;;{codes}u"):
        (event,) = events(sequence.encode())
        if len(text) == 1:
            assert isinstance(event, Key)
            assert event.character == text
        else:
            assert isinstance(event, Paste)
            assert event.text == text


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        ((b"\x1b[200~ab\x1b[201", b"~"), "ab"),
        ((b"\x1b[200~ab\x1b", b"[201~"), "ab"),
        ((b"\x1b[20", b"0~a", b"b\x1b[2", b"01", b"~"), "ab"),
        ((b"\x1b[200~a\x1b[Bb\x1b[201~",), "a[Bb"),
        ((b"\x1b[200~a\x1bb\x1b\x1b[201~",), "ab"),
        ((b"\x1b[200~a\x00\x7fb\xc2\x9b\r\n\tc\x1b[201~",), "ab\r\n\tc"),
        ((b"\x1b[200~\xc3", b"\xa9\xff\x1b[201~"), "é\ufffd"),
    ],
)
def test_a_paste_ends_only_at_its_end(reads: tuple[bytes, ...], text: str) -> None:
    for late in (False, True):
        parser = InputParser()
        found: list[Message] = []
        for read in reads:
            found += parser.feed(read)
            if late and parser.timeout == ESCAPE_DELAY:
                found += parser.expire()
        (event,) = found
        assert isinstance(event, Paste)
        assert event.text == text


def test_a_sequence_that_is_delivered_late_is_its_key_and_no_text() -> None:
    parser = InputParser()
    assert parser.feed(b"\x1b") == []
    assert [event.key for event in parser.expire() if isinstance(event, Key)] == ["escape"]
    assert [event.key for event in parser.feed(b"[B") if isinstance(event, Key)] == ["down"]


def test_half_a_character_after_escape_is_no_text_yet() -> None:
    parser = InputParser()
    parser.feed(b"\x1b")
    assert len(parser.expire()) == 1
    found = [*parser.feed(b"\xd0"), *parser.feed(b"\xb9")]
    assert [event.key for event in found if isinstance(event, Key)] == ["q"]


def test_a_character_may_be_split() -> None:
    assert seen(b"\xe2\x82", b"\xac", b"\xff") == [
        ("euro_sign", "€"),
        ("replacement_character", "\ufffd"),
    ]


@pytest.mark.parametrize(
    ("report", "kind", "position", "button", "modifiers"),
    [
        (b"\x1b[<0;5;6M", "MouseDown", (4, 5), 1, ""),
        (b"\x1b[<2;5;6m", "MouseUp", (4, 5), 3, ""),
        (b"\x1b[<35;1;1M", "MouseMove", (0, 0), 0, ""),
        (b"\x1b[<32;9;9M", "MouseMove", (8, 8), 1, ""),
        (b"\x1b[<64;5;6M", "MouseScrollUp", (4, 5), 0, ""),
        (b"\x1b[<69;5;6M", "MouseScrollDown", (4, 5), 0, "shift"),
        (b"\x1b[<66;5;6M", "MouseScrollLeft", (4, 5), 0, ""),
        (b"\x1b[<28;5;6M", "MouseDown", (4, 5), 1, "shift meta ctrl"),
    ],
)
def test_a_mouse_report_is_read(
    report: bytes, kind: str, position: tuple[int, int], button: int, modifiers: str
) -> None:
    (event,) = events(report)
    assert isinstance(event, MouseEvent)
    held = [name for name in ("shift", "meta", "ctrl") if getattr(event, name)]
    assert (type(event).__name__, (event.x, event.y)) == (kind, position)
    assert (event.button, " ".join(held)) == (button, modifiers)


@pytest.mark.parametrize(
    "report",
    [
        *(b"\x1b[<0;-1;6M", b"\x1b[<0;0;0M", b"\x1b[<0;5M", b"\x1b[<;;M", b"\x1b[<0;5;6;7M"),
        *(b"\x1b[32;5;6M", b"\x1b[M !!", b"\x1b[<0;99999999999;1M"),
    ],
)
def test_an_unreadable_mouse_report_is_dropped(report: bytes) -> None:
    assert seen(report + b"a") == [("a", "a")]


def test_a_size_report_is_read_and_makes_pixels_of_positions() -> None:
    parser = InputParser()
    (resize,) = parser.feed(b"\x1b[48;24;80;480:1;800t")
    assert isinstance(resize, Resize)
    assert (tuple(resize.size), resize.pixel_size) == ((80, 24), (800, 480))
    (event,) = parser.feed(b"\x1b[<0;15;31M")
    assert isinstance(event, MouseEvent)
    assert (event.pointer_x, event.pointer_y) == (1.4, 1.5)


@pytest.mark.parametrize(
    "report", [b"48;0;0;0;0", b"48;24;0;480;800", b"48;99999;99999;1;1", b"48;24;80;480", b"48;;;;"]
)
def test_an_impossible_size_is_dropped(report: bytes) -> None:
    assert seen(b"\x1b[" + report + b"t") == []


def test_a_size_without_pixels_leaves_positions_as_they_are() -> None:
    parser = InputParser()
    parser.feed(b"\x1b[48;24;80;0;0t")
    (event,) = parser.feed(b"\x1b[<0;15;31M")
    assert isinstance(event, MouseEvent)
    assert (event.x, event.y) == (14, 30)


def test_reports_of_focus_and_of_modes_are_read() -> None:
    reports = b"\x1b[I\x1b[O\x1b[?2026;2$y\x1b[?2048;2$y"
    assert seen(reports) == [
        *("AppFocus", "AppBlur"),
        *("TerminalSupportsSynchronizedOutput", "InBandWindowResize"),
    ]


def test_random_input_raises_no_error_and_types_no_part_of_a_sequence() -> None:
    assert fuzz_input.run(5_000) > 0
