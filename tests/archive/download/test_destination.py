"""The destination file: whole at any instant, of one account, written by one process."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Destination, SetAside
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.saved_items import HOST, everything, item, live_ids, saved, saved_demo

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    return Destination(tmp_path / "a.seqtui")


def fill_partial(destination: Destination) -> ArchiveWriter:
    """The partial archive with one item, as at the end of a download."""
    writer, aside = destination.open_partial(HOST)
    assert aside is None
    writer.put([item(1)])
    writer.set_metadata(
        writer.metadata._replace(finished_at="2026-11-24T18:30:05Z", is_complete=True)
    )
    return writer


async def test_a_finished_archive_replaces_the_existing_one(destination: Destination) -> None:
    saved(destination.path, [item(9), item(8)]).close()
    writer = fill_partial(destination)
    assert len(await everything(Archive.open(destination.path))) == 2
    destination.publish(writer)
    assert await everything(Archive.open(destination.path)) == [item(1)]
    assert [path.name for path in destination.path.parent.iterdir()] == ["a.seqtui"]


async def test_the_existing_archive_stays_if_the_disk_fails_at_the_last_moment(
    destination: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(destination.path, [item(9)]).close()
    writer = fill_partial(destination)

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ArchiveError, match="cannot be written: No space left"):
        destination.publish(writer)
    assert await everything(Archive.open(destination.path)) == [item(9)]


def test_only_its_owner_can_read_it_whatever_the_umask(destination: Destination) -> None:
    before = os.umask(0)
    try:
        with destination.lock():
            writer = fill_partial(destination)
            modes = [
                stat.S_IMODE(path.stat().st_mode) for path in destination.path.parent.iterdir()
            ]
            assert set(modes) == {0o600}
            destination.publish(writer)
    finally:
        os.umask(before)
    assert stat.S_IMODE(destination.path.stat().st_mode) == 0o600


def test_the_target_of_a_link_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "a.seqtui"
    link.symlink_to(tmp_path / "elsewhere" / "b.seqtui")
    destination = Destination(link)
    destination.publish(fill_partial(destination))
    assert link.is_symlink()
    Archive.open(link).close()


def test_the_partial_archive_of_an_earlier_run_is_continued(destination: Destination) -> None:
    fill_partial(destination).close()
    writer, aside = destination.open_partial(HOST)
    assert (writer.row_count, aside) == (1, None)


@pytest.mark.parametrize(
    "content",
    [b"SQLite format 3\x00" + b"\xff" * 5_000, b"no archive"],
    ids=["a broken database", "no database"],
)
def test_a_damaged_partial_archive_is_moved_aside_and_replaced(
    destination: Destination, content: bytes
) -> None:
    destination.partial.write_bytes(content)
    moved = destination.path.with_name("a.seqtui.partial.damaged")
    writer, aside = destination.open_partial(HOST)
    assert (writer.row_count, aside) == (0, SetAside(moved, "was damaged"))
    assert moved.read_bytes() == content


def test_a_corrupted_partial_archive_is_moved_aside_and_replaced(destination: Destination) -> None:
    writer, _ = destination.open_partial(HOST)
    writer.put([item(each, "x" * 500) for each in range(400)])
    writer.finish()
    with destination.partial.open("r+b") as file:
        file.seek(150_000)
        file.write(b"\x55" * 30_000)
    writer, aside = destination.open_partial(HOST)
    assert writer.row_count == 0
    # Most of it can still be read with SQLite.
    assert aside is not None
    with closing(sqlite3.connect(aside.path)) as connection:
        assert connection.execute("SELECT item FROM sequence WHERE place = 1").fetchone()


def test_files_that_were_moved_aside_before_are_not_overwritten(destination: Destination) -> None:
    index = destination.path.with_name("a.seqtui.partial-shm")
    for number, name in enumerate(("damaged", "damaged.2", "damaged.3")):
        destination.partial.write_bytes(b"archive %d" % number)
        index.write_bytes(b"index %d" % number)
        writer, aside = destination.open_partial(HOST)
        writer.close()
        assert aside is not None
        assert aside.path == destination.path.with_name(f"a.seqtui.partial.{name}")
    moved = sorted(destination.path.parent.glob("*.damaged*"))
    assert [path.read_bytes() for path in moved] == [
        *(b"archive 0", b"index 0", b"archive 1", b"index 1", b"archive 2", b"index 2")
    ]


def test_a_damaged_file_stays_and_the_advice_is_to_save_elsewhere(destination: Destination) -> None:
    saved_demo(destination.path, 200).close()
    whole = destination.path.read_bytes()
    for content in (
        whole[:100_000],
        whole[:100_000] + b"\x55" * 30_000 + whole[130_000:],
        b"my thesis",
    ):
        destination.path.write_bytes(content)
        with pytest.raises(ArchiveError) as raised:
            destination.open_existing(HOST)
        assert raised.value.failure.advice == "Save to another file; this one stays as it is."
        assert destination.path.read_bytes() == content


def test_a_partial_archive_of_another_account_is_set_aside(destination: Destination) -> None:
    fill_partial(destination).close()
    writer, aside = destination.open_partial("other.test")
    writer.close()
    moved = destination.path.with_name("a.seqtui.partial.other")
    assert (writer.path, aside) == (
        destination.partial,
        SetAside(moved, "was begun with another account"),
    )
    with closing(ArchiveWriter.open_or_create(moved, HOST)) as other:
        assert other.row_count == 1
    # The one that is in its place is of the other host now.
    assert destination.open_partial(HOST)[1] == SetAside(
        destination.path.with_name("a.seqtui.partial.other.2"), "was begun with another account"
    )


def test_a_copy_of_a_cache_in_place_of_the_partial_archive_is_set_aside(
    destination: Destination,
) -> None:
    cache = ArchiveWriter.open_or_create(destination.partial, HOST, "fingerprint")
    cache.put_page(1, [item(1)], is_last=True)
    cache.close()
    writer, aside = destination.open_partial(HOST)
    assert aside is not None
    assert writer.row_count == 0


@pytest.mark.parametrize("replacement", [None, b"", b"another file"])
def test_a_partial_archive_that_was_moved_is_told_and_not_published(
    destination: Destination, replacement: bytes | None
) -> None:
    saved(destination.path, [item(9)]).close()
    writer = fill_partial(destination)
    destination.partial.rename(destination.path.with_name("elsewhere"))
    if replacement is not None:
        destination.partial.write_bytes(replacement)
    assert not destination.is_partial_in_place()
    with pytest.raises(ArchiveError, match=r"a\.seqtui\.partial was moved or deleted while"):
        destination.publish(writer)
    with closing(Archive.open(destination.path)) as archive:
        assert live_ids(archive) == [9]


def test_an_archive_of_another_account_is_refused(destination: Destination) -> None:
    saved(destination.path, [item(1)]).close()
    with pytest.raises(ArchiveError, match=r"holds another account, that of sell\.test"):
        destination.open_existing("other.test")


def test_a_file_that_is_not_an_archive_is_never_replaced(destination: Destination) -> None:
    destination.path.write_text("my thesis")
    with pytest.raises(ArchiveError, match="is not a seq-tui archive"):
        destination.open_existing(HOST)
    destination.path.unlink()
    destination.path.mkdir()
    with pytest.raises(ArchiveError, match="it is a folder"):
        destination.open_existing(HOST)


def test_an_archive_that_is_read_only_is_not_replaced(destination: Destination) -> None:
    saved(destination.path, [item(1)]).close()
    destination.path.chmod(0o400)
    with pytest.raises(ArchiveError, match="cannot be written: it is read-only"):
        destination.open_existing(HOST)


def test_without_a_file_there_is_no_existing_archive(destination: Destination) -> None:
    assert destination.open_existing(HOST) is None


def test_two_runs_do_not_save_to_one_file(destination: Destination) -> None:
    with destination.lock():
        with (
            pytest.raises(ArchiveError, match="is being saved by another seq-tui"),
            destination.lock(),
        ):
            raise AssertionError
        with Destination(destination.path.with_name("b.seqtui")).lock():
            pass
    with destination.lock():
        pass
    assert list(destination.path.parent.iterdir()) == []


def test_the_lock_file_of_a_killed_process_is_no_obstacle(destination: Destination) -> None:
    destination.path.with_name("a.seqtui.lock").touch()
    with destination.lock():
        pass


def test_a_lock_file_deleted_by_its_previous_holder_is_created_again(
    destination: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = destination.path.with_name("a.seqtui.lock")
    opened = os.open
    opens = 0

    def open_just_before_it_is_deleted(path: Path, flags: int, mode: int = 0o777) -> int:
        nonlocal opens
        descriptor = opened(path, flags, mode)
        if path == lock:
            opens += 1
            if opens == 1:
                lock.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_just_before_it_is_deleted)
    with destination.lock():
        assert lock.exists()
    assert opens == 2


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "none" / "a.seqtui")
    with pytest.raises(ArchiveError, match=r"there is no folder .*none"), destination.lock():
        raise AssertionError


async def test_an_archive_that_lost_rows_is_not_published(
    destination: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(destination.path, [item(9)]).close()
    writer = fill_partial(destination)
    monkeypatch.setattr(ArchiveWriter, "row_count", property(lambda _: 2))
    monkeypatch.setattr(Archive, "row_count", property(lambda _: 1))
    with pytest.raises(ArchiveError, match="2 items were put into it"):
        destination.publish(writer)
    assert await everything(Archive.open(destination.path)) == [item(9)]
