"""The theme of the screen: by the option, by the terminal, and by the user's files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from seq_tui.cli.main import main, root
from seq_tui.cli.themes import load_user_themes, screen_theme
from seq_tui.cli.user_settings import set_theme
from seq_tui.ui.ink import THEME_COLOURS, ink_variables
from seq_tui.ui.themes import (
    ANSI_THEME,
    DARK,
    LIGHT,
    OWN,
    complete_theme,
    theme_colours,
    theme_names,
)
from tests.settings.files import read

if TYPE_CHECKING:
    from pathlib import Path

COLOURFUL = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEQ_TUI_CONFIG", str(tmp_path / "config.toml"))
    themes = tmp_path / "themes"
    themes.mkdir()
    (themes / "rose.toml").write_text('primary = "#ff79c6"')
    return themes


def test_a_question_mark_lists_the_users_themes_and_all_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--theme", "?"]) == 0
    assert capsys.readouterr().out.split() == ["rose", *theme_names()]


@pytest.mark.parametrize(
    ("name", "meant"), [("seq-tui-drak", f" Did you mean {DARK}?"), ("rosé", " Did you mean rose?")]
)
def test_an_unknown_theme_is_refused_and_the_nearest_named(
    name: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--demo", "--theme", name]) == 2
    assert f"There is no theme {name!r}.{meant} For all: seq-tui --theme '?'" in (
        capsys.readouterr().err
    )


def test_names_are_completed() -> None:
    complete = ShellComplete(root, {}, "seq-tui", "_SEQ_TUI_COMPLETE")
    found = complete.get_completions(["--theme"], "seq-tui-l")
    assert [item.value for item in found] == [LIGHT]
    assert [item.value for item in complete.get_completions(["--theme"], "ro")] == [
        *("rose", "rose-pine", "rose-pine-dawn", "rose-pine-moon")
    ]


@pytest.mark.parametrize(
    ("wanted", "environ", "name"),
    [
        ("", {}, DARK),
        ("", {"COLORFGBG": "0;15"}, LIGHT),
        ("", {"COLORFGBG": "0;default;15"}, LIGHT),
        ("", {"COLORFGBG": "15;0"}, DARK),
        ("", {"COLORFGBG": "15;default"}, DARK),
        ("", {"COLORFGBG": "nonsense"}, DARK),
        ("nord", {"COLORFGBG": "0;15"}, "nord"),
        ("rose", {}, "rose"),
        ("no such theme", {}, DARK),
        ("nord", {"NO_COLOR": "1"}, ANSI_THEME),
        ("nord", {"NO_COLOR": ""}, "nord"),
        ("rose", {"COLORTERM": "", "TERM": "linux"}, ANSI_THEME),
        ("ansi-light", {"COLORTERM": "", "TERM": "linux"}, "ansi-light"),
        ("ansi-light", {}, "ansi-light"),
    ],
)
def test_the_theme_is_the_wanted_one_or_suits_the_terminal(
    wanted: str, environ: dict[str, str], name: str, folder: Path
) -> None:
    named = {"SEQ_TUI_CONFIG": str(folder.parent / "config.toml")}
    theme = screen_theme(wanted, {**COLOURFUL, **named, **environ})
    assert theme.name == name
    assert (theme.colours is None) == name.startswith("ansi")
    assert theme.has_few_colours == (bool(environ.get("NO_COLOR")) or "TERM" in environ)


@pytest.mark.parametrize(
    ("background", "name"),
    [("#ffffff", LIGHT), ("#fdf6e3", LIGHT), ("#002b36", DARK), ("#000000", DARK), ("what", LIGHT)],
)
def test_the_background_that_was_reported_before_decides_first(background: str, name: str) -> None:
    environ = {**COLOURFUL, "COLORFGBG": "0;15"}
    theme = screen_theme("", environ, background=background)
    assert (theme.name, theme.is_default) == (name, True)
    assert screen_theme("nord", environ, background=background).name == "nord"


@pytest.mark.parametrize(
    ("wanted", "background", "name"),
    [("", "0;15", "ansi-light"), ("", "15;0", ANSI_THEME), ("nord", "", "nord")],
)
def test_over_a_slow_link_the_theme_has_16_colours_unless_one_is_wanted(
    wanted: str, background: str, name: str
) -> None:
    theme = screen_theme(wanted, {**COLOURFUL, "COLORFGBG": background}, is_slow=True)
    assert (theme.name, theme.is_default, theme.has_few_colours) == (name, False, False)


def test_only_a_theme_that_nobody_chose_follows_the_background() -> None:
    wanted = ("", "no such theme", DARK, "nord", "rose", ANSI_THEME)
    environ = {**COLOURFUL, "SEQ_TUI_CONFIG": os.environ["SEQ_TUI_CONFIG"]}
    found = [screen_theme(name, environ).is_default for name in wanted]
    assert found == [True, True, False, False, False, False]


def test_what_a_theme_leaves_out_is_made_from_the_rest() -> None:
    theme = load_user_themes().themes["rose"]
    dark = OWN[DARK]
    assert (theme.primary, theme.accent, theme.secondary) == ("#ff79c6",) * 3
    assert (theme.background, theme.foreground) == (dark.background, dark.foreground)
    assert (theme.warning, theme.error) == (dark.warning, dark.error)
    assert ink_variables(theme.variables)["ink-reply"] not in ("", "#ff79c6")


def test_the_background_decides_whether_a_theme_is_dark() -> None:
    theme = complete_theme({"primary": "#123456", "background": "#ffffff"}, is_dark=True)
    assert not theme.is_dark
    assert theme.foreground == OWN[LIGHT].foreground
    assert complete_theme({"primary": "#123456"}, is_dark=False).background == OWN[LIGHT].background


def test_colours_that_are_given_stay_as_they_are() -> None:
    given = {**{name: f"#0{index:x}0000" for index, name in enumerate(THEME_COLOURS)}}
    theme = complete_theme({**given, "task": "#abcdef"}, contrast="7")
    assert theme.variables == {**given, "task": "#abcdef", "contrast": "7"}


def test_mistakes_in_themes_are_told_with_the_name_of_the_file(folder: Path) -> None:
    (folder / "wrong.toml").write_text('primary = "#fff"\nacent = "#fff"')
    found = load_user_themes()
    assert list(found.themes) == ["rose"]
    assert found.problems == (
        "wrong.toml:2: acent: a theme has no such setting; did you mean accent?",
    )


def test_a_theme_of_the_user_needs_a_name_of_its_own(folder: Path) -> None:
    (folder / "nord.toml").write_text('primary = "#ff0000"')
    found = load_user_themes()
    assert list(found.themes) == ["rose"]
    assert found.problems == (
        "nord.toml: name: there is a theme nord already; this one needs another name",
    )
    theme = screen_theme("nord", {**COLOURFUL, "SEQ_TUI_CONFIG": os.environ["SEQ_TUI_CONFIG"]})
    assert theme.colours == theme_colours("nord")


@pytest.mark.parametrize(
    ("user", "project", "environ", "expected"),
    [
        ("[screen]\ntheme = 'nord'", "[screen]\ntheme = 'dracula'", {}, ("nord", "config.toml")),
        (None, "[screen]\ntheme = 'dracula'", {}, ("dracula", ".textual.toml")),
        ("", None, {"SEQ_TUI_THEME": "gruvbox"}, ("gruvbox", "SEQ_TUI_THEME")),
        ("[screen]\nmouse = true", None, {}, None),
    ],
)
def test_what_sets_the_theme_of_the_next_start(
    user: str | None,
    project: str | None,
    environ: dict[str, str],
    expected: tuple[str, str] | None,
    tmp_path: Path,
) -> None:
    # The command line of this start is not that of the next one.
    options: dict[str, tuple[str, object]] = {"theme": ("--theme", "monokai")}
    assert set_theme(read(tmp_path, user, project, environ, options)) == expected
