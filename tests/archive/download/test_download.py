"""Downloading a whole account: the archive is never marked complete when it is not."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.download import Download, DownloadProgress
from seq_tui.archive.download.proof import MAX_RESCANS, ProvenReading
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import MAX_PAGES
from seq_tui.domain.query import Query
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import HOST, everything, item, live_ids

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.archive.download.download import DownloadResult

pytestmark = pytest.mark.anyio


@pytest.fixture
def writer(tmp_path: Path) -> ArchiveWriter:
    return ArchiveWriter.open_or_create(tmp_path / "a.seqtui.partial", HOST)


async def download(account: MovingAccount, writer: ArchiveWriter) -> DownloadResult:
    return await Download(account, writer, asyncio.Event()).run()


async def test_a_stable_account_is_read_once_and_confirmed_by_few_requests(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccountWithIds(2_050)
    result = await download(account, writer)
    assert result.is_complete
    assert await everything(writer) == [item(each) for each in account.ids]
    pages = [number for number in account.requested if number]
    assert pages[:21] == list(range(1, 22))
    # Pages past the end were in flight when it was found; the last page is then read by itself.
    assert pages[21:] == [22, 23, 24, 21]
    assert len(account.requested) - len(pages) == 6
    metadata = writer.metadata
    assert (metadata.is_complete, metadata.pages, metadata.warnings) == (True, 21, ())
    assert metadata.finished_at is not None


async def test_without_requests_by_ids_all_pages_are_read_again(writer: ArchiveWriter) -> None:
    account = MovingAccount(300)
    assert (await download(account, writer)).is_complete
    assert account.requested == [1, 2, 3, 4, 5, 6, 3, 1, 2, 3, 4, 5, 6]
    assert frozenset(live_ids(writer)) == account.states[0]


@pytest.mark.parametrize("size", [0, 1, 99, 100])
async def test_an_account_of_one_page_needs_no_proof(writer: ArchiveWriter, size: int) -> None:
    account = MovingAccount(size)
    assert (await download(account, writer)).is_complete
    assert len(account.requested) <= 4
    assert frozenset(live_ids(writer)) == account.states[0]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", [MovingAccount, MovingAccountWithIds])
@pytest.mark.parametrize("changes", [8, 60])
async def test_it_is_never_marked_complete_when_it_is_not(
    writer: ArchiveWriter, kind: type[MovingAccount], changes: int, seed: int
) -> None:
    account = kind(320, seed, changes=changes, chance=0.3)
    result = await download(account, writer)
    assert writer.metadata.is_complete == result.is_complete
    if result.is_complete:
        assert frozenset(live_ids(writer)) in account.states
    else:
        assert "the account kept changing" in result.warnings[0]
        assert changes == 60


async def test_an_account_that_keeps_changing_is_given_up(writer: ArchiveWriter) -> None:
    account = MovingAccount(320, changes=10_000, chance=0.7)
    result = await download(account, writer)
    assert not result.is_complete
    assert writer.metadata.warnings == result.warnings
    assert account.requested.count(1) == 1 + MAX_RESCANS


async def test_sequences_deleted_during_the_download_are_marked_deleted(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(250)

    def forget(progress: DownloadProgress) -> None:
        if progress.done == 2 and 7 in account.ids:
            account.ids.remove(7)
            account.states.append(frozenset(account.ids))

    result = await Download(account, writer, asyncio.Event(), forget).run()
    assert result.is_complete
    assert result.deleted == 1
    assert frozenset(live_ids(writer)) == account.states[-1]
    assert [row.id for row in writer.all_rows() if row.deleted_at] == [7]


async def test_the_newer_of_two_states_of_a_sequence_is_stored(writer: ArchiveWriter) -> None:
    account = MovingAccount(150)

    def change(progress: DownloadProgress) -> None:
        if progress.done == 1:
            # It moves to the next page, and is updated.
            account.ids.remove(100)
            account.ids.insert(101, 100)
            account.versions[100] = 2

    await Download(account, writer, asyncio.Event(), change).run()
    items = await everything(writer)
    assert items.count(item(100, "Trial 2", "2026-01-03T00:00:00Z")) == 1
    assert len(items) == 150


@pytest.mark.parametrize("length", [25, 500])
async def test_a_service_with_another_page_length_is_read_completely(
    writer: ArchiveWriter, length: int
) -> None:
    account = MovingAccount(1_030, length=length)
    assert (await download(account, writer)).is_complete
    assert frozenset(live_ids(writer)) == account.states[0]


async def test_a_service_that_marks_every_page_as_the_last_is_read_completely(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(130, length=25)
    account.ends_at = lambda page: True
    assert (await download(account, writer)).is_complete
    assert frozenset(live_ids(writer)) == account.states[0]


@pytest.mark.parametrize(("size", "length"), [(300, 100), (250, 100), (130, 25), (42, 100)])
async def test_a_service_that_never_marks_the_last_page_is_read_completely(
    writer: ArchiveWriter, size: int, length: int
) -> None:
    account = MovingAccount(size, length=length)
    account.ends_at = lambda page: False
    assert (await download(account, writer)).is_complete
    assert frozenset(live_ids(writer)) == account.states[0]
    pages = -(-size // length)
    assert len(account.requested) <= 2 * (pages + 5), "it is read and confirmed once"


async def test_a_short_page_in_the_middle_is_a_warning(writer: ArchiveWriter) -> None:
    account = MovingAccount(450)
    account.hidden = {2: 40}
    result = await download(account, writer)
    assert result.warnings == ("page 2 held 60 items, and page 1 100",)
    assert not writer.metadata.is_complete


async def test_a_short_page_in_a_later_pass_is_a_warning(writer: ArchiveWriter) -> None:
    account = MovingAccount(250)

    def shorten(progress: DownloadProgress) -> None:
        account.hidden = {2: 40} if progress.done == 3 else account.hidden

    result = await Download(account, writer, asyncio.Event(), shorten).run()
    assert result.warnings == ("page 2 held 60 items, and page 1 100",)


async def test_an_account_that_loses_its_last_page_is_counted_on_the_page_before(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(250)

    def shrink(progress: DownloadProgress) -> None:
        if progress.done == 3:
            del account.ids[190:]

    result = await Download(account, writer, asyncio.Event(), shrink).run()
    assert (result.is_complete, result.deleted) == (True, 60)
    assert frozenset(live_ids(writer)) == frozenset(range(1, 191))


@pytest.mark.parametrize("created", [1, 3, 99])
async def test_a_last_page_of_rows_that_moved_is_no_warning(
    writer: ArchiveWriter, created: int
) -> None:
    account = MovingAccount(300)
    account.ends_at = lambda page: False

    def create(progress: DownloadProgress) -> None:
        if progress.done == 3 and len(account.ids) == 300:
            account.ids[:0] = range(1_001, 1_001 + created)

    reading = ProvenReading(account, Query(), writer, asyncio.Event(), in_flight=1)
    async with aclosing(reading.pages()) as pages:
        async for page in pages:
            create(DownloadProgress(page.number, None, 0))
    assert reading.warnings == []
    assert set(live_ids(writer)) == set(account.ids)


async def test_a_service_that_ignores_the_page_number_is_given_up(writer: ArchiveWriter) -> None:
    account = MovingAccount(250)
    account.sent_page = lambda page: 1
    result = await download(account, writer)
    assert result.warnings == ("page 2 held nothing new",)
    assert len(account.requested) < 2 + 3
    assert len(live_ids(writer)) == 100


async def test_an_end_by_an_error_is_a_warning(writer: ArchiveWriter) -> None:
    account = MovingAccount(200)
    account.ends_at = lambda page: False
    account.refuses_past_the_end = True
    result = await download(account, writer)
    assert result.warnings == ("the service ended it with an error",)


async def test_a_refused_page_behind_a_clear_end_is_nothing_to_tell(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(200)
    account.refuses_past_the_end = True
    assert (await download(account, writer)).is_complete


async def test_items_without_an_id_are_kept_and_counted(writer: ArchiveWriter) -> None:
    account = MovingAccount(250)
    account.broken = {20, 120, 230, 240}
    assert (await download(account, writer)).is_complete
    assert (await everything(writer)).count({"data": None}) == 4
    assert writer.count == 250


async def test_an_endless_list_is_given_up(
    writer: ArchiveWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_PAGES >= 100_000
    monkeypatch.setattr("seq_tui.archive.download.scan.MAX_PAGES", 3)
    result = await download(MovingAccount(1_000), writer)
    assert result.warnings == ("the list continued after page 3",)
