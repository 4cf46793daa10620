"""The user's themes: which files are right, and what is said of the others."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.suggestion import closest_name
from seq_tui.settings.theme_check import ThemeFile, theme_problems
from seq_tui.settings.theme_files import COLOURS, MAX_FILES, UserTheme, find_theme, read_themes
from seq_tui.ui.themes import ThemeColours

if TYPE_CHECKING:
    from pathlib import Path

PINK = 'primary = "#ff79c6"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEQ_TUI_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "themes").mkdir()
    return tmp_path / "themes"


def problems() -> list[str]:
    return [str(problem).rpartition("/themes/")[2] for problem in theme_problems(closest_name, ())]


def test_a_theme_has_the_name_of_its_file_or_its_own(folder: Path) -> None:
    (folder / "rose.toml").write_text(PINK)
    (folder / "b.toml").write_text(f'name = "Night Ride"\ncontrast = 7\ndark = false\n{PINK}')
    assert read_themes(()) == (
        [
            UserTheme("Night Ride", {"primary": "#ff79c6"}, is_dark=False, contrast=7.0),
            UserTheme("rose", {"primary": "#ff79c6"}, is_dark=True, contrast=None),
        ],
        [],
    )
    assert [find_theme(name) is not None for name in ("rose", "Night Ride", "b")] == [1, 1, 0]
    assert problems() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'primary = "pink"',
            """t.toml:1: primary: must be a colour such as "#1a1b26", not 'pink'""",
        ),
        ("primary = 7", "t.toml:1: primary: must be a string in quotes, not a number"),
        ("", 't.toml: primary: is missing; a theme needs this colour, such as "#78aef2"'),
        (
            f'\n{PINK}\nakcent = "#fff"',
            "t.toml:3: akcent: a theme has no such setting; did you mean accent?",
        ),
        (f"{PINK}\n[variables]", "t.toml:2: variables: a theme has no such setting"),
        (f"{PINK}\ncontrast = 30", "t.toml:2: contrast: must be from 4.5 to 12, not 30"),
        (f'{PINK}\ncontrast = "7"', "t.toml:2: contrast: must be a number, not a string"),
        (f"{PINK}\ncontrast = true", "t.toml:2: contrast: must be a number, not true or false"),
        (f"{PINK}\ndark = 1", "t.toml:2: dark: must be true or false, not a number"),
        (
            f'{PINK}\nname = "a/b"',
            "t.toml:2: name: may have letters, digits, and _ . - after the first one, at most 32",
        ),
        (f"{PINK}\nreply =", "t.toml:2: is not TOML: Invalid value"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_file_is_left_out(
    folder: Path, text: str, expected: str
) -> None:
    (folder / "t.toml").write_text(text)
    assert problems() == [expected]
    assert read_themes(())[0] == []
    assert find_theme("t") is None


def test_all_mistakes_of_all_files_are_told(folder: Path) -> None:
    (folder / "a.toml").write_text(PINK)
    (folder / "b.toml").write_text(f'{PINK}\nname = "a"')
    (folder / "c.toml").write_text('primary = "#12"\nerror = "red"')
    (folder / "d.toml").mkdir()
    os.mkfifo(folder / "e.toml")
    (folder / "f.toml").symlink_to("f.toml")
    assert [problem.partition(":")[0] for problem in problems()] == [
        *("b.toml", "c.toml", "c.toml", "d.toml", "e.toml", "f.toml"),
    ]
    assert problems()[0] == (
        "b.toml: name: there is a theme a already; this one needs another name"
    )
    assert problems()[4] == "e.toml: is a pipe or a device, not a file"


def test_other_files_and_very_many_are_not_read(folder: Path) -> None:
    (folder / "notes.txt").write_text("[")
    for number in range(MAX_FILES + 5):
        (folder / f"{number:04}.toml").write_text(PINK)
    themes, wrong = read_themes(())
    assert (len(themes), wrong) == (MAX_FILES, [])


def test_without_a_folder_there_are_no_themes(folder: Path) -> None:
    folder.rmdir()
    assert read_themes(()) == ([], [])
    assert find_theme("rose") is None


@pytest.mark.parametrize("name", ["../config", "/etc/passwd", "", ".", "a\x00b"])
def test_a_name_leads_to_no_other_folder(folder: Path, name: str) -> None:
    (folder.parent / "config.toml").write_text(PINK)
    assert find_theme(name) is None


def test_the_model_the_reader_and_the_screen_know_the_same_colours() -> None:
    assert {*ThemeFile.model_fields} == {*COLOURS, "name", "dark", "contrast"}
    assert {*ThemeColours._fields} == {*COLOURS, "contrast"}


def test_a_theme_is_found_without_slow_modules() -> None:
    script = (
        "import sys; from seq_tui.cli.themes import screen_theme; screen_theme('rose');"
        "print({'textual', 'pydantic', 'platformdirs'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
