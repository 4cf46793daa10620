"""The cache of a live account: what it stores, and that none of its failures is an error."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import cache as cache_module
from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.file import schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, DamagedError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import NextPage, RawPage
from seq_tui.domain.query import Query
from tests.archive.cache.sessions import (
    ALL,
    NOW,
    corrupt,
    open_cache,
    raw_page,
    session,
    store_pages,
    stored_ids,
    warnings_of,
)
from tests.archive.saved_items import make_version_1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from seq_tui.domain.json import Json


@pytest.fixture(autouse=True)
def _short_recheck_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "RECHECK_DELAY_S", 0.001)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.seq"


def test_the_next_session_has_the_pages_of_the_last_one(path: Path) -> None:
    assert store_pages(path, raw_page(1), raw_page(2), raw_page(4, is_last=True, rows=42)) == []
    with session(path) as cache:
        page = cache.page(ALL, 1)
        assert page is not None
        assert [sequence.id for sequence in page.items] == list(range(100, 200))
        assert page.read_at == NOW
        last = cache.page(ALL, 4)
        assert last is not None
        assert last.is_last
        assert len(last.items) == 42
        assert cache.page(ALL, 3) is None
        for text, ids in (("44 SËQUENCE", [144, 244, 440, 441]), ("440", [440]), ("task:", [])):
            found = cache.page(Query.parse(text), 1)
            assert found is not None
            assert [sequence.id for sequence in found.items] == ids
    assert warnings_of(cache) == []


def test_a_cache_of_an_older_version_is_searched_and_then_brought_up_to_date(path: Path) -> None:
    store_pages(path, raw_page(1), raw_page(2))
    make_version_1(path)
    query = Query.parse("117 SËQUENCE")
    with session(path) as cache:
        found = cache.page(query, 1)
        assert found is not None
        assert [sequence.id for sequence in found.items] == [117]
        assert cache.row_of(117) == 17
    assert version_of(path) == 1
    store_pages(path, raw_page(3))
    assert version_of(path) == schema.FORMAT_VERSION
    assert stored_ids(path, 1, query) == [117]


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return schema.version(connection)


def test_each_connection_caches_little_of_the_file_in_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_pages(path, raw_page(1))
    cache_sizes = {}
    close = Archive.close

    def record_and_close(archive: Archive) -> None:
        (cache_sizes[type(archive)],) = archive._connection.execute("PRAGMA cache_size").fetchone()
        close(archive)

    monkeypatch.setattr(Archive, "close", record_and_close)
    store_pages(path, raw_page(2))
    size = -cache_module.SQLITE_CACHE_KB
    assert cache_sizes == {CachedPages: size, ArchiveWriter: size}


def test_a_backlog_of_pages_is_written_without_delay(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open = Event()

    def find_path() -> Path:
        may_open.wait()
        return path

    cache = open_cache(find_path)
    delays: list[float | None] = []
    monkeypatch.setattr(cache._is_closing, "wait", delays.append)
    for number in range(1, 31):
        cache.store(raw_page(number), NOW)
    may_open.set()
    cache.close()
    assert len(delays) <= cache_module.BACKLOG
    assert all(stored_ids(path, number) for number in (1, 15, 30))


def test_the_queue_is_limited_while_the_disk_stalls(path: Path) -> None:
    may_open = Event()

    def find_path() -> Path:
        may_open.wait()
        return path

    cache = open_cache(find_path)
    for number in range(1, cache_module.MAX_QUEUED + 10):
        cache.store(raw_page(number, rows=1), NOW)
    may_open.set()
    cache.close()
    assert stored_ids(path, cache_module.MAX_QUEUED) is not None
    assert stored_ids(path, cache_module.MAX_QUEUED + 1) is None
    assert warnings_of(cache) == []


def test_an_empty_cache_has_no_pages_and_no_file(path: Path) -> None:
    with session(path) as cache:
        assert cache.page(ALL, 1) is None
        assert warnings_of(cache) == []
    assert not path.exists()


def test_a_page_is_cached_in_its_own_session_once_it_is_written(path: Path) -> None:
    cache = open_cache(lambda: path)
    cache.store(raw_page(1), NOW)
    while cache.page(ALL, 1) is None:
        os.sched_yield()
    cache.close()


def test_a_page_that_is_read_again_replaces_the_cached_one(path: Path) -> None:
    store_pages(path, raw_page(1), raw_page(2), raw_page(3, is_last=True))
    store_pages(path, raw_page(2, is_last=True, rows=1), at=NOW + timedelta(days=1))
    assert stored_ids(path, 1) is not None
    assert stored_ids(path, 2) == [200]
    assert stored_ids(path, 3) is None, "the account has become shorter"
    store_pages(path, raw_page(2))
    with session(path) as cache:
        page = cache.page(ALL, 2)
    assert page is not None
    assert not page.is_last, "and longer again"


def test_an_empty_page_after_the_last_one_marks_the_end(path: Path) -> None:
    store_pages(path, raw_page(1), raw_page(2), raw_page(3, is_last=True, rows=0))
    with session(path) as cache:
        page = cache.page(ALL, 2)
    assert page is not None
    assert page.is_last
    assert stored_ids(path, 3) is None


@pytest.mark.parametrize(
    ("next_page", "known"),
    [(NextPage.UNSAID, 2), (NextPage.CLAIMED, None)],
    ids=["says nothing", "claims another"],
)
def test_the_last_page_stays_known_unless_it_claims_another(
    path: Path, next_page: NextPage, known: int | None
) -> None:
    store_pages(path, raw_page(1), raw_page(2, rows=42), raw_page(3, is_last=True, rows=0))
    store_pages(path, raw_page(1), raw_page(2, rows=42)._replace(next_page=next_page))
    with session(path) as cache:
        assert cache.last_page() == known


def test_a_page_after_the_last_one_disproves_it(path: Path) -> None:
    store_pages(path, raw_page(1), raw_page(2, is_last=True))
    store_pages(path, raw_page(3)._replace(next_page=NextPage.UNSAID))
    with session(path) as cache:
        assert cache.last_page() is None


def test_pages_of_unusual_length_or_uncertain_end_are_not_cached(path: Path) -> None:
    too_long = raw_page(1, rows=101)
    uncertain = RawPage(2, (), is_last=True, is_certain=False)
    assert store_pages(path, raw_page(2), too_long, uncertain) == []
    assert stored_ids(path, 1) is None
    assert stored_ids(path, 2) == list(range(200, 300))


def test_only_its_owner_can_read_it_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        cache = open_cache(lambda: path)
        cache.store(raw_page(1), NOW)
        while cache.page(ALL, 1) is None:
            os.sched_yield()
        modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
        cache.close()
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3, "the file, and the two that belong to it while it is open"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "random": lambda data: random.Random(5).randbytes(len(data)),
    "zeros": lambda data: bytes(len(data)),
    "header only": lambda data: data[:100],
    "half": lambda data: data[: len(data) // 2],
    "corrupted": corrupt,
    "no tables": lambda data: data[:100] + bytes(8092) + data[8192:],
    "a page of HTML": lambda _data: b"<html>login</html>" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_damage_costs_the_cached_pages_and_nothing_else(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    store_pages(path, *(raw_page(number) for number in range(1, 9)))
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with session(path) as cache:
        for number in range(1, 9):
            cache.page(ALL, number)
        cache.page(Query.parse("sequence 44"), 1)
        cache.store(raw_page(3), NOW)
    moved = path.with_name("cache.seq.corrupt")
    assert moved.read_bytes() == damaged, "it is not deleted"
    warnings = warnings_of(cache)
    assert len(warnings) == 1
    assert str(moved) in warnings[0]
    assert stored_ids(path, 3) == list(range(300, 400))
    assert stored_ids(path, 1) is None


def test_a_cache_of_a_newer_version_is_left_alone(path: Path) -> None:
    store_pages(path, raw_page(1))
    newer = bytearray(path.read_bytes())
    newer[60:64] = (schema.FORMAT_VERSION + 1).to_bytes(4)
    path.write_bytes(newer)
    with session(path) as cache:
        assert cache.page(ALL, 1) is None
        cache.store(raw_page(1), NOW)
        cache.store(raw_page(2), NOW)
    warnings = warnings_of(cache)
    assert len(warnings) == 1
    assert "newer seq-tui" in warnings[0]
    assert path.read_bytes() == newer


def test_two_accounts_are_never_mixed(path: Path) -> None:
    store_pages(path, raw_page(1))
    with session(path, account="f" * 16) as cache:
        assert cache.page(ALL, 1) is None
        cache.store(raw_page(1, first=5000), NOW)
    assert "another account" in warnings_of(cache)[0]
    assert stored_ids(path, 1) == list(range(100, 200))


def test_without_a_folder_there_is_no_cache_and_one_warning(path: Path) -> None:
    def no_folder() -> Path:
        raise SourceError(Failure(Cause.FILE, "no home"))

    cache = open_cache(no_folder)
    for number in range(3):
        cache.store(raw_page(number + 1), NOW)
        assert cache.page(ALL, 1) is None
    cache.close()
    assert warnings_of(cache) == ["Pages are not cached in this session: no home"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), "Too many files are open"),
        (MemoryError(), "No memory is left"),
        (ModuleNotFoundError("no module", name="_sqlite3"), "This Python lacks its module sqlite3"),
    ],
    ids=repr,
)
def test_what_the_system_lacks_is_one_warning(path: Path, error: Exception, reason: str) -> None:
    def fail() -> Path:
        raise error

    cache = open_cache(fail)
    cache.store(raw_page(1), NOW)
    assert cache.page(ALL, 1) is None
    cache.close()
    [warning] = warnings_of(cache)
    assert warning.startswith(f"Pages are not cached in this session: {reason}")


def test_an_empty_file_is_not_damaged(path: Path) -> None:
    path.touch()
    assert store_pages(path, raw_page(1)) == []
    assert not path.with_name("cache.seq.corrupt").exists()
    assert stored_ids(path, 1) == list(range(100, 200))


def test_a_file_that_is_sound_when_read_again_is_not_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_pages(path, raw_page(1))
    open_pages = CachedPages.of_account
    errors = [DamagedError(path)]

    def fail_once(path: Path, host: str, account: str, *, is_open: bool) -> CachedPages:
        if errors:
            raise errors.pop()
        return open_pages(path, host, account, is_open=is_open)

    monkeypatch.setattr(CachedPages, "of_account", fail_once)
    assert stored_ids(path, 1) == list(range(100, 200))
    assert not path.with_name("cache.seq.corrupt").exists()


def test_a_damaged_cache_that_cannot_be_moved_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"damaged")

    def fail(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(cache_module, "move_database", fail)
    reason = f"{path} is damaged, and cannot be moved: Permission denied"
    assert store_pages(path, raw_page(1)) == [f"Pages are not cached in this session: {reason}"]
    assert path.read_bytes() == b"damaged"


def test_damage_found_while_writing_costs_the_cached_pages_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_pages(path, raw_page(1))
    put_page = ArchiveWriter.put_page
    errors = [DamagedError(path)]

    def fail_once(
        writer: ArchiveWriter, number: int, items: Iterable[Json], *, is_last: bool, seen: int
    ) -> None:
        if errors:
            raise errors.pop()
        put_page(writer, number, items, is_last=is_last, seen=seen)

    monkeypatch.setattr(ArchiveWriter, "put_page", fail_once)
    assert len(store_pages(path, raw_page(2))) == 1
    assert stored_ids(path, 1) is None
    assert stored_ids(path, 2) == list(range(200, 300))


def test_a_read_error_that_is_no_damage_disables_the_cache(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_pages(path, raw_page(1))

    def fail(*_: object) -> None:
        raise ArchiveError("The disk failed")

    with session(path) as cache, monkeypatch.context() as context:
        context.setattr(CachedPages, "stored_page", fail)
        assert cache.page(ALL, 1) is None
    assert warnings_of(cache) == ["Pages are not cached in this session: The disk failed"]
    assert stored_ids(path, 1) == list(range(100, 200))


def test_a_folder_at_its_path_is_moved_aside(path: Path) -> None:
    path.mkdir()
    assert len(store_pages(path, raw_page(1))) == 1
    assert stored_ids(path, 1) == list(range(100, 200))
