"""Tests of an export into a folder that has files already: which are replaced, removed or kept."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.accounts import configured_account
from seq_tui.cli.env import ACCESS
from seq_tui.cli.main import main
from seq_tui.domain.sequence import Sequence
from seq_tui.export.manifest import NAME
from tests.archive.saved_items import saved_demo
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import OwnAccount


def numbered(*ids: int) -> FakeSource:
    return FakeSource(sequences=tuple(Sequence(each, f"Number {each}") for each in ids))


def export(folder: Path, *arguments: str) -> int:
    return main(["export", "--format", "json", "--output", f"{folder}/", *arguments])


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def built_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete archive of some sequences of the demo account, built once and never changed."""
    path = tmp_path_factory.mktemp("archive") / "a.seqtui"
    saved_demo(path, 20).close()
    return path


@pytest.fixture
def archive(built_archive: Path, tmp_path: Path) -> str:
    """A copy of it that the test may change."""
    return str(copyfile(built_archive, tmp_path / "a.seqtui"))


def change(archive: str, statement: str) -> None:
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute(statement)
        connection.commit()


def pretend(folder: Path) -> str:
    """Let an earlier export seem to have written a file of one more sequence; returns its name."""
    lines = (folder / NAME).read_text().splitlines()
    entry = json.loads(lines[0])
    (folder / "9-gone.json").write_bytes((folder / entry["file"]).read_bytes())
    entry |= {"id": 9, "file": "9-gone.json"}
    (folder / NAME).write_text("\n".join([*lines, json.dumps(entry)]) + "\n")
    return "9-gone.json"


@pytest.mark.parametrize(
    ("arguments", "is_whole"),
    [
        ([], True),
        (["--deleted", "yes"], True),
        (["--deleted", "no"], False),
        (["--deleted", "only"], False),
        (["--limit", "1000"], False),
        (["trial"], False),
    ],
    ids=str,
)
def test_only_a_whole_archive_removes_files_of_what_is_gone(
    archive: str, tmp_path: Path, arguments: list[str], *, is_whole: bool
) -> None:
    folder = tmp_path / "all"
    assert export(folder, "--archive", archive) == 0
    name, before = pretend(folder), len(visible(folder))
    assert export(folder, "--archive", archive, *arguments) == 0
    assert (name not in visible(folder)) == is_whole
    assert len(visible(folder)) == before - is_whole


@pytest.mark.parametrize("column", ["is_complete = 0", "has_gaps = 1"])
def test_an_archive_that_is_not_proven_removes_none(
    archive: str, tmp_path: Path, column: str
) -> None:
    folder = tmp_path / "all"
    assert export(folder, "--archive", archive) == 0
    name = pretend(folder)
    change(archive, f"UPDATE about SET {column}")
    export(folder, "--archive", archive)
    assert name in visible(folder)


def test_archives_of_one_name_in_two_folders_are_two_accounts(archive: str, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    assert export(folder, "--archive", archive) == 0
    name = pretend(folder)
    (tmp_path / "b").mkdir()
    Path(archive).rename(tmp_path / "b" / "a.seqtui")
    assert export(folder, "--archive", str(tmp_path / "b" / "a.seqtui")) == 0
    assert name in visible(folder)


def test_accounts_of_one_host_are_told_apart_without_their_tokens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    for token in ("a" * 64, "b" * 64):
        monkeypatch.setenv(ACCESS, token)
        account = configured_account(AccountChoice(api_url="http://127.0.0.1:9"))
        assert account is not None
        found.append(account.fingerprint())
    assert len(set(found)) == 2
    assert all("aaa" not in each and "bbb" not in each for each in found)


def test_files_kept_for_doubt_are_told(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = numbered(*range(1, 11))
    assert export(tmp_path / "all") == 0
    account.source = numbered(1, 2, 3)
    assert export(tmp_path / "all") == 0
    assert len(visible(tmp_path / "all")) == 10
    assert "7 files of an earlier export kept" in capsys.readouterr().err


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def note(path: Path) -> None:
    path.write_bytes(b"mine")


@pytest.mark.parametrize("make", [link, note, os.mkdir, os.mkfifo])
def test_what_is_not_ours_is_refused_before_anything_is_written(
    account: OwnAccount,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
) -> None:
    account.source = numbered(1)
    folder = tmp_path / "all"
    assert export(folder) == 0
    make(folder / "3-number-3.json")
    mode = (folder / "3-number-3.json").lstat().st_mode
    account.source = numbered(1, 2, 3, 4)
    capsys.readouterr()
    assert export(folder) == 6
    assert visible(folder) == ["1-number-1.json", "3-number-3.json"]
    assert (folder / "3-number-3.json").lstat().st_mode == mode
    told = capsys.readouterr().err
    assert f"{folder}/3-number-3.json cannot be written: " in told
    assert told.count("\n") == 1


def test_a_file_that_was_changed_by_hand_is_not_replaced(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = numbered(1, 2)
    folder = tmp_path / "all"
    assert export(folder) == 0
    (folder / "2-number-2.json").write_bytes(b"changed")
    assert export(folder) == 6
    assert (folder / "2-number-2.json").read_bytes() == b"changed"
    assert "Move it away, or export to another folder." in capsys.readouterr().err
    (folder / "2-number-2.json").unlink()
    assert export(folder) == 0


def test_one_file_is_replaced_whatever_it_was(account: OwnAccount, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"mine")
    account.source = numbered(1)
    assert main(["export", "--output", str(tmp_path / "a.json")]) == 0
    assert json.loads((tmp_path / "a.json").read_bytes())[0]["id"] == 1


def test_files_of_a_version_without_manifests_are_replaced_and_told(
    account: OwnAccount, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = numbered(1, 2)
    folder = tmp_path / "all"
    assert export(folder) == 0
    (folder / NAME).unlink()
    (folder / "1-number-1.json").write_bytes(b"older")
    assert export(folder) == 0
    assert "1 file that no manifest lists replaced" in capsys.readouterr().err
    assert json.loads((folder / "1-number-1.json").read_bytes())["id"] == 1


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 200_000,
        b"[" * 5_000,
        b'{"a":' * 1_900,
        json.dumps(
            {
                "file": "x" * 300,
                "kind": ".json",
                "account": "live: sell.test",
                "id": 1,
                "sha256": "",
            }
        ).encode(),
        json.dumps(
            {
                "file": "é" * 128,
                "kind": ".json",
                "account": "live: sell.test",
                "id": 1,
                "sha256": "",
            }
        ).encode(),
        b'{"file":"\\ud800","kind":".json","account":"live: sell.test","id":1,"sha256":""}',
    ],
    ids=lambda line: line[:12].decode(),
)
def test_a_bad_line_of_a_manifest_is_none(account: OwnAccount, tmp_path: Path, line: bytes) -> None:
    account.source = numbered(1)
    (tmp_path / NAME).write_bytes(line + b"\n")
    assert export(tmp_path) == 0
    assert visible(tmp_path) == ["1-number-1.json"]
