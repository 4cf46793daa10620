"""Our own themes, and what is known of Textual's before it is imported."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from seq_tui.ui.colour import Rgb, contrast
from seq_tui.ui.ink import THEME_COLOURS, ink_variables
from seq_tui.ui.themes import ANSI_THEMES, DARK, LIGHT, OWN, theme_colours, theme_names
from tests.ui.colour_vision import VISIONS, difference

COLOUR_BLIND, CONTRAST = "seq-tui-colour-blind", "seq-tui-contrast"

APART = 30
"""A difference of two colours that is seen at once, also of glyphs far from each other."""


def inks(theme: str, *names: str) -> dict[str, Rgb]:
    variables = ink_variables(OWN[theme].variables)
    return {name: Rgb.parse(variables[f"ink-{name}"]) for name in names}


def closest(theme: str, vision: str, *names: str) -> tuple[float, str]:
    """The least difference between two of the colours, and their names."""
    return min(
        (difference(one, other, VISIONS[vision]), f"{name} and {other_name}")
        for (name, one), (other_name, other) in combinations(inks(theme, *names).items(), 2)
    )


@pytest.mark.parametrize("vision", VISIONS)
def test_one_theme_can_be_told_apart_with_any_vision(vision: str) -> None:
    distance, pair = closest(COLOUR_BLIND, vision, "email", "reply", "task", "warning", "error")
    assert distance >= APART, pair


@pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST])
def test_actions_and_errors_can_be_told_apart(theme: str) -> None:
    distance, pair = closest(theme, "all colours", "email", "reply", "task", "error")
    assert distance >= APART, pair


def test_what_differs_only_by_hue_does_not_with_any_vision() -> None:
    red, green = Rgb.parse("#d06060"), Rgb.parse("#7d8a2e")
    assert difference(red, green, VISIONS["all colours"]) > 2 * APART
    assert difference(red, green, VISIONS["deuteranopia"]) < APART


def test_text_of_high_contrast_has_it_on_what_it_stands_on() -> None:
    variables = ink_variables(OWN[CONTRAST].variables)
    background = Rgb.parse(variables["background"])
    assert contrast(Rgb.parse(variables["foreground"]), background) == 21
    assert contrast(Rgb.parse(variables["ink-quiet"]), Rgb.parse(variables["panel"])) >= 7
    assert contrast(Rgb.parse(variables["line-quiet"]), background) >= 3


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_colours_of_the_default_themes_are_legible_as_they_are(theme: str) -> None:
    chosen = OWN[theme]
    found = inks(theme, "email", "reply", "task", "error")
    assert [colour.hex for colour in found.values()] == [
        chosen.primary,
        chosen.reply,
        chosen.warning,
        chosen.error,
    ]


def test_the_default_themes_have_one_accent() -> None:
    assert {OWN[theme].accent == OWN[theme].primary for theme in (DARK, LIGHT)} == {True}


def test_each_theme_says_whether_it_is_dark() -> None:
    assert [name for name, theme in OWN.items() if not theme.is_dark] == [LIGHT]


@pytest.mark.parametrize("name", sorted({*BUILTIN_THEMES} - {*ANSI_THEMES}))
def test_the_colours_of_textuals_themes_are_known(name: str) -> None:
    colours, theirs = theme_colours(name), BUILTIN_THEMES[name].to_color_system().generate()
    assert colours is not None
    ours = {variable: Rgb.parse(colours.variables[variable]) for variable in THEME_COLOURS}
    assert ours == {variable: Color.parse(theirs[variable]).rgb for variable in THEME_COLOURS}


def test_all_themes_have_names_and_ours_are_the_first() -> None:
    names = theme_names()
    assert names[: len(OWN)] == list(OWN)
    assert sorted(names) == sorted({*OWN, *BUILTIN_THEMES})
    assert [theme_colours(name) for name in (*ANSI_THEMES, "no theme")] == [None] * 3
