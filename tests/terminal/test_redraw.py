"""The screen after something else was on it, seen in a real terminal."""

from __future__ import annotations

import signal

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

OVERWRITTEN = b"\x1b[5H\x1b[2KBroadcast message from root\x1b[20H\x1b[2K(gone down)"


def demo() -> Terminal:
    terminal = Terminal([PROGRAM, "--demo"])
    terminal.read_until("1 of 100\\+")
    return terminal


def overwritten(terminal: Terminal) -> str:
    """What the screen showed before something else wrote over it."""
    terminal.send("Down")
    terminal.read_until(r"2 of 100\+")
    before = terminal.screen_text()
    terminal.write_over(OVERWRITTEN)
    terminal.read_until("gone down")
    return before


def test_what_another_program_wrote_over_is_drawn_anew_by_a_key() -> None:
    with demo() as terminal:
        before = overwritten(terminal)
        terminal.send("C-l")
        terminal.read_until(lambda: terminal.screen_text() == before)


def test_it_is_drawn_anew_over_whatever_has_the_keys() -> None:
    with demo() as terminal:
        terminal.send("/")
        terminal.send("F1")
        terminal.read_until("another program wrote over")
        terminal.write_over(OVERWRITTEN)
        terminal.read_until("gone down")
        terminal.send("C-l")
        terminal.read_until(lambda: "gone down" not in terminal.screen_text())
        assert "another program wrote over" in terminal.screen_text()


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_after_a_stop_it_is_drawn_anew_and_ends_as_ever(stop: signal.Signals) -> None:
    with demo() as terminal:
        before = overwritten(terminal)
        terminal.kill(stop)
        terminal.read_until(terminal.is_stopped)
        terminal.kill(signal.SIGCONT)
        terminal.read_until(lambda: terminal.screen_text() == before)
        terminal.send("Down")
        terminal.read_until(r"3 of 100\+")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()
