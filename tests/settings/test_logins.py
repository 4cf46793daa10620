"""Tests of the files that ``login`` stores."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from platformdirs import user_data_path

from seq_tui.domain.failure import SourceError
from seq_tui.settings.logins import (
    Login,
    delete_login,
    load_login,
    login_names,
    login_path,
    logins_folder,
    save_login,
)

TOKEN = "0123456789abcdef" * 4
URL = "https://sell.test"


def failure(profile: str = "eu") -> str:
    with pytest.raises(SourceError) as raised:
        load_login(profile)
    assert TOKEN not in str(raised.value)
    return str(raised.value.failure)


@pytest.mark.parametrize("login", [Login(URL, "a1", TOKEN), Login(URL, "a1")])
def test_what_is_stored_is_read_again(login: Login) -> None:
    assert load_login("eu") is None
    assert login_names() == []
    path = save_login("eu", Login("https://older.test", "a0", "older"))
    assert save_login("eu", login) == path
    assert load_login("eu") == login
    assert (login_names(), [each.name for each in path.parent.iterdir()]) == (["eu"], ["eu.json"])
    assert delete_login("eu") == path
    assert (load_login("eu"), delete_login("eu")) == (None, None)


def test_only_the_owner_may_read_it_whatever_the_umask_is() -> None:
    before = os.umask(0)
    try:
        path = save_login("eu", Login(URL, "a1", TOKEN))
    finally:
        os.umask(before)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_no_text_of_it_shows_the_token() -> None:
    assert TOKEN not in repr(Login(URL, "a1", TOKEN))


def test_a_failed_write_keeps_the_older_login(monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_login("eu", Login(URL, "a0", "older"))

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SourceError, match="cannot be written: No space left on device"):
        save_login("eu", Login(URL, "a1", TOKEN))
    assert load_login("eu") == Login(URL, "a0", "older")
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_refused(mode: int) -> None:
    path = save_login("eu", Login(URL, "a1", TOKEN))
    path.chmod(mode)
    assert failure() == f"Others may read {path} · Type chmod 600 {path}."


def test_a_file_of_another_user_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_login("eu", Login(URL, "a1", TOKEN))
    monkeypatch.setattr("seq_tui.settings.logins.is_ours", lambda _: False)
    assert failure() == f"{path} is not a file of yours · Delete it, and log in again."


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"token": "x"}', "\xff", '{"api_url": 1}'])
def test_a_damaged_file_says_what_to_do(content: str) -> None:
    path = save_login("eu", Login(URL, "a1", TOKEN))
    path.write_bytes(content.encode("latin-1"))
    assert failure() == f"{path} is damaged · Type seq-tui login again."


def test_a_file_that_no_profile_names_is_left_out() -> None:
    path = save_login("eu", Login(URL, "a1", TOKEN))
    for name in ("a\x1b[31m.json", ".hidden.json", "a b.json"):
        path.with_name(name).touch()
    assert login_names() == ["eu"]


def test_a_pipe_in_its_place_blocks_nothing() -> None:
    path = login_path("eu")
    path.parent.mkdir(parents=True)
    os.mkfifo(path, 0o600)
    assert "is not a file of yours" in failure()


def test_the_folder_is_the_one_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (str(tmp_path), ""):
        monkeypatch.setenv("XDG_DATA_HOME", folder)
        assert logins_folder() == user_data_path("seq-tui", appauthor=False) / "tokens"


def test_a_relative_data_folder_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/of/nobody")
    assert logins_folder() == Path("/home/of/nobody/.local/share/seq-tui/tokens")
