"""The settings as the start reads them: what wins, and what is left out."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from seq_tui.settings import values
from seq_tui.settings.folders import cache_folder, config_folder
from seq_tui.settings.quick import read_settings
from seq_tui.settings.settings_file import MAX_BYTES
from tests.settings.files import read

NO_COLUMNS: tuple[str, ...] = ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_the_command_line_wins_then_the_environment_the_user_the_project(folder: Path) -> None:
    project = "[screen]\ntheme = 'project'\nglyphs = 'ascii'\nmouse = false\nzone = 'UTC'"
    user = "[screen]\ntheme = 'user'\nglyphs = 'unicode'\nmouse = true"
    environ = {"SEQ_TUI_THEME": "variable", "SEQ_TUI_GLYPHS": "auto"}
    found = read(folder, user, project, environ, {"theme": ("--theme", "option")})
    assert found.value("theme", values.parse_text, "") == "option"
    assert found.value("glyphs", values.parse_glyphs, "") == "auto"
    assert found.value("mouse", values.parse_flag, False) is True
    assert found.value("zone", values.parse_text, "") == "UTC"
    assert found.value("columns", values.parse_columns, NO_COLUMNS) == NO_COLUMNS
    places = [setting.place.rpartition("/")[2] for setting in found.candidates("theme")]
    assert places == ["--theme", "SEQ_TUI_THEME", "config.toml", ".textual.toml"]


def test_a_wrong_value_gives_way_to_the_next_one(folder: Path) -> None:
    found = read(folder, "[screen]\nmouse = 'yes'", "[screen]\nmouse = false")
    assert found.value("mouse", values.parse_flag, True) is False


@pytest.mark.parametrize(("text", "flag"), [("0", False), ("Off", False), ("yes", True)])
def test_a_variable_says_yes_and_no_in_words(folder: Path, text: str, flag: bool) -> None:
    found = read(folder, environ={"SEQ_TUI_MOUSE": text})
    assert found.value("mouse", values.parse_flag, not flag) is flag


def test_a_variable_has_columns_between_commas(folder: Path) -> None:
    found = read(folder, environ={"SEQ_TUI_COLUMNS": "id, length"})
    assert found.value("columns", values.parse_columns, NO_COLUMNS) == ("id", "length")


def test_keys_of_both_files_count_and_the_users_come_first(folder: Path) -> None:
    found = read(
        folder,
        "[screen.keys]\nsearch = 'f3'\nsort = 7",
        "[screen.keys]\nsearch = 'f4'\nquit = ['x', 'ctrl+x']",
    )
    assert found.keys() == {"search": "f3", "quit": "x,ctrl+x"}


def test_a_project_chooses_neither_an_account_nor_a_page(folder: Path) -> None:
    project = (
        "profile = 'evil'\n[profiles.evil]\napi_url = 'https://evil.example'\ntoken = 'x'\n"
        "[screen]\npage_url = 'https://evil.example/{id}'"
    )
    found = read(folder, project=project)
    assert found.profile_name is None
    assert found.profile_names() == ()
    assert found.profile("evil") is None
    assert found.candidates("page_url") == []


def test_a_profile_is_read_with_its_source(folder: Path) -> None:
    user = (
        "profile = 'eu'\n"
        "[profiles.eu]\napi_url = 'https://eu.example'\ntoken_command = ['pass', 'eu']\n"
        "[profiles.us]\ntoken = 's3cret'\n"
        "[profiles.two]\ntoken = 's3cret'\ntoken_keyring = true\n"
        "[profiles.odd]\ntokn = 's3cret'"
    )
    found = read(folder, user)
    assert found.profile_name == "eu"
    assert found.profile_names() == ("eu", "us", "two", "odd")
    eu, us = found.profile("eu"), found.profile("us")
    assert eu is not None
    assert us is not None
    assert (eu.api_url, eu.token_command) == ("https://eu.example", ("pass", "eu"))
    assert us.token == "s3cret"
    assert "s3cret" not in repr(us) + repr(found)
    assert found.profile("two") is found.profile("odd") is found.profile("none") is None


def test_a_token_in_a_file_that_others_can_read_is_not_used(folder: Path) -> None:
    found = read(folder, "[profiles.us]\ntoken = 's3cret'\n[profiles.eu]", mode=0o640)
    assert found.profile("us") is None
    assert found.profile("eu") is not None


def test_no_token_is_taken_from_a_file_of_another_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seq_tui.settings.settings_file.is_ours", lambda _: False)
    sources = ("token = 's3cret'", "token_command = 'pass'", "token_keyring = true")
    user = "".join(f"[profiles.p{number}]\n{source}\n" for number, source in enumerate(sources))
    found = read(folder, user)
    assert [found.profile(name) is not None for name in found.profile_names()] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[screen\n", ":1: is not TOML: Expected ']' at the end of a table declaration, column 8"),
        ("a = 1\n\nb", ":3: is not TOML: Expected '=' after a key in a key/value pair"),
        ("a = 1\na = 2\n", ":2: is not TOML: Cannot overwrite a value, column 6"),
        ("a = " + "[" * 900, ": has too many brackets inside each other"),
        ("a = " + "1" * 990 + "\n# " + "x" * 1000, ":2: has a line of more than 1,000 characters"),
        ("a = '" + "\n#" * MAX_BYTES, ": is larger than 64 KiB"),
    ],
)
def test_a_file_that_cannot_be_used_has_its_sentence(
    folder: Path, text: str, sentence: str
) -> None:
    found = read(folder, text)
    assert found.user is None
    (problem,) = found.problems
    assert str(problem).startswith(f"{folder / 'config.toml'}{sentence}")


def test_a_file_that_is_not_utf_8_has_its_sentence(folder: Path) -> None:
    (folder / ".textual.toml").write_bytes(b"[screen]\ntheme = '\xff'\n")
    (problem,) = read(folder).problems
    assert str(problem) == f"{folder / '.textual.toml'}:2: is not UTF-8 text"


def test_what_is_no_plain_file_is_not_opened(folder: Path) -> None:
    project = folder / ".textual.toml"
    os.mkfifo(project)
    (problem,) = read(folder).problems
    assert problem.message == "is a pipe or a device, not a file"
    project.unlink()
    project.mkdir()
    (problem,) = read(folder).problems
    assert problem.message == "is a folder, not a file"
    project.rmdir()
    project.symlink_to(project)
    (problem,) = read(folder).problems
    assert problem.message.startswith("cannot be read: ")


def test_a_file_that_is_named_must_exist(folder: Path) -> None:
    found = read_settings({"SEQ_TUI_CONFIG": str(folder / "no.toml")}, folder / ".textual.toml")
    (problem,) = found.problems
    assert str(problem) == f"SEQ_TUI_CONFIG: there is no file {folder / 'no.toml'}"


def test_a_home_that_is_no_folder_has_no_settings() -> None:
    found = read_settings({"XDG_CONFIG_HOME": os.devnull}, Path(os.devnull, ".textual.toml"))
    assert (found.user, found.project, found.problems) == (None, None, ())


@pytest.mark.parametrize("variable", ["", "~nobody-of-this-name/config.toml"])
def test_a_user_without_a_home_has_no_settings_of_the_working_directory(
    variable: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", refuse)
    monkeypatch.chdir(folder)
    (folder / "~" / ".config" / "seq-tui").mkdir(parents=True)
    (folder / "~" / ".config" / "seq-tui" / "config.toml").write_text("profile = 'evil'")
    found = read_settings({"SEQ_TUI_CONFIG": variable, "XDG_CONFIG_HOME": "~/.config"})
    assert found.user is None
    assert len(found.problems) == bool(variable)


def test_a_relative_folder_in_the_environment_counts_as_none(folder: Path) -> None:
    assert config_folder({"XDG_CONFIG_HOME": "here"}) == Path.home() / ".config" / "seq-tui"


def test_a_file_in_a_folder_of_another_user_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    found = read_settings({"XDG_CONFIG_HOME": str(folder)}, folder / ".textual.toml")
    assert found.problems == ()
    found = read_settings({"SEQ_TUI_CONFIG": str(folder / "a.toml")}, folder / ".textual.toml")
    assert [each.message for each in found.problems] == [f"there is no file {folder / 'a.toml'}"]


def test_without_files_there_is_nothing_to_say(folder: Path) -> None:
    found = read_settings({"XDG_CONFIG_HOME": str(folder)}, folder / ".textual.toml")
    assert (found.user, found.project, found.problems) == (None, None, ())


@pytest.mark.parametrize("home", ["", " ", "/somewhere/else"])
def test_the_folder_is_the_one_of_platformdirs(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert config_folder() == platformdirs.user_config_path("seq-tui", appauthor=False)
    assert cache_folder() == platformdirs.user_cache_path("seq-tui", appauthor=False)


def test_reading_imports_neither_pydantic_nor_platformdirs(folder: Path) -> None:
    (folder / ".textual.toml").write_text("[screen]\nmouse = false")
    script = (
        "import sys; from seq_tui.settings.quick import read_settings; read_settings();"
        "print({'pydantic', 'platformdirs', 'zoneinfo'} & {*sys.modules}, 'tomllib' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    assert run.stdout == "set() True\n"
