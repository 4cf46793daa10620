"""A whole account in an archive, and never called complete when it is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.download import LOOKS, Download
from seq_tui.archive.download.scan import MAX_PAGES
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.download.moving_account import MovingAccount, MovingWitness
from tests.archive.saved_items import HOST, everything, item

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.archive.download.download import Result, Step

pytestmark = pytest.mark.anyio


@pytest.fixture
def writer(tmp_path: Path) -> ArchiveWriter:
    return ArchiveWriter.begin(tmp_path / "a.seqtui.partial", HOST)


async def download(account: MovingAccount, writer: ArchiveWriter) -> Result:
    return await Download(account, writer, asyncio.Event()).run()


def live(writer: ArchiveWriter) -> frozenset[int | None]:
    """The ids of what the account has not deleted."""
    return frozenset(each for each, _, deleted_at in writer.stored() if deleted_at is None)


async def test_an_account_that_rests_is_read_once_and_asked_about_in_few_requests(
    writer: ArchiveWriter,
) -> None:
    account = MovingWitness(2_050)
    result = await download(account, writer)
    assert result.is_complete
    assert await everything(writer) == [item(each) for each in account.ids]
    pages = [number for number in account.asked if number]
    assert pages[:21] == list(range(1, 22))
    # Those past the end were under way when it was found; the last one is read by itself.
    assert pages[21:] == [22, 23, 24, 21]
    assert len(account.asked) - len(pages) == 6
    about = writer.about
    assert (about.is_complete, about.pages, about.warnings) == (True, 21, ())
    assert about.finished_at is not None


async def test_without_a_witness_all_pages_are_read_again(writer: ArchiveWriter) -> None:
    account = MovingAccount(300)
    assert (await download(account, writer)).is_complete
    assert account.asked == [1, 2, 3, 4, 5, 6, 3, 1, 2, 3, 4, 5, 6]
    assert live(writer) == account.states[0]


@pytest.mark.parametrize("size", [0, 1, 99, 100])
async def test_an_account_of_one_page_was_read_in_one_moment(
    writer: ArchiveWriter, size: int
) -> None:
    account = MovingAccount(size)
    assert (await download(account, writer)).is_complete
    assert len(account.asked) <= 4
    assert live(writer) == account.states[0]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", [MovingAccount, MovingWitness])
@pytest.mark.parametrize("changes", [8, 60])
async def test_it_is_never_called_complete_when_it_is_not(
    writer: ArchiveWriter, kind: type[MovingAccount], changes: int, seed: int
) -> None:
    account = kind(320, seed, changes=changes, chance=0.3)
    result = await download(account, writer)
    assert writer.about.is_complete == result.is_complete
    if result.is_complete:
        assert live(writer) in account.states
    else:
        assert "the account changed all the time" in result.warnings[0]
        assert changes == 60


async def test_an_account_that_never_rests_is_left_in_the_end(writer: ArchiveWriter) -> None:
    account = MovingAccount(320, changes=10_000, chance=0.7)
    result = await download(account, writer)
    assert not result.is_complete
    assert writer.about.warnings == result.warnings
    assert account.asked.count(1) == 1 + LOOKS


async def test_what_the_account_deleted_meanwhile_is_kept_as_deleted(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(250)

    def forget(step: Step) -> None:
        if step.page == 2 and 7 in account.ids:
            account.ids.remove(7)
            account.states.append(frozenset(account.ids))

    result = await Download(account, writer, asyncio.Event(), forget).run()
    assert result.is_complete
    assert result.deleted == 1
    assert live(writer) == account.states[-1]
    assert [each for each, _, deleted_at in writer.stored() if deleted_at] == [7]


async def test_of_two_states_of_a_sequence_the_newer_is_kept(writer: ArchiveWriter) -> None:
    account = MovingAccount(150)

    def change(step: Step) -> None:
        if step.page == 1:
            # It moves to the page that comes next, and is changed.
            account.ids.remove(100)
            account.ids.insert(101, 100)
            account.versions[100] = 2

    await Download(account, writer, asyncio.Event(), change).run()
    items = await everything(writer)
    assert items.count(item(100, "Trial 2", "2026-01-03T00:00:00Z")) == 1
    assert len(items) == 150


@pytest.mark.parametrize("length", [25, 500])
async def test_a_service_that_chooses_the_length_of_its_pages_is_read_whole(
    writer: ArchiveWriter, length: int
) -> None:
    account = MovingAccount(1_030, length=length)
    assert (await download(account, writer)).is_complete
    assert live(writer) == account.states[0]


async def test_a_service_that_calls_every_short_page_the_last_is_read_whole(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(130, length=25)
    account.ends_at = lambda page: True
    assert (await download(account, writer)).is_complete
    assert live(writer) == account.states[0]


async def test_a_service_that_never_says_which_page_is_the_last_is_read_whole(
    writer: ArchiveWriter,
) -> None:
    account = MovingAccount(300)
    account.ends_at = lambda page: False
    assert (await download(account, writer)).is_complete
    assert live(writer) == account.states[0]


async def test_a_short_page_in_the_middle_is_said(writer: ArchiveWriter) -> None:
    account = MovingAccount(450)
    account.hidden = {2: 40}
    result = await download(account, writer)
    assert result.warnings == ("page 2 held 60 items, and page 1 100",)
    assert not writer.about.is_complete


async def test_a_service_that_takes_no_notice_of_the_page_is_left(writer: ArchiveWriter) -> None:
    account = MovingAccount(250)
    account.shown = lambda page: 1
    result = await download(account, writer)
    assert result.warnings == ("page 2 held nothing new",)
    assert len(account.asked) < 2 + 3
    assert len(live(writer)) == 100


async def test_an_end_that_an_error_told_is_said(writer: ArchiveWriter) -> None:
    account = MovingAccount(200)
    account.ends_at = lambda page: False
    account.refuses_past_the_end = True
    result = await download(account, writer)
    assert result.warnings == ("the service ended the list with an error",)


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


async def test_a_list_without_an_end_is_left(
    writer: ArchiveWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_PAGES >= 100_000
    monkeypatch.setattr("seq_tui.archive.download.scan.MAX_PAGES", 3)
    result = await download(MovingAccount(1_000), writer)
    assert result.warnings == ("the list went on behind page 3",)
