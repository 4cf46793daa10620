"""Reading and searching cached pages."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.pages import EPOCH, LAST_PAGE_KEY, CachedPages
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from tests.archive.cache.sessions import ACCOUNT
from tests.archive.saved_items import HOST, item

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

EARLIER, LATER = 1_795_000_000, 1_795_100_000


def ids(page: Page[Sequence] | None) -> list[int | None]:
    assert page is not None
    return [sequence.id for sequence in page.items]


@pytest.fixture
def pages(tmp_path: Path) -> CachedPages:
    """Pages 1 and 3 of an account of which page 3 is known to be the last."""
    path = tmp_path / "cache.seq"
    writer = ArchiveWriter.open_or_create(path, HOST, ACCOUNT)
    writer.put_page(1, [item(1, "Winback"), item(2, "Trial")], seen=LATER)
    writer.put_page(3, [item(5, "Trial over"), item(6, "x")], is_last=True, seen=EARLIER)
    writer.save_progress(LAST_PAGE_KEY, "3")
    writer.close()
    return CachedPages.of_account(path, HOST, ACCOUNT)


async def test_a_cached_page_has_the_time_at_which_it_was_read(
    pages: CachedPages,
) -> None:
    page = pages.stored_page(1)
    assert ids(page) == [1, 2]
    assert page is not None
    assert page.read_at == datetime.fromtimestamp(LATER, UTC)
    assert not page.is_last
    last = pages.stored_page(3)
    assert ids(last) == [5, 6]
    assert last is not None
    assert last.is_last


@pytest.mark.parametrize("number", [2, 4, 10**12])
async def test_a_page_that_was_never_read_is_not_cached(pages: CachedPages, number: int) -> None:
    assert pages.stored_page(number) is None


async def test_search_results_have_the_time_of_the_oldest_row(
    pages: CachedPages,
) -> None:
    found = pages.search(Query.parse("TRIAL"), 1)
    assert ids(found) == [2, 5]
    assert found.read_at == datetime.fromtimestamp(EARLIER, UTC)
    assert ids(pages.search(Query.parse("#6,1,99"), 1)) == [1, 6]
    assert ids(pages.search(Query.parse("nothing"), 1)) == []
    assert ids(pages.search(Query.parse("över TRÍAL"), 1)) == [5]
    assert ids(pages.search(Query.parse("6"), 1)) == [6]


async def test_it_knows_the_rows_in_the_account(pages: CachedPages) -> None:
    assert [pages.account_row_of(each) for each in (1, 2, 5, 6, 7)] == [0, 1, 200, 201, None]


async def test_it_knows_its_age_and_the_last_page(pages: CachedPages) -> None:
    assert pages.oldest_read_at() == datetime.fromtimestamp(EARLIER, UTC)
    assert pages.last_page() == 3


async def test_a_sequence_that_is_not_cached_is_not_reported_as_missing(pages: CachedPages) -> None:
    assert (await pages.get(5)).name == "Trial over"
    assert await pages.raw(6) == item(6, "x")
    for read in (pages.get, pages.raw):
        with pytest.raises(SourceError) as raised:
            await read(4)
        assert raised.value.failure.cause is Cause.OFFLINE
    with pytest.raises(SourceError):
        await pages.get(10**30)


@pytest.mark.parametrize(("host", "account"), [("other.test", ACCOUNT), (HOST, "f" * 16)])
async def test_the_cache_of_another_account_is_refused(
    tmp_path: Path, host: str, account: str
) -> None:
    path = tmp_path / "cache.seq"
    ArchiveWriter.open_or_create(path, HOST, ACCOUNT).close()
    with pytest.raises(ArchiveError, match="another account"):
        CachedPages.of_account(path, host, account)


@pytest.mark.parametrize("seen", [-(10**18), -1, 0, 10**18])
async def test_an_impossible_time_is_replaced_by_a_possible_one(tmp_path: Path, seen: int) -> None:
    path = tmp_path / "cache.seq"
    writer = ArchiveWriter.open_or_create(path, HOST, ACCOUNT)
    writer.put_page(1, [item(1)], seen=seen)
    writer.close()
    page = CachedPages.of_account(path, HOST, ACCOUNT).stored_page(1)
    assert page is not None
    assert page.read_at is not None
    assert page.read_at >= EPOCH


async def test_an_empty_cache_has_no_age(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    ArchiveWriter.open_or_create(path, HOST, ACCOUNT).close()
    pages = CachedPages.of_account(path, HOST, ACCOUNT)
    assert pages.oldest_read_at() is None
    assert pages.last_page() is None


def test_the_oldest_row_is_looked_for_once_while_the_cache_is_unchanged(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put_page(1, [item(1)], seen=7)
    with closing(CachedPages.open(tmp_path / "a.seqtui")) as cache:
        statements: list[str] = []
        cache._connection.set_trace_callback(statements.append)
        dates = {cache.search(Query(name), 1).read_at for name in ("trial", "x")}
        assert dates == {EPOCH + timedelta(seconds=7)}
        assert len([each for each in statements if "min(CAST(seen" in each]) == 1
        writer.put_page(2, [item(2)], seen=5)
        assert cache.search(Query("trial"), 1).read_at == EPOCH + timedelta(seconds=5)
