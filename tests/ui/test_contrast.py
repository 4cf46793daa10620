"""Every text on every screen can be read in every theme that the picker offers.

Each state is drawn with a colour of its own for each variable of the style sheets, which says what
stands on what. The contrast of these pairs is then computed for every theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from textual.color import Color

from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.colour import Rgb, contrast
from seq_tui.ui.ink import ANSI_INK, LINE, REPLACED, TEXT, THEME_COLOURS, ink_variables
from seq_tui.ui.themes import ANSI_THEMES, theme_colours, theme_names
from tests.fake_source import NO_ANSWER, FakeSource
from tests.ui.browsing import WIDE, Browsing, app_over, browse
from tests.ui.cached_account import GONE, remembering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.screen import Screen

    from seq_tui.ui.themes import ThemeColours

pytestmark = pytest.mark.anyio

NAMES = sorted({*ANSI_INK, *THEME_COLOURS})

SYMBOLS = {
    name: f"#{20 + 5 * index:02x}40{250 - 5 * index:02x}" for index, name in enumerate(NAMES)
}
"""A colour for each variable, which says which one a cell was drawn with."""

SYMBOL_NAMES = {Color.parse(colour): name for name, colour in SYMBOLS.items()}


def colours_of(theme: ThemeColours) -> dict[str, Rgb]:
    """The colours of the variables in a theme."""
    variables = {**theme.variables, **ink_variables(theme.variables)}
    return {name: Rgb.parse(variables[name]) for name in NAMES}


THEMES = {name: theme for name in theme_names() if (theme := theme_colours(name))}

COLOURS = {name: colours_of(theme) for name, theme in THEMES.items()}

LEAST = {name: float(theme.contrast or TEXT) for name, theme in THEMES.items()}
"""The contrast that the text of a theme has to have."""

ACCOUNT_STATES = {
    "list": "down",
    "steps": "down enter down",
    "properties": "down enter enter",
    "a search": "slash t r i",
    "nothing found": "slash x y z",
    "a selected text": "slash t r i shift+left",
    "help": "question_mark",
    "palette": "ctrl+p",
    "a command": "ctrl+p t h down",
    "themes": "ctrl+p t h e m e enter",
    "export": "e",
    "the path of an export": "e tab",
    "findings": "down exclamation_mark",
    "a comparison": "space down equals_sign n n",
    "a start": "t",
    "a start that is not understood": "t s o o n enter",
    "a message": "y",
}
"""Keys that lead to a state of the screen from the list of the demo account."""


def failing() -> FakeSource:
    source = FakeSource(10)
    source.failures = [NO_ANSWER]
    return source


def failing_later() -> FakeSource:
    source = FakeSource(342)
    source.later_failures = [NO_ANSWER]
    return source


def unanswered() -> FakeSource:
    source = FakeSource(10)
    source.hold()
    return source


def out_of_reach() -> FakeSource:
    source = remembering(342)
    source.failures = [GONE] * 99
    return source


SOURCES = {
    "empty": lambda: FakeSource(0),
    "failed": failing,
    "failed after a page": failing_later,
    "loading": unanswered,
    "out of reach": out_of_reach,
}


def symbols(_: Mapping[str, str]) -> dict[str, str]:
    """The variables of style sheets, each with its own colour instead of that of a theme."""
    return SYMBOLS | {variable: SYMBOLS[name] for variable, name in REPLACED.items()}


def is_line(text: str) -> bool:
    """Whether a text consists of lines, borders, bars and dots, and has no letter."""
    return all("\u2500" <= character <= "\u25cf" for character in text)


class Look(NamedTuple):
    """How a text is drawn."""

    ink: str
    ground: str
    """Names of variables, or colours that are none of them."""

    is_line: bool


def looks(screen: Screen[object]) -> dict[Look, str]:
    """How all is drawn that a dialog does not cover, with an example of each."""
    found: dict[Look, str] = {}
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            begin, x = x, x + segment.cell_length
            text, style = segment.text.strip(), segment.style
            if not text:
                continue
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            colours = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
            ink, ground = (SYMBOL_NAMES.get(colour, colour.hex) for colour in colours)
            widget, _ = screen.get_widget_at(begin + segment.text.index(text[0]), y)
            if widget is not screen:
                found.setdefault(Look(ink, ground, is_line(text)), f"{text[:20]!r} in {widget!r}")
    return found


async def all_looks(browsing: Browsing) -> dict[Look, str]:
    """The looks in a dark and in a light theme, of which some style sheets know the difference."""
    found: dict[Look, str] = {}
    for theme in ("textual-dark", "textual-light"):
        browsing.app.theme = theme
        await browsing.pilot.pause()
        found |= looks(browsing.app.screen)
    return found


def hard_to_see(found: dict[Look, str]) -> list[str]:
    """The looks with too little contrast in some theme."""
    unknown = [
        f"{example}: {look.ink} on {look.ground}"
        for look, example in found.items()
        if not {look.ink, look.ground} <= set(NAMES)
    ]
    if unknown:
        return unknown
    return [
        f"{theme}: {example}: {look.ink} on {look.ground} is {ratio:.2f}"
        for theme, colours in COLOURS.items()
        for look, example in found.items()
        if (ratio := contrast(colours[look.ink], colours[look.ground]))
        < LEAST[theme] * (LINE / TEXT if look.is_line else 1)
    ]


def assert_visible(found: dict[Look, str]) -> None:
    problems = hard_to_see(found)
    assert not problems, "\n".join(problems)


@pytest.fixture(autouse=True)
def _symbols(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seq_tui.ui.themed_app.ink_variables", symbols)


async def test_each_screen_of_the_demo_account_can_be_read() -> None:
    found = []
    async with browse(DemoAccount(40)) as browsing:
        for state, keys in ACCOUNT_STATES.items():
            await browsing.press("home", *keys.split())
            problems = hard_to_see(await all_looks(browsing))
            found += [f"{state}: {problem}" for problem in problems]
            await browsing.back_to_list()
            await browsing.press("escape")  # ends the search
    assert not found, "\n".join(found)


@pytest.mark.parametrize("state", SOURCES)
async def test_a_screen_without_all_rows_can_be_read(state: str) -> None:
    async with browse(SOURCES[state]()) as browsing:
        await browsing.pilot.pause()
        if state != "loading":
            await browsing.press("end")
        assert_visible(await all_looks(browsing))


async def test_what_comes_from_the_background_can_be_read() -> None:
    app = app_over(DemoAccount(40))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        browsing = Browsing(app, pilot)
        app.notify("Saved", title="Export")
        app.notify("Not saved", title="Export", severity="warning")
        app.notify("Lost", title="Export", severity="error")
        await browsing.settle()
        assert "Not saved" in browsing.text()
        assert_visible(await all_looks(browsing))


async def test_the_picker_offers_no_other_themes() -> None:
    async with browse(DemoAccount(1)) as browsing:
        assert set(browsing.app.available_themes) == {*COLOURS, *ANSI_THEMES}
