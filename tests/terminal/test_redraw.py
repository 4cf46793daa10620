"""The screen is drawn again after another program wrote over it, seen in a real terminal."""

from __future__ import annotations

import signal

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

OVERWRITTEN = b"\x1b[5H\x1b[2KBroadcast message from root\x1b[20H\x1b[2K(gone down)"

HELP_ON_LINE_5 = "Without a word; either"


def demo() -> Terminal:
    terminal = Terminal([PROGRAM, "--demo"])
    terminal.read_until("1 of 342")
    # The marks of what the checks find come last.
    terminal.read_until("▲")
    return terminal


def write_over(terminal: Terminal) -> str:
    """Write over the screen; what it showed before."""
    terminal.send("Down")
    terminal.read_until(r"2 of 342")
    before = terminal.screen_text()
    terminal.write_over(OVERWRITTEN)
    terminal.read_until("gone down")
    return before


def test_a_key_draws_the_screen_again() -> None:
    with demo() as terminal:
        before = write_over(terminal)
        terminal.send("C-l")
        terminal.read_until(lambda: terminal.screen_text() == before)


def test_the_key_works_in_a_dialog_too() -> None:
    with demo() as terminal:
        terminal.send("/")
        terminal.send("F1")
        terminal.read_until(HELP_ON_LINE_5)
        terminal.write_over(OVERWRITTEN)
        terminal.read_until("gone down")
        terminal.send("C-l")
        terminal.read_until(lambda: "gone down" not in terminal.screen_text())
        assert HELP_ON_LINE_5 in terminal.screen_text()


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_after_a_stop_the_screen_is_drawn_again_and_can_be_quit(stop: signal.Signals) -> None:
    with demo() as terminal:
        before = write_over(terminal)
        terminal.kill(stop)
        terminal.read_until(terminal.is_stopped)
        terminal.kill(signal.SIGCONT)
        terminal.read_until(lambda: terminal.screen_text() == before)
        terminal.send("Down")
        terminal.read_until(r"3 of 342")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()
