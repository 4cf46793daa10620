"""An account with a cache, and where the cache is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.source import CachedSource
from seq_tui.cli import cache_sources
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from tests.archive.cache.sessions import NOW, open_cache
from tests.fake_source import NO_ANSWER, FakeSource, NamedSource

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

pytestmark = pytest.mark.anyio

BASE, TOKEN, HOST = "https://sell.test:8443", "canary" * 10, "sell.test:8443"


async def test_an_answer_is_returned_with_its_time_and_cached(tmp_path: Path) -> None:
    live, cache = FakeSource(342), open_cache(lambda: tmp_path / "a.seq")
    source = CachedSource(live, cache, lambda: NOW)
    page = await source.page(Query(), 4)
    assert page == (await live.page(Query(), 4))._replace(read_at=NOW)
    cache.close()
    later = CachedSource(None, open_cache(lambda: tmp_path / "a.seq"))
    assert later.cached_page(Query(), 4) == page
    assert later.cached_page(Query(), 1) is None


async def test_search_results_are_not_cached(tmp_path: Path) -> None:
    cache = open_cache(lambda: tmp_path / "a.seq")
    source = CachedSource(FakeSource(342), cache)
    assert len((await source.page(Query("7"), 1)).items) > 1
    cache.close()
    assert not (tmp_path / "a.seq").exists()


async def test_the_cache_knows_rows_and_the_account_what_its_search_misses(tmp_path: Path) -> None:
    live, cache = FakeSource(342), open_cache(lambda: tmp_path / "a.seq")
    live.search_notes = {"lodz": "accents"}
    source = CachedSource(live, cache)
    await source.page(Query(), 4)
    cache.close()
    cache = open_cache(lambda: tmp_path / "a.seq")
    for account, note in ((live, "accents"), (None, "")):
        source = CachedSource(account, cache)
        assert [source.row_of(each) for each in (1000, 1300, 1341)] == [None, 300, 341]
        assert source.search_note(Query("lodz")) == note
        assert source.search_note(Query("21")) == ""
    cache.close()
    assert CachedSource(None, open_cache(lambda: tmp_path / "none")).row_of(1300) is None


async def test_the_last_page_of_an_earlier_session_is_likely_the_last(tmp_path: Path) -> None:
    live, cache = FakeSource(342), open_cache(lambda: tmp_path / "a.seq")
    source = CachedSource(live, cache)
    assert source.likely_last_page(Query()) is None
    await source.page(Query(), 4)
    cache.close()
    source = CachedSource(live, open_cache(lambda: tmp_path / "a.seq"))
    assert source.likely_last_page(Query()) == 4
    assert source.likely_last_page(Query("a")) is None, "of a search, nothing is known"
    source.close()


async def test_names_of_creators_are_asked_for_once_and_known_offline(tmp_path: Path) -> None:
    live = NamedSource(342, {7: "Ines Moreau", 8: "Åsa Lind"})
    source = CachedSource(live, cache := open_cache(lambda: tmp_path / "a.seq"))
    assert source.known_creator_names([7, 9]) == {}
    assert await source.creator_names([7, 9]) == {7: "Ines Moreau"}
    assert await source.creator_names([8]) == {8: "Åsa Lind"}
    cache.close()
    live.asked.clear()
    later = CachedSource(live, cache := open_cache(lambda: tmp_path / "a.seq"))
    assert later.known_creator_names([7, 8, 9]) == {7: "Ines Moreau", 8: "Åsa Lind"}
    assert await later.creator_names([7, 8]) == {7: "Ines Moreau", 8: "Åsa Lind"}
    assert live.asked == []
    cache.close()
    offline = CachedSource(None, cache := open_cache(lambda: tmp_path / "a.seq"))
    assert await offline.creator_names([8, 9]) == {8: "Åsa Lind"}
    cache.close()


async def test_everything_else_comes_from_the_account(tmp_path: Path) -> None:
    live = FakeSource(342)
    live.seconds_paused = 3.5
    source = CachedSource(live, open_cache(lambda: tmp_path / "a.seq"))
    assert source.retry_in() == 3.5
    assert await source.get(1007) == await live.get(1007)
    assert await source.raw(1007) == await live.raw(1007)
    assert await source.raw_page(Query(), 2) == await live.raw_page(Query(), 2)
    live.failures = [NO_ANSWER]
    with pytest.raises(SourceError) as raised:
        await source.page(Query(), 1)
    assert raised.value.failure is NO_ANSWER


async def test_without_a_live_account_every_request_fails_as_offline(tmp_path: Path) -> None:
    source = CachedSource(None, open_cache(lambda: tmp_path / "a.seq"))
    reads: list[Callable[[], Awaitable[object]]] = [
        lambda: source.page(Query(), 1),
        lambda: source.raw_page(Query(), 1),
        lambda: source.get(1),
        lambda: source.raw(1),
    ]
    for read in reads:
        with pytest.raises(SourceError) as raised:
            await read()
        assert raised.value.failure.cause is Cause.OFFLINE
    assert source.retry_in() == 0
    assert source.pop_warning() == ""


async def cache_first_page(base: str = BASE, token: str = TOKEN) -> None:
    """Run a session that reads the first page."""
    source = CachedSource(FakeSource(342), cache_sources.open_cache(base, token, HOST))
    await source.page(Query(), 1)
    source.close()


async def test_each_account_has_a_file_of_its_own_that_reveals_no_token(tmp_path: Path) -> None:
    for base in (BASE, "https://other.test"):
        for token in (TOKEN, TOKEN + "2"):
            await cache_first_page(base, token)
    folder = tmp_path / "cache" / "seq-tui"
    files = sorted(folder.iterdir())
    assert len(files) == 4
    assert all(file.name.startswith("sell.test_8443-") for file in files)
    assert not any("canary" in file.name or b"canary" in file.read_bytes() for file in files)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


async def test_a_folder_that_others_can_read_is_made_private(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "seq-tui"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    await cache_first_page()
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("folder", ["~/.cache", "/dev/null"])
async def test_without_a_usable_folder_there_is_no_cache_and_one_warning(
    monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    source = CachedSource(FakeSource(342), cache_sources.open_cache(BASE, TOKEN, HOST))
    assert source.cached_page(Query(), 1) is None
    assert len((await source.page(Query(), 1)).items) == 100
    assert source.pop_warning().startswith("Pages are not cached in this session: ")
    source.close()
    assert source.pop_warning() == ""


async def test_offline_pages_are_described_by_age_and_never_as_all() -> None:
    await cache_first_page()
    pages, description = cache_sources.cached_pages(BASE, TOKEN, HOST)
    assert pages.count == 100
    assert description.startswith("offline, as of ")
    assert description.endswith(": 100 sequences that were seen, which may not be all")
    source = CachedSource(FakeSource(142), cache_sources.open_cache(BASE, TOKEN, HOST))
    for number in (1, 2):
        await source.page(Query(), number)
    source.close()
    assert cache_sources.cached_pages(BASE, TOKEN, HOST)[1].endswith(
        ": 142 sequences that were seen, which may not be all"
    )


@pytest.mark.parametrize(("base", "token"), [(BASE, "other"), ("https://other.test", TOKEN)])
async def test_the_cache_of_one_account_is_not_used_for_another(base: str, token: str) -> None:
    await cache_first_page()
    for read in (cache_sources.cached_pages, cache_sources.offline_source):
        with pytest.raises(SourceError) as raised:
            read(base, token, HOST)
        assert raised.value.failure.cause is Cause.OFFLINE
        assert "canary" not in str(raised.value)
