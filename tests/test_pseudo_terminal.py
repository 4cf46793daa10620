"""The terminal of the tests: what it shows, what it reports, how it ends."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.keys import click_bytes, key_bytes
from tests.pseudo_terminal import Terminal
from tests.screen import Picture, kinds, modes_left_on


def shell(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


def test_typed_keys_reach_the_program_and_its_answer_the_screen() -> None:
    with Terminal(shell("read name; echo hello $name; read rest")) as terminal:
        terminal.send("world", "Enter")
        terminal.read_until("^hello world$")
        assert terminal.lines()[1].startswith("hello world ")


def test_an_exit_code_differs_from_that_of_a_signal() -> None:
    with Terminal(shell("exit 7")) as terminal:
        assert terminal.wait() == 7
    with Terminal(shell("echo up; read rest")) as terminal:
        terminal.read_until("up")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM


def test_a_timeout_is_an_error_that_shows_the_screen() -> None:
    with (
        Terminal(shell("echo here; read rest")) as terminal,
        pytest.raises(TimeoutError, match="here"),
    ):
        terminal.read_until("elsewhere", timeout=0.2)


def test_a_program_is_notified_of_a_new_size() -> None:
    with Terminal(shell("trap 'stty size' WINCH; echo up; while :; do read x; done")) as terminal:
        terminal.read_until("up")
        terminal.resize(100, 30)
        terminal.read_until("^30 100$")


def test_a_closed_terminal_hangs_up_the_program() -> None:
    with Terminal(shell("echo up; read rest")) as terminal:
        terminal.read_until("up")
        terminal.close_master()
        assert terminal.wait() == 128 + signal.SIGHUP


def test_a_stalled_terminal_continues_when_it_resumes() -> None:
    with Terminal([sys.executable, "-c", "print('x' * 500_000); print('done')"]) as terminal:
        terminal.stall()
        with pytest.raises(TimeoutError):
            terminal.wait(0.3)
        terminal.resume()
        assert terminal.wait() == 0
        assert terminal.output.endswith(b"done\r\n")


def test_a_query_for_a_mode_is_answered() -> None:
    program = "import os, tty; tty.setraw(0); os.write(1, b'\\x1b[?2026$p'); print(os.read(0, 20))"
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.read_until(r"\[\?2026;2\$y")


def test_settings_that_a_program_leaves_changed_are_reported() -> None:
    with Terminal(shell(r"stty -echo -icanon; printf '\033[?1049h\033[?25l'")) as terminal:
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == {"?1049", "?25 off", "no echo", "not canonical"}


@pytest.mark.parametrize(
    ("output", "left"),
    [
        (b"\x1b[?1000h\x1b[?1006h\x1b[?1000l", {"?1006"}),
        (b"\x1b[?7l\x1b[?7h", set()),
        (b"\x1b[?7l", {"?7 off"}),
        (b"\x1b[>25u", {"kitty"}),
        (b"\x1b[>25u\x1b[<u", set()),
        (b"\x1b[?1;2004h", {"?1", "?2004"}),
        (b"\x1b]22;default\x07\x1b]22;text\x07", {"pointer"}),
        (b"\x1b]22;text\x07\x1b]22;default\x07", set()),
    ],
)
def test_the_last_change_of_a_mode_counts(output: bytes, left: set[str]) -> None:
    assert modes_left_on(output) == left


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        (b"\x1b[1;31m", "CSI m"),
        (b"\x1b[?2026$p", "CSI ?$p"),
        (b"\x1b]52;c;cHduZWQ=\x07", "OSC 52"),
        (b"\x1b]0;title\x1b\\", "OSC 0"),
        (b"\x1bPq\x1b\\", "DCS"),
        (b"\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\", "DCS"),
        (b"\x1bc", "ESC c"),
        (b"\x07", "C0 07"),
        (b"\x7f", "C0 7f"),
        ("\x9b".encode(), "C1 9b"),
        (b"\x9b", "not_utf8 dc9b"),
        (b"\x1b]0;no end", "ESC ]"),
    ],
)
def test_the_kind_of_a_control_is_named(output: bytes, kind: str) -> None:
    assert kinds("schön ✉".encode() + output) == {kind}


def test_a_picture_does_not_depend_on_where_its_bytes_are_split() -> None:
    output = "\x1b[>25u\x1b[2;3Hä✉\x1b]22;default\x07\x1b[?2026$p\x1b[1mok".encode()
    whole, pieces = Picture(10, 3), Picture(10, 3)
    whole.feed(output)
    for byte in output:
        pieces.feed(bytes([byte]))
    assert whole.lines == pieces.lines == [" " * 10, "  ä✉ok    ", " " * 10]


def test_leaving_the_alternate_screen_shows_what_was_there_before() -> None:
    picture = Picture(10, 1)
    picture.feed(b"before\x1b[?1049h\x1b[Hduring")
    assert picture.lines == ["during    "]
    picture.feed(b"\x1b[?1049l!")
    assert picture.lines == ["before!   "]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Down", b"\x1b[B"), ("C-p", b"\x10"), ("M-x", b"\x1bx"), ("ä", "ä".encode()), ("/", b"/")],
)
def test_keys_have_the_bytes_of_a_plain_terminal(name: str, expected: bytes) -> None:
    assert key_bytes(name) == expected


def test_a_click_is_a_press_and_a_release_on_a_cell_counted_from_one() -> None:
    assert click_bytes(0, 4) == b"\x1b[<0;1;5M\x1b[<0;1;5m"
