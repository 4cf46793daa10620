"""A process around a screen that is stopped and continued, as by ctrl+z and fg."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.pseudo_terminal import Terminal
from tests.terminal import mortal_app
from tests.terminal.test_watchdog import APP_MODES, DEADLINE, PATIENT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, str(mortal_app.__file__), *PATIENT]

RUN = f"runpy.run_path({str(mortal_app.__file__)!r}, run_name='__main__')"

EARLY = """
import os, runpy, signal
from seq_tui.terminal import driver

measure = driver.terminal_size

def stop():
    driver.terminal_size = measure
    os.kill(os.getpid(), signal.{name})
    return measure()

driver.terminal_size = stop
{run}
"""
"""Sends the app a signal while its driver is made."""

LATE = """
import os, runpy, signal
try:
    {run}
finally:
    os.kill(os.getpid(), signal.{name})
"""
"""Sends one when the app has ended."""

OFTEN = """
import runpy, signal, sys

sys.argv.append("--patient")
stop = signal.raise_signal
signal.raise_signal = lambda number: [stop(number) for _ in range(6)]
{run}
"""
"""Stops the app six times before its event loop can handle the first."""

WITHOUT_THREADS = """
import runpy, signal
from threading import Thread

def fail(thread):
    raise RuntimeError("can't start new thread")

stop = signal.raise_signal

def stop_without_threads(number):
    Thread.start = fail
    stop(number)

signal.raise_signal = stop_without_threads
{run}
"""
"""Starts no thread any more once the app has stopped itself."""


def test_the_terminal_is_given_back_while_the_process_is_stopped() -> None:
    with Terminal(COMMAND) as terminal:
        terminal.read_until("ready")
        terminal.kill(signal.SIGTSTP)
        terminal.read_until(terminal.is_stopped)
        assert terminal.modes_left_on() == set()
        terminal.kill(signal.SIGCONT)
        terminal.read_until(lambda: terminal.modes_left_on() >= APP_MODES)
        terminal.send("3")
        assert terminal.wait(DEADLINE) == 3
        assert terminal.modes_left_on() == set()


def test_a_process_that_is_stopped_many_times_at_once_can_be_continued() -> None:
    with Terminal([sys.executable, "-c", OFTEN.format(run=RUN)]) as terminal:
        terminal.read_until("ready")
        terminal.send("s")
        for _ in range(6):
            terminal.read_until(terminal.is_stopped)
            terminal.kill(signal.SIGCONT)
        terminal.read_until(lambda: terminal.modes_left_on() >= APP_MODES)
        # No key, which is lost if the screen is taken once more after it.
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(DEADLINE) == 143
        assert terminal.modes_left_on() == set()


@pytest.mark.parametrize("script", [EARLY, LATE], ids=["early", "late"])
@pytest.mark.parametrize("name", ["SIGCONT", "SIGTSTP"])
def test_a_process_without_a_screen_is_only_stopped_and_continued(script: str, name: str) -> None:
    with Terminal([sys.executable, "-c", script.format(name=name, run=RUN)]) as terminal:
        if script == LATE:
            terminal.read_until("ready")
            terminal.send("3")
        if name == "SIGTSTP":
            terminal.read_until(terminal.is_stopped)
            assert terminal.modes_left_on() == set()
            terminal.kill(signal.SIGCONT)
        if script == EARLY:
            terminal.read_until("ready")
            terminal.send("3")
        assert terminal.wait(DEADLINE) == 3
        assert terminal.modes_left_on() == set()
        assert "Traceback" not in terminal.screen_text()


def test_a_screen_that_cannot_be_taken_again_is_a_crash_and_no_frozen_process(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", WITHOUT_THREADS.format(run=RUN)]
    with Terminal(command, env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.read_until("ready")
        terminal.send("s")
        terminal.read_until(terminal.is_stopped)
        terminal.kill(signal.SIGCONT)
        assert terminal.wait(DEADLINE) == 70
        assert terminal.modes_left_on() == set()
        [report] = tmp_path.glob("seq-tui-crash-*.txt")
        assert "in _resume" in report.read_text()
