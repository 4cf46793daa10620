"""What the service cannot search for is found in the cache, once it has the whole account."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache import source as cached_source
from seq_tui.archive.cache.disabled import DisabledCache
from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.cache.source import NO_CACHE, CachedSource
from seq_tui.archive.cache.whole_account import FEW_PAGES, UNUSUAL
from seq_tui.archive.file.errors import ArchiveError, DamagedError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from seq_tui.domain.query import Query, Sort
from tests.archive.cache.sessions import NOW, open_cache
from tests.fake_source import NO_ANSWER, FakeSource, NamedSource

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.page import RawPage

pytestmark = pytest.mark.anyio

LONG = Query.parse("steps>3")
"""Every fifth sequence of a `FakeSource`."""


@pytest.fixture(autouse=True)
def _show_nothing_before_all_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 3600)


def whole(path: Path, live: FakeSource) -> CachedSource:
    return CachedSource(live, open_cache(lambda: path), lambda: NOW)


async def some_turns() -> None:
    """Let other tasks run as long as they wait for nothing."""
    for _ in range(30):
        await asyncio.sleep(0)


async def ids(source: CachedSource, query: Query = LONG) -> list[int]:
    """The ids of all results."""
    found: list[int] = []
    number = 1
    while True:
        page = await source.page(query, number)
        assert not page.is_partial
        found += [row.id or 0 for row in page.items]
        if page.is_last:
            return found
        number += 1


async def test_the_first_filter_reads_every_page_once_and_the_next_none(tmp_path: Path) -> None:
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    await source.page(Query(), 1)
    assert await ids(source) == list(range(1004, 1342, 5))
    assert live.requested == [("", 1), ("", 2), ("", 3), ("", 4)]
    for number in range(9):
        assert await ids(source, Query.parse(f"steps={number} -reply>7")) == [
            1000 + each for each in range(342) if each % 5 == number
        ]
    assert len(live.requested) == 4
    source.close()


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 500, 700, 1250])
async def test_an_account_of_any_size_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    live = FakeSource(size)
    source = whole(tmp_path / "a.seq", live)
    assert await ids(source) == [1000 + each for each in range(size) if each % 5 == 4]
    pages = {number for _, number in live.requested}
    assert pages >= set(range(1, -(-size // 100) + 1))
    assert len(pages) == len(live.requested), "no page is read twice"
    wasted = len(pages) - max(-(-size // 100), 1)
    assert wasted <= (1 if size <= 100 * FEW_PAGES else 3)
    source.close()


async def test_with_its_size_known_the_pages_are_requested_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.seq"
    before = whole(path, FakeSource(342))
    await before.page(Query(), 4)
    before.close()
    live = FakeSource(342)
    source = whole(path, live)
    live.hold()
    search = asyncio.create_task(ids(source))
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(live.requested) == 3
    live.release()
    assert await search == list(range(1004, 1342, 5))
    assert sorted(number for _, number in live.requested) == [1, 2, 3, 4]
    source.close()


async def test_after_a_reload_the_account_is_read_again(tmp_path: Path) -> None:
    live = FakeSource(150)
    source = whole(tmp_path / "a.seq", live)
    assert len(await ids(source)) == 30
    live.sequences = live.sequences[:120]
    assert source.reload() is None
    assert await ids(source) == list(range(1004, 1120, 5))
    assert len(live.requested) == 4
    source.close()


async def test_what_was_found_so_far_is_shown_while_the_account_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0)
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    await source.page(Query(), 2)
    live.hold()
    page = await source.page(LONG, 1)
    assert page.is_partial
    assert [row.id for row in page.items] == list(range(1104, 1200, 5))
    assert source.searched(LONG) == 100
    live.release()
    while page.is_partial:
        page = await source.page(LONG, 1)
    assert len(page.items) == 68
    assert source.searched(LONG) == 0
    source.close()


async def test_reading_ends_when_no_search_wants_it_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0)
    live = FakeSource(1000)
    source = whole(tmp_path / "a.seq", live)

    def stop_at(number: int) -> Callable[[], bool]:
        return lambda: ("", number) not in live.requested

    page = await source.page(LONG, 1, is_wanted=stop_at(3))
    while page.is_partial and stop_at(3)():
        page = await source.page(LONG, 1, is_wanted=stop_at(3))
    assert len(live.requested) == 3
    monkeypatch.setattr(cached_source, "PARTIAL_S", 3600)
    assert len(await ids(source)) == 200
    assert len(live.requested) == len(set(live.requested))
    source.close()


async def test_a_page_that_cannot_be_read_fails_the_search_and_a_retry_reads_on(
    tmp_path: Path,
) -> None:
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    live.later_failures = [NO_ANSWER]
    with pytest.raises(SourceError) as raised:
        await source.page(LONG, 1)
    assert raised.value.failure is NO_ANSWER
    assert len(await ids(source)) == 68
    assert [number for _, number in live.requested] == [1, 2, 2, 3, 4]
    source.close()


async def test_two_searches_at_once_share_one_reading(tmp_path: Path) -> None:
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    short = Query.parse("steps<2")
    assert [len(found) for found in await asyncio.gather(ids(source), ids(source, short))] == [
        68,
        138,
    ]
    assert len(live.requested) == 4
    source.close()


async def test_what_was_read_beside_a_page_that_failed_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.seq"
    before = whole(path, FakeSource(342))
    await before.page(Query(), 4)
    before.close()
    live = FakeSource(342)
    source = whole(path, live)
    live.failures = [NO_ANSWER]
    with pytest.raises(SourceError):
        await source.page(LONG, 1)
    assert len(await ids(source)) == 68
    assert sorted(number for _, number in live.requested) == [1, 1, 2, 3, 4]
    source.close()


async def test_the_failure_of_an_abandoned_search_is_not_that_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0)
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    live.hold()
    is_wanted = True
    assert (await source.page(LONG, 1, is_wanted=lambda: is_wanted)).is_partial
    live.failures = [NO_ANSWER]
    is_wanted = False
    live.release()
    await some_turns()
    assert not live.failures
    monkeypatch.setattr(cached_source, "PARTIAL_S", 3600)
    assert len(await ids(source)) == 68
    source.close()


async def test_a_failure_between_two_pages_of_one_search_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_source, "PARTIAL_S", 0)
    live = FakeSource(342)
    source = whole(tmp_path / "a.seq", live)
    live.hold()
    assert (await source.page(LONG, 1)).is_partial
    live.failures = [NO_ANSWER]
    live.release()
    await some_turns()
    assert not live.failures
    with pytest.raises(SourceError, match="503"):
        await source.page(LONG, 1)
    source.close()


async def test_without_a_cache_the_search_says_so_and_requests_nothing() -> None:
    live = FakeSource(42)
    source = CachedSource(live, DisabledCache("no SQLite"), lambda: NOW)
    with pytest.raises(SourceError, match=NO_CACHE):
        await source.page(LONG, 1)
    assert not live.requested


class SamePage(FakeSource):
    """A service that ignores the number of the page."""

    async def raw_page(self, query: Query, number: int, **options: Callable[[], bool]) -> RawPage:
        page = await super().raw_page(query, 1, **options)
        return page._replace(number=number, is_last=False)


async def test_a_service_that_repeats_a_page_without_end_is_left(tmp_path: Path) -> None:
    live = SamePage(342)
    source = whole(tmp_path / "a.seq", live)
    assert await ids(source) == list(range(1004, 1100, 5))
    assert len(live.requested) == 2
    assert source.search_note(LONG) == UNUSUAL
    source.close()


async def test_creators_are_found_by_names_that_no_row_has_asked_for(tmp_path: Path) -> None:
    live = NamedSource(342, {7: "Anna Nowak"})
    live.sequences = (
        *live.sequences[:-1],
        live.sequences[-1]._replace(creator_id=8),
    )
    source = whole(tmp_path / "a.seq", live)
    assert len(await ids(source, Query.parse("creator:anna"))) == 341
    assert await ids(source, Query.parse("-creator:anna")) == [1341]
    assert [sorted(asked) for asked in live.asked] == [[7, 8]], "each is asked for once"
    by_creator = replace(Query(), sort=Sort("creator", is_descending=True))
    assert (await source.page(by_creator, 1)).items[-1].id == 1099
    assert len(live.asked) == 1
    source.close()


async def test_a_filter_without_creators_asks_for_no_names(tmp_path: Path) -> None:
    live = NamedSource(42, {7: "Anna Nowak"})
    source = whole(tmp_path / "a.seq", live)
    await ids(source)
    assert live.asked == []
    source.close()


@pytest.mark.parametrize("place", [(ArchiveWriter, "put_page"), (CachedPages, "search")])
async def test_pages_that_a_damaged_cache_lost_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[type[Archive], str]
) -> None:
    path = tmp_path / "a.seq"
    live = FakeSource(342)
    source = whole(path, live)
    assert len(await ids(source)) == 68
    with monkeypatch.context() as context:
        context.setattr(*place, fail_once(place, DamagedError(path)))
        await source.page(Query(), 2)
        page = await source.page(LONG, 1)
    while page.is_partial:
        page = await source.page(LONG, 1)
    assert len(page.items) == 68
    assert len(live.requested) >= 8
    source.close()


async def test_a_cache_that_lost_pages_and_takes_no_others_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole(tmp_path / "a.seq", FakeSource(342))
    assert len(await ids(before)) == 68
    before.close()
    live = FakeSource(342)
    live.sequences = live.sequences[::-1]
    source = whole(tmp_path / "a.seq", live)
    full = ArchiveError("The disk is full")
    monkeypatch.setattr(ArchiveWriter, "put_page", fail_once((ArchiveWriter, "put_page"), full))
    assert (await source.page(LONG, 1)).is_partial
    with pytest.raises(SourceError, match=NO_CACHE):
        await source.page(LONG, 1)
    requested = len(live.requested)
    with pytest.raises(SourceError, match=NO_CACHE):
        await source.page(LONG, 1)
    assert len(live.requested) == requested
    source.close()


def fail_once(place: tuple[type[Archive], str], error: Exception) -> Callable[..., object]:
    """The method, but its first call raises the error."""
    owner, name = place
    method: Callable[..., object] = getattr(owner, name)
    errors = [error]

    def run(*args: object, **options: object) -> object:
        if errors:
            raise errors.pop()
        return method(*args, **options)

    return run


async def test_a_filter_needs_no_request_once_the_cache_has_the_whole_account(
    tmp_path: Path,
) -> None:
    source = whole(tmp_path / "a.seq", FakeSource(342))
    words = Query.parse("sequence")
    assert not source.answers_at_once(LONG)
    await ids(source)
    assert (source.answers_at_once(LONG), source.answers_at_once(words)) == (True, False)
    source.reload()
    assert not source.answers_at_once(LONG)
    source.close()


def test_offline_nothing_needs_a_request(tmp_path: Path) -> None:
    source = CachedSource(None, open_cache(lambda: tmp_path / "a.seq"), lambda: NOW)
    assert all(map(source.answers_at_once, (LONG, Query.parse("sequence"))))
    source.close()


class SlowNames(NamedSource):
    """Answers for names once it may."""

    def __init__(self, size: int, names: dict[int, str]) -> None:
        super().__init__(size, names)
        self.may_answer = asyncio.Event()

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names, once they may be known."""
        names = await super().creator_names(ids)
        await self.may_answer.wait()
        return names


async def test_every_search_waits_for_the_names_that_one_has_asked_for(tmp_path: Path) -> None:
    live = SlowNames(42, {7: "Anna"})
    source = whole(tmp_path / "a.seq", live)
    await ids(source)
    texts = "creator:an", "creator:anna"
    searches = [asyncio.create_task(source.page(Query.parse(text), 1)) for text in texts]
    for _ in range(100):
        await asyncio.sleep(0)
    assert not any(source.answers_at_once(Query.parse(text)) for text in texts)
    live.may_answer.set()
    pages = await asyncio.gather(*searches)
    assert [len(page.items) for page in pages] == [42, 42]
    assert live.asked == [[7]]
    assert all(source.answers_at_once(Query.parse(text)) for text in texts)
    source.close()
