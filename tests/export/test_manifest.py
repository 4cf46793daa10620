"""Tests of which files of earlier exports are removed: ours, unchanged, and replaced by others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.export.files import AlreadyExistsError, WriteError
from seq_tui.export.manifest import NAME, Manifest, StaleFiles

if TYPE_CHECKING:
    from pathlib import Path

Files = dict[str, int | None]


def export(
    folder: Path,
    files: Files,
    *,
    kind: str = ".md",
    account: str = "demo",
    is_whole: bool = True,
) -> tuple[list[str], list[str]]:
    """Write files, whose contents are their names, and return what was removed and kept."""
    manifest = Manifest(folder, kind, account)
    for name, number in files.items():
        manifest.write(name, number, name.encode())
    removed, changed, _ = manifest.remove_stale(is_whole=is_whole)
    return removed, changed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != NAME)


def test_a_renamed_sequence_leaves_no_file_behind(tmp_path: Path) -> None:
    export(tmp_path, {"1-a.md": 1, "2-b.md": 2})
    assert export(tmp_path, {"1-new.md": 1}, is_whole=False) == (["1-a.md"], [])
    assert names(tmp_path) == ["1-new.md", "2-b.md"]


def test_a_sequence_that_is_gone_leaves_a_file_only_if_not_all_were_asked_for(
    tmp_path: Path,
) -> None:
    export(tmp_path, {"1-a.md": 1, "2-b.md": 2, "sequence-3.md": None})
    assert export(tmp_path, {"1-a.md": 1}, is_whole=False) == ([], [])
    assert export(tmp_path, {"1-a.md": 1}) == (["2-b.md", "sequence-3.md"], [])
    assert export(tmp_path, {"1-a.md": 1}) == ([], [])
    assert names(tmp_path) == ["1-a.md"]


@pytest.mark.parametrize("other", [{"kind": ".json"}, {"account": "archive: acme.seqtui"}])
def test_files_of_another_kind_or_account_stay(tmp_path: Path, other: dict[str, str]) -> None:
    export(tmp_path, {"1-a.md": 1})
    manifest = Manifest(tmp_path, other.get("kind", ".md"), other.get("account", "demo"))
    manifest.write("1-b.md", 1, b"x")
    assert manifest.remove_stale(is_whole=True) == StaleFiles([], [], [])
    assert names(tmp_path) == ["1-a.md", "1-b.md"]


def test_an_account_with_few_of_the_ids_is_another_one(tmp_path: Path) -> None:
    export(tmp_path, {f"{n}-a.md": n for n in range(10)})
    assert export(tmp_path, {"3-a.md": 3, "77-b.md": 77}) == ([], [])
    assert len(names(tmp_path)) == 11


def test_a_file_that_was_changed_is_kept_and_told_once(tmp_path: Path) -> None:
    export(tmp_path, {"1-a.md": 1})
    (tmp_path / "1-a.md").write_bytes(b"my notes")
    assert export(tmp_path, {"1-b.md": 1}) == ([], ["1-a.md"])
    assert export(tmp_path, {"1-b.md": 1}) == ([], [])
    assert (tmp_path / "1-a.md").read_bytes() == b"my notes"


def test_a_file_that_is_a_link_or_a_folder_now_is_kept(tmp_path: Path) -> None:
    export(tmp_path, {"1-a.md": 1, "2-a.md": 2, "3-a.md": 3})
    for name in ("1-a.md", "2-a.md", "3-a.md"):
        (tmp_path / name).unlink()
    (tmp_path / "other").write_bytes(b"1-a.md")
    (tmp_path / "1-a.md").symlink_to("other")
    (tmp_path / "2-a.md").mkdir()
    removed, kept = export(tmp_path, {"1-b.md": 1, "2-b.md": 2, "3-b.md": 3})
    assert (removed, kept) == ([], ["1-a.md", "2-a.md"])
    assert (tmp_path / "other").read_bytes() == b"1-a.md"


def test_files_that_no_export_wrote_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "2-mine.md").write_bytes(b"2-mine.md")
    (tmp_path / "1-mine.md").write_bytes(b"x")
    export(tmp_path, {"1-a.md": 1})
    export(tmp_path, {"1-b.md": 1})
    assert names(tmp_path) == ["1-b.md", "1-mine.md", "2-mine.md"]


def test_what_a_killed_export_wrote_is_known_to_the_next(tmp_path: Path) -> None:
    export(tmp_path, {"1-a.md": 1})
    killed = Manifest(tmp_path, ".md", "demo")
    killed.write("1-b.md", 1, b"1-b.md")
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"file": "1-c.md", "kind"')  # a line that was not finished
    assert export(tmp_path, {"1-d.md": 1}) == (["1-a.md", "1-b.md"], [])
    assert names(tmp_path) == ["1-d.md"]


def test_a_file_that_a_killed_export_did_not_replace_is_still_ours(tmp_path: Path) -> None:
    export(tmp_path, {"1-a.md": 1})
    line = json.loads((tmp_path / NAME).read_text())
    with (tmp_path / NAME).open("a") as file:
        file.write(json.dumps(line | {"sha256": "0" * 64}) + "\n")
    assert export(tmp_path, {"1-b.md": 1}) == (["1-a.md"], [])


@pytest.mark.parametrize("file", ["../1-a.md", "/etc/passwd", "sub/1-a.md", "..", "", ".bashrc", 7])
def test_a_manifest_cannot_name_a_file_elsewhere(tmp_path: Path, file: object) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "1-a.md").write_bytes(b"")
    (folder / ".bashrc").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    entry = {"file": file, "kind": ".md", "account": "demo", "id": 1, "sha256": empty}
    (folder / NAME).write_text(json.dumps(entry))
    assert export(folder, {"1-b.md": 1}) == ([], [])
    assert names(tmp_path) == ["1-a.md", "in"]
    assert names(folder) == [".bashrc", "1-b.md"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"id": true}', "\0\xff", "1e999"])
def test_a_manifest_of_another_form_lists_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    assert export(tmp_path, {"1-a.md": 1}) == ([], [])
    assert json.loads((tmp_path / NAME).read_text())["file"] == "1-a.md"


def test_a_manifest_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"mine")
    (tmp_path / NAME).symlink_to("target")
    with pytest.raises(WriteError, match="manifest"):
        export(tmp_path, {"1-a.md": 1})
    assert (tmp_path / "target").read_bytes() == b"mine"
    assert names(tmp_path) == ["target"]


def test_only_its_owner_can_read_a_manifest(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path, ".md", "demo")
    manifest.write("1-a.md", 1, b"x")
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    manifest.remove_stale(is_whole=True)
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_a_name_is_free_if_there_is_no_file_or_an_unchanged_one_of_ours(tmp_path: Path) -> None:
    export(tmp_path, {"all-2.mmd": None}, kind="all.mmd")
    manifest = Manifest(tmp_path, "all.mmd", "demo")
    manifest.check_free(["all-2.mmd", "all-3.mmd"])
    (tmp_path / "all-3.mmd").touch()
    with pytest.raises(AlreadyExistsError, match=r"all-3\.mmd"):
        manifest.check_free(["all-2.mmd", "all-3.mmd"])
