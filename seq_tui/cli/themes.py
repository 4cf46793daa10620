"""The themes that the screen can have: those of the program, and those of the user's folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.ui.colour import HEX, Rgb
from seq_tui.ui.first_paint.styles import has_few_colours
from seq_tui.ui.themes import (
    ANSI_THEME,
    ANSI_THEMES,
    DARK,
    IN_16_COLOURS,
    LIGHT,
    ScreenTheme,
    ThemeColours,
    UserThemes,
    complete_theme,
    default_theme,
    theme_colours,
    theme_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seq_tui.settings.settings_file import Problem
    from seq_tui.settings.theme_files import UserTheme

LIGHT_BACKGROUNDS = ("7", "9", "10", "11", "12", "13", "14", "15")
"""Of the 16 colours, those that are a light background, as in Vim."""


def screen_theme(
    name: str,
    environ: Mapping[str, str] = os.environ,
    *,
    is_slow: bool = False,
    background: str = "",
    theme_changed: Callable[[str], None] | None = None,
    background_reported: Callable[[str], None] | None = None,
) -> ScreenTheme:
    """The theme of the screen.

    Args:
        name: the wanted theme; if it is empty, or if there is no such theme, the terminal decides.
        environ: the environment.
        is_slow: whether the link to the terminal is slow, over which 16 colours take less.
        background: that of the terminal when it last reported it, as in ``#1a1b26``.
        theme_changed: is called with the name of a theme that the user chose.
        background_reported: is called with the background that the terminal reports.
    """
    few_colours = has_few_colours(environ)
    colours = None if name in ANSI_THEMES or few_colours else _colours(name, environ)
    is_default = colours is None and name not in ANSI_THEMES
    if is_default and few_colours:
        name = ANSI_THEME
    elif is_default:
        name = _default_theme(environ, background)
        if is_slow:
            name, is_default = IN_16_COLOURS[name], False
        else:
            colours = theme_colours(name)
    return ScreenTheme(
        name,
        colours,
        is_default=is_default,
        has_few_colours=few_colours,
        load_user_themes=load_user_themes,
        theme_changed=theme_changed,
        background_reported=background_reported,
    )


def _default_theme(environ: Mapping[str, str], background: str) -> str:
    """Our dark theme, or the light one on a terminal whose background is known to be light.

    Some terminals set ``COLORFGBG`` to the numbers of their colours. Most answer a query, but over
    a slow link that takes longer than all else before the first rows, so the screen asks later.
    """
    if HEX.fullmatch(background):
        return default_theme(Rgb.parse(background))
    number = environ.get("COLORFGBG", "").rpartition(";")[2].strip()
    return LIGHT if number in LIGHT_BACKGROUNDS else DARK


def all_theme_names() -> list[str]:
    """The names of all themes: the user's, ours, then Textual's."""
    from seq_tui.settings.theme_files import read_themes

    built_in = theme_names()
    return [*sorted(theme.name for theme in read_themes(built_in)[0]), *built_in]


def is_theme(name: str) -> bool:
    """Whether there is a theme of that name."""
    from seq_tui.settings.theme_files import find_theme

    return name in theme_names() or find_theme(name) is not None


def load_user_themes() -> UserThemes:
    """The user's themes, and what is wrong with files that are left out."""
    from seq_tui.settings.theme_files import read_themes

    found, wrong = read_themes(theme_names())
    problems: list[Problem] = []
    if wrong:
        # pydantic is slow to import.
        from seq_tui.cli.suggestion import closest_name
        from seq_tui.settings.theme_check import theme_problems

        problems = theme_problems(closest_name, theme_names())
    return UserThemes(
        {theme.name: _completed(theme) for theme in found},
        tuple(str(problem._replace(place=Path(problem.place).name)) for problem in problems),
    )


def _colours(name: str, environ: Mapping[str, str]) -> ThemeColours | None:
    """The colours of a theme of ours, of Textual's or of the user; `None` if there is none."""
    if (colours := theme_colours(name)) is not None or not name:
        return colours
    # Imported only if it is needed before the first row.
    from seq_tui.settings.theme_files import find_theme

    theme = find_theme(name, environ)
    return None if theme is None else _completed(theme)


def _completed(theme: UserTheme) -> ThemeColours:
    contrast = "" if theme.contrast is None else str(theme.contrast)
    return complete_theme(theme.colours, is_dark=theme.is_dark, contrast=contrast)
