"""Tests of files that are whole or absent, and of their names."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.cli.file_names import MAX_SLUG, file_name, slug_of
from seq_tui.cli.files import folder
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.sequence import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def save(path: Path, *pieces: bytes) -> None:
    with folder(path.parent) as opened, opened.new_file(path.name) as write:
        for piece in pieces:
            write(piece)


def refused(path: Path) -> str:
    """What is said about a file that cannot be written."""
    with pytest.raises(SourceError) as raised:
        save(path, b"new")
    assert raised.value.failure.cause is Cause.FILE
    assert str(path) in raised.value.failure.message
    return raised.value.failure.message.rpartition(": ")[2]


@pytest.fixture
def _umask_000() -> Iterator[None]:
    mask = os.umask(0)
    yield
    os.umask(mask)


@pytest.mark.usefixtures("_umask_000")
def test_a_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    with folder(path.parent, is_new=True) as opened, opened.new_file("a.json") as write:
        write(b"a")
        write(b"b" * 1_000_000)
    assert path.read_bytes() == b"a" + b"b" * 1_000_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_an_old_file_is_there_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with folder(tmp_path) as opened, opened.new_file(path.name) as write:
        write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_block_that_breaks_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def breaking_off() -> None:
        with folder(tmp_path) as opened, opened.new_file(path.name) as write:
            write(b"half")
            raise error

    with pytest.raises(error):
        breaking_off()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(path) == "No space left on device"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_on_the_disk_is_synchronised_before_it_has_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    fsync, replace = os.fsync, os.replace

    def fsync_told(file: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def replace_told(old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        told.append("name")
        replace(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    monkeypatch.setattr(os, "fsync", fsync_told)
    monkeypatch.setattr(os, "replace", replace_told)
    save(tmp_path / "a.json", b"new")
    assert told == ["file", "name", "folder"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"old")
    (tmp_path / "link").symlink_to("other")
    (tmp_path / "dangling").symlink_to("nowhere")
    assert refused(tmp_path / "link") == "it is a symbolic link, which is not followed"
    assert refused(tmp_path / "dangling") == "it is a symbolic link, which is not followed"
    assert (tmp_path / "other").read_bytes() == b"old"
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "folder") == "it is a folder"
    assert refused(tmp_path / "pipe") == "it is not a file"


def test_a_name_that_the_file_system_refuses_is_a_sentence(tmp_path: Path) -> None:
    assert refused(tmp_path / ("x" * 300)) == "File name too long"


@pytest.mark.parametrize("name", ["missing", "file"])
def test_what_is_no_folder_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError) as raised, folder(tmp_path / name):
        pass
    assert raised.value.failure.cause is Cause.FILE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Welcome · new enquiry", "21-welcome-new-enquiry.md"),
        ("../../etc/passwd", "21-etc-passwd.md"),
        ("CON", "21-con.md"),
        ("-rf", "21-rf.md"),
        ("a\x00b\n", "21-a-b.md"),
        ("Zażółć 🚲 ﬁ", "21-zażółć-fi.md"),
        ("試用期間", "21-試用期間.md"),
        ("..", "21.md"),
        (None, "21.md"),
    ],
)
def test_a_name_is_the_id_and_the_words_of_the_name(name: str | None, expected: str) -> None:
    assert file_name(Sequence(id=21, name=name), 1, ".md") == expected


def test_a_sequence_without_an_id_goes_by_its_rank() -> None:
    assert file_name(Sequence(name="a"), 7, ".md") == "no-id-7-a.md"


@given(st.text())
def test_any_name_is_a_safe_and_short_part_of_a_file_name(name: str) -> None:
    slug = slug_of(name)
    assert len(os.fsencode(slug)) <= MAX_SLUG
    assert slug == slug.strip("-")
    assert all(character.isalnum() or character == "-" for character in slug)
