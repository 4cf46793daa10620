"""Pages that were kept, as they are read again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.pages import EPOCH, LAST, CachedPages
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, item

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

ACCOUNT = "0123456789abcdef"
EARLIER, LATER = 1_795_000_000, 1_795_100_000


def ids(page: Page[Sequence] | None) -> list[int | None]:
    assert page is not None
    return [sequence.id for sequence in page.items]


@pytest.fixture
def pages(tmp_path: Path) -> CachedPages:
    """Pages 1 and 3 of an account of which page 3 is known to be the last."""
    path = tmp_path / "cache.seq"
    writer = ArchiveWriter.begin(path, HOST, ACCOUNT)
    writer.put_page(1, [item(1, "Winback"), item(2, "Trial")], seen=LATER)
    writer.put_page(3, [item(5, "Trial over"), item(6, "x")], is_last=True, seen=EARLIER)
    writer.remember(LAST, "3")
    writer.close()
    return CachedPages.of(path, HOST, ACCOUNT)


async def test_a_page_is_kept_by_its_number_with_the_time_of_its_reading(
    pages: CachedPages,
) -> None:
    page = pages.kept(1)
    assert ids(page) == [1, 2]
    assert page is not None
    assert page.read_at == datetime.fromtimestamp(LATER, UTC)
    assert not page.is_last
    last = pages.kept(3)
    assert ids(last) == [5, 6]
    assert last is not None
    assert last.is_last


@pytest.mark.parametrize("number", [2, 4, 10**12])
async def test_of_a_page_that_was_never_read_nothing_is_kept(
    pages: CachedPages, number: int
) -> None:
    assert pages.kept(number) is None


async def test_all_that_is_kept_can_be_searched_and_is_as_old_as_its_oldest(
    pages: CachedPages,
) -> None:
    found = pages.found(Query.parse("TRIAL"), 1)
    assert ids(found) == [2, 5]
    assert found.read_at == datetime.fromtimestamp(EARLIER, UTC)
    assert ids(pages.found(Query.parse("#6,1,99"), 1)) == [1, 6]
    assert ids(pages.found(Query.parse("nothing"), 1)) == []


async def test_it_says_how_old_it_is_and_whether_it_is_whole(
    pages: CachedPages, tmp_path: Path
) -> None:
    assert pages.oldest() == datetime.fromtimestamp(EARLIER, UTC)
    assert pages.last_page() == 3
    assert not pages.is_whole()
    writer = ArchiveWriter.begin(tmp_path / "cache.seq", HOST, ACCOUNT)
    writer.put_page(2, [item(3)], seen=LATER)
    writer.close()
    assert pages.is_whole()


async def test_a_sequence_that_was_not_seen_may_exist_all_the_same(pages: CachedPages) -> None:
    assert (await pages.get(5)).name == "Trial over"
    assert await pages.raw(6) == item(6, "x")
    for read in (pages.get, pages.raw):
        with pytest.raises(SourceError) as raised:
            await read(4)
        assert raised.value.failure.cause is Cause.OFFLINE
    with pytest.raises(SourceError):
        await pages.get(10**30)


@pytest.mark.parametrize(("host", "account"), [("other.test", ACCOUNT), (HOST, "f" * 16)])
async def test_the_pages_of_another_account_are_refused(
    tmp_path: Path, host: str, account: str
) -> None:
    path = tmp_path / "cache.seq"
    ArchiveWriter.begin(path, HOST, ACCOUNT).close()
    with pytest.raises(ArchiveError, match="another account"):
        CachedPages.of(path, host, account)


@pytest.mark.parametrize("seen", [-(10**18), -1, 0, 10**18])
async def test_a_time_that_cannot_be_is_some_time(tmp_path: Path, seen: int) -> None:
    path = tmp_path / "cache.seq"
    writer = ArchiveWriter.begin(path, HOST, ACCOUNT)
    writer.put_page(1, [item(1)], seen=seen)
    writer.close()
    page = CachedPages.of(path, HOST, ACCOUNT).kept(1)
    assert page is not None
    assert page.read_at is not None
    assert page.read_at >= EPOCH


async def test_nothing_kept_has_no_age(tmp_path: Path) -> None:
    path = tmp_path / "cache.seq"
    ArchiveWriter.begin(path, HOST, ACCOUNT).close()
    pages = CachedPages.of(path, HOST, ACCOUNT)
    assert pages.oldest() is None
    assert pages.last_page() is None
    assert not pages.is_whole()
