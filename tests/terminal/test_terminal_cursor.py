"""The terminal's own cursor is where the user is, for screen readers and input methods."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

CURSOR = "▌"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The demo account, with the highlight on its first row."""
    with Terminal([PROGRAM, "--demo"], size=(120, 36)) as terminal:
        terminal.read_until("if started")
        yield terminal


def is_on(terminal: Terminal, text: str) -> bool:
    """Whether the cursor is between the mark of a highlighted row and its text."""
    before, after = terminal.text_at_cursor
    return before.rstrip().endswith(CURSOR) and after.startswith(text)


def press(terminal: Terminal, key: str, text: str) -> None:
    """Press a key, and wait until the cursor is on a highlighted row that begins with a text."""
    terminal.send(key)
    terminal.read_until(partial(is_on, terminal, text))


def test_it_is_on_the_highlighted_sequence(terminal: Terminal) -> None:
    terminal.read_until(partial(is_on, terminal, "Welcome"))
    press(terminal, "Down", "Trial · Europe")
    press(terminal, "Down", "Trial · long")
    press(terminal, "Up", "Trial · Europe")
    press(terminal, "Home", "Welcome")
    assert "?25 off" in terminal.modes_left_on()


def test_it_is_on_the_highlighted_step_and_property(terminal: Terminal) -> None:
    press(terminal, "Enter", "1 ")
    press(terminal, "Down", "2 ")
    press(terminal, "Enter", "what")
    press(terminal, "Down", "waits")
    press(terminal, "Esc", "2 ")
    press(terminal, "Esc", "Welcome")


def test_it_is_where_the_next_letter_of_a_search_will_be(terminal: Terminal) -> None:
    terminal.send("/", "tri")
    terminal.read_until(lambda: terminal.text_at_cursor[0].endswith("/ tri"))
    terminal.send("Left")
    terminal.read_until(lambda: terminal.text_at_cursor[0].endswith("/ tr"))


def test_it_is_on_the_highlighted_format_of_an_export(terminal: Terminal) -> None:
    terminal.send("e")
    terminal.read_until(lambda: terminal.text_at_cursor[1].startswith("t  text"))
    terminal.send("Down")
    terminal.read_until(lambda: terminal.text_at_cursor[1].startswith("j  json"))
