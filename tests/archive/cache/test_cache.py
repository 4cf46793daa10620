"""The cache behind a live account: what it keeps, and that nothing which befalls it is an error."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import cache as cache_module
from seq_tui.archive.cache.cache import Cache
from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.file import schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import RawPage
from seq_tui.domain.query import Query
from tests.archive.cache.sessions import (
    ACCOUNT,
    ALL,
    NOW,
    keep,
    kept,
    pop_warning,
    raw,
    scribble,
    session,
)
from tests.archive.saved_items import HOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _short_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "SECOND_LOOK", 0.001)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.seq"


def test_what_one_session_saw_the_next_one_has(path: Path) -> None:
    assert keep(path, raw(1), raw(2), raw(4, is_last=True, rows=42)) == []
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
        found = cache.page(Query.parse("sequence 44"), 1)
        assert found is not None
        assert [sequence.id for sequence in found.items] == [440, 441]
    assert pop_warning(cache) == []


def test_little_of_the_file_is_kept_in_memory_by_who_reads_and_by_who_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(path, raw(1))
    held = {}
    close = Archive.close

    def close_and_tell(archive: Archive) -> None:
        (held[type(archive)],) = archive._connection.execute("PRAGMA cache_size").fetchone()
        close(archive)

    monkeypatch.setattr(Archive, "close", close_and_tell)
    keep(path, raw(2))
    assert held == {CachedPages: -cache_module.HELD, ArchiveWriter: -cache_module.HELD}


def test_pages_that_come_faster_than_they_rest_are_written_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open = Event()

    def place() -> Path:
        may_open.wait()
        return path

    cache = Cache(place, HOST, ACCOUNT, rest=0)
    rests: list[float | None] = []
    monkeypatch.setattr(cache._is_closing, "wait", rests.append)
    for number in range(1, 31):
        cache.keep(raw(number), NOW)
    may_open.set()
    cache.close()
    assert len(rests) <= cache_module.BACKLOG
    assert all(kept(path, number) for number in (1, 15, 30))


def test_no_more_pages_wait_for_a_disk_that_stands_still_than_memory_is_to_hold(path: Path) -> None:
    may_open = Event()

    def place() -> Path:
        may_open.wait()
        return path

    cache = Cache(place, HOST, ACCOUNT, rest=0)
    for number in range(1, cache_module.WAITING + 10):
        cache.keep(raw(number, rows=1), NOW)
    may_open.set()
    cache.close()
    assert kept(path, cache_module.WAITING) is not None
    assert kept(path, cache_module.WAITING + 1) is None
    assert pop_warning(cache) == []


def test_nothing_is_there_before_anything_was_kept(path: Path) -> None:
    with session(path) as cache:
        assert cache.page(ALL, 1) is None
        assert pop_warning(cache) == []
    assert not path.exists()


def test_a_page_is_there_in_the_session_that_read_it_as_soon_as_it_is_written(path: Path) -> None:
    cache = Cache(lambda: path, HOST, ACCOUNT, rest=0)
    cache.keep(raw(1), NOW)
    while cache.page(ALL, 1) is None:
        os.sched_yield()
    cache.close()


def test_a_page_that_is_read_again_replaces_what_was_kept_of_it(path: Path) -> None:
    keep(path, raw(1), raw(2), raw(3, is_last=True))
    keep(path, raw(2, is_last=True, rows=1), at=NOW + timedelta(days=1))
    assert kept(path, 1) is not None
    assert kept(path, 2) == [200]
    assert kept(path, 3) is None, "the account has become shorter"
    keep(path, raw(2))
    with session(path) as cache:
        page = cache.page(ALL, 2)
    assert page is not None
    assert not page.is_last, "and longer again"


def test_an_empty_page_behind_the_last_one_says_where_the_end_is(path: Path) -> None:
    keep(path, raw(1), raw(2), raw(3, is_last=True, rows=0))
    with session(path) as cache:
        page = cache.page(ALL, 2)
    assert page is not None
    assert page.is_last
    assert kept(path, 3) is None


def test_pages_that_do_not_fit_or_were_not_answered_are_not_kept(path: Path) -> None:
    too_long = raw(1, rows=101)
    concluded = RawPage(2, (), is_last=True, is_certain=False)
    assert keep(path, raw(2), too_long, concluded) == []
    assert kept(path, 1) is None
    assert kept(path, 2) == list(range(200, 300))


def test_only_its_owner_can_read_it_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        cache = Cache(lambda: path, HOST, ACCOUNT, rest=0)
        cache.keep(raw(1), NOW)
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
    "scribbled": scribble,
    "no tables": lambda data: data[:100] + bytes(8092) + data[8192:],
    "a page of HTML": lambda _data: b"<html>login</html>" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_damage_costs_what_was_kept_and_nothing_else(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    keep(path, *(raw(number) for number in range(1, 9)))
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with session(path) as cache:
        for number in range(1, 9):
            cache.page(ALL, number)
        cache.page(Query.parse("sequence 44"), 1)
        cache.keep(raw(3), NOW)
    aside = path.with_name("cache.seq.corrupt")
    assert aside.read_bytes() == damaged, "it is not deleted"
    said = pop_warning(cache)
    assert len(said) == 1
    assert str(aside) in said[0]
    assert kept(path, 3) == list(range(300, 400))
    assert kept(path, 1) is None


def test_a_cache_of_a_newer_version_is_left_alone(path: Path) -> None:
    keep(path, raw(1))
    newer = bytearray(path.read_bytes())
    newer[60:64] = (schema.VERSION + 1).to_bytes(4)
    path.write_bytes(newer)
    with session(path) as cache:
        assert cache.page(ALL, 1) is None
        cache.keep(raw(1), NOW)
        cache.keep(raw(2), NOW)
    said = pop_warning(cache)
    assert len(said) == 1
    assert "newer seq-tui" in said[0]
    assert path.read_bytes() == newer


def test_two_accounts_are_never_mixed(path: Path) -> None:
    keep(path, raw(1))
    with session(path, account="f" * 16) as cache:
        assert cache.page(ALL, 1) is None
        cache.keep(raw(1, first=5000), NOW)
    assert "another account" in pop_warning(cache)[0]
    assert kept(path, 1) == list(range(100, 200))


def test_without_a_place_there_is_no_cache_and_one_line_about_it(path: Path) -> None:
    def nowhere() -> Path:
        raise SourceError(Failure(Cause.FILE, "no home"))

    cache = Cache(nowhere, HOST, ACCOUNT, rest=0)
    for number in range(3):
        cache.keep(raw(number + 1), NOW)
        assert cache.page(ALL, 1) is None
    cache.close()
    assert pop_warning(cache) == ["Nothing is kept for the next time: no home"]


def test_an_empty_file_is_one_that_somebody_is_just_beginning(path: Path) -> None:
    path.touch()
    assert keep(path, raw(1)) == []
    assert not path.with_name("cache.seq.corrupt").exists()
    assert kept(path, 1) == list(range(100, 200))


def test_a_folder_in_its_place_is_moved_away(path: Path) -> None:
    path.mkdir()
    assert len(keep(path, raw(1))) == 1
    assert kept(path, 1) == list(range(100, 200))
