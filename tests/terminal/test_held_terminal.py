"""Whatever ends the process before its screen is there gives the terminal back as it was."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.terminal.held_terminal import TERMINATION_SIGNALS
from tests.pseudo_terminal import Terminal
from tests.terminal import held_program

if TYPE_CHECKING:
    from pathlib import Path

SOON = 1
"""Seconds in which the process has to be gone."""

TAKEN = {"?1049", "?25 off", "no echo", "not canonical"}


def held(what: str, tmp_path: Path, *, ignore_hangup: bool = False) -> Terminal:
    command = [sys.executable, str(held_program.__file__), what]
    return Terminal(command, env={"TMPDIR": str(tmp_path)}, ignore_hangup=ignore_hangup)


@pytest.mark.parametrize("number", TERMINATION_SIGNALS)
def test_a_signal_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        assert terminal.modes_left_on() == TAKEN
        terminal.kill(number)
        assert terminal.wait(SOON) == 128 + number
        assert terminal.modes_left_on() == set()


def test_a_stop_gives_it_back(tmp_path: Path) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        terminal.kill(signal.SIGTSTP)
        terminal.read_until(terminal.is_stopped)
        assert terminal.modes_left_on() == set()


def test_the_end_comes_in_the_middle_of_a_frame(tmp_path: Path) -> None:
    with held("half", tmp_path) as terminal:
        terminal.read_until("half")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(SOON) == 143
        assert terminal.modes_left_on() == set()


def test_an_error_is_told_on_the_terminal_as_it_was(tmp_path: Path) -> None:
    with held("fail", tmp_path) as terminal:
        assert terminal.wait() == 1
        assert terminal.modes_left_on() == set()
        assert terminal.output.index(b"\x1b[?1049l") < terminal.output.index(b"ValueError")


def test_a_terminal_that_takes_nothing_does_not_keep_it_alive(tmp_path: Path) -> None:
    with held("draw", tmp_path) as terminal:
        terminal.read_until((tmp_path / "drawing").exists)
        terminal.stall()
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(SOON) == 143


def test_what_the_parent_process_ignores_stays_ignored(tmp_path: Path) -> None:
    with held("wait", tmp_path, ignore_hangup=True) as terminal:
        terminal.read_until("ready")
        terminal.kill(signal.SIGHUP)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(SOON) == 143


def test_what_is_typed_is_not_echoed(tmp_path: Path) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        terminal.send("j", "ctrl+c")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(SOON) == 143
        assert b"j" not in terminal.output
