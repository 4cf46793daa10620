"""Terminals that lack something: colours, an alternate screen, the usual codes of keys."""

from __future__ import annotations

import re

import pytest

from tests.pseudo_terminal import Terminal
from tests.screen import Picture
from tests.test_over_http import PROGRAM

SIZE = (100, 24)

MANY_COLOURS = ("xterm-256color", "screen-256color")
FEW_COLOURS = ("xterm", "xterm-mono", "vt100", "screen", "linux", "ansi")

EXTENDED_COLOUR = re.compile(rb"\x1b\[[0-9;]*[34]8;(\d)")
"""A number of 256 colours (5), or red, green and blue (2)."""

HOME = (b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~")
END = (b"\x1b[F", b"\x1bOF", b"\x1b[4~", b"\x1b[8~")
F1 = (b"\x1bOP", b"\x1b[11~", b"\x1b[[A")
"""As xterm sends them, as VT100 and screen do, rxvt, and the Linux console."""

FIRST, LAST, HELP = " 1 of 342", "342 of 342", "Help.*\\n(.*\\n)*.*Signs"


def start(term: str, **environment: str) -> Terminal:
    """The browser on the demo account, on a terminal that knows no mode it is asked for."""
    env = {"TERM": term, "COLORTERM": "", **environment}
    return Terminal([PROGRAM, "--demo"], size=SIZE, env=env, known_modes=frozenset())


@pytest.mark.parametrize("term", [*MANY_COLOURS, *FEW_COLOURS])
def test_the_colours_are_those_that_the_terminal_has(term: str) -> None:
    with start(term) as terminal:
        terminal.read_until("Welcome.*\\n(.*\\n)+.*Quit")
        kinds = set(EXTENDED_COLOUR.findall(terminal.output))
        assert kinds == ({b"5"} if term in MANY_COLOURS else set())
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()


def test_keys_have_the_codes_of_any_terminal() -> None:
    with start("linux") as terminal:
        terminal.read_until("Quit")
        for home, end in zip(HOME, END, strict=True):
            terminal.send_bytes(end)
            terminal.read_until(LAST)
            terminal.send_bytes(home)
            terminal.read_until(FIRST)
        for key in F1:
            terminal.send_bytes(key)
            terminal.read_until(HELP)
            terminal.send("q")
            terminal.read_until(FIRST)


def test_a_locale_without_unicode_gets_ascii() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with start("xterm", **plain) as terminal:
        terminal.read_until("Quit")
        assert terminal.output.isascii()
        assert terminal.lines()[1].startswith("+- Sequences --")


@pytest.mark.parametrize("keys", [("q",), ("F1", "C-c")])
def test_a_terminal_without_an_alternate_screen_is_left_empty(keys: tuple[str, ...]) -> None:
    """As GNU screen by default, and the Linux console."""
    with start("screen") as terminal:
        terminal.read_until("Quit")
        terminal.send(*keys)
        assert terminal.wait() == 0
        picture = Picture(*SIZE)
        picture.feed(re.sub(rb"\x1b\[\?1049[hl]", b"", terminal.output))
        assert "".join(picture.lines).strip() == ""
        assert picture.text_at_cursor[0] == ""
