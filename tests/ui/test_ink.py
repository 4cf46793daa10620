"""The colours that are made from a theme: text and lines can be seen in every one."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from seq_tui.ui.colour import Rgb, contrast, hue_distance, luminance
from seq_tui.ui.ink import HUES_APART, LINE, TEXT, ink_variables
from seq_tui.ui.themes import theme_colours, theme_names

THEMES = {name: theme for name in theme_names() if (theme := theme_colours(name))}

TEXT_ON_ALL = (
    "foreground",
    "ink-email",
    "ink-reply",
    "ink-task",
    "ink-unknown",
    "ink-warning",
    "ink-error",
    "ink-success",
    "ink-accent",
)

PLAIN = ("background", "surface", "panel", "band", "cursor-unfocused")

TINTED = (*PLAIN, "cursor", "band-cursor", "band-cursor-unfocused")


def colours_of(theme: str) -> dict[str, Rgb]:
    variables = ink_variables(THEMES[theme].variables)
    return {name: Rgb.parse(value) for name, value in variables.items()}


def least_contrast(theme: str) -> float:
    """The contrast that the text of a theme has to have."""
    return float(THEMES[theme].contrast or TEXT)


def test_contrast_and_luminance_are_those_of_the_guideline() -> None:
    black, grey, white = Rgb(0, 0, 0), Rgb(119, 119, 119), Rgb(255, 255, 255)
    assert contrast(black, white) == contrast(white, black) == 21
    assert round(contrast(grey, white), 2) == 4.48
    assert luminance(black) == 0


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_tint(theme: str) -> None:
    colours = colours_of(theme)
    pairs = [(ink, ground) for ink in TEXT_ON_ALL for ground in TINTED]
    pairs += [("ink-quiet", ground) for ground in PLAIN]
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least_contrast(theme)} == {}


@pytest.mark.parametrize("theme", sorted({*THEMES} - {"seq-tui-colour-blind"}))
def test_replies_have_another_hue_than_emails_and_tasks(theme: str) -> None:
    colours = colours_of(theme)
    reply = colours["ink-reply"]
    apart = {name: hue_distance(reply, colours[name]) for name in ("ink-email", "ink-task")}
    # Levels of colours are whole numbers, so a hue moves a little with its lightness.
    assert {name: degrees for name, degrees in apart.items() if degrees < HUES_APART - 2} == {}


def test_hues_are_a_circle() -> None:
    assert round(hue_distance(Rgb(255, 0, 0), Rgb(255, 0, 255))) == 60
    assert round(hue_distance(Rgb(0, 255, 0), Rgb(0, 0, 255))) == 120


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_marks_can_be_seen(theme: str) -> None:
    colours = colours_of(theme)
    pairs = [
        (line, ground)
        for line in ("line-quiet", "line-focus")
        for ground in ("background", "surface", "panel")
    ]
    pairs += [("mark", "cursor"), ("mark", "background")]
    pairs += [("mark-unfocused", "cursor-unfocused"), ("mark-unfocused", "background")]
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    least = LINE * least_contrast(theme) / TEXT
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_tints_differ_from_what_is_beside_them(theme: str) -> None:
    colours = colours_of(theme)
    pairs = (
        ("cursor", "background"),
        ("cursor-unfocused", "background"),
        ("cursor", "cursor-unfocused"),
        ("band", "background"),
        ("band-cursor", "cursor"),
    )
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 1.1} == {}


def test_a_colour_that_can_be_read_already_is_not_changed() -> None:
    theme = BUILTIN_THEMES["catppuccin-mocha"]
    colours = colours_of("catppuccin-mocha")
    assert colours["ink-email"] == Rgb.parse(theme.primary)
    assert colours["foreground"] == Rgb.parse(theme.foreground or "")


def test_colours_are_computed_as_textual_does() -> None:
    one, other = Rgb.parse("#1a1b26"), Rgb.parse("#BB9AF7")
    theirs = Color.parse(one.hex).blend(Color.parse(other.hex), 0.3)
    assert one.blend(other, 0.3).hex == theirs.hex.lower()
    assert Rgb.parse("#fa0") == Color.parse("#fa0").rgb
    assert (other.hue, other.lightness) == Color.parse(other.hex).hsl[::2]
    assert Rgb.from_hls(0.4, 0.6, 0.5) == Color.from_hsl(0.4, 0.5, 0.6).rgb


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_text_in_16_colours_has_the_terminals_own_colour(theme: str) -> None:
    """Any other may be hard to read, as the terminal's background is not known."""
    variables = ink_variables(BUILTIN_THEMES[theme].to_color_system().generate())
    inks = {variables[name] for name in (*TEXT_ON_ALL, "ink-quiet", "text-muted")}
    assert inks == {"ansi_default"}
