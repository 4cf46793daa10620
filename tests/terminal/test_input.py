"""Bytes that a terminal may send reach a running screen as what they mean."""

from __future__ import annotations

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

HARMLESS = (
    *(b"\x1b[::;u", b"\x1b[97;1:3u", b"\x1b[1114112;1u", b"\x1b[97;99999999999u"),
    *(b"\x1b[?62;4c", b"\x1b[?997;1n", b"\x1b[?25u", b"\x1b[12;40R", b"\x1b[48;0;0;0;0t"),
    *(b"\x1b]11;rgb:1a1a/1b1b/2626\x07", b"\x1bP>|tmux 3.3a\x1b\\", b"\x1b_Gi=1;OK\x1b\\"),
    *(b"\x1b[<0;9999;9999M", b"\x1b[<64;1;9999999M", b"\x1b[<0;-1;0m"),
    b"\x1b[0;;20320:22909:19990:30028:20320u",
)
"""What no command is meant by."""


def demo() -> Terminal:
    terminal = Terminal([PROGRAM, "--demo"], size=(120, 36))
    terminal.read_until("1 of 342")
    terminal.read_until("if started")
    return terminal


def test_what_means_no_command_changes_nothing() -> None:
    with demo() as terminal:
        terminal.send("Down")
        terminal.read_until("2 of 342")
        terminal.send("Up")
        terminal.read_until("1 of 342")
        before = terminal.screen_text()
        for sequence in HARMLESS:
            terminal.send_bytes(sequence)
        terminal.send("Down")
        terminal.read_until("2 of 342")
        terminal.send("Up")
        terminal.read_until(lambda: terminal.screen_text() == before)
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    "leave",
    [b"\x1b[1089;5u", b"\x1b[1081;5u", "й".encode(), b"\x1b[1081::113;;1081u", b"\x1b[99;5:1u"],
)
def test_the_screen_is_left_on_a_cyrillic_layout(leave: bytes) -> None:
    with demo() as terminal:
        terminal.send_bytes(leave)
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_text_from_an_input_method_and_from_a_paste_is_searched_for() -> None:
    with demo() as terminal:
        terminal.send_bytes(b"\x1b[57410;129;47u")
        terminal.send_bytes(b"\x1b[0;;20320:22909:19990:30028:20320u\x1b[200~ab")
        terminal.send_bytes(b"\x1b[Bc\x1b[201")
        terminal.send_bytes(b"~" + "й".encode() + b"\x1b[127;2u\x1b[65;2ux")
        terminal.read_until("/ 你好世界你ab\\[BcAx")
        terminal.send("C-c")
        assert terminal.wait() == 0


def test_keys_on_the_layout_of_the_united_states_are_asked_for() -> None:
    with demo() as terminal:
        assert 0 < terminal.output.find(b"\x1b[>25u") < terminal.output.find(b"\x1b[=4;2u")


def test_a_second_click_beside_the_palette_leaves_nothing_else() -> None:
    with demo() as terminal:
        terminal.send("C-p")
        terminal.read_until("find a command")
        for _ in range(3):
            terminal.click(2, 0)
        terminal.read_until(lambda: "find a command" not in terminal.screen_text())
        terminal.send("Down")
        terminal.read_until(" 2 of 342")
        terminal.send("q")
        assert terminal.wait() == 0
