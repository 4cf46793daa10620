"""The terminal is asked for its background, and the screen suits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from seq_tui.terminal.background import ATTRIBUTES_REPORT, BackgroundReported
from seq_tui.terminal.input_parser import InputParser
from seq_tui.ui.themes import DARK, LIGHT, OWN
from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM
from tests.ui.browsing import WIDE

if TYPE_CHECKING:
    from pathlib import Path

QUERY = b"\x1b]11;?\x1b\\\x1b[c"

WHITE, NIGHT = "ffff/ffff/ffff", "1a1a/1b1b/2626"


def reports(*pieces: bytes) -> list[tuple[int, int, int]]:
    parser = InputParser()
    messages = [message for piece in pieces for message in parser.feed(piece)]
    assert all(isinstance(message, BackgroundReported) for message in messages)
    return [message.colour for message in messages if isinstance(message, BackgroundReported)]


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        (b"\x1b]11;rgb:1a1a/1b1b/2626\x1b\\", (0x1A, 0x1B, 0x26)),
        (b"\x1b]11;rgb:1a/1b/26\x07", (0x1A, 0x1B, 0x26)),
        (b"\x1b]11;rgb:f/0/8\x07", (255, 0, 136)),
        (b"\x1b]11;rgba:ffff/ffff/ffff/8000\x1b\\", (255, 255, 255)),
        (b"\x9d11;rgb:ffff/ffff/ffff\x9c", (255, 255, 255)),
    ],
)
def test_a_report_is_read_wherever_it_is_divided(text: bytes, colour: tuple[int, int, int]) -> None:
    assert reports(text) == [colour]
    for at in range(2, len(text)):
        assert reports(text[:at], text[at:]) == [colour], at


@pytest.mark.parametrize(
    "text",
    [
        b"\x1b]11;?\x1b\\",
        b"\x1b]10;rgb:ffff/ffff/ffff\x07",
        b"\x1b]11;rgb:ffff/ffff\x07",
        b"\x1b]11;rgb:fffff/0/0\x07",
        b"\x1bP11;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]" + b"1" * 3_000_000 + b"\x07",
    ],
)
def test_other_control_strings_are_no_report_and_no_keys(text: bytes) -> None:
    assert reports(text) == []


def test_the_attributes_are_an_answer_and_no_key() -> None:
    parser = InputParser()
    assert parser.feed(b"\x1b[?62;22c") == []
    assert parser.answered == {ATTRIBUTES_REPORT}


def background(theme: str) -> bytes:
    """The control sequence for the background of a theme."""
    digits = OWN[theme].background.removeprefix("#")
    return b"48;2;%d;%d;%dm" % tuple(bytes.fromhex(digits))


def start(*arguments: str, **env: str) -> Terminal:
    return Terminal([PROGRAM, "--demo", *arguments], size=WIDE, background=WHITE, env=env)


def test_a_light_background_gets_the_light_theme() -> None:
    with start() as terminal:
        terminal.read_until(lambda: background(LIGHT) in terminal.output)
        terminal.read_until("Quit")
        assert terminal.output.index(background(DARK)) < terminal.output.index(QUERY)
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.unread_input() == b""


def test_the_next_start_on_a_light_background_is_light_from_its_first_row(tmp_path: Path) -> None:
    state = str(tmp_path)
    for is_known in (False, True):
        with start(XDG_STATE_HOME=state) as terminal:
            terminal.read_until(lambda: background(LIGHT) in terminal.output)
            terminal.read_until(lambda: [*tmp_path.glob("seq-tui/screen*")] != [])
            terminal.send("q")
            assert terminal.wait() == 0
            assert (background(DARK) in terminal.output) is not is_known


@pytest.mark.parametrize("answer", [NIGHT, ""])
def test_a_dark_background_and_an_unknown_one_keep_the_dark_theme(answer: str) -> None:
    with Terminal([PROGRAM, "--demo"], size=WIDE, background=answer) as terminal:
        terminal.read_until("if started")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.output.count(QUERY) == 1
        assert background(LIGHT) not in terminal.output


def test_a_theme_that_was_chosen_is_kept_and_nothing_is_asked() -> None:
    with start("--theme", "nord") as terminal:
        terminal.read_until("if started")
        terminal.send("q")
        assert terminal.wait() == 0
        assert re.findall(rb"\x1b\]11", terminal.output) == []


def test_without_colours_nothing_is_asked() -> None:
    with start(NO_COLOR="1") as terminal:
        terminal.read_until("if started")
        terminal.send("q")
        assert terminal.wait() == 0
        assert QUERY not in terminal.output
