"""What is sent over a slow link to a terminal."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

from seq_tui.terminal.late_answer import SLOW_ANSWER
from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

MODE_QUERY = b"\x1b[?2026$p"
ATTRIBUTES_QUERY = b"\x1b[c"
"""Follows the query for the background, too."""

MOVES_ON, MOVES_OFF, DRAGS_ON = b"\x1b[?1003h", b"\x1b[?1003l", b"\x1b[?1002h"

TRUE_COLOUR = re.compile(rb"[34]8;2;")


PATIENT_PROGRAM = (
    sys.executable,
    "-c",
    "from seq_tui.cli.entry import main;"
    "from seq_tui.terminal import driver;"
    "driver.SLOW_ANSWER = 10;"
    "raise SystemExit(main())",
)
"""The program, as it would be if no answer on a busy machine were late."""


def start(
    *options: str,
    is_distant: bool = False,
    slow: str = "",
    program: Sequence[str] = (PROGRAM,),
) -> Terminal:
    """The browser on the demo account, which finds out by default how soon the terminal answers."""
    environment = {"SEQ_TUI_SLOW": slow}
    return Terminal([*program, "--demo", *options], env=environment, is_distant=is_distant)


def answer_late(terminal: Terminal) -> None:
    """Answer the queries so far, too late."""
    answer_at = time.monotonic() + 1.2 * SLOW_ANSWER
    terminal.read_until(lambda: time.monotonic() > answer_at)
    terminal.answer_queries(is_distant=True)


def test_a_terminal_that_answers_late_twice_gets_less() -> None:
    with start(is_distant=True) as terminal:
        terminal.read_until("Welcome.*\\n(.*\\n)+.*Quit")
        terminal.read_until(lambda: MODE_QUERY in terminal.output)
        assert TRUE_COLOUR.search(terminal.output)
        answer_late(terminal)
        terminal.read_until(lambda: terminal.output.count(ATTRIBUTES_QUERY) == 2)
        assert DRAGS_ON not in terminal.output
        answer_late(terminal)
        terminal.read_until("Slow link: .*--no-slow")
        assert DRAGS_ON in terminal.output
        drawn = len(terminal.output)
        terminal.send("down")
        terminal.read_until("2 of 342")
        assert not TRUE_COLOUR.search(terminal.output[drawn:])
        terminal.answer_queries()
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_a_terminal_nearby_is_asked_once() -> None:
    with start(program=PATIENT_PROGRAM) as terminal:
        terminal.read_until("Quit")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.output.count(ATTRIBUTES_QUERY) == 1
        assert DRAGS_ON not in terminal.output


def test_a_link_that_the_user_calls_slow_gets_16_colours_and_no_moves_of_the_mouse() -> None:
    with start("--slow") as terminal:
        terminal.read_until("Quit")
        assert not TRUE_COLOUR.search(terminal.output)
        assert terminal.output.rindex(MOVES_OFF) > terminal.output.rindex(MOVES_ON)
        assert terminal.output.rindex(DRAGS_ON) > terminal.output.rindex(MOVES_OFF)
        terminal.click(5, 5)
        terminal.read_until("2 of 342")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_the_mouse_of_the_terminal_is_left_alone_over_a_slow_link_too() -> None:
    with start("--no-mouse", slow="yes") as terminal:
        terminal.read_until("Quit")
        assert re.findall(rb"\x1b\[\?100[23][hl]", terminal.output) == []
