"""The terminal's own size decides, whatever the environment says of it."""

from __future__ import annotations

import os

import pytest

from seq_tui.terminal.size import DEFAULT_SIZE, terminal_size
from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM


def is_filled(terminal: Terminal, columns: int) -> bool:
    """Whether the borders reach the last column, and the key line is in the last of 36 rows."""
    lines = [line.rstrip() for line in terminal.lines()]
    corners = [lines[row][columns - 1 :] for row in (1, 34)]
    return corners == ["╮", "╯"] and lines[35].endswith("Quit")


@pytest.mark.parametrize(
    "env",
    [
        {"COLUMNS": "80", "LINES": "24"},
        {"COLUMNS": "0"},
        {"COLUMNS": "300", "LINES": "-1"},
        {"LINES": "many"},
    ],
    ids=str,
)
def test_the_screen_fills_the_terminal_and_follows_its_size(env: dict[str, str]) -> None:
    with Terminal([PROGRAM, "--demo"], size=(120, 36), env=env) as terminal:
        terminal.read_until(lambda: is_filled(terminal, 120))
        terminal.resize(90, 36)
        terminal.read_until(lambda: is_filled(terminal, 90))
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("env", "size"),
    [
        ({"COLUMNS": "100", "LINES": "30"}, (100, 30)),
        ({"COLUMNS": "0", "LINES": "0"}, DEFAULT_SIZE),
        ({"COLUMNS": "-5", "LINES": "x"}, DEFAULT_SIZE),
        ({}, DEFAULT_SIZE),
    ],
)
def test_a_terminal_without_a_size_has_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], size: tuple[int, int]
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((0, 0)))
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert terminal_size() == size
