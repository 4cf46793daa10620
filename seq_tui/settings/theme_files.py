"""The user's themes: one TOML file each in the folder ``themes`` beside the settings.

Only the standard library is imported, as the first rows have the colours of the theme.
`seq_tui.settings.theme_check` says what is wrong with a file that is left out here.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.settings import values
from seq_tui.settings.folders import config_file
from seq_tui.settings.settings_file import Problem, SettingsError, read_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from seq_tui.settings.settings_file import SettingsFile

FOLDER = "themes"
"""The name of the folder."""

SUFFIX = ".toml"

MAX_FILES = 200
"""Most files that are read."""

COLOURS = (
    *("background", "foreground", "surface", "panel", "primary", "secondary", "accent"),
    *("warning", "error", "success", "email", "reply", "task"),
)
"""The colours that a theme may have; what it leaves out is made from the others."""

NEEDED = "primary"
"""The colour that a theme must have."""

MIN_CONTRAST, MAX_CONTRAST = 4.5, 12.0
"""The contrast of text that a theme may ask for: no less than the usual, no more than is possible
on every tint."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_NAME = re.compile(r"\w[\w .-]{0,31}")


class UserTheme(NamedTuple):
    """A theme whose file is right."""

    name: str
    colours: Mapping[str, str]
    is_dark: bool
    """Whether colours that are left out are those of a dark theme."""

    contrast: float | None


def themes_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the user's themes, existing or not."""
    return config_file(environ).parent / FOLDER


def parse_colour(value: object) -> str:
    """A colour by its three levels."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string in quotes, not {values.type_of(value)}")
    if not _COLOUR.fullmatch(value.strip()):
        raise ValueError(f'must be a colour such as "#1a1b26", not {values.shown(value)}')
    return value.strip().lower()


def parse_name(value: object) -> str:
    """The name of a theme."""
    text = values.parse_text(value)
    if not _NAME.fullmatch(text):
        raise ValueError("may have letters, digits, and _ . - after the first one, at most 32")
    return text


def parse_contrast(value: object) -> float:
    """The least contrast of text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number, not {values.type_of(value)}")
    if not MIN_CONTRAST <= value <= MAX_CONTRAST:
        raise ValueError(f"must be from {MIN_CONTRAST} to {MAX_CONTRAST:g}, not {value}")
    return float(value)


def parse_theme(file: SettingsFile) -> UserTheme:
    """The theme in a file, whose name is that of the file unless it says another.

    Raises:
        ValueError: something in it is wrong.
    """
    table = dict(file.table)
    name = parse_name(table.pop("name", file.path.stem))
    is_dark = values.parse_flag(table.pop("dark", True))
    contrast = parse_contrast(table.pop("contrast")) if "contrast" in table else None
    if not {NEEDED} <= table.keys() <= {*COLOURS}:
        raise ValueError("lacks a colour, or has something that a theme does not have")
    colours = {key: parse_colour(value) for key, value in table.items()}
    return UserTheme(name, colours, is_dark, contrast)


def find_theme(name: str, environ: Mapping[str, str] = os.environ) -> UserTheme | None:
    """The user's theme of that name; `None` if there is none, or if it is wrong."""
    folder = themes_folder(environ)
    # A file has the name of its theme by default.
    paths = [folder / f"{name}{SUFFIX}"] if _NAME.fullmatch(name) else []
    for path in (*paths, *_paths(folder)):
        theme = _theme_in(path)
        if isinstance(theme, UserTheme) and theme.name == name:
            return theme
    return None


def read_themes(
    taken: Collection[str], environ: Mapping[str, str] = os.environ
) -> tuple[list[UserTheme], list[SettingsFile | Problem]]:
    """The user's themes, and the files that are wrong, or that cannot be used at all.

    Args:
        taken: names that a theme of the user cannot have.
        environ: the environment.
    """
    themes: dict[str, UserTheme] = {}
    wrong: list[SettingsFile | Problem] = []
    for path in _paths(themes_folder(environ)):
        theme = _theme_in(path)
        if not isinstance(theme, UserTheme):
            wrong += [theme] if theme is not None else []
        elif theme.name in themes or theme.name in taken:
            message = f"there is a theme {theme.name} already; this one needs another name"
            wrong.append(Problem(str(path), None, "name", message))
        else:
            themes[theme.name] = theme
    return list(themes.values()), wrong


def _theme_in(path: Path) -> UserTheme | SettingsFile | Problem | None:
    """The theme in a file; the file or the problem if it is wrong, `None` if there is no file."""
    try:
        file = read_file(path)
    except SettingsError as error:
        return error.problem
    if file is None:
        return None
    try:
        return parse_theme(file)
    except ValueError:
        return file


def _paths(folder: Path) -> Iterator[Path]:
    """The files in the folder by name; none if it cannot be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return
    yield from paths[:MAX_FILES]
