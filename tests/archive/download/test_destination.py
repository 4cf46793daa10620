"""The file that is saved to: whole at any instant, of one account, and one process's at a time."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Target
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.saved_items import HOST, demo_items, everything, item, saved

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path / "a.seqtui")


def filled(target: Target) -> ArchiveWriter:
    """The partial archive with one item, as at the end of a download."""
    writer, aside = target.begin(HOST)
    assert aside is None
    writer.put([item(1)])
    writer.describe(replace(writer.about, finished_at="2026-11-24T18:30:05Z", is_complete=True))
    return writer


async def test_a_finished_archive_takes_the_place_of_the_old_one(target: Target) -> None:
    saved(target.path, [item(9), item(8)]).close()
    writer = filled(target)
    assert len(await everything(Archive.open(target.path))) == 2
    target.land(writer)
    assert await everything(Archive.open(target.path)) == [item(1)]
    assert [path.name for path in target.path.parent.iterdir()] == ["a.seqtui"]


async def test_where_the_disk_refuses_at_the_last_moment_the_old_one_stays(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(target.path, [item(9)]).close()
    writer = filled(target)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ArchiveError, match="cannot be written: No space left"):
        target.land(writer)
    assert await everything(Archive.open(target.path)) == [item(9)]


def test_it_is_for_its_owner_only_whatever_the_umask(target: Target) -> None:
    before = os.umask(0)
    try:
        with target.held():
            writer = filled(target)
            modes = [stat.S_IMODE(path.stat().st_mode) for path in target.path.parent.iterdir()]
            assert set(modes) == {0o600}
            target.land(writer)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.path.stat().st_mode) == 0o600


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "a.seqtui"
    link.symlink_to(tmp_path / "elsewhere" / "b.seqtui")
    target = Target(link)
    target.land(filled(target))
    assert link.is_symlink()
    Archive.open(link).close()


def test_a_partial_archive_of_an_earlier_run_is_gone_on_with(target: Target) -> None:
    filled(target).close()
    writer, aside = target.begin(HOST)
    assert (writer.rows, aside) == (1, None)


@pytest.mark.parametrize(
    "content",
    [b"SQLite format 3\x00" + b"\xff" * 5_000, b"no archive"],
    ids=["a broken database", "no database"],
)
def test_a_damaged_partial_archive_is_moved_aside_and_begun_anew(
    target: Target, content: bytes
) -> None:
    target.partial.write_bytes(content)
    moved = target.path.with_name("a.seqtui.partial.damaged")
    writer, aside = target.begin(HOST)
    assert (writer.rows, aside) == (0, moved)
    assert moved.read_bytes() == content


def test_a_partial_archive_that_is_scribbled_over_is_begun_anew(target: Target) -> None:
    writer, _ = target.begin(HOST)
    writer.put([item(each, "x" * 500) for each in range(400)])
    writer.finish()
    with target.partial.open("r+b") as file:
        file.seek(150_000)
        file.write(b"\x55" * 30_000)
    writer, aside = target.begin(HOST)
    assert writer.rows == 0
    # Most of it can be read still, by who knows how.
    assert aside is not None
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT json FROM sequence WHERE position = 1").fetchone()


def test_what_was_moved_aside_before_stays_where_it_is(target: Target) -> None:
    index = target.path.with_name("a.seqtui.partial-shm")
    for number, name in enumerate(("damaged", "damaged.2", "damaged.3")):
        target.partial.write_bytes(b"archive %d" % number)
        index.write_bytes(b"index %d" % number)
        writer, aside = target.begin(HOST)
        writer.close()
        assert aside == target.path.with_name(f"a.seqtui.partial.{name}")
    moved = sorted(target.path.parent.glob("*.damaged*"))
    assert [path.read_bytes() for path in moved] == [
        *(b"archive 0", b"index 0", b"archive 1", b"index 1", b"archive 2", b"index 2")
    ]


def test_what_is_damaged_is_told_how_to_go_on_and_stays(target: Target) -> None:
    saved(target.path, demo_items(200)).close()
    whole = target.path.read_bytes()
    for content in (
        whole[:100_000],
        whole[:100_000] + b"\x55" * 30_000 + whole[130_000:],
        b"my thesis",
    ):
        target.path.write_bytes(content)
        with pytest.raises(ArchiveError) as raised:
            target.old(HOST)
        assert raised.value.failure.advice == "Save to another file; this one stays as it is."
        assert target.path.read_bytes() == content


def test_a_partial_archive_of_another_account_is_refused(target: Target) -> None:
    filled(target).close()
    with pytest.raises(ArchiveError, match="holds another account"):
        target.begin("other.test")
    assert target.begin(HOST)[0].rows == 1


def test_an_archive_of_another_account_is_refused(target: Target) -> None:
    saved(target.path, [item(1)]).close()
    with pytest.raises(ArchiveError, match=r"holds another account, that of sell\.test"):
        target.old("other.test")


def test_what_is_no_archive_is_never_replaced(target: Target) -> None:
    target.path.write_text("my thesis")
    with pytest.raises(ArchiveError, match="is no seq-tui archive"):
        target.old(HOST)
    target.path.unlink()
    target.path.mkdir()
    with pytest.raises(ArchiveError, match="it is a folder"):
        target.old(HOST)


def test_an_archive_that_is_read_only_is_not_replaced(target: Target) -> None:
    saved(target.path, [item(1)]).close()
    target.path.chmod(0o400)
    with pytest.raises(ArchiveError, match="cannot be written: it is read-only"):
        target.old(HOST)


def test_where_nothing_is_there_is_no_old_archive(target: Target) -> None:
    assert target.old(HOST) is None


def test_two_runs_do_not_save_to_one_file(target: Target) -> None:
    with target.held():
        with pytest.raises(ArchiveError, match="is being saved by another seq-tui"), target.held():
            raise AssertionError
        with Target(target.path.with_name("b.seqtui")).held():
            pass
    with target.held():
        pass
    assert list(target.path.parent.iterdir()) == []


def test_a_lock_that_a_killed_process_left_holds_nobody(target: Target) -> None:
    target.path.with_name("a.seqtui.lock").touch()
    with target.held():
        pass


def test_a_lock_taken_away_by_its_last_owner_is_taken_anew(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = target.path.with_name("a.seqtui.lock")
    opened = os.open
    opens = 0

    def open_just_before_it_is_taken_away(path: Path, flags: int, mode: int = 0o777) -> int:
        nonlocal opens
        descriptor = opened(path, flags, mode)
        if path == lock:
            opens += 1
            if opens == 1:
                lock.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_just_before_it_is_taken_away)
    with target.held():
        assert lock.exists()
    assert opens == 2


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    target = Target(tmp_path / "none" / "a.seqtui")
    with pytest.raises(ArchiveError, match=r"there is no folder .*none"), target.held():
        raise AssertionError


async def test_an_archive_that_lost_rows_on_the_way_does_not_land(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(target.path, [item(9)]).close()
    writer = filled(target)
    monkeypatch.setattr(ArchiveWriter, "rows", property(lambda _: 2))
    monkeypatch.setattr(Archive, "rows", property(lambda _: 1))
    with pytest.raises(ArchiveError, match="2 items were put into it"):
        target.land(writer)
    assert await everything(Archive.open(target.path)) == [item(9)]
