"""A download that was interrupted goes on, and is as right as one that was not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.download import Download
from seq_tui.archive.download.ordered_requests import StoppedError
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from tests.archive.download.moving_account import MovingAccount, MovingWitness
from tests.archive.saved_items import HOST, everything, item
from tests.fake_source import NO_ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.archive.download.download import Result, Step
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio

SIZE = 1_050


class InterruptedDownloadError(Exception):
    """The process ends here."""


class FailingAccount(MovingWitness):
    """An account that fails at the request of a number."""

    fails_at: int | None = None

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> RawPage:
        if len(self.asked) + 1 == self.fails_at:
            self.fails_at = None
            raise SourceError(NO_ANSWER)
        return await super().raw_page(query, number, is_wanted=is_wanted)


def opened(folder: Path) -> ArchiveWriter:
    return ArchiveWriter.begin(folder / "a.seqtui.partial", HOST)


async def interrupted(account: MovingAccount, folder: Path, at: int, look: int = 0) -> None:
    """Download until page `at` of a reading is kept, and end there as a killed process does."""

    def end(step: Step) -> None:
        if (step.look, step.page, step.is_counting) == (look, at, False):
            raise InterruptedDownloadError

    writer = opened(folder)
    with pytest.raises(InterruptedDownloadError):
        await Download(account, writer, asyncio.Event(), end).run()
    writer.close()


async def finished(account: MovingAccount, folder: Path) -> tuple[ArchiveWriter, Result]:
    writer = opened(folder)
    return writer, await Download(account, writer, asyncio.Event()).run()


@pytest.mark.parametrize("kind", [MovingAccount, MovingWitness])
@pytest.mark.parametrize(("at", "look"), [(1, 0), (5, 0), (11, 0), (2, 1), (11, 1)])
async def test_it_goes_on_behind_the_last_page_that_was_kept(
    tmp_path: Path, kind: type[MovingAccount], at: int, look: int
) -> None:
    account = kind(SIZE)
    # A second look is needed only where nobody can be asked about ids, or an earlier run had pages.
    if look and kind is MovingWitness:
        await interrupted(account, tmp_path, 3)
    await interrupted(account, tmp_path, at, look)
    account.asked.clear()
    writer, result = await finished(account, tmp_path)
    # What was read by another run is hours old for all that is known, and is read once more.
    assert account.asked[:2] == ([1, at + 1] if not look else [1, 1])
    assert result.is_complete
    assert await everything(writer) == [item(each) for each in account.ids]


async def test_what_changed_between_two_runs_is_as_it_is_now(tmp_path: Path) -> None:
    account = MovingWitness(SIZE)
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
    assert {each for each, _, gone in writer.stored() if gone is None} == set(account.ids)


@pytest.mark.parametrize("size", [0, 150])
async def test_another_account_is_not_mixed_into_what_came(tmp_path: Path, size: int) -> None:
    await interrupted(MovingWitness(SIZE), tmp_path, 3)
    other = MovingWitness(size)
    other.ids = [each + 10_000 for each in other.ids]
    writer = opened(tmp_path)
    with pytest.raises(ArchiveError, match="was begun with another account"):
        await Download(other, writer, asyncio.Event()).run()
    assert writer.count == 300
    assert other.asked == [1]


async def test_a_failure_keeps_the_pages_before_it(tmp_path: Path) -> None:
    account = FailingAccount(SIZE)
    account.fails_at = 6
    writer = opened(tmp_path)
    with pytest.raises(SourceError):
        await Download(account, writer, asyncio.Event()).run()
    assert writer.count >= 300
    assert not writer.about.is_complete
    writer.close()
    assert (await finished(account, tmp_path))[1].is_complete


async def test_a_wish_to_stop_keeps_what_came(tmp_path: Path) -> None:
    account = MovingWitness(SIZE)
    stop = asyncio.Event()
    writer = opened(tmp_path)

    def ask_to_stop(step: Step) -> None:
        if step.page == 4:
            stop.set()

    with pytest.raises(StoppedError):
        await Download(account, writer, stop, ask_to_stop).run()
    # What was under way when the wish came is kept too.
    assert writer.count == 100 * len(account.asked)
    writer.close()
    account.asked.clear()
    assert (await finished(account, tmp_path))[1].is_complete
