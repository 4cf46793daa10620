"""Small files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from seq_tui.cli.memory import read_memory
from seq_tui.domain.failure import SourceError
from seq_tui.settings.folders import state_folder
from seq_tui.settings.state import (
    MAX_BYTES,
    DamagedStateError,
    path_mark,
    read_state,
    secret_mark,
    state_path,
    write_state,
)
from seq_tui.ui.saved_view import SavedView
from tests.settings.killed_writer import kills


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return state_path("demo account")


def test_the_folder_is_that_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for value in (str(tmp_path), ""):
        monkeypatch.setenv("XDG_STATE_HOME", value)
        assert state_folder() == Path(platformdirs.user_state_path("seq-tui", appauthor=False))
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder().is_absolute()


def test_what_was_written_is_read_and_private(path: Path) -> None:
    assert read_state(path) is None
    write_state(path, {"row": 3})
    write_state(path, {"row": 4})
    assert read_state(path) == {"row": 4}
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_accounts_of_one_name_have_files_of_their_own(path: Path) -> None:
    marks = [secret_mark("demo account", "secret"), secret_mark("demo account", "other")]
    marks += [path_mark("/home/one/demo"), path_mark("/home/two/demo\udcff"), ""]
    assert len({state_path("demo account", mark) for mark in marks}) == 5
    assert {state_path("../../etc/passwd", mark).parent for mark in marks} == {path.parent}
    assert all(re.fullmatch("[0-9a-f]*", mark) for mark in marks)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1]", b"\xff", b"[" * MAX_BYTES, b" " * (MAX_BYTES + 1) + b"{}", b'{"row": -1}'],
)
def test_a_damaged_file_is_dropped_with_a_notice_and_replaced(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    memory = read_memory(path)
    assert memory.view == SavedView()
    assert str(path) in memory.notice
    assert memory.save is not None
    memory.save(SavedView())
    assert read_memory(path).notice == ""


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_only_a_plain_file_is_read(path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(DamagedStateError):
        read_state(path)


def test_a_view_that_did_not_change_is_not_written_again(path: Path) -> None:
    save = read_memory(path).save
    assert save is not None
    save(SavedView(row=3))
    path.unlink()
    save(SavedView(row=3))
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_an_error_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError) as raised:
        write_state(tmp_path / "file" / "seq-tui" / "x", {})
    assert str(raised.value.failure) == (
        f"{tmp_path}/file/seq-tui/x cannot be written: Not a directory"
    )


def test_a_writer_that_is_killed_leaves_the_old_values_or_the_new_ones(tmp_path: Path) -> None:
    assert kills(tmp_path, runs=8, seed=1).damaged == 0


def test_reading_imports_no_pydantic() -> None:
    script = "import sys, seq_tui.cli.memory; print({'pydantic', 'textual'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
