"""An interrupted download resumes, and its result is as correct as without interruption."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.download import Download
from seq_tui.archive.download.ordered_requests import StoppedError
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.archive.saved_items import HOST, everything, item, live_ids
from tests.fake_source import NO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.archive.download.download import DownloadProgress, DownloadResult
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio

SIZE = 1_050


class InterruptedDownloadError(Exception):
    """The process ends here."""


class FailingAccount(MovingAccountWithIds):
    """An account whose request number `fails_at` fails."""

    fails_at: int | None = None

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> RawPage:
        if len(self.requested) + 1 == self.fails_at:
            self.fails_at = None
            raise SourceError(NO_ANSWER)
        return await super().raw_page(query, number, is_wanted=is_wanted)


def open_partial(folder: Path) -> ArchiveWriter:
    return ArchiveWriter.open_or_create(folder / "a.seqtui.partial", HOST)


async def interrupted(account: MovingAccount, folder: Path, at: int, rescan: int = 0) -> None:
    """Download until page `at` of a pass is stored, and end there as a killed process does."""

    def end(progress: DownloadProgress) -> None:
        if (progress.rescan, progress.done, progress.is_checking) == (rescan, at, False):
            raise InterruptedDownloadError

    writer = open_partial(folder)
    with pytest.raises(InterruptedDownloadError):
        await Download(account, writer, asyncio.Event(), end).run()
    writer.close()


async def finished(account: MovingAccount, folder: Path) -> tuple[ArchiveWriter, DownloadResult]:
    writer = open_partial(folder)
    return writer, await Download(account, writer, asyncio.Event()).run()


@pytest.mark.parametrize("kind", [MovingAccount, MovingAccountWithIds])
@pytest.mark.parametrize(("at", "rescan"), [(1, 0), (5, 0), (11, 0), (2, 1), (11, 1)])
async def test_it_resumes_after_the_last_stored_page(
    tmp_path: Path, kind: type[MovingAccount], at: int, rescan: int
) -> None:
    account = kind(SIZE)
    # All pages are read again only without requests by ids, or after an interrupted run.
    if rescan and kind is MovingAccountWithIds:
        await interrupted(account, tmp_path, 3)
    await interrupted(account, tmp_path, at, rescan)
    account.requested.clear()
    writer, result = await finished(account, tmp_path)
    # Pages from an earlier run may be hours old, and are read again.
    assert account.requested[:2] == ([1, at + 1] if not rescan else [1, 1])
    assert result.is_complete
    assert await everything(writer) == [item(each) for each in account.ids]


async def test_changes_between_two_runs_are_found(tmp_path: Path) -> None:
    account = MovingAccountWithIds(SIZE)
    await interrupted(account, tmp_path, 7)
    del account.ids[3], account.ids[520:540]
    account.ids.insert(0, 5_000)
    account.ids.insert(400, 5_001)
    account.versions[2] = 3
    writer, result = await finished(account, tmp_path)
    assert result.is_complete
    assert result.deleted == 1 + 20
    held = await everything(writer)
    assert item(2, "Trial 3", "2026-01-04T00:00:00Z") in held
    assert set(live_ids(writer)) == set(account.ids)


@pytest.mark.parametrize("size", [0, 150])
async def test_another_account_is_not_mixed_into_a_partial_archive(
    tmp_path: Path, size: int
) -> None:
    await interrupted(MovingAccountWithIds(SIZE), tmp_path, 3)
    other = MovingAccountWithIds(size)
    other.ids = [each + 10_000 for each in other.ids]
    writer = open_partial(tmp_path)
    with pytest.raises(ArchiveError, match="was started with another account"):
        await Download(other, writer, asyncio.Event()).run()
    assert writer.count == 300
    assert other.requested == [1]


async def test_the_pages_before_a_failure_are_stored(tmp_path: Path) -> None:
    account = FailingAccount(SIZE)
    account.fails_at = 6
    writer = open_partial(tmp_path)
    with pytest.raises(SourceError):
        await Download(account, writer, asyncio.Event()).run()
    assert writer.count >= 300
    assert not writer.metadata.is_complete
    writer.close()
    assert (await finished(account, tmp_path))[1].is_complete


async def test_a_requested_stop_stores_what_was_received(tmp_path: Path) -> None:
    account = MovingAccountWithIds(SIZE)
    stop = asyncio.Event()
    writer = open_partial(tmp_path)

    def request_stop(progress: DownloadProgress) -> None:
        if progress.done == 4:
            stop.set()

    with pytest.raises(StoppedError):
        await Download(account, writer, stop, request_stop).run()
    # Responses to the requests in flight are stored too.
    assert writer.count == 100 * len(account.requested)
    writer.close()
    account.requested.clear()
    assert (await finished(account, tmp_path))[1].is_complete
