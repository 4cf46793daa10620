"""The terminal is restored, however the process ends before its screen starts."""

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

DEADLINE = 10
"""Seconds in which the process has to end, on a busy machine too; by itself it would not."""

HELD_MODES = {"?1049", "?25 off", "no echo", "not canonical"}


def held(what: str, tmp_path: Path, *, ignore_hangup: bool = False) -> Terminal:
    command = [sys.executable, str(held_program.__file__), what]
    return Terminal(command, env={"TMPDIR": str(tmp_path)}, ignore_hangup=ignore_hangup)


@pytest.mark.parametrize("number", TERMINATION_SIGNALS)
def test_a_signal_ends_the_process(tmp_path: Path, number: signal.Signals) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        assert terminal.modes_left_on() == HELD_MODES
        terminal.kill(number)
        assert terminal.wait(DEADLINE) == 128 + number
        assert terminal.modes_left_on() == set()


def test_a_stop_restores_the_terminal(tmp_path: Path) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        terminal.kill(signal.SIGTSTP)
        terminal.read_until(terminal.is_stopped)
        assert terminal.modes_left_on() == set()


def test_a_signal_in_the_middle_of_a_frame_ends_the_process(tmp_path: Path) -> None:
    with held("half", tmp_path) as terminal:
        terminal.read_until("half")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        assert terminal.modes_left_on() == set()


def test_an_error_is_printed_on_the_restored_terminal(tmp_path: Path) -> None:
    with held("fail", tmp_path) as terminal:
        assert terminal.wait() == 1
        assert terminal.modes_left_on() == set()
        assert terminal.output.index(b"\x1b[?1049l") < terminal.output.index(b"ValueError")


def test_a_stalled_terminal_does_not_keep_the_process_alive(tmp_path: Path) -> None:
    with held("draw", tmp_path) as terminal:
        terminal.read_until((tmp_path / "drawing").exists)
        terminal.stall()
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143


def test_a_signal_that_the_parent_process_ignores_stays_ignored(tmp_path: Path) -> None:
    with held("wait", tmp_path, ignore_hangup=True) as terminal:
        terminal.read_until("ready")
        terminal.kill(signal.SIGHUP)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143


def test_typed_keys_are_not_echoed(tmp_path: Path) -> None:
    with held("wait", tmp_path) as terminal:
        terminal.read_until("ready")
        terminal.send("j", "ctrl+c")
        # Keys that arrive once the terminal is restored are echoed as in a shell.
        terminal.read_until(terminal.has_unread_input)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        assert b"j" not in terminal.output
