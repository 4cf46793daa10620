"""The cache behind a live account: what it keeps, and that nothing which befalls it is an error."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive import cache as cache_module
from seq_tui.archive import schema
from seq_tui.archive.cache import Cache
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import RawPage
from seq_tui.domain.query import Query
from tests.archive.saved import HOST, item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ACCOUNT = "0123456789abcdef"
NOW = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)
ALL = Query()


@pytest.fixture(autouse=True)
def _short_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "SECOND_LOOK", 0.001)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.seq"


@contextmanager
def session(path: Path, account: str = ACCOUNT) -> Iterator[Cache]:
    """One run of the program; at its end everything is written."""
    cache = Cache(lambda: path, HOST, account, rest=0)
    yield cache
    cache.close()


def raw(number: int, *, is_last: bool = False, rows: int = 100, first: int = 0) -> RawPage:
    start = first + number * 100
    items = tuple(item(each, f"Sequence {each}") for each in range(start, start + rows))
    return RawPage(number, items, is_last)


def keep(path: Path, *pages: RawPage, at: datetime = NOW) -> list[str]:
    """Keep pages in one session; returns what it had to say."""
    with session(path) as cache:
        for page in pages:
            cache.keep(page, at)
    return news(cache)


def news(cache: Cache) -> list[str]:
    return list(iter(cache.news, ""))


def kept(path: Path, number: int, query: Query = ALL) -> list[int | None] | None:
    """The ids of a page as the next session has them."""
    with session(path) as cache:
        page = cache.page(query, number)
    return None if page is None else [sequence.id for sequence in page.items]


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
    assert news(cache) == []


def test_nothing_is_there_before_anything_was_kept(path: Path) -> None:
    with session(path) as cache:
        assert cache.page(ALL, 1) is None
        assert news(cache) == []
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


def scribble(data: bytes) -> bytes:
    """The file with every page but the first one overwritten in its middle."""
    pages = [data[at : at + 8192] for at in range(0, len(data), 8192)]
    return pages[0] + b"".join(page[:100] + b"\xa5" * 7000 + page[7100:] for page in pages[1:])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "random": lambda data: random.Random(5).randbytes(len(data)),
    "zeros": lambda data: bytes(len(data)),
    "empty": lambda _data: b"",
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
    said = news(cache)
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
    said = news(cache)
    assert len(said) == 1
    assert "newer seq-tui" in said[0]
    assert path.read_bytes() == newer


def test_two_accounts_are_never_mixed(path: Path) -> None:
    keep(path, raw(1))
    with session(path, account="f" * 16) as cache:
        assert cache.page(ALL, 1) is None
        cache.keep(raw(1, first=5000), NOW)
    assert "another account" in news(cache)[0]
    assert kept(path, 1) == list(range(100, 200))


def test_without_a_place_there_is_no_cache_and_one_line_about_it(path: Path) -> None:
    def nowhere() -> Path:
        raise SourceError(Failure(Cause.FILE, "no home"))

    cache = Cache(nowhere, HOST, ACCOUNT, rest=0)
    for number in range(3):
        cache.keep(raw(number + 1), NOW)
        assert cache.page(ALL, 1) is None
    cache.close()
    assert news(cache) == ["Nothing is kept for the next time: no home"]


def test_a_folder_in_its_place_is_moved_away(path: Path) -> None:
    path.mkdir()
    assert len(keep(path, raw(1))) == 1
    assert kept(path, 1) == list(range(100, 200))


def test_a_full_disk_costs_the_cache_and_not_the_session(path: Path) -> None:
    keep(path, raw(1))
    script = f"""
import resource
from pathlib import Path
from tests.archive.test_cache import ALL, NOW, news, raw, session
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.keep(raw(number), NOW)
print(len(news(cache)))
"""
    assert run(script) == "1\n"
    assert kept(path, 1) == list(range(100, 200))


def run(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout


def test_two_processes_on_one_cache_lose_nothing(path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.archive.test_cache import ALL, NOW, news, raw, session
offset = int(sys.argv[2])
for round in range(3):
    with session(Path(sys.argv[1])) as cache:
        for number in range(1 + offset, 13, 2):
            cache.keep(raw(number), NOW)
            cache.page(ALL, number)
    print(news(cache))
"""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(offset)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for offset in (0, 1)
    ]
    assert [each.communicate()[0] for each in runs] == ["[]\n[]\n[]\n"] * 2
    for number in range(1, 13):
        assert kept(path, number) == list(range(number * 100, number * 100 + 100))
    assert not path.with_name("cache.seq.corrupt").exists()


def test_a_cache_that_another_process_moved_aside_is_begun_anew_once(path: Path) -> None:
    keep(path, *(raw(number) for number in range(1, 9)))
    path.write_bytes(scribble(path.read_bytes()))
    script = f"""
from pathlib import Path
from tests.archive.test_cache import ALL, NOW, news, raw, session
with session(Path({str(path)!r})) as cache:
    for number in range(1, 9):
        cache.page(ALL, number)
    cache.keep(raw(1), NOW)
print(len(news(cache)))
"""
    with session(path) as cache:
        assert cache.page(ALL, 99) is None, "the damaged file is open here"
        assert run(script) == "1\n"
        for number in range(1, 9):
            cache.page(ALL, number)
        cache.keep(raw(2), NOW)
    assert news(cache) == []
    assert kept(path, 1) == list(range(100, 200))
    assert kept(path, 2) == list(range(200, 300))
