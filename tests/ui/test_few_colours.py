"""The screen in the terminal's own 16 colours, and without any colour."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.app import SeqTuiApp
from seq_tui.ui.themes import ANSI_THEME, ScreenTheme
from tests.pseudo_terminal import Terminal
from tests.test_over_http import PROGRAM
from tests.ui.browsing import NOW, ORIGIN, WIDE, Browsing, settled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from rich.segment import Segment

FEW_COLOURS = ScreenTheme(ANSI_THEME, None, has_few_colours=True)

HELD_OVER_A_WEEKEND = 3
"""The row of a sequence in the demo account that goes on after a weekend."""


@pytest.fixture(params=["16 colours", "no colour"])
def colours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The colours that the terminal has, or that the user wants."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if request.param == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    return str(request.param)


@asynccontextmanager
async def browse_plainly() -> AsyncIterator[Browsing]:
    """The demo account in the theme for few colours."""
    app = SeqTuiApp(DemoAccount(), ORIGIN, now=lambda: NOW, theme=FEW_COLOURS)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        yield Browsing(app, pilot)


def segments(browsing: Browsing) -> Iterator[Segment]:
    """All that is drawn, with its style."""
    for strip in browsing.app.screen._compositor.render_strips():
        yield from strip


def reversed_text(browsing: Browsing) -> str:
    """The texts with swapped colours."""
    return "".join(part.text for part in segments(browsing) if part.style and part.style.reverse)


@pytest.mark.anyio
async def test_the_highlighted_row_is_reversed(colours: str) -> None:
    async with browse_plainly() as browsing:
        assert "Welcome · new enqui" in reversed_text(browsing), colours
        await browsing.press("enter", "down")
        assert " 2 ↩ reply 398745" in reversed_text(browsing)
        assert "Welcome" not in reversed_text(browsing)


@pytest.mark.anyio
async def test_the_pane_with_the_focus_has_another_border(colours: str) -> None:
    async with browse_plainly() as browsing:
        for keys, corners in (((), "╔┌"), (("enter",), "┌╔")):
            await browsing.press(*keys)
            border = browsing.text().splitlines()[1]
            assert [sign for sign in border if sign in "╔┌"] == list(corners), colours


@pytest.mark.anyio
async def test_a_weekend_has_a_sign_in_each_cell(colours: str) -> None:
    async with browse_plainly() as browsing:
        await browsing.press(*["down"] * HELD_OVER_A_WEEKEND)
        assert "░░" in browsing.text(browsing.steps), colours


@pytest.mark.anyio
@pytest.mark.parametrize("keys", ["enter", "question_mark", "ctrl+p", "e", "slash"])
async def test_text_has_the_colour_of_the_terminal_or_is_on_one_of_its_own(
    colours: str, keys: str
) -> None:
    async with browse_plainly() as browsing:
        await browsing.press(*keys.split())
        await browsing.pilot.pause()
        drawn = {
            (part.style.color.name, part.style.bgcolor.name)
            for part in segments(browsing)
            if part.text.strip().isalnum()
            and part.style
            and part.style.color
            and part.style.bgcolor
        }
    pairs = {("default", "default")}
    if colours == "16 colours":
        # The cursor in an input: black on white.
        pairs |= {("color(0)", "color(7)")}
    assert ("default", "default") in drawn
    assert drawn <= pairs


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "xterm-16color", "COLORTERM": ""},
        {"TEXTUAL_COLOR_SYSTEM": "standard"},
    ],
    ids=["linux", "xterm-16color", "set for Textual"],
)
def test_a_terminal_of_16_colours_is_sent_no_others(env: dict[str, str]) -> None:
    codes = codes_sent(env)
    assert codes & {"38", "48"} == set()
    assert "7" in codes


def test_without_colours_none_is_sent() -> None:
    assert codes_sent({"NO_COLOR": "1"}) <= {"", "0", "1", "2", "7", "39", "49"}


def test_an_empty_variable_does_not_turn_colours_off() -> None:
    with Terminal([PROGRAM, "--demo"], env={"NO_COLOR": "", "COLORTERM": "truecolor"}) as terminal:
        terminal.read_until("Quit")
        first = len(terminal.output)
        terminal.send("Enter")
        terminal.read_until("Details")
        colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.output[first:])
    assert [colour for colour in colours if len({*colour}) > 1], "there are not only greys"


def codes_sent(env: dict[str, str]) -> set[str]:
    """The parameters of all styles that are sent for a list and its steps."""
    with Terminal([PROGRAM, "--demo"], size=WIDE, env=env) as terminal:
        terminal.read_until("if started")
        terminal.send("Down", "Enter")
        terminal.read_until("Details")
        styles = re.findall(rb"\x1b\[([\d;]*)m", terminal.output)
    return {code.decode() for style in styles for code in style.split(b";")}
