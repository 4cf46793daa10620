"""Quitting and coming back, as a person does it: in a terminal, with keys."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from random import Random

import pytest

from seq_tui.ui.colour import Rgb
from seq_tui.ui.themes import theme_colours
from tests.pseudo_terminal import Terminal

DEMO = (str(Path(sys.executable).parent / "seq-tui"), "--demo", "--no-slow")

SELECTED = re.compile(r"^│▌ *(\S.*?)  ", re.MULTILINE)
"""The mark of the cursor in the list, and a name."""

START = r"start (\w+ \d+ \w+ [\d:]+)"


def quit_program(terminal: Terminal) -> None:
    terminal.send("C-q")
    assert terminal.wait() == 0


def place(terminal: Terminal) -> tuple[str, ...]:
    """The position, the name in the row, the search box and the start."""
    terminal.read_until(START)
    terminal.read_until(r"\d+ of \d+")
    text = terminal.screen_text()
    position, start = re.search(r"(\d+ of \d+)", text), re.search(START, text)
    box = next(line for line in text.splitlines() if "│/ " in line)
    selected = SELECTED.search(text)
    assert position is not None
    assert start is not None
    assert selected is not None
    return position[1], start[1], box[: box.index("││")], selected[1]


def test_each_place_is_the_same_after_the_program_was_left(tmp_path: Path) -> None:
    random = Random(7)
    env = {"XDG_STATE_HOME": str(tmp_path)}
    before: tuple[str, ...] = ()
    for number in range(10):
        with Terminal(DEMO, size=(120, 36), env=env) as terminal:
            terminal.read_until("Quit")
            if before:
                assert place(terminal) == before
            row = random.randint(1, 342)
            if "search names" not in terminal.screen_text():
                terminal.send("Esc")
                terminal.read_until(r"search names[^$]*of 342|of 342[^$]*search names")
            terminal.send(f"{row}G", random.choice((">", "+", ">>")))
            terminal.read_until(rf"\b{row} of 342")
            if number % 3 == 2:
                terminal.send("/", "winback", "Enter")
                terminal.read_until(r"1 of 2\d")
                terminal.send("j", "j")
                terminal.read_until(r"3 of 2\d")
            terminal.read_until(START)
            quit_program(terminal)
        with Terminal(DEMO, size=(120, 36), env=env) as terminal:
            terminal.read_until("Quit")
            before = place(terminal)
            assert before[0].startswith("3 of" if number % 3 == 2 else f"{row} of")
            quit_program(terminal)


def test_rows_that_were_remembered_are_drawn_first_and_once(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal(DEMO, size=(120, 36), env=env) as terminal:
        terminal.read_until("Quit")
        terminal.send("208G", "k", "k", "k")
        terminal.read_until("205 of 342")
        quit_program(terminal)
    with Terminal(DEMO, size=(120, 36), env=env) as terminal:
        # The detail, which has the start, is drawn after all rows.
        terminal.read_until(START)
        quit_program(terminal)
        name = b"Pelican | Fleet pilot"
        assert terminal.output.count(name) == 1
        assert b"Welcome" not in terminal.output
        assert terminal.output.index(name) < terminal.output.index(b"\x1b[?1000h")


def test_fresh_neither_reads_nor_writes(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal((*DEMO, "--fresh"), env=env) as terminal:
        terminal.read_until("Quit")
        quit_program(terminal)
    assert list(tmp_path.iterdir()) == []
    with Terminal(DEMO, env=env) as terminal:
        terminal.read_until("Quit")
        terminal.send("G")
        terminal.read_until("342 of 342")
        quit_program(terminal)
    (file,) = (tmp_path / "seq-tui").iterdir()
    before = file.read_bytes()
    with Terminal((*DEMO, "--fresh"), env=env) as terminal:
        terminal.read_until(" 1 of 342")
        terminal.send("j")
        terminal.read_until(" 2 of 342")
        quit_program(terminal)
    assert file.read_bytes() == before


def test_a_damaged_file_is_told_and_the_screen_opens(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal(DEMO, env=env) as terminal:
        terminal.read_until("Quit")
        terminal.send("j")
        terminal.read_until(" 2 of 342")
        quit_program(terminal)
    (file,) = (tmp_path / "seq-tui").iterdir()
    os.truncate(file, 5)
    with Terminal(DEMO, env=env, size=(120, 36)) as terminal:
        terminal.read_until("What was remembered of this account")
        terminal.read_until(" 1 of 342")


@pytest.mark.parametrize("arguments", [("trial",), ("21143",)])
def test_the_command_line_wins(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal(DEMO, env=env) as terminal:
        terminal.read_until("Quit")
        terminal.send("300G")
        terminal.read_until("300 of 342")
        quit_program(terminal)
    with Terminal((*DEMO, *arguments), env=env) as terminal:
        terminal.read_until(r" 1 of \d")
        terminal.read_until("(?i)trial|21143|test")


def test_the_chosen_theme_comes_back_and_an_option_wins(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    with Terminal(DEMO, env=env, size=(120, 36)) as terminal:
        terminal.read_until("Quit")
        terminal.send("C-p")
        terminal.read_until("find a command")
        terminal.send("theme")
        terminal.read_until("Choose the colours")
        terminal.send("Enter")
        terminal.read_until("enter keeps")
        terminal.send("G", "Enter")
        terminal.read_until("Theme: ")
        terminal.read_until(lambda: len(list(tmp_path.glob("seq-tui/screen*"))) == 1)
        quit_program(terminal)
    (file,) = tmp_path.glob("seq-tui/screen*")
    chosen = json.loads(file.read_text())["theme"]
    colours = theme_colours(chosen)
    assert colours is not None
    background = Rgb.parse(colours.background)
    for options, has_it in (((), True), (("--theme", "nord"), False), (("--fresh",), False)):
        with Terminal((*DEMO, *options), env=env) as terminal:
            terminal.read_until("Quit")
            red, green, blue = background
            assert (f"48;2;{red};{green};{blue}".encode() in terminal.output) is has_it
            quit_program(terminal)
