"""File systems without modes, locks, shared memory or a way to flush: best effort, or named."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from seq_tui.archive.cache.location import CacheLocation
from seq_tui.archive.download.destination import Destination
from seq_tui.archive.file import file_system
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, translate_errors
from seq_tui.archive.file.file_system import file_system_name
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from seq_tui.export.files import WriteError, atomic_write
from tests.archive.saved_items import HOST, item

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSALS = [
    errno.EPERM,
    errno.EINVAL,
    errno.ENODEV,
    errno.ENOTSUP,
    errno.ENOSYS,
    errno.ENOLCK,
]
NAMES: dict[object, str] = {Path: "chmod", fcntl: "flock", os: "fsync"}
FAILURES = [errno.EIO, errno.EROFS, errno.ENOSPC]


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def save(path: Path) -> None:
    """Save an archive in all its steps."""
    destination = Destination(path)
    with destination.lock():
        writer, _ = destination.open_partial(HOST)
        writer.put([item(1)])
        destination.publish(writer)
    assert list(path.parent.iterdir()) == [path]
    with closing(Archive.open(path)) as archive:
        assert archive.count == 1


@pytest.mark.parametrize("owner", [Path, fcntl, os], ids=["chmod", "flock", "fsync"])
@pytest.mark.parametrize("number", REFUSALS)
def test_an_archive_is_saved_without_what_the_file_system_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, number: int
) -> None:
    monkeypatch.setattr(owner, NAMES[owner], failing(number))
    save(tmp_path / "a.seqtui")


@pytest.mark.parametrize("owner", [fcntl, os], ids=["flock", "fsync"])
@pytest.mark.parametrize("number", FAILURES)
def test_a_failure_is_not_taken_for_something_that_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, number: int
) -> None:
    monkeypatch.setattr(owner, NAMES[owner], failing(number))
    with pytest.raises(ArchiveError, match=os.strerror(number)):
        save(tmp_path / "a.seqtui")
    assert not (tmp_path / "a.seqtui").exists()
    assert not (tmp_path / "a.seqtui.lock").exists()


@pytest.mark.parametrize("number", REFUSALS)
def test_a_file_is_exported_where_it_cannot_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))
    with atomic_write(tmp_path / "a.csv") as write:
        write(b"id")
    assert (tmp_path / "a.csv").read_bytes() == b"id"


def test_an_export_that_fails_to_be_flushed_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(WriteError), atomic_write(tmp_path / "a.csv") as write:
        write(b"id")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_folder_may_be_without_modes_but_not_another_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seq-tui").mkdir(0o755)
    location = CacheLocation(lambda: tmp_path / "seq-tui", HOST, "0" * 16)
    monkeypatch.setattr(Path, "chmod", failing(errno.EPERM))
    assert location.path_in_private_folder().parent == tmp_path / "seq-tui"
    if os.geteuid() == 0:
        os.chown(tmp_path / "seq-tui", 1234, -1)
        with pytest.raises(SourceError, match="Operation not permitted"):
            location.path_in_private_folder()


class WithoutSharedMemory(sqlite3.Connection):
    """Fails as SQLite does where a write-ahead log cannot be shared."""

    is_logged = is_exclusive = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self.is_exclusive = self.is_exclusive or "EXCLUSIVE" in sql
        if self.is_logged and not self.is_exclusive:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_SHMMAP"
            raise error
        self.is_logged = self.is_logged or "= WAL" in sql
        return super().execute(sql, parameters)


def test_without_shared_memory_there_is_a_rollback_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = partial(sqlite3.connect, factory=WithoutSharedMemory)
    monkeypatch.setattr(sqlite3, "connect", connect)
    with closing(ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)) as writer:
        writer.put([item(1)])
        assert writer._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert writer._connection.execute("PRAGMA synchronous").fetchone() == (2,), "full"
    (tmp_path / "b").mkdir()
    save(tmp_path / "b" / "a.seqtui")


def message_of(path: Path, name: str) -> str:
    error = sqlite3.OperationalError("an error")
    error.sqlite_errorname = name
    with pytest.raises(ArchiveError) as raised, translate_errors(path):
        raise error
    return str(raised.value.failure)


@pytest.mark.parametrize(
    "name", ["SQLITE_BUSY", "SQLITE_PERM", "SQLITE_IOERR_LOCK", "SQLITE_PROTOCOL"]
)
@pytest.mark.parametrize("number", REFUSALS)
def test_a_file_system_without_locks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    kind = file_system_name(tmp_path)
    monkeypatch.setattr(fcntl, "lockf", failing(number))
    message = message_of(tmp_path / "a.seqtui", name)
    assert f"the file system of its folder ({kind}) has no locks" in message
    assert "Use a folder of another file system, such as a local disk." in message
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_that_cannot_flush_or_share_memory_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "has no shared memory" in message_of(tmp_path / "a", "SQLITE_IOERR_SHMMAP")
    assert "the disk failed" in message_of(tmp_path / "a", "SQLITE_IOERR_FSYNC")
    monkeypatch.setattr(os, "fsync", failing(errno.EINVAL))
    assert "cannot flush a file" in message_of(tmp_path / "a", "SQLITE_IOERR_FSYNC")


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.EIO, errno.EACCES])
def test_a_file_in_use_is_not_blamed_on_the_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(fcntl, "lockf", failing(number))
    assert "is in use by another program" in message_of(tmp_path / "a", "SQLITE_BUSY")


def test_the_mount_that_holds_a_folder_names_the_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    folder = os.path.realpath(tmp_path)
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"2 1 0:1 / {folder}/net rw,relatime shared:1 master:2 - nfs4 server:/x rw\n"
        f"3 2 0:2 / {folder}/net/usb rw - exfat /dev/sdb1 rw\n"
    )
    monkeypatch.setattr(file_system, "_MOUNTS", mounts)
    assert file_system_name(tmp_path) == "ext4"
    assert file_system_name(tmp_path / "net") == "nfs4"
    assert file_system_name(tmp_path / "network") == "ext4"
    assert file_system_name(tmp_path / "net" / "usb" / "a") == "exfat"
    monkeypatch.setattr(file_system, "_MOUNTS", tmp_path / "none")
    assert file_system_name(tmp_path) == ""
