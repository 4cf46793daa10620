"""Copying in a real terminal: the bytes that it receives, alone and in a multiplexer."""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FIRST_ID = "21128"
"""The first sequence of the demo account."""

PLAIN = b"\x1b]52;c;" + b64encode(FIRST_ID.encode()) + b"\x07"

NO_TMUX = {"TMUX": "/nonexistent/default,1,0", "TERM": "tmux-256color"}


PATIENT_PROGRAM = (
    sys.executable,
    "-c",
    "from seq_tui.system import child_processes;"
    "from seq_tui.cli.entry import main;"
    "child_processes.FEED_TIMEOUT = 3600;"
    "raise SystemExit(main())",
)
"""The program, as it would be if it waited long for the one that it copies with."""


def demo(env: Mapping[str, str], program: Sequence[str] = (PROGRAM,)) -> Terminal:
    terminal = Terminal([*program, "--demo"], size=(100, 30), env=env)
    terminal.read_until("1 of 342")
    return terminal


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, PLAIN),
        ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22", "DISPLAY": ":99"}, PLAIN),
        (NO_TMUX, PLAIN + b"\x1bPtmux;\x1b" + PLAIN + b"\x1b\\"),
        ({"STY": "1.pts-0.host", "TERM": "screen"}, b"\x1bP" + PLAIN + b"\x1b\\"),
    ],
    ids=["alone", "over ssh", "in tmux", "in screen"],
)
def test_a_copy_is_wrapped_for_the_multiplexer_around_the_terminal(
    env: Mapping[str, str], expected: bytes
) -> None:
    with demo(env) as terminal:
        before = len(terminal.output)
        terminal.send("y")
        terminal.read_until("Sent 21128 to the")
        assert terminal.output[before:].count(expected) == 1
        assert terminal.output[before:].count(PLAIN) == expected.count(PLAIN)
        assert terminal.output[:before].count(b"\x1b]52;") == 0
        terminal.send("Y")
        terminal.read_until("Sent the JSON of 21128")
        terminal.send("y")
        terminal.read_until(lambda: terminal.output.count(expected) == 2)
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_a_program_that_hangs_delays_neither_keys_nor_quitting(tmp_path: Path) -> None:
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\ntouch {tmp_path}/begun\nexec sleep 60\n")
    tool.chmod(0o700)
    env = {"WAYLAND_DISPLAY": "none", "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    with demo(env, PATIENT_PROGRAM) as terminal:
        terminal.send("y")
        terminal.read_until((tmp_path / "begun").exists)
        terminal.send("j")
        terminal.read_until("2 of 342")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()
