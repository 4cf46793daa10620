"""Files of one process that are written at the same time."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from seq_tui.settings.private_file import is_ours, replace_private

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("owner", "is_own"), [(1000, True), (0, True), (1001, False)])
def test_a_file_of_another_user_is_not_ours(
    owner: int, is_own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    status = os.stat_result((0o100600, 1, 1, 1, owner, owner, 0, 0, 0, 0))
    assert is_ours(status) is is_own


def test_two_threads_that_write_at_once_do_not_mix_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"

    def write_other(descriptor: int) -> None:
        monkeypatch.undo()
        os.fsync(descriptor)
        thread = Thread(target=replace_private, args=(other, b"2"))
        thread.start()
        thread.join()

    monkeypatch.setattr(os, "fsync", write_other)
    replace_private(one, b"1")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one": b"1",
        "other": b"2",
    }
